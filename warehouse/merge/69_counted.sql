-- What the load row counts: rows that are there, not rows that were meant. One after another: as seven subqueries of
-- one row they take DuckDB three times as long to plan. Variable: load_id.

SELECT
    'package_rows' AS counted,
    count(*) AS number
FROM staged_row
UNION ALL
SELECT
    'new_fetches' AS counted,
    count(*) AS number
FROM fetches
WHERE load_id = CAST(getvariable('load_id') AS UUID)
UNION ALL
SELECT
    'new_articles' AS counted,
    count(*) AS number
FROM article
WHERE load_id = CAST(getvariable('load_id') AS UUID)
UNION ALL
SELECT
    'new_versions' AS counted,
    count(*) AS number
FROM article_version
WHERE load_id = CAST(getvariable('load_id') AS UUID)
UNION ALL
SELECT
    'new_appearances' AS counted,
    count(*) AS number
FROM appearance
WHERE load_id = CAST(getvariable('load_id') AS UUID)
UNION ALL
SELECT
    'new_rejections' AS counted,
    count(*) AS number
FROM rejection
WHERE load_id = CAST(getvariable('load_id') AS UUID)
UNION ALL
SELECT
    'candidate_pairs' AS counted,
    count(*) AS number
FROM candidate_pair;
