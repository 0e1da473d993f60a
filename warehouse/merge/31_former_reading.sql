-- Versions that newer rules tell anew, as they were, before they are overwritten. What was read of a sighting that is
-- the first no more goes. Run only if there are any. Variable: load_id.

DELETE FROM former_reading
WHERE version_id IN (SELECT version_id FROM told_version WHERE told_by = 'other sighting');

INSERT INTO former_reading BY NAME
WITH asked AS MATERIALIZED (
    SELECT version_id
    FROM told_version
    WHERE told_by = 'newer rules'
),

tagged AS (
    SELECT
        version_id,
        list(surface ORDER BY position) AS keywords
    FROM article_keyword
    WHERE version_id IN (SELECT version_id FROM asked)
    GROUP BY version_id
),

pictured AS (
    SELECT
        version_id,
        list({'url': url, 'caption': caption} ORDER BY position) AS images
    FROM image
    WHERE version_id IN (SELECT version_id FROM asked)
    GROUP BY version_id
),

given AS (
    SELECT
        version_id,
        list({'field': field, 'rule': rule} ORDER BY field) AS provenance
    FROM provenance
    WHERE version_id IN (SELECT version_id FROM asked)
    GROUP BY version_id
),

version AS MATERIALIZED (
    SELECT
        version_id,
        rule_version,
        first_fetch_id AS fetch_id,
        language,
        canonical_url,
        published_at,
        published_raw,
        published_precision,
        modified_at,
        byline_raw,
        dateline_place,
        agency,
        section,
        keywords_raw,
        is_accessible_for_free
    FROM article_version
    -- By the row, so that of other versions nothing else is read.
    WHERE rowid IN (SELECT rowid FROM article_version WHERE version_id IN (SELECT version_id FROM asked))
)

SELECT
    version.*,
    coalesce(tagged.keywords, []) AS keywords,
    coalesce(pictured.images, []) AS images,
    coalesce(given.provenance, []) AS provenance,
    CAST(getvariable('load_id') AS UUID) AS load_id
FROM version
LEFT JOIN tagged
    ON version.version_id = tagged.version_id
LEFT JOIN pictured
    ON version.version_id = pictured.version_id
LEFT JOIN given
    ON version.version_id = given.version_id;
