-- In which story are these articles as its text, word for word? Of others there is no row.
-- $article_ids: the articles

SELECT
    article_id,
    story_id
FROM story_member
WHERE article_id IN (SELECT unnest(CAST($article_ids AS UUID[])))
    AND kind IN ('representative', 'exact');
