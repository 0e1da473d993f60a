-- The seeds that the package speaks of. Run only if there are any. Variable: load_id.

-- A seed's newest claim is as late as the one that was known, unless a fetch came again, perhaps with another claim.
-- As a value, so that DuckDB skips the row groups of earlier claims.
SET VARIABLE claims_since = (
    SELECT
        CASE
            WHEN EXISTS (FROM known_fetch) THEN TIMESTAMPTZ '-infinity'
            ELSE least(
                (SELECT min(claimed_at) FROM staged_fetch WHERE seed_url IS NOT NULL),
                (SELECT min(newest_seen_at) FROM seed WHERE seed_id IN (SELECT seed_id FROM spoken_of_seed))
            )
        END
);

-- A seed is its own fetches and the claims of the pages that it announced.
MERGE INTO seed
USING (
    WITH claims AS (
        SELECT
            source,
            seed_url AS url,
            max(claimed_at) AS newest_seen_at
        FROM fetches
        WHERE seed_url IN (SELECT url FROM spoken_of_seed)
            AND claimed_at >= getvariable('claims_since')
            -- A claim from the future would stop the cursor for ever.
            AND claimed_at <= fetched_at + INTERVAL (2 * 24) HOURS
        GROUP BY ALL
    ),

    told AS (
        SELECT
            source,
            requested_url AS url,
            arg_max(kind, (fetched_at, fetch_id)) AS kind,
            arg_max(outcome, (fetched_at, fetch_id)) AS last_outcome,
            max(fetched_at) AS last_fetched_at,
            -- What came with a reason was not read to its end, and must come again.
            arg_max(
                {
                    'body': CASE WHEN reason IS NULL
                        THEN {'etag': etag, 'last_modified': last_modified, 'body_sha256': body_sha256} END
                },
                (fetched_at, fetch_id)
            ) FILTER (outcome = 'fetched') AS newest
        FROM fetches
        WHERE kind IN ('feed', 'sitemap', 'listing', 'home')
            AND requested_url IN (SELECT url FROM spoken_of_seed)
            -- A backfill reads seeds for a window of time; what lies outside it is still to be taken from them.
            AND run_id NOT IN (SELECT run_id FROM run WHERE is_backfill)
        GROUP BY ALL
    )

    SELECT
        spoken_of_seed.seed_id,
        spoken_of_seed.source,
        spoken_of_seed.url,
        told.kind,
        told.newest.body.etag,
        told.newest.body.last_modified,
        told.newest.body.body_sha256,
        told.last_fetched_at,
        told.last_outcome,
        claims.newest_seen_at
    FROM spoken_of_seed
    LEFT JOIN told USING (source, url)
    LEFT JOIN claims USING (source, url)
) AS staged
    ON seed.seed_id = staged.seed_id
WHEN MATCHED THEN
    UPDATE SET
        kind = coalesce(staged.kind, seed.kind),
        etag = staged.etag,
        last_modified = staged.last_modified,
        body_sha256 = staged.body_sha256,
        last_fetched_at = staged.last_fetched_at,
        last_outcome = staged.last_outcome,
        newest_seen_at = staged.newest_seen_at
WHEN NOT MATCHED THEN
    INSERT (
        seed_id,
        source,
        url,
        kind,
        etag,
        last_modified,
        body_sha256,
        last_fetched_at,
        last_outcome,
        newest_seen_at,
        load_id
    ) VALUES (
        staged.seed_id,
        staged.source,
        staged.url,
        staged.kind,
        staged.etag,
        staged.last_modified,
        staged.body_sha256,
        staged.last_fetched_at,
        staged.last_outcome,
        staged.newest_seen_at,
        CAST(getvariable('load_id') AS UUID)
    );
