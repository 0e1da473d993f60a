-- Articles that came to say something else.

CREATE VIEW corrections AS
SELECT
    article.source,
    correction.seen_at,
    correction.seen_at - correction.seen_before_at AS after,
    correction.changed_by,
    correction.is_return,
    correction.old_headline,
    correction.new_headline,
    correction.paragraphs_removed,
    correction.paragraphs_added,
    article.url,
    correction.article_id,
    correction.version_id,
    correction.previous_version_id
FROM correction
INNER JOIN article
    ON correction.article_id = article.article_id
ORDER BY correction.seen_at DESC, correction.article_id;

COMMENT ON VIEW corrections IS 'Articles that came to say something else: one row for each version that follows another, and for each return to an earlier one.';
COMMENT ON COLUMN corrections.source IS 'source.source';
COMMENT ON COLUMN corrections.seen_at IS 'when the new version was first seen; of a return, when the page showed it again';
COMMENT ON COLUMN corrections.after IS 'time since the version before was first seen; of a return, since the page began to show it';
COMMENT ON COLUMN corrections.changed_by IS
    'outlet | our rules: the same body, read by newer extraction rules | outlet or our rules: another body, and read by other rules';
COMMENT ON COLUMN corrections.is_return IS
    'true: the page had shown this version before, and another since';
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
