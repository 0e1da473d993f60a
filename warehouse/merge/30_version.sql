-- Versions of articles that the warehouse does not have. Variable: load_id.

-- A version is told by its first sighting, read by the newest rules that read that fetch: the key of a version
-- does not cover keywords or pictures, and a later visit to the same words must not rewrite them.
CREATE OR REPLACE TEMP TABLE told_version AS
-- Few packages tell a version more than once, and a window over all of them costs milliseconds.
WITH several AS (
    SELECT version_id
    FROM staged_article
    GROUP BY version_id
    HAVING count(*) > 1
),

later AS (
    SELECT rowid AS place
    FROM staged_article
    WHERE version_id IN (SELECT version_id FROM several)
    QUALIFY row_number() OVER (
        PARTITION BY version_id
        ORDER BY fetched_at, fetch_id, rule_rank(rule_version) DESC, rule_version DESC, position
    ) > 1
),

told AS (
    SELECT
        rowid AS place,
        version_id,
        fetched_at,
        fetch_id,
        rule_version
    FROM staged_article
    WHERE rowid NOT IN (SELECT place FROM later)
)

SELECT
    told.place,
    told.version_id,
    CASE
        WHEN known.version_id IS NULL THEN 'new'
        WHEN (told.fetched_at, told.fetch_id) = (known.first_seen_at, known.first_fetch_id)
            THEN CASE
                -- A mended site rule may find more keywords in the same words.
                WHEN told.rule_version = known.rule_version THEN 'same rules'
                WHEN (rule_rank(told.rule_version), told.rule_version)
                    > (rule_rank(known.rule_version), known.rule_version) THEN 'newer rules'
                ELSE 'older rules'
            END
        WHEN (told.fetched_at, told.fetch_id) < (known.first_seen_at, known.first_fetch_id)
            THEN 'other sighting'
        -- A better answer to the same request.
        WHEN told.fetch_id = known.first_fetch_id
            AND (rule_rank(told.rule_version), told.rule_version)
                >= (rule_rank(known.rule_version), known.rule_version) THEN 'other sighting'
        ELSE 'later sighting'
    END AS told_by
FROM told
LEFT JOIN version_before AS known
    ON told.version_id = known.version_id;

CREATE OR REPLACE TEMP VIEW replaced_version AS
SELECT version_id
FROM told_version
WHERE told_by IN ('same rules', 'newer rules', 'other sighting');

CREATE OR REPLACE TEMP VIEW staged_version AS
SELECT *
FROM staged_article
WHERE rowid IN (
    SELECT place
    FROM told_version
    WHERE list_contains(['new', 'same rules', 'newer rules', 'other sighting'], told_by)
);

INSERT INTO article_version BY NAME
SELECT
    version_id,
    article_id,
    fetched_at AS first_seen_at,
    fetch_id AS first_fetch_id,
    rule_version,
    headline,
    coalesce(paragraphs, []) AS paragraphs,
    language,
    canonical_url,
    published_at,
    published_raw,
    published_precision,
    modified_at,
    byline_raw,
    dateline_place,
    agency,
    source_credit,
    section,
    keywords_raw,
    is_accessible_for_free,
    text_fingerprint,
    CAST(getvariable('load_id') AS UUID) AS load_id
FROM staged_article
WHERE rowid IN (SELECT place FROM told_version WHERE told_by = 'new');
