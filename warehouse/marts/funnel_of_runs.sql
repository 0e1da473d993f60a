-- How many got to which step of each run.

CREATE VIEW funnel_of_runs AS
SELECT
    run.started_at,
    run.flow,
    funnel.source,
    funnel.host,
    funnel.step,
    funnel.reason,
    funnel.count,
    run.outcome,
    run.run_id
FROM funnel
INNER JOIN run
    ON funnel.run_id = run.run_id
WHERE run.outcome IS DISTINCT FROM 'dry run'
ORDER BY
    run.started_at DESC,
    run.run_id,
    funnel.source,
    funnel.host,
    funnel.count DESC,
    funnel.step,
    funnel.reason;

COMMENT ON VIEW funnel_of_runs IS 'How many got to which step of each run, by source, host and reason: sum over those that you do not ask for. Dry runs, which load nothing, are left out; the table funnel has them.';
COMMENT ON COLUMN funnel_of_runs.started_at IS 'null: the run was never registered';
COMMENT ON COLUMN funnel_of_runs.flow IS 'name of the flow; null: the run was never registered';
COMMENT ON COLUMN funnel_of_runs.source IS 'source.source';
COMMENT ON COLUMN funnel_of_runs.host IS 'host of the pages; null: the run was counted by source only';
COMMENT ON COLUMN funnel_of_runs.step IS
    'pages: discovered (by seeds or by hand), waiting (left over from earlier runs), seen before (visited before, announced by nobody now, due again), not due, left out, due, refused, allowed (due, and not refused), failed, gone, fetched (a body came that was new), unchanged, changed (of those fetched, the ones that had another body before); then rejected, articles, new articles, corrected';
COMMENT ON COLUMN funnel_of_runs.reason IS
    'fetches.reason of what was refused, failed or gone, rejection.reason of what was rejected, window or limit of what was left out; null: no other step has one';
COMMENT ON COLUMN funnel_of_runs.count IS 'how many got there';
COMMENT ON COLUMN funnel_of_runs.outcome IS 'of the run; null: still running, or killed';
COMMENT ON COLUMN funnel_of_runs.run_id IS 'run.run_id';
