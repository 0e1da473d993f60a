-- What did sources bring beside what is expected of them?
-- The table expected: source, field (null: articles a day), least, most
-- $now: the moment of asking; a day and a week end with it

-- What is read beside another article has no date of its own on most pages.
WITH dated_in_day AS (
    SELECT
        source,
        count(*) AS articles
    FROM current_article
    WHERE NOT is_withdrawn
        AND published_at > CAST($now AS TIMESTAMPTZ) - INTERVAL 24 HOURS
        AND published_at <= $now
        AND has_own_page
    GROUP BY source
),

-- A source that was not asked a day ago may have more to show than its seeds still hold.
asked AS (
    SELECT DISTINCT source
    FROM fetches
    WHERE fetched_at BETWEEN CAST($now AS TIMESTAMPTZ) - INTERVAL (2 * 24) HOURS AND CAST($now AS TIMESTAMPTZ) - INTERVAL 24 HOURS
),

filled_in_week AS (
    SELECT
        source,
        count(*) AS articles,
        count_if(COLUMNS('^had_(.*)$')) AS "\1"
    FROM current_article
    WHERE NOT is_withdrawn
        AND first_seen_at > CAST($now AS TIMESTAMPTZ) - INTERVAL (7 * 24) HOURS
        AND has_own_page
    GROUP BY source
),

filled AS (
    UNPIVOT filled_in_week
    ON COLUMNS(* EXCLUDE (source, articles))
    INTO NAME field VALUE filled
)

SELECT
    expected.source,
    expected.field,
    expected.least,
    expected.most,
    CAST(coalesce(dated_in_day.articles, 0) AS DOUBLE) AS seen,
    coalesce(dated_in_day.articles, 0) AS articles
FROM expected
INNER JOIN asked
    ON expected.source = asked.source
LEFT JOIN dated_in_day
    ON expected.source = dated_in_day.source
WHERE expected.field IS NULL

UNION ALL

SELECT
    expected.source,
    expected.field,
    expected.least,
    expected.most,
    filled.filled / filled.articles AS seen,
    filled.articles
FROM expected
INNER JOIN filled
    ON expected.source = filled.source
    AND expected.field = filled.field
-- Few articles say nothing about a share.
WHERE filled.articles >= 10
ORDER BY ALL;
