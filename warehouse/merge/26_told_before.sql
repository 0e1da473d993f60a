-- What the warehouse knows already of what the package tells. Variable: load_id.

CREATE OR REPLACE TEMP TABLE article_before AS
SELECT
    article_id,
    current_version_id,
    first_seen_at,
    is_withdrawn
FROM article
WHERE article_id IN (SELECT article_id FROM touched_article);

-- By the row, so that of other versions nothing but keys is read.
CREATE OR REPLACE TEMP TABLE version_before AS
SELECT
    version_id,
    first_seen_at,
    first_fetch_id,
    rule_version
FROM article_version
WHERE rowid IN (
    SELECT rowid FROM article_version WHERE version_id IN (SELECT version_id FROM staged_article)
);

-- Of articles and versions that are new, in fetches that are, all rows are of this load: DuckDB then skips those of
-- all others, however many there are. Null where some are known. A version may be known where its article is not:
-- nothing holds the packages of others to making keys of versions as ours do.
SET VARIABLE only_load = (
    SELECT CAST(getvariable('load_id') AS UUID)
    WHERE NOT EXISTS (SELECT 1 FROM article_before)
        AND NOT EXISTS (SELECT 1 FROM version_before)
        AND NOT EXISTS (SELECT 1 FROM known_fetch)
);
