-- What does an article say now, what said so, and where is its page in the archive?
-- $article_id: the article

SELECT
    article.article_id,
    article.source,
    coalesce(source.title, article.source) AS outlet,
    article.url,
    article.first_seen_at,
    article.last_seen_at,
    article.is_withdrawn,
    article_version.* EXCLUDE (article_id, first_seen_at, load_id, text_fingerprint),
    (
        SELECT list(author.name ORDER BY article_author.position)
        FROM article_author
        INNER JOIN author
            ON article_author.author_id = author.author_id
        WHERE article_author.version_id = article.current_version_id
    ) AS authors,
    (
        SELECT list(article_keyword.surface ORDER BY article_keyword.position)
        FROM article_keyword
        WHERE article_keyword.version_id = article.current_version_id
    ) AS keywords,
    (
        SELECT list(image.url ORDER BY image.position)
        FROM image
        WHERE image.version_id = article.current_version_id
    ) AS images,
    (
        SELECT list([provenance.field, provenance.rule] ORDER BY provenance.field, provenance.rule)
        FROM provenance
        WHERE provenance.version_id = article.current_version_id
    ) AS provenance,
    story_member.story_id,
    story_member.kind,
    story_member.reason
FROM article
INNER JOIN article_version
    ON article.current_version_id = article_version.version_id
LEFT JOIN source
    ON article.source = source.source
LEFT JOIN story_member
    ON article.article_id = story_member.article_id
WHERE article.article_id = CAST($article_id AS UUID);
