-- Undated articles now known to have appeared on another day, or withdrawn and found again: their sketches move
-- to that day. Run only if there are any.

UPDATE sketch
SET day = moved.day
FROM (
    SELECT
        article_version.version_id,
        CAST(make_timestamp(epoch_us(article.first_seen_at)) AS DATE) AS day
    FROM article_before
    INNER JOIN article
        ON article_before.article_id = article.article_id
    INNER JOIN article_version
        ON article.article_id = article_version.article_id
    WHERE article.first_seen_at <> article_before.first_seen_at
        AND article_version.published_at IS NULL
) AS moved
WHERE sketch.version_id = moved.version_id
    AND sketch.day <> moved.day;
