-- How many articles came on each of the thirty days that end with the newest one, by outlet?
-- $most: so many outlets, the largest; the others are one row a day

WITH newest AS (
    -- A day after the last request of any run is a page's mistake.
    SELECT max(day) AS day
    FROM daily_volume
    WHERE day <= (SELECT CAST(make_timestamp(epoch_us(max(fetched_at))) AS DATE) FROM fetches)
),

here AS (
    SELECT
        daily_volume.day,
        daily_volume.source,
        daily_volume.articles
    FROM daily_volume
    CROSS JOIN newest
    WHERE daily_volume.day BETWEEN newest.day - 29 AND newest.day
),

ranked AS (
    SELECT
        source,
        least(row_number() OVER (ORDER BY sum(articles) DESC, source), $most + 1) AS place
    FROM here
    GROUP BY source
),

drawn AS (
    SELECT
        ranked.place,
        CASE WHEN ranked.place <= $most THEN any_value(coalesce(source.title, ranked.source)) END AS outlet,
        count(*) AS outlets
    FROM ranked
    LEFT JOIN source
        ON ranked.source = source.source
    GROUP BY ranked.place
),

by_place AS (
    SELECT
        here.day,
        ranked.place,
        sum(here.articles) AS articles
    FROM here
    INNER JOIN ranked
        ON here.source = ranked.source
    GROUP BY here.day, ranked.place
),

by_day AS (
    SELECT
        day,
        sum(articles) AS articles
    FROM here
    GROUP BY day
),

told AS (
    SELECT
        sum(articles) AS articles,
        count(*) AS days,
        max(articles) AS most,
        arg_max(day, (articles, day)) AS peak_day,
        max(day) AS last_day,
        (SELECT sum(articles) FROM daily_volume) - sum(articles) AS elsewhere
    FROM by_day
)

SELECT
    newest.day - CAST(back.back AS INTEGER) AS day,
    drawn.place,
    drawn.outlet,
    drawn.outlets,
    coalesce(by_place.articles, 0) AS articles,
    coalesce(by_day.articles, 0) AS articles_of_day,
    told.articles AS articles_of_month,
    told.days,
    told.most,
    told.peak_day,
    told.last_day,
    told.elsewhere
FROM newest
CROSS JOIN range(30) AS back (back)
CROSS JOIN drawn
CROSS JOIN told
LEFT JOIN by_place
    ON newest.day - CAST(back.back AS INTEGER) = by_place.day
    AND drawn.place = by_place.place
LEFT JOIN by_day
    ON newest.day - CAST(back.back AS INTEGER) = by_day.day
ORDER BY day, drawn.place;
