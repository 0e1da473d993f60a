-- Articles that this load added, by source and the host of the page that first showed them. Variable: load_id.

SELECT
    article.source,
    fetches.host,
    count(*) AS articles
FROM article
INNER JOIN article_version
    ON article.current_version_id = article_version.version_id
INNER JOIN fetches
    ON article_version.first_fetch_id = fetches.fetch_id
WHERE article.load_id = CAST(getvariable('load_id') AS UUID)
GROUP BY article.source, fetches.host
ORDER BY article.source, fetches.host;
