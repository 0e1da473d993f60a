-- How long articles take from publication to the warehouse.

CREATE VIEW load_lag AS
WITH came AS (
    SELECT
        article.source,
        CAST(load.loaded_at AS DATE) AS day,
        article_version.published_at,
        article.first_seen_at,
        load.loaded_at
    FROM article
    INNER JOIN article_version
        ON article.current_version_id = article_version.version_id
    INNER JOIN load
        ON article.load_id = load.load_id
    WHERE NOT article.is_withdrawn
        -- A day is no time, and what is dated after its fetch is a mistake of the page.
        AND article_version.published_precision = 'minute'
        AND article_version.published_at <= article.first_seen_at
)

SELECT
    day,
    source,
    count(*) AS articles,
    count(*) FILTER (first_seen_at - published_at <= INTERVAL 3 DAYS) AS fresh,
    quantile_disc(loaded_at - published_at, 0.5)
        FILTER (first_seen_at - published_at <= INTERVAL 3 DAYS) AS median_lag,
    quantile_disc(loaded_at - published_at, 0.95)
        FILTER (first_seen_at - published_at <= INTERVAL 3 DAYS) AS long_lag,
    quantile_disc(first_seen_at - published_at, 0.5)
        FILTER (first_seen_at - published_at <= INTERVAL 3 DAYS) AS median_until_fetched,
    quantile_disc(loaded_at - first_seen_at, 0.5)
        FILTER (first_seen_at - published_at <= INTERVAL 3 DAYS) AS median_until_loaded
FROM came
GROUP BY day, source
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
