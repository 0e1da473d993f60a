-- Texts whose duplicates are to be found.

CREATE OR REPLACE TEMP TABLE new_text AS
SELECT
    article_now.article_id,
    article_now.source,
    article_now.current_version_id AS version_id,
    article_now.text_fingerprint,
    article_now.has_text,
    CAST(make_timestamp(epoch_us(coalesce(article_now.published_at, article_now.first_seen_at))) AS DATE) AS day
FROM article_now
LEFT JOIN article_before
    ON article_now.article_id = article_before.article_id
WHERE NOT article_now.is_withdrawn
    AND (
        article_before.article_id IS NULL
        OR article_before.is_withdrawn
        OR article_before.current_version_id <> article_now.current_version_id
    );

CREATE OR REPLACE TEMP TABLE dissolved_story (story_id UUID);
