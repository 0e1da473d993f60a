-- Fetches that the warehouse knows, and now knows better. Run only if there are any.

-- Extracted anew under the same rule version: what that extraction said before is replaced as a whole, so
-- that an article which a mended site rule no longer finds does not stay behind.
CREATE OR REPLACE TEMP TABLE extracted_again AS
SELECT *
FROM known_fetch
WHERE rule_version IS NOT NULL;

INSERT INTO touched_article (article_id)
SELECT DISTINCT article_id
FROM appearance
WHERE fetch_id IN (SELECT fetch_id FROM extracted_again)
    AND article_id NOT IN (SELECT article_id FROM touched_article);

DELETE FROM appearance
WHERE (fetch_id, rule_version) IN (SELECT (fetch_id, rule_version) FROM extracted_again);

DELETE FROM rejection
WHERE (fetch_id, rule_version) IN (SELECT (fetch_id, rule_version) FROM extracted_again);

CREATE OR REPLACE TEMP TABLE place_before AS
SELECT
    fetch_id,
    archive_path,
    archive_offset
FROM fetches
WHERE fetch_id IN (SELECT fetch_id FROM known_fetch)
    AND contains(archive_path, '://');

UPDATE fetches
SET
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
FROM (
    SELECT *
    FROM staged_fetch
    WHERE fetch_id IN (SELECT fetch_id FROM known_fetch)
    QUALIFY row_number() OVER (
        PARTITION BY fetch_id
        ORDER BY fetched_at DESC, rule_rank(rule_version) DESC, rule_version DESC NULLS LAST
    ) = 1
) AS staged
WHERE fetches.fetch_id = staged.fetch_id
    AND (
        (staged.outcome = 'fetched', staged.fetched_at) > (fetches.outcome = 'fetched', fetches.fetched_at)
        OR (
            staged.fetched_at = fetches.fetched_at
            AND (rule_rank(staged.rule_version), coalesce(staged.rule_version, ''))
                > (rule_rank(fetches.rule_version), coalesce(fetches.rule_version, ''))
        )
    );

-- An archive that was moved, or packed anew, has the same body elsewhere: where it was read last. Our own
-- archive, whose paths are no addresses, gives way to no copy of it, which may lie there for a day.
UPDATE fetches
SET
    archive_path = staged.place.path,
    archive_offset = staged.place.offset
FROM (
    SELECT
        fetch_id,
        fetched_at,
        body_sha256,
        arg_max(
            {'path': archive_path, 'offset': archive_offset},
            package_row
        ) AS place
    FROM staged_fetch
    WHERE fetch_id IN (SELECT fetch_id FROM known_fetch)
        AND archive_path IS NOT NULL
    GROUP BY fetch_id, fetched_at, body_sha256
) AS staged
WHERE fetches.fetch_id = staged.fetch_id
    AND fetches.fetched_at = staged.fetched_at
    AND fetches.body_sha256 = staged.body_sha256
    AND (fetches.archive_path IS DISTINCT FROM staged.place.path
        OR fetches.archive_offset IS DISTINCT FROM staged.place.offset)
    AND (fetches.archive_path IS NULL
        OR contains(fetches.archive_path, '://')
        OR NOT contains(staged.place.path, '://'));

-- The copy that was read last may go, and the archive before it be named again.
MERGE INTO former_place
USING (
    SELECT place_before.*
    FROM place_before
    INNER JOIN fetches
        ON place_before.fetch_id = fetches.fetch_id
    WHERE fetches.archive_path IS DISTINCT FROM place_before.archive_path
) AS left_place
    ON former_place.fetch_id = left_place.fetch_id
    AND former_place.archive_path = left_place.archive_path
WHEN MATCHED THEN
    UPDATE SET
        archive_offset = left_place.archive_offset,
        load_id = CAST(getvariable('load_id') AS UUID)
WHEN NOT MATCHED THEN
    INSERT (
        fetch_id,
        archive_path,
        archive_offset,
        load_id
    ) VALUES (
        left_place.fetch_id,
        left_place.archive_path,
        left_place.archive_offset,
        CAST(getvariable('load_id') AS UUID)
    );

-- What was wrong with an answer that no longer counts is wrong with nothing.
DELETE FROM rejection
WHERE stage = 'fetch'
    AND fetch_id IN (SELECT fetch_id FROM known_fetch)
    AND (fetch_id, rejected_at) NOT IN (
        SELECT (fetch_id, fetched_at)
        FROM fetches
        WHERE fetch_id IN (SELECT fetch_id FROM known_fetch)
    );
