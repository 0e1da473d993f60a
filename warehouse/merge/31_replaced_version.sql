-- Versions that an earlier sighting or newer rules tell anew, and what belonged to them. Run only if there are any:
-- each statement reads a whole key column.

UPDATE article_version
SET
    first_seen_at = staged.fetched_at,
    first_fetch_id = staged.fetch_id,
    rule_version = staged.rule_version,
    headline = staged.headline,
    paragraphs = staged.paragraphs,
    language = staged.language,
    canonical_url = staged.canonical_url,
    published_at = staged.published_at,
    published_raw = staged.published_raw,
    published_precision = staged.published_precision,
    modified_at = staged.modified_at,
    byline_raw = staged.byline_raw,
    dateline_place = staged.dateline_place,
    agency = staged.agency,
    source_credit = staged.source_credit,
    section = staged.section,
    keywords_raw = staged.keywords_raw,
    is_accessible_for_free = staged.is_accessible_for_free,
    text_fingerprint = staged.text_fingerprint
FROM staged_version AS staged
WHERE article_version.version_id = staged.version_id
    AND staged.version_id IN (SELECT version_id FROM replaced_version);

DELETE FROM article_author
WHERE version_id IN (SELECT version_id FROM replaced_version);

DELETE FROM article_keyword
WHERE version_id IN (SELECT version_id FROM replaced_version);

DELETE FROM image
WHERE version_id IN (SELECT version_id FROM replaced_version);

DELETE FROM provenance
WHERE version_id IN (SELECT version_id FROM replaced_version);

DELETE FROM sketch
WHERE version_id IN (SELECT version_id FROM replaced_version);
