-- Which articles were corrected last?
-- $most: so many corrections

WITH latest AS (
    SELECT
        article_id,
        version_id,
        previous_version_id,
        source,
        seen_at,
        old_headline,
        new_headline,
        url,
        changed_by,
        greatest(count(*) OVER () - $most, 0) AS more
    FROM corrections
    ORDER BY seen_at DESC, version_id
    LIMIT $most
)

SELECT
    coalesce(source.title, latest.source) AS outlet,
    latest.seen_at,
    coalesce(latest.new_headline, latest.old_headline) AS headline,
    latest.old_headline,
    latest.new_headline,
    latest.url,
    latest.changed_by,
    latest.article_id,
    list_filter(old_version.paragraphs, lambda p: NOT list_contains(new_version.paragraphs, p)) AS removed,
    list_filter(new_version.paragraphs, lambda p: NOT list_contains(old_version.paragraphs, p)) AS added,
    latest.more
FROM latest
INNER JOIN article_version AS old_version
    ON latest.previous_version_id = old_version.version_id
INNER JOIN article_version AS new_version
    ON latest.version_id = new_version.version_id
LEFT JOIN source
    ON latest.source = source.source
ORDER BY latest.seen_at DESC, latest.version_id;
