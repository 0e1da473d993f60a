-- How many articles came on each of the last thirty days that had any?
-- Days after the last request of any run are a page's mistake.

SELECT
    day,
    daily_volume.source,
    coalesce(source.title, daily_volume.source) AS outlet,
    articles,
    own_texts,
    shared_texts
FROM daily_volume
LEFT JOIN source
    ON daily_volume.source = source.source
WHERE day IN (
    SELECT DISTINCT day
    FROM daily_volume
    WHERE day <= (SELECT CAST(max(fetched_at) AS DATE) FROM fetches)
    ORDER BY day DESC
    LIMIT 30
)
ORDER BY day, outlet;
