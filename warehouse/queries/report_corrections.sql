-- Which articles were corrected last?
-- $most: so many corrections

SELECT
    coalesce(source.title, corrections.source) AS outlet,
    corrections.seen_at,
    coalesce(corrections.new_headline, corrections.old_headline) AS headline,
    corrections.old_headline,
    corrections.new_headline,
    corrections.url,
    corrections.changed_by,
    list_filter(old_version.paragraphs, lambda p: NOT list_contains(new_version.paragraphs, p)) AS removed,
    list_filter(new_version.paragraphs, lambda p: NOT list_contains(old_version.paragraphs, p)) AS added
FROM corrections
INNER JOIN article_version AS old_version
    ON corrections.previous_version_id = old_version.version_id
INNER JOIN article_version AS new_version
    ON corrections.version_id = new_version.version_id
LEFT JOIN source
    ON corrections.source = source.source
ORDER BY corrections.seen_at DESC, corrections.version_id
LIMIT $most;
