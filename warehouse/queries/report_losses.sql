-- Why did pages of the last runs, and of the last thirty days together, not come further?
-- A dry run loads nothing and is none of them.
-- $most: so many runs

WITH last_runs AS (
    SELECT run_id
    FROM run
    WHERE run_id IN (SELECT run_id FROM funnel)
        AND outcome IS DISTINCT FROM 'dry run'
    ORDER BY started_at DESC, run_id
    LIMIT $most
),

lost AS (
    SELECT
        funnel.run_id,
        funnel.step,
        funnel.reason,
        funnel.count,
        run.started_at > (SELECT max(started_at) FROM run) - INTERVAL (30 * 24) HOURS AS is_of_month
    FROM funnel
    INNER JOIN run
        ON funnel.run_id = run.run_id
    WHERE funnel.reason IS NOT NULL
        AND run.outcome IS DISTINCT FROM 'dry run'
)

SELECT
    run_id,
    step,
    reason,
    sum(count) AS count
FROM lost
WHERE run_id IN (SELECT run_id FROM last_runs)
GROUP BY ALL
UNION ALL
SELECT
    NULL AS run_id,
    step,
    reason,
    sum(count) AS count
FROM lost
WHERE is_of_month
GROUP BY step, reason
ORDER BY run_id NULLS FIRST, count DESC, step, reason;
