-- How does each source do?

SELECT
    coalesce(source_health.title, source_health.source) AS outlet,
    source_health.health,
    source_health.last_article_at,
    source_health.last_asked_at,
    epoch(source_health.silent_for) AS silent_seconds,
    epoch(source_health.usual_gap) AS usual_seconds,
    coalesce(counted.articles, 0) AS articles,
    coalesce(refused.urls, 0) AS refused
FROM source_health
LEFT JOIN (SELECT source, count(*) AS articles FROM article GROUP BY source) AS counted
    ON source_health.source = counted.source
LEFT JOIN (SELECT source, count(DISTINCT url) AS urls FROM rejection GROUP BY source) AS refused
    ON source_health.source = refused.source
ORDER BY articles DESC, outlet;
