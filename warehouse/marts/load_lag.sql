-- How long articles take from publication to the warehouse.

CREATE VIEW load_lag AS
-- Seconds, as numbers: a difference of times with a zone is taken by the calendar, and slowly.
WITH came AS (
    SELECT
        current_article.source,
        load.loaded_at,
        epoch_us(load.loaded_at) - epoch_us(current_article.published_at) AS lag,
        epoch_us(current_article.first_seen_at) - epoch_us(current_article.published_at) AS until_fetched,
        epoch_us(load.loaded_at) - epoch_us(current_article.first_seen_at) AS until_loaded
    FROM current_article
    INNER JOIN load
        ON current_article.load_id = load.load_id
    WHERE NOT current_article.is_withdrawn
        -- A day is no time, and what is dated after its fetch is a mistake of the page.
        AND current_article.published_precision = 'minute'
        AND current_article.published_at <= current_article.first_seen_at
),

counted AS (
    SELECT
        CAST(make_timestamp(epoch_us(loaded_at)) AS DATE) AS day,
        source,
        count(*) AS articles,
        count(*) FILTER (until_fetched <= 3 * 86400000000) AS fresh,
        quantile_disc(lag, [0.5, 0.95]) FILTER (until_fetched <= 3 * 86400000000) AS lags,
        quantile_disc(until_fetched, 0.5) FILTER (until_fetched <= 3 * 86400000000) AS until_fetched,
        quantile_disc(until_loaded, 0.5) FILTER (until_fetched <= 3 * 86400000000) AS until_loaded
    FROM came
    GROUP BY day, source
)

SELECT
    day,
    source,
    articles,
    fresh,
    to_microseconds(lags[1]) AS median_lag,
    to_microseconds(lags[2]) AS long_lag,
    to_microseconds(until_fetched) AS median_until_fetched,
    to_microseconds(until_loaded) AS median_until_loaded
FROM counted
ORDER BY day DESC, source;

COMMENT ON VIEW load_lag IS
    'How long articles that their pages date to the minute took from publication to the warehouse, by source and day of loading.';
COMMENT ON COLUMN load_lag.day IS 'UTC day on which they were loaded';
COMMENT ON COLUMN load_lag.source IS 'source.source';
COMMENT ON COLUMN load_lag.articles IS 'articles that came on that day, dated to the minute and not after their fetch';
COMMENT ON COLUMN load_lag.fresh IS
    'of these, those fetched within three days of publication: a backfill of old pages says nothing about the lag';
COMMENT ON COLUMN load_lag.median_lag IS 'from publication to the load, of the fresh ones; null: none is fresh';
COMMENT ON COLUMN load_lag.long_lag IS 'what nineteen of twenty fresh ones did not exceed; null: none is fresh';
COMMENT ON COLUMN load_lag.median_until_fetched IS 'from publication to the fetch; null: none is fresh';
COMMENT ON COLUMN load_lag.median_until_loaded IS 'from the fetch to the load; null: none is fresh';
