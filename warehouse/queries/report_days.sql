-- How many articles did each source publish on each of thirty days, and which days left its band?
-- The days end with the newest one; the band is the mean of the source's other days, two standard deviations
-- up and down.
-- A day after the last request of any run is a page's mistake. The newest day is not over, so it is never
-- too low.

WITH newest AS (
    SELECT max(day) AS day
    FROM daily_volume
    WHERE day <= (SELECT CAST(max(fetched_at) AS DATE) FROM fetches)
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

-- From a source's first day on, a day without an article is a gap; before it, nothing was known.
spine AS (
    SELECT
        began.source,
        CAST(unnest(range(began.day, newest.day + 1, INTERVAL 1 DAY)) AS DATE) AS day
    FROM (SELECT source, min(day) AS day FROM counted GROUP BY source) AS began
    CROSS JOIN newest
),

filled AS (
    SELECT
        spine.source,
        spine.day,
        coalesce(counted.articles, 0) AS articles
    FROM spine
    LEFT JOIN counted
        ON spine.source = counted.source
        AND spine.day = counted.day
),

beside AS (
    SELECT
        *,
        count(*) OVER of_source - 1 AS other_days,
        (sum(articles) OVER of_source - articles) / nullif(count(*) OVER of_source - 1, 0) AS usual,
        (sum(articles * articles) OVER of_source - articles * articles)
            / nullif(count(*) OVER of_source - 1, 0) AS usual_square
    FROM filled
    WINDOW of_source AS (PARTITION BY source)
)

SELECT
    beside.source,
    coalesce(source.title, beside.source) AS outlet,
    beside.day,
    beside.articles,
    beside.usual,
    CASE
        -- A week of other days at the least; fewer are no habit.
        WHEN beside.other_days < 7 THEN NULL
        WHEN beside.articles > beside.usual + 2 * sqrt(greatest(beside.usual_square - beside.usual ** 2, 0))
            THEN 'above'
        WHEN beside.articles < beside.usual - 2 * sqrt(greatest(beside.usual_square - beside.usual ** 2, 0))
            AND beside.day < (SELECT day FROM newest)
            THEN 'below'
    END AS beyond
FROM beside
LEFT JOIN source
    ON beside.source = source.source
ORDER BY beside.source, beside.day;
