-- Pages that wait to be asked for. Reads the registered table waiting; variables: run_id, announced_at, taken
-- (URL fingerprints that are left to another run).

MERGE INTO frontier
USING (
    SELECT
        url_fingerprint,
        url,
        source,
        seed_url,
        claimed_headline,
        claimed_at,
        claimed_update,
        CAST(getvariable('announced_at') AS TIMESTAMPTZ) AS announced_at,
        CASE WHEN is_on_the_list THEN CAST(getvariable('run_id') AS UUID) END AS run_id
    FROM waiting
    WHERE url_fingerprint NOT IN (SELECT unnest(CAST(getvariable('taken') AS VARCHAR[])))
    QUALIFY row_number() OVER (PARTITION BY url_fingerprint ORDER BY is_on_the_list DESC, url) = 1
) AS staged
    ON frontier.url_fingerprint = staged.url_fingerprint
WHEN MATCHED THEN
    UPDATE SET
        url = staged.url,
        source = staged.source,
        seed_url = staged.seed_url,
        claimed_headline = staged.claimed_headline,
        claimed_at = staged.claimed_at,
        claimed_update = staged.claimed_update,
        announced_at = staged.announced_at,
        run_id = staged.run_id
WHEN NOT MATCHED THEN
    INSERT (
        url_fingerprint,
        url,
        source,
        seed_url,
        claimed_headline,
        claimed_at,
        claimed_update,
        announced_at,
        run_id
    )
    VALUES (
        staged.url_fingerprint,
        staged.url,
        staged.source,
        staged.seed_url,
        staged.claimed_headline,
        staged.claimed_at,
        staged.claimed_update,
        staged.announced_at,
        staged.run_id
    );
