-- Which version follows which. Run only if an article has more than one.

-- Versions seen on the article's own page and versions seen beside another article are two rows of history:
-- other pages often give a shortened text, which nobody corrected.
UPDATE article_version
SET previous_version_id = chain.previous_version_id
FROM (
    WITH shown AS (
        SELECT
            version_id,
            bool_or(role = 'main') AS is_main
        FROM appearance
        -- By the row, here and below, so that of other articles nothing else is read.
        WHERE rowid IN (
            SELECT rowid FROM appearance WHERE article_id IN (SELECT article_id FROM touched_article)
        )
        GROUP BY version_id
    )

    SELECT
        v.version_id,
        lag(v.version_id) OVER (
            PARTITION BY v.article_id, coalesce(shown.is_main, false)
            ORDER BY v.first_seen_at, v.first_fetch_id, rule_rank(v.rule_version), v.rule_version, v.version_id
        ) AS previous_version_id
    FROM article_version AS v
    LEFT JOIN shown
        ON v.version_id = shown.version_id
    WHERE v.rowid IN (
        SELECT rowid FROM article_version WHERE article_id IN (SELECT article_id FROM touched_article)
    )
) AS chain
WHERE article_version.version_id = chain.version_id
    AND article_version.previous_version_id IS DISTINCT FROM chain.previous_version_id;
