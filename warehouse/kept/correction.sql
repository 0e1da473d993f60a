-- Versions that follow another, of each article in touched_article, with what became different.

WITH version AS MATERIALIZED (
    SELECT
        version_id,
        article_id,
        previous_version_id,
        first_seen_at,
        first_fetch_id,
        rule_version
    FROM article_version
    WHERE previous_version_id IS NOT NULL
        AND article_id IN (SELECT article_id FROM touched_article)
),

told AS MATERIALIZED (
    SELECT
        version_id,
        first_seen_at,
        first_fetch_id,
        rule_version,
        headline,
        paragraphs
    FROM article_version
    -- By the row, so that no other texts are unpacked.
    WHERE rowid IN (
        SELECT rowid
        FROM article_version
        WHERE version_id IN (SELECT version_id FROM version UNION ALL SELECT previous_version_id FROM version)
    )
)

SELECT
    version.article_id,
    version.version_id,
    version.previous_version_id,
    version.first_seen_at AS seen_at,
    before.first_seen_at AS seen_before_at,
    CASE
        WHEN version.first_fetch_id = before.first_fetch_id THEN 'our rules'
        WHEN version.rule_version <> before.rule_version THEN 'outlet or our rules'
        ELSE 'outlet'
    END AS changed_by,
    before.headline AS old_headline,
    CASE WHEN now.headline <> before.headline THEN now.headline END AS new_headline,
    len(list_filter(before.paragraphs, lambda p: NOT list_contains(now.paragraphs, p))) AS paragraphs_removed,
    len(list_filter(now.paragraphs, lambda p: NOT list_contains(before.paragraphs, p))) AS paragraphs_added
FROM version
INNER JOIN told AS now
    ON version.version_id = now.version_id
INNER JOIN told AS before
    ON version.previous_version_id = before.version_id
ORDER BY version.first_seen_at, version.version_id
