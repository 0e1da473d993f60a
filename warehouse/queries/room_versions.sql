-- What did an article say, oldest first?
-- $article_id: the article; $most: the newest so many

SELECT
    version_id,
    previous_version_id,
    first_seen_at,
    first_fetch_id,
    headline,
    paragraphs
FROM article_version
WHERE article_id = CAST($article_id AS UUID)
QUALIFY row_number() OVER (ORDER BY first_seen_at DESC, version_id) <= $most
ORDER BY first_seen_at, version_id;
