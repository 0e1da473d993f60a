-- What do these versions say?
-- $version_ids: versions

SELECT
    article_id,
    version_id,
    headline,
    array_to_string(list_transform(paragraphs, lambda p: p.text), chr(10)) AS text,
    published_at,
    published_precision,
    byline_raw,
    dateline_place,
    agency,
    source_credit,
    section,
    language,
    rule_version
FROM article_version
WHERE version_id IN (SELECT unnest(CAST($version_ids AS UUID[])))
ORDER BY version_id;
