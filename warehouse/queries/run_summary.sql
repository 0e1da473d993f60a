-- What did these runs bring?
-- $run_ids: runs

WITH loads AS (
    SELECT load_id
    FROM load
    WHERE run_id IN (SELECT unnest(CAST($run_ids AS UUID[])))
),

page_fetch AS (
    SELECT *
    FROM fetches
    WHERE kind = 'page'
        AND load_id IN (SELECT load_id FROM loads)
),

counted AS (
    SELECT *
    FROM funnel
    WHERE run_id IN (SELECT unnest(CAST($run_ids AS UUID[])))
),

versions AS (
    SELECT *
    FROM article_version
    WHERE load_id IN (SELECT load_id FROM loads)
)

SELECT
    (SELECT count(DISTINCT source) FROM page_fetch) AS outlets,
    (SELECT count(*) FROM page_fetch WHERE outcome = 'fetched') AS pages_fetched,
    (SELECT count(*) FROM page_fetch WHERE outcome = 'unchanged') AS pages_unchanged,
    (SELECT count(*) FROM article WHERE load_id IN (SELECT load_id FROM loads)) AS articles,
    (SELECT count(*) FROM versions) AS versions,
    -- As the funnel counts them: a return to an earlier text is no new version. Reprocessing has no funnel,
    -- and a dry run has none yet when it looks.
    CASE
        WHEN EXISTS (SELECT 1 FROM counted)
            THEN (SELECT CAST(coalesce(sum(count) FILTER (step = 'corrected'), 0) AS BIGINT) FROM counted)
        ELSE (SELECT count(*) FROM versions WHERE previous_version_id IS NOT NULL)
            + (SELECT count(*) FROM article_return WHERE load_id IN (SELECT load_id FROM loads))
    END AS corrections,
    (SELECT count(DISTINCT story_id) FROM story_member WHERE load_id IN (SELECT load_id FROM loads)) AS stories;
