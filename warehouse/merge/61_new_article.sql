-- Articles that this load added, by source and the host of the page that first showed them. Variable: load_id.

SELECT
    source,
    host,
    count(*) AS articles
FROM article_now
WHERE load_id = CAST(getvariable('load_id') AS UUID)
GROUP BY source, host
ORDER BY source, host;
