-- Loads whose rows are not those that they counted. Appearances and rejections are replaced when a page is
-- extracted again, so a load may have fewer of them left, but never more.

WITH made AS (
    SELECT
        load.load_id,
        load.new_fetches,
        load.new_articles,
        load.new_versions,
        load.new_appearances,
        load.new_rejections,
        coalesce(f.rows, 0) AS fetches,
        coalesce(a.rows, 0) AS articles,
        coalesce(v.rows, 0) AS versions,
        coalesce(p.rows, 0) AS appearances,
        coalesce(r.rows, 0) AS rejections
    FROM load
    LEFT JOIN (SELECT load_id, count(*) AS rows FROM fetches GROUP BY load_id) AS f
        ON load.load_id = f.load_id
    LEFT JOIN (SELECT load_id, count(*) AS rows FROM article GROUP BY load_id) AS a
        ON load.load_id = a.load_id
    LEFT JOIN (SELECT load_id, count(*) AS rows FROM article_version GROUP BY load_id) AS v
        ON load.load_id = v.load_id
    LEFT JOIN (SELECT load_id, count(*) AS rows FROM appearance GROUP BY load_id) AS p
        ON load.load_id = p.load_id
    LEFT JOIN (SELECT load_id, count(*) AS rows FROM rejection GROUP BY load_id) AS r
        ON load.load_id = r.load_id
)

SELECT *
FROM made
WHERE new_fetches <> fetches
    OR new_articles <> articles
    OR new_versions <> versions
    OR new_appearances < appearances
    OR new_rejections < rejections;
