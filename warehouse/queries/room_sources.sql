-- Which sources are there, and how much has each?
-- $source: this one alone, null for all

SELECT
    source.source,
    coalesce(source.title, source.source) AS outlet,
    source.home,
    source.language,
    coalesce(counted.articles, 0) AS articles,
    counted.newest_at
FROM source
LEFT JOIN (
    SELECT
        source,
        count(*) AS articles,
        max(first_seen_at) AS newest_at
    FROM article
    WHERE NOT is_withdrawn
    GROUP BY source
) AS counted
    ON source.source = counted.source
WHERE CAST($source AS VARCHAR) IS NULL
    OR source.source = $source
ORDER BY articles DESC, outlet, source.source
LIMIT 1000;
