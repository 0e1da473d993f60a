-- How far did the pages of the last thirty days' runs come?

SELECT
    funnel.step,
    sum(funnel.count) AS count,
    (
        SELECT count(*)
        FROM run
        WHERE started_at > (SELECT max(started_at) FROM run) - INTERVAL 30 DAYS
            AND run_id IN (SELECT run_id FROM funnel)
    ) AS runs
FROM funnel
INNER JOIN run
    ON funnel.run_id = run.run_id
WHERE run.started_at > (SELECT max(started_at) FROM run) - INTERVAL 30 DAYS
GROUP BY funnel.step
ORDER BY funnel.step;
