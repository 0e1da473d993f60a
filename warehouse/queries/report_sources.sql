-- How does each source do? Those that want attention come first.
-- $most: so many sources

WITH newest AS (
    -- A day after the last request of any run is a page's mistake.
    SELECT max(day) AS day
    FROM daily_volume
    WHERE day <= (SELECT CAST(make_timestamp(epoch_us(max(fetched_at))) AS DATE) FROM fetches)
),

daily AS (
    SELECT
        place.source,
        list(coalesce(daily_volume.articles, 0) ORDER BY place.day) AS thirty_days
    FROM (
        SELECT
            source.source,
            newest.day - CAST(back.back AS INTEGER) AS day
        FROM source
        CROSS JOIN newest
        CROSS JOIN range(30) AS back (back)
    ) AS place
    LEFT JOIN daily_volume
        ON place.source = daily_volume.source
        AND place.day = daily_volume.day
    GROUP BY place.source
)

SELECT
    source_health.source,
    coalesce(source_health.title, source_health.source) AS outlet,
    source_health.health,
    source_health.last_article_at,
    source_health.last_asked_at,
    epoch(source_health.silent_for) AS silent_seconds,
    epoch(source_health.usual_gap) AS usual_seconds,
    coalesce(counted.articles, 0) AS articles,
    -- A page that was read out of an archive's record may be refused without ever having been a page of ours.
    greatest(coalesce(visited.pages, 0), coalesce(refused.urls, 0)) AS pages,
    coalesce(refused.urls, 0) AS refused,
    daily.thirty_days,
    count(*) OVER () AS in_all,
    greatest(count(*) OVER () - $most, 0) AS more,
    count(*) FILTER (source_health.health = 'live') OVER () AS live,
    count(*) FILTER (source_health.health = 'late') OVER () AS late,
    count(*) FILTER (source_health.health = 'silent') OVER () AS silent,
    count(*) FILTER (source_health.health = 'blocked') OVER () AS blocked,
    count(*) FILTER (source_health.health = 'too new to tell') OVER () AS too_new,
    count(*) FILTER (source_health.health = 'from archives') OVER () AS from_archives,
    count(*) FILTER (source_health.health = 'no articles') OVER () AS no_articles
FROM source_health
LEFT JOIN daily
    ON source_health.source = daily.source
LEFT JOIN (SELECT source, count(*) AS articles FROM article WHERE NOT is_withdrawn GROUP BY source) AS counted
    ON source_health.source = counted.source
LEFT JOIN (SELECT source, count(*) AS pages FROM page GROUP BY source) AS visited
    ON source_health.source = visited.source
LEFT JOIN (
    SELECT
        source,
        count(DISTINCT url) AS urls
    FROM refused_now
    GROUP BY source
) AS refused
    ON source_health.source = refused.source
ORDER BY
    list_position(
        ['blocked', 'silent', 'late', 'no articles', 'live', 'too new to tell', 'from archives'],
        source_health.health
    ),
    articles DESC,
    outlet,
    source_health.source
LIMIT $most;
