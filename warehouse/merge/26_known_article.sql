-- What the warehouse knows already of the articles that the package tells. Variable: load_id.

CREATE OR REPLACE TEMP TABLE article_before AS
SELECT
    article_id,
    current_version_id,
    first_seen_at,
    is_withdrawn
FROM article
WHERE article_id IN (SELECT article_id FROM touched_article);

-- Of articles that are new, in fetches that are, all rows are of this load: DuckDB then skips those of all others,
-- however many there are. Null where some are known.
SET VARIABLE only_load = (
    SELECT CAST(getvariable('load_id') AS UUID)
    WHERE NOT EXISTS (SELECT 1 FROM article_before)
        AND NOT EXISTS (SELECT 1 FROM known_fetch)
);
