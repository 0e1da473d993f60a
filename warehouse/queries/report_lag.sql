-- How long did articles take from publication to the load, on each of the last thirty days with a load?
-- Those alone that are dated to the minute and were fetched within three days: a backfill says nothing here.

SELECT
    CAST(make_timestamp(epoch_us(load.loaded_at)) AS DATE) AS day,
    count(*) AS articles,
    -- Of numbers: a difference of times with a zone is taken by the calendar, which takes ten times as long.
    quantile_disc(epoch(load.loaded_at) - epoch(article_version.published_at), 0.5) AS median_seconds,
    quantile_disc(epoch(load.loaded_at) - epoch(article_version.published_at), 0.95) AS long_seconds
FROM article
INNER JOIN article_version
    ON article.current_version_id = article_version.version_id
INNER JOIN load
    ON article.load_id = load.load_id
WHERE NOT article.is_withdrawn
    AND article_version.published_precision = 'minute'
    AND epoch(article.first_seen_at) - epoch(article_version.published_at) BETWEEN 0 AND 3 * 86400
GROUP BY day
ORDER BY day DESC
LIMIT 30;
