-- Fetches, and what follows from them: pages, and which seeds are spoken of.
-- Variable: load_id.

INSERT INTO fetches BY NAME
SELECT
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
    CAST(getvariable('load_id') AS UUID) AS load_id
FROM staged_fetch
WHERE fetch_id NOT IN (SELECT fetch_id FROM known_fetch)
    AND package_row NOT IN (
        -- Several rules may have read it: the newest holds.
        SELECT package_row
        FROM staged_fetch
        WHERE fetch_id IN (SELECT fetch_id FROM repeated_fetch)
        QUALIFY row_number() OVER (
            PARTITION BY fetch_id
            ORDER BY fetched_at DESC, rule_rank(rule_version) DESC, rule_version DESC NULLS LAST
        ) > 1
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
            -- By the row, so that of other pages nothing else is read.
            AND rowid IN (
                SELECT rowid
                FROM fetches
                WHERE page_id IN (SELECT page_id FROM staged_fetch WHERE kind = 'page')
            )
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
    WHERE list_contains(['feed', 'sitemap', 'listing', 'home'], kind)
    UNION
    SELECT
        source,
        seed_url AS url
    FROM staged_fetch
    WHERE seed_url IS NOT NULL
) AS spoken_of;
