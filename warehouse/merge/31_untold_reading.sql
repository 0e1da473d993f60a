-- What the package has of older rules in the first sighting of a version. Run only if there may be any, and after
-- versions are as they are to be. Variable: load_id.

CREATE OR REPLACE TEMP TABLE untold_reading AS
WITH version AS MATERIALIZED (
    SELECT
        version_id,
        first_seen_at,
        first_fetch_id,
        rule_version
    FROM article_version
    -- By the row, so that of other versions nothing else is read.
    WHERE rowid IN (
        SELECT rowid FROM article_version WHERE version_id IN (SELECT version_id FROM staged_article)
    )
),

untold AS MATERIALIZED (
    SELECT * EXCLUDE (paragraphs, sketch)
    FROM staged_article
    WHERE rowid IN (
        SELECT staged.rowid
        FROM staged_article AS staged
        INNER JOIN version
            ON staged.version_id = version.version_id
            AND staged.fetch_id = version.first_fetch_id
            AND staged.fetched_at = version.first_seen_at
            AND staged.rule_version <> version.rule_version
        QUALIFY row_number() OVER (
            PARTITION BY staged.version_id, staged.rule_version
            ORDER BY staged.position
        ) = 1
    )
),

-- As the table provenance would have it.
given AS (
    SELECT
        version_id,
        rule_version,
        list({'field': field, 'rule': rule} ORDER BY field) AS provenance
    FROM (
        SELECT
            version_id,
            rule_version,
            item.field,
            min(item.rule) AS rule
        FROM (
            SELECT
                version_id,
                rule_version,
                unnest(provenance) AS item
            FROM untold
        )
        GROUP BY version_id, rule_version, item.field
    )
    GROUP BY version_id, rule_version
)

SELECT
    staged.version_id,
    staged.rule_version,
    staged.fetch_id,
    staged.language,
    staged.canonical_url,
    staged.published_at,
    staged.published_raw,
    staged.published_precision,
    staged.modified_at,
    staged.byline_raw,
    staged.dateline_place,
    staged.agency,
    staged.section,
    list_transform(coalesce(staged.keywords, []), lambda k: k.surface) AS keywords,
    staged.keywords_raw,
    coalesce(staged.images, []) AS images,
    staged.is_accessible_for_free,
    coalesce(given.provenance, []) AS provenance,
    CAST(getvariable('load_id') AS UUID) AS load_id
FROM untold AS staged
LEFT JOIN given
    ON staged.version_id = given.version_id
    AND staged.rule_version = given.rule_version;

-- The same rules may have been mended.
DELETE FROM former_reading
WHERE (version_id, rule_version) IN (SELECT (version_id, rule_version) FROM untold_reading);

INSERT INTO former_reading BY NAME
SELECT *
FROM untold_reading;
