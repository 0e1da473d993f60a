-- How far did the pages come that this run brought, as its loads tell it? For a run that did not count itself.
-- $run_id: a run

WITH loads AS (
    SELECT load_id
    FROM load
    WHERE run_id = CAST($run_id AS UUID)
),

-- What a run reads again is of the run that fetched it.
brought AS (
    SELECT
        fetch_id,
        source,
        host,
        outcome,
        reason
    FROM fetches
    WHERE kind = 'page'
        AND run_id = CAST($run_id AS UUID)
        AND load_id IN (SELECT load_id FROM loads)
        -- It may have been killed when it had just counted.
        AND run_id NOT IN (SELECT run_id FROM run WHERE outcome = 'completed')
),

changed AS (
    SELECT
        article_id,
        first_fetch_id AS fetch_id
    FROM article_version
    WHERE previous_version_id IS NOT NULL
        AND load_id IN (SELECT load_id FROM loads)
    UNION ALL
    SELECT
        article_return.article_id,
        max(appearance.fetch_id)
    FROM article_return
    INNER JOIN appearance
        ON article_return.version_id = appearance.version_id
        AND article_return.load_id = appearance.load_id
    WHERE article_return.load_id IN (SELECT load_id FROM loads)
    GROUP BY article_return.article_id, article_return.load_id
),

shown AS (
    SELECT
        article.article_id,
        arg_min(appearance.fetch_id, (appearance.fetched_at, appearance.fetch_id)) AS fetch_id
    FROM article
    INNER JOIN appearance
        ON article.article_id = appearance.article_id
        AND article.load_id = appearance.load_id
    WHERE article.load_id IN (SELECT load_id FROM loads)
    GROUP BY article.article_id
),

reached AS (
    SELECT
        fetch_id,
        unnest(CASE WHEN outcome = 'refused' THEN ['due'] ELSE ['due', 'allowed'] END) AS step,
        NULL AS reason
    FROM brought
    UNION ALL
    SELECT
        fetch_id,
        outcome AS step,
        CASE WHEN outcome IN ('refused', 'failed', 'gone') THEN reason END AS reason
    FROM brought
    UNION ALL
    SELECT
        fetch_id,
        'rejected' AS step,
        reason
    FROM rejection
    WHERE stage <> 'contract'
        AND fetch_id IN (SELECT fetch_id FROM brought WHERE outcome = 'fetched')
    UNION ALL
    SELECT DISTINCT ON (fetch_id, article_id, position)
        fetch_id,
        'articles' AS step,
        NULL AS reason
    FROM appearance
    WHERE load_id IN (SELECT load_id FROM loads)
    UNION ALL
    SELECT
        fetch_id,
        'new articles' AS step,
        NULL AS reason
    FROM shown
    UNION ALL
    SELECT
        fetch_id,
        'corrected' AS step,
        NULL AS reason
    FROM changed
)

SELECT
    brought.source,
    brought.host,
    reached.step,
    reached.reason,
    count(*) AS count
FROM reached
INNER JOIN brought
    ON reached.fetch_id = brought.fetch_id
GROUP BY ALL
ORDER BY brought.source, brought.host, reached.step, reached.reason;
