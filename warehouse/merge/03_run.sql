-- A run that began.

MERGE INTO run
USING (
    SELECT
        CAST($run_id AS UUID) AS run_id,
        $flow AS flow,
        CAST($parameters AS JSON) AS parameters,
        CAST($started_at AS TIMESTAMPTZ) AS started_at,
        CAST($is_backfill AS BOOLEAN) AS is_backfill
) AS begun
    ON run.run_id = begun.run_id
WHEN MATCHED THEN
    UPDATE SET
        flow = begun.flow,
        parameters = begun.parameters,
        started_at = least(run.started_at, begun.started_at),
        is_backfill = begun.is_backfill
WHEN NOT MATCHED THEN
    INSERT (run_id, flow, parameters, started_at, is_backfill)
    VALUES (begun.run_id, begun.flow, begun.parameters, begun.started_at, begun.is_backfill);
