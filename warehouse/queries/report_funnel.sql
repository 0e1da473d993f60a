-- How far did the pages of the last runs come? A dry run loads nothing and is none of them.
-- $most: so many runs

WITH last_runs AS (
    SELECT
        run_id,
        started_at,
        flow
    FROM run
    WHERE run_id IN (SELECT run_id FROM funnel)
        AND outcome IS DISTINCT FROM 'dry run'
    ORDER BY started_at DESC, run_id
    LIMIT $most
)

SELECT
    last_runs.started_at,
    last_runs.flow,
    last_runs.run_id,
    funnel.step,
    sum(funnel.count) AS count
FROM last_runs
INNER JOIN funnel
    ON last_runs.run_id = funnel.run_id
GROUP BY ALL
ORDER BY last_runs.started_at DESC, last_runs.run_id, funnel.step;
