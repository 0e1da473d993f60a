-- Fetches, and what follows from them: runs, sources, pages, seeds and rejections.
-- Variables: load_id, run_id (of the package).

MERGE INTO run
USING (
    SELECT run_id FROM staged_fetch
    UNION
    SELECT CAST(getvariable('run_id') AS UUID)
) AS spoken_of
    ON run.run_id = spoken_of.run_id
WHEN NOT MATCHED THEN
    INSERT (run_id) VALUES (spoken_of.run_id);

MERGE INTO source
USING (SELECT DISTINCT source FROM staged_fetch) AS spoken_of
    ON source.source = spoken_of.source
WHEN NOT MATCHED THEN
    INSERT (source, load_id) VALUES (spoken_of.source, CAST(getvariable('load_id') AS UUID));

CREATE OR REPLACE TEMP TABLE known_fetch AS
SELECT
    staged_fetch.fetch_id,
    staged_fetch.rule_version
FROM staged_fetch
INNER JOIN fetches
    ON staged_fetch.fetch_id = fetches.fetch_id;

-- Extracted anew under the same rule version: what that extraction said before is replaced as a whole, so
-- that an article which a mended site rule no longer finds does not stay behind.
CREATE OR REPLACE TEMP TABLE extracted_again AS
SELECT *
FROM known_fetch
WHERE rule_version IS NOT NULL;

CREATE OR REPLACE TEMP TABLE touched_article AS
SELECT DISTINCT article_id
FROM (
    SELECT article_id FROM staged_article
    UNION ALL
    SELECT article_id FROM appearance WHERE fetch_id IN (SELECT fetch_id FROM extracted_again)
);

DELETE FROM appearance
WHERE (fetch_id, rule_version) IN (SELECT (fetch_id, rule_version) FROM extracted_again);

DELETE FROM rejection
WHERE (fetch_id, rule_version) IN (SELECT (fetch_id, rule_version) FROM extracted_again);

MERGE INTO fetches
USING (
    SELECT *
    FROM staged_fetch
    QUALIFY row_number() OVER (
        PARTITION BY fetch_id
        ORDER BY fetched_at DESC, rule_rank(rule_version) DESC, rule_version DESC NULLS LAST
    ) = 1
) AS staged
    ON fetches.fetch_id = staged.fetch_id
WHEN MATCHED AND (
    staged.fetched_at > fetches.fetched_at
    OR (
        staged.fetched_at = fetches.fetched_at
        AND (rule_rank(staged.rule_version), coalesce(staged.rule_version, ''))
            > (rule_rank(fetches.rule_version), coalesce(fetches.rule_version, ''))
    )
) THEN
    UPDATE SET
        url = staged.url,
        page_id = staged.page_id,
        host = staged.host,
        fetched_at = staged.fetched_at,
        outcome = staged.outcome,
        status = staged.status,
        reason = staged.reason,
        detail = staged.detail,
        content_type = staged.content_type,
        etag = staged.etag,
        last_modified = staged.last_modified,
        body_sha256 = staged.body_sha256,
        wire_bytes = staged.wire_bytes,
        body_bytes = staged.body_bytes,
        elapsed = staged.elapsed,
        redirects = staged.redirects,
        moved_to = staged.moved_to,
        robots_tags = staged.robots_tags,
        archive_path = staged.archive_path,
        archive_offset = staged.archive_offset,
        seed_url = staged.seed_url,
        claimed_headline = staged.claimed_headline,
        claimed_at = staged.claimed_at,
        rule_version = staged.rule_version
