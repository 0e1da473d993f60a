-- What the touched articles say now, read once for all that follows: each of these tables is as long as the warehouse
-- is old. Variable: only_load.
CREATE OR REPLACE TEMP TABLE article_now AS
WITH touched AS MATERIALIZED (
    SELECT
        article_id,
        source,
        current_version_id,
        first_seen_at,
        is_withdrawn,
        load_id
    FROM article
    WHERE rowid IN (
        SELECT rowid
        FROM article
        WHERE article_id IN (SELECT article_id FROM touched_article)
            AND (getvariable('only_load') IS NULL OR load_id = getvariable('only_load'))
    )
),

version AS MATERIALIZED (
    SELECT
        version_id,
        first_fetch_id,
        published_at,
        text_fingerprint,
        len(paragraphs) > 0 AS has_text
    FROM article_version
    -- By the row, so that no other texts are unpacked.
    WHERE rowid IN (
        SELECT rowid
        FROM article_version
        WHERE version_id IN (SELECT current_version_id FROM touched)
            AND (getvariable('only_load') IS NULL OR load_id = getvariable('only_load'))
    )
),

first_fetch AS MATERIALIZED (
    SELECT
        fetch_id,
        host
    FROM fetches
    WHERE fetch_id IN (SELECT first_fetch_id FROM version)
        AND (getvariable('only_load') IS NULL OR load_id = getvariable('only_load'))
)

SELECT
    touched.*,
    version.published_at,
    version.text_fingerprint,
    version.has_text,
    first_fetch.host
FROM touched
INNER JOIN version
    ON touched.current_version_id = version.version_id
LEFT JOIN first_fetch
    ON version.first_fetch_id = first_fetch.fetch_id;
