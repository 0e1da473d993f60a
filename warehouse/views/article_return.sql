-- Articles that say again what they said before, which has no new version. What was only extracted anew is none.

CREATE VIEW article_return AS
SELECT DISTINCT
    appearance.load_id,
    correction.article_id,
    correction.version_id,
    correction.previous_version_id,
    correction.paragraphs_removed,
    correction.paragraphs_added
FROM correction
INNER JOIN article
    ON correction.version_id = article.current_version_id
INNER JOIN appearance
    ON correction.version_id = appearance.version_id
    AND correction.seen_at = appearance.fetched_at
INNER JOIN fetches
    ON appearance.fetch_id = fetches.fetch_id
    AND appearance.load_id = fetches.load_id
WHERE correction.is_return;

COMMENT ON VIEW article_return IS 'Articles that say again what they said before, one row for each load that saw it of what an article says now. Such have no new version; all returns are in the mart corrections.';
COMMENT ON COLUMN article_return.load_id IS 'load.load_id';
COMMENT ON COLUMN article_return.article_id IS 'article.article_id';
COMMENT ON COLUMN article_return.version_id IS 'article_version.version_id: what it says again';
COMMENT ON COLUMN article_return.previous_version_id IS 'article_version.version_id: what it said in between';
COMMENT ON COLUMN article_return.paragraphs_removed IS 'paragraphs that it does not have any more';
COMMENT ON COLUMN article_return.paragraphs_added IS 'paragraphs that it did not have in between';