WHEN NOT MATCHED THEN
    INSERT (
        fetch_id,
        run_id,
        source,
        kind,
        requested_url,
        url,
        page_id,
        host,
        fetched_at,
        outcome,
        status,
        reason,
        detail,
        content_type,
        etag,
        last_modified,
        body_sha256,
        wire_bytes,
        body_bytes,
        elapsed,
        redirects,
        moved_to,
        robots_tags,
        archive_path,
        archive_offset,
        seed_url,
        claimed_headline,
        claimed_at,
        rule_version,
        load_id
    ) VALUES (
        staged.fetch_id,
        staged.run_id,
        staged.source,
        staged.kind,
        staged.requested_url,
        staged.url,
        staged.page_id,
        staged.host,
        staged.fetched_at,
        staged.outcome,
        staged.status,
        staged.reason,
        staged.detail,
        staged.content_type,
        staged.etag,
        staged.last_modified,
        staged.body_sha256,
        staged.wire_bytes,
        staged.body_bytes,
        staged.elapsed,
        staged.redirects,
        staged.moved_to,
        staged.robots_tags,
        staged.archive_path,
        staged.archive_offset,
        staged.seed_url,
        staged.claimed_headline,
        staged.claimed_at,
        staged.rule_version,
        CAST(getvariable('load_id') AS UUID)
    );

-- A page is what its fetches say, in whatever order they were loaded.
MERGE INTO page
USING (
    WITH told AS (
        SELECT
            fetches.page_id,
            arg_max(
                {
                    'fetch_id': fetch_id,
                    'url': url,
                    'host': host,
                    'source': source,
                    'outcome': outcome,
                    'status': status
                },
                (fetched_at, fetch_id)
            ) AS last,
            arg_max(
                {'etag': etag, 'last_modified': last_modified, 'body_sha256': body_sha256},
                (fetched_at, fetch_id)
            ) FILTER (outcome = 'fetched') AS body,
            min(fetched_at) FILTER (outcome IN ('fetched', 'unchanged')) AS first_seen_at,
            max(fetched_at) FILTER (outcome IN ('fetched', 'unchanged')) AS last_seen_at,
            max(fetched_at) AS last_fetched_at,
            list(fetched_at) FILTER (outcome = 'gone') AS gone
        FROM fetches
        WHERE kind = 'page'
            AND page_id IN (SELECT page_id FROM staged_fetch WHERE kind = 'page')
        GROUP BY fetches.page_id
    ),

    fingerprints AS (
        SELECT
            page_id,
            min(url_fingerprint) AS url_fingerprint
        FROM staged_fetch
        WHERE kind = 'page'
        GROUP BY page_id
    )

    SELECT
        told.page_id,
        told.last.url,
        fingerprints.url_fingerprint,
        told.last.host,
        told.last.source,
        told.body.etag,
        told.body.last_modified,
        told.body.body_sha256,
        told.last.outcome AS last_outcome,
        told.last.status AS last_status,
        list_min(
            list_filter(told.gone, lambda gone_at: told.last_seen_at IS NULL OR gone_at > told.last_seen_at)
        ) AS gone_at,
        told.first_seen_at,
        told.last_seen_at,
        told.last_fetched_at,
        told.last.fetch_id AS last_fetch_id
    FROM told
    INNER JOIN fingerprints
        ON told.page_id = fingerprints.page_id
) AS staged
    ON page.page_id = staged.page_id
WHEN MATCHED THEN
    UPDATE SET
        url = staged.url,
        host = staged.host,
        source = staged.source,
        etag = staged.etag,
        last_modified = staged.last_modified,
        body_sha256 = staged.body_sha256,
        last_outcome = staged.last_outcome,
        last_status = staged.last_status,
        gone_at = staged.gone_at,
        first_seen_at = staged.first_seen_at,
        last_seen_at = staged.last_seen_at,
        last_fetched_at = staged.last_fetched_at,
        last_fetch_id = staged.last_fetch_id
WHEN NOT MATCHED THEN
    INSERT (
        page_id,
        url,
        url_fingerprint,
        host,
        source,
        etag,
        last_modified,
        body_sha256,
        last_outcome,
        last_status,
        gone_at,
        first_seen_at,
        last_seen_at,
        last_fetched_at,
        last_fetch_id,
        load_id
    ) VALUES (
        staged.page_id,
        staged.url,
        staged.url_fingerprint,
        staged.host,
        staged.source,
        staged.etag,
        staged.last_modified,
        staged.body_sha256,
        staged.last_outcome,
        staged.last_status,
        staged.gone_at,
        staged.first_seen_at,
        staged.last_seen_at,
        staged.last_fetched_at,
        staged.last_fetch_id,
        CAST(getvariable('load_id') AS UUID)
    );

