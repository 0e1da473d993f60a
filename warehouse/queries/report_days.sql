-- How many articles did each source publish on each of thirty days, and which days left its band?
-- The days end with the newest one, which is not over: it is neither a gap nor too low. A source begins with its
-- first article of these days, or with the first request to it. Days before that request are shown and not judged:
-- of them a feed lists what it still has. The band is the mean of the other days since, and on both sides twice
-- their standard deviation, or twice what chance alone makes of a count (the root of its mean, one at the least).
-- Of a source with fewer than fourteen other days nothing is said.
-- A source that was read from archives alone is last, and has neither gaps nor a band: nobody looked every day.
-- $most: so many sources, those with the most gaps and days out of their band

WITH newest AS (
    -- A day after the last request of any run is a page's mistake.
    SELECT max(day) AS day
    FROM daily_volume
    WHERE day <= (SELECT CAST(make_timestamp(epoch_us(max(fetched_at))) AS DATE) FROM fetches)
),

counted AS (
    SELECT
        daily_volume.source,
        daily_volume.day,
        daily_volume.articles
    FROM daily_volume
    CROSS JOIN newest
    WHERE daily_volume.day BETWEEN newest.day - 29 AND newest.day
),

began AS (
    SELECT
        known.source,
        bool_or(known.is_asked) AS is_asked,
        min(known.day) FILTER (known.is_asked) AS asked_on,
        greatest(min(known.day), any_value(newest.day) - 29) AS day
    FROM (
        SELECT
            source,
            day,
            FALSE AS is_asked
        FROM counted
        UNION ALL
        SELECT
            fetches.source,
            CAST(make_timestamp(epoch_us(min(fetches.fetched_at))) AS DATE) AS day,
            TRUE AS is_asked
        FROM fetches
        LEFT JOIN run
            ON fetches.run_id = run.run_id
        -- What is read from an archive or a folder asks nobody: its days say nothing of the outlet's.
        WHERE run.flow IS DISTINCT FROM 'backfill-archive'
            AND fetches.source IS NOT NULL
        GROUP BY fetches.source
    ) AS known
    CROSS JOIN newest
    GROUP BY known.source
),

filled AS (
    SELECT
        spine.source,
        spine.is_asked,
        coalesce(spine.day >= spine.asked_on, FALSE) AS is_watched,
        spine.day,
        coalesce(counted.articles, 0) AS articles
    FROM (
        SELECT
            began.source,
            began.is_asked,
            began.asked_on,
            CAST(unnest(range(began.day, newest.day + 1, INTERVAL 1 DAY)) AS DATE) AS day
        FROM began
        CROSS JOIN newest
    ) AS spine
    LEFT JOIN counted
        ON spine.source = counted.source
        AND spine.day = counted.day
),

beside AS (
    SELECT
        *,
        avg(articles) OVER of_source AS mean_articles,
        count(*) FILTER (is_watched OR NOT is_asked) OVER of_source - 1 AS other_days,
        (sum(articles) FILTER (is_watched) OVER of_source - articles)
            / nullif(count(*) FILTER (is_watched) OVER of_source - 1, 0) AS usual,
        (sum(articles * articles) FILTER (is_watched) OVER of_source - articles * articles)
            / nullif(count(*) FILTER (is_watched) OVER of_source - 1, 0) AS usual_square
    FROM filled
    WINDOW of_source AS (PARTITION BY source)
),

banded AS (
    SELECT
        source,
        is_asked,
        is_watched,
        day,
        articles,
        mean_articles,
        other_days < 14 AS is_early,
        is_watched AND articles = 0 AND day < (SELECT day FROM newest) AS is_gap,
        usual,
        2 * sqrt(greatest(usual_square - usual ** 2, usual, 1)) AS half_band
    FROM beside
),

judged AS (
    SELECT
        *,
        CASE
            WHEN is_early OR NOT is_watched THEN NULL
            WHEN articles > usual + half_band THEN 'above'
            WHEN articles < usual - half_band AND day < (SELECT day FROM newest) THEN 'below'
        END AS beyond
    FROM banded
),

told AS (
    SELECT
        count(*) FILTER (is_gap) AS gaps,
        count(*) FILTER (beyond = 'above') AS above,
        count(*) FILTER (beyond = 'below') AS below,
        count(DISTINCT source) FILTER (is_early) AS early,
        count(DISTINCT source) AS outlets
    FROM judged
),

ranked AS (
    SELECT
        source,
        row_number() OVER (
            ORDER BY
                bool_or(is_asked) DESC,
                count(*) FILTER (is_gap OR beyond IS NOT NULL) DESC,
                sum(articles) DESC,
                source
        ) AS place
    FROM judged
    GROUP BY source
)

SELECT
    judged.source,
    coalesce(source.title, judged.source) AS outlet,
    ranked.place,
    judged.day,
    judged.articles,
    round(judged.mean_articles, 1) AS mean_articles,
    judged.is_gap,
    judged.is_early,
    judged.beyond,
    told.gaps,
    told.above,
    told.below,
    told.early,
    told.outlets,
    least(told.outlets, $most) AS outlets_shown
FROM judged
INNER JOIN ranked
    ON judged.source = ranked.source
CROSS JOIN told
LEFT JOIN source
    ON judged.source = source.source
WHERE ranked.place <= $most
ORDER BY ranked.place, judged.day;
