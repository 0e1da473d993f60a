-- How many got to which step of each run.

CREATE VIEW funnel_of_runs AS
SELECT
    run.started_at,
    run.flow,
    funnel.source,
    funnel.step,
    funnel.count,
    run.outcome,
    run.run_id
FROM funnel
INNER JOIN run
    ON funnel.run_id = run.run_id
ORDER BY run.started_at DESC, run.run_id, funnel.source, funnel.count DESC, funnel.step;

COMMENT ON VIEW funnel_of_runs IS 'How many got to which step of each run, by source.';
COMMENT ON COLUMN funnel_of_runs.started_at IS 'null: the run was never registered';
COMMENT ON COLUMN funnel_of_runs.flow IS 'name of the flow; null: the run was never registered';
COMMENT ON COLUMN funnel_of_runs.source IS 'source.source';
COMMENT ON COLUMN funnel_of_runs.step IS
    'the flow''s word: discovered, asked for, fetched, rejected, articles ...';
COMMENT ON COLUMN funnel_of_runs.count IS 'how many got there';
COMMENT ON COLUMN funnel_of_runs.outcome IS 'of the run; null: still running, or killed';
COMMENT ON COLUMN funnel_of_runs.run_id IS 'run.run_id';