-- What has been asked for waits no longer, unless it was announced again since.
DELETE FROM frontier
USING (SELECT requested_url, max(fetched_at) AS fetched_at FROM staged_fetch WHERE kind = 'page' GROUP BY requested_url) AS asked
WHERE frontier.url = asked.requested_url
    AND frontier.announced_at <= asked.fetched_at;

DELETE FROM frontier
USING (SELECT url_fingerprint, max(fetched_at) AS fetched_at FROM staged_fetch WHERE kind = 'page' GROUP BY url_fingerprint) AS asked
WHERE frontier.url_fingerprint = asked.url_fingerprint
    AND frontier.announced_at <= asked.fetched_at;

CREATE OR REPLACE TEMP TABLE spoken_of_seed AS
SELECT
    spoken_of.source,
    spoken_of.url,
    CAST(md5(concat(spoken_of.source, ' ', spoken_of.url)) AS UUID) AS seed_id
FROM (
    SELECT
        source,
        requested_url AS url
    FROM staged_fetch
    WHERE kind IN ('feed', 'sitemap', 'listing', 'home')
    UNION
    SELECT
        source,
        seed_url AS url
    FROM staged_fetch
    WHERE seed_url IS NOT NULL
) AS spoken_of;

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
            AND claimed_at <= fetched_at + INTERVAL 2 DAYS
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

MERGE INTO rejection
USING (
    WITH listed AS (
        SELECT
            fetch_id,
            source,
            fetched_at,
            rule_version,
            url AS page_url,
            unnest(rejections) AS item
        FROM staged_fetch
    ),

    all_of_them AS (
        SELECT
            fetch_id,
            source,
            coalesce(item.url, page_url) AS url,
            fetched_at AS rejected_at,
            item.stage,
            item.reason,
            item.detail,
            CAST(NULL AS VARCHAR) AS payload,
            CASE WHEN item.stage <> 'fetch' THEN rule_version END AS rule_version
        FROM listed
        UNION
        SELECT
            fetch_id,
            source,
            url,
            fetched_at AS rejected_at,
            'fetch' AS stage,
            coalesce(reason, outcome) AS reason,
            detail,
            CAST(NULL AS VARCHAR) AS payload,
            CAST(NULL AS VARCHAR) AS rule_version
        FROM staged_fetch
        WHERE outcome IN ('gone', 'refused', 'failed')
            -- A robots.txt that is not there loses no page; where it matters, the page says so itself.
            AND kind != 'robots'
            -- The package may have said so itself.
            AND coalesce(len(list_filter(rejections, lambda r: r.stage = 'fetch')), 0) = 0
        UNION
        SELECT
            fetch_id,
            source,
            url,
            fetched_at AS rejected_at,
            'contract' AS stage,
            reason,
            detail,
            payload,
            rule_version
        FROM staged_contract
    )

    SELECT
        CAST(md5(CAST(to_json(all_of_them) AS VARCHAR)) AS UUID) AS rejection_id,
        *
    FROM all_of_them
) AS staged
    ON rejection.rejection_id = staged.rejection_id
WHEN NOT MATCHED THEN
    INSERT (
        rejection_id,
        fetch_id,
        source,
        url,
        rejected_at,
        stage,
        reason,
        detail,
        payload,
        rule_version,
        load_id
    ) VALUES (
        staged.rejection_id,
        staged.fetch_id,
        staged.source,
        staged.url,
        staged.rejected_at,
        staged.stage,
        staged.reason,
        staged.detail,
        staged.payload,
        staged.rule_version,
        CAST(getvariable('load_id') AS UUID)
    );
