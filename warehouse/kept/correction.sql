-- Versions that follow another, and returns to an earlier one, of each article in touched_article, with what
-- became different.

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
),

-- What each visit to an article's own page showed, as the newest rules read it.
visit AS (
    SELECT
        article_id,
        page_id,
        version_id,
        fetch_id,
        fetched_at,
        rule_version
    FROM appearance
    WHERE role = 'main'
        AND rowid IN (SELECT rowid FROM appearance WHERE article_id IN (SELECT article_id FROM version))
    QUALIFY row_number() OVER (
        PARTITION BY article_id, fetch_id
        ORDER BY
            list_transform(
                regexp_extract_all(rule_version, '\d+'),
                lambda digits: TRY_CAST(digits AS HUGEINT)
            ) DESC,
            rule_version DESC,
            version_id
    ) = 1
),

compared AS (
    SELECT
        *,
        lag(version_id) OVER visits AS shown_before,
        lag(rule_version) OVER visits AS read_before_by,
        row_number() OVER (
            PARTITION BY article_id, page_id, version_id
            ORDER BY fetched_at, fetch_id
        ) AS time_shown
    FROM visit
    WINDOW visits AS (
        PARTITION BY article_id, page_id
        ORDER BY fetched_at, fetch_id
    )
),

changed AS (
    SELECT
        *,
        lag(fetched_at) OVER (
            PARTITION BY article_id, page_id
            ORDER BY fetched_at, fetch_id
        ) AS before_since
    FROM compared
    WHERE shown_before IS DISTINCT FROM version_id
),

followed AS (
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
        false AS is_return
    FROM version
    INNER JOIN told AS before
        ON version.previous_version_id = before.version_id

    UNION ALL

    SELECT
        article_id,
        version_id,
        shown_before,
        fetched_at,
        before_since,
        CASE WHEN rule_version <> read_before_by THEN 'outlet or our rules' ELSE 'outlet' END,
        true
    FROM changed
    -- The first time that a page shows a version is no return.
    WHERE time_shown > 1
    QUALIFY row_number() OVER (PARTITION BY article_id, version_id, fetched_at ORDER BY page_id) = 1
)

SELECT
    followed.article_id,
    followed.version_id,
    followed.previous_version_id,
    followed.seen_at,
    followed.seen_before_at,
    followed.changed_by,
    before.headline AS old_headline,
    CASE WHEN now.headline <> before.headline THEN now.headline END AS new_headline,
    len(list_filter(before.paragraphs, lambda p: NOT list_contains(now.paragraphs, p))) AS paragraphs_removed,
    len(list_filter(now.paragraphs, lambda p: NOT list_contains(before.paragraphs, p))) AS paragraphs_added,
    followed.is_return
FROM followed
INNER JOIN told AS now
    ON followed.version_id = now.version_id
INNER JOIN told AS before
    ON followed.previous_version_id = before.version_id
ORDER BY followed.seen_at, followed.version_id
