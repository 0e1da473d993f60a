-- Stories that lose a member to withdrawal are taken apart and decided anew. Run only if an article is withdrawn.

INSERT INTO dissolved_story (story_id)
SELECT DISTINCT story_id
FROM story_member
WHERE article_id IN (SELECT article_id FROM article_now WHERE is_withdrawn);

INSERT INTO new_text (article_id, source, version_id, text_fingerprint, has_text, day)
SELECT
    article.article_id,
    article.source,
    article_version.version_id,
    article_version.text_fingerprint,
    len(article_version.paragraphs) > 0 AS has_text,
    CAST(make_timestamp(epoch_us(coalesce(article_version.published_at, article.first_seen_at))) AS DATE) AS day
FROM article
INNER JOIN article_version
    ON article.current_version_id = article_version.version_id
WHERE NOT article.is_withdrawn
    AND article.article_id IN (
        SELECT article_id FROM story_member WHERE story_id IN (SELECT story_id FROM dissolved_story)
    )
    AND article.article_id NOT IN (SELECT article_id FROM new_text);

DELETE FROM story_member
WHERE story_id IN (SELECT story_id FROM dissolved_story);
