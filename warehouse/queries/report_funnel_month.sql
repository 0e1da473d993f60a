-- How far did the pages of the last thirty days' runs come? A dry run loads nothing and is none of them.

WITH runs_of_month AS (
    SELECT run_id
    FROM run
    WHERE started_at > (SELECT max(started_at) FROM run) - INTERVAL (30 * 24) HOURS
        AND outcome IS DISTINCT FROM 'dry run'
        AND run_id IN (SELECT run_id FROM funnel)
)

SELECT
    step,
    sum(count) AS count,
    (SELECT count(*) FROM runs_of_month) AS runs
FROM funnel
WHERE run_id IN (SELECT run_id FROM runs_of_month)
GROUP BY step
ORDER BY step;
