-- How does each source do?

SELECT
    source_health.source,
    coalesce(source_health.title, source_health.source) AS outlet,
    source_health.health,
    source_health.last_article_at,
    source_health.last_asked_at,
    epoch(source_health.silent_for) AS silent_seconds,
    epoch(source_health.usual_gap) AS usual_seconds,
    coalesce(counted.articles, 0) AS articles,
    coalesce(visited.pages, 0) AS pages,
    coalesce(refused.urls, 0) AS refused
FROM source_health
LEFT JOIN (SELECT source, count(*) AS articles FROM article WHERE NOT is_withdrawn GROUP BY source) AS counted
    ON source_health.source = counted.source
LEFT JOIN (SELECT source, count(*) AS pages FROM page GROUP BY source) AS visited
    ON source_health.source = visited.source
LEFT JOIN (
    SELECT
        rejection.source,
        count(DISTINCT rejection.url) AS urls
    FROM rejection
    LEFT JOIN fetches
        ON rejection.fetch_id = fetches.fetch_id
    WHERE rejection.rule_version IS NULL
        OR rejection.rule_version = fetches.rule_version
    GROUP BY rejection.source
) AS refused
    ON source_health.source = refused.source
ORDER BY articles DESC, outlet, source_health.source;
