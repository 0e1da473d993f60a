-- Articles that came to say something else.

CREATE VIEW corrections AS
-- Few versions follow another: picked first, so that the join carries their texts and not those of all.
WITH version AS MATERIALIZED (
    SELECT
        version_id,
        article_id,
        previous_version_id,
        first_seen_at,
        first_fetch_id,
        rule_version,
        headline,
        paragraphs
    FROM article_version
    WHERE previous_version_id IS NOT NULL
),

before AS (
    SELECT
        version_id,
        first_seen_at,
        first_fetch_id,
        rule_version,
        headline,
        paragraphs
    FROM article_version
    WHERE version_id IN (SELECT previous_version_id FROM version)
)

SELECT
    article.source,
    version.first_seen_at AS seen_at,
    version.first_seen_at - before.first_seen_at AS after,
    CASE
        WHEN version.first_fetch_id = before.first_fetch_id THEN 'our rules'
        WHEN version.rule_version <> before.rule_version THEN 'outlet or our rules'
        ELSE 'outlet'
    END AS changed_by,
    before.headline AS old_headline,
    CASE WHEN version.headline <> before.headline THEN version.headline END AS new_headline,
    len(list_filter(before.paragraphs, lambda p: NOT list_contains(version.paragraphs, p))) AS paragraphs_removed,
    len(list_filter(version.paragraphs, lambda p: NOT list_contains(before.paragraphs, p))) AS paragraphs_added,
    article.url,
    article.article_id,
    version.version_id,
    before.version_id AS previous_version_id
FROM version
INNER JOIN before
    ON version.previous_version_id = before.version_id
INNER JOIN article
    ON version.article_id = article.article_id
ORDER BY seen_at DESC, article.article_id;

COMMENT ON VIEW corrections IS 'Articles that came to say something else: one row for each version that follows another. A return to an earlier text is no new version: only the step corrected of funnel_of_runs counts it.';
COMMENT ON COLUMN corrections.source IS 'source.source';
COMMENT ON COLUMN corrections.seen_at IS 'when the new version was first seen';
COMMENT ON COLUMN corrections.after IS 'time since the version before was first seen';
COMMENT ON COLUMN corrections.changed_by IS
    'outlet | our rules: the same body, read by newer extraction rules | outlet or our rules: another body, and read by other rules';
COMMENT ON COLUMN corrections.old_headline IS 'of the version before';
COMMENT ON COLUMN corrections.new_headline IS 'null: the headline is the same';
COMMENT ON COLUMN corrections.paragraphs_removed IS
    'paragraphs of the version before that the new one does not have';
COMMENT ON COLUMN corrections.paragraphs_added IS
    'paragraphs of the new version that the one before does not have';
COMMENT ON COLUMN corrections.url IS 'the article''s own address';
COMMENT ON COLUMN corrections.article_id IS 'article.article_id';
COMMENT ON COLUMN corrections.version_id IS
    'article_version.version_id; the query what_changed_in_article gives the lines';
COMMENT ON COLUMN corrections.previous_version_id IS 'article_version.version_id of the version before';
