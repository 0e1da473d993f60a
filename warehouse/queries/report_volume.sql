-- How many articles came on each of the last thirty days that had any?

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
WHERE day IN (SELECT DISTINCT day FROM daily_volume ORDER BY day DESC LIMIT 30)
ORDER BY day, outlet;
