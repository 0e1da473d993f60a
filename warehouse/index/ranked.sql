-- The best of the documents in scored, as articles. Reads fresh_document.
-- $source, $since, $until: null, or which articles to look at; until exclusive
-- $most: so many articles

WITH known AS MATERIALIZED (
    SELECT number, version_id FROM word_index.document WHERE number IN (SELECT number FROM scored)
    UNION ALL
    SELECT number, version_id FROM fresh_document WHERE number IN (SELECT number FROM scored)
),

found AS MATERIALIZED (
    SELECT
        current_article.article_id,
        current_article.version_id,
        current_article.source,
        current_article.published_at,
        current_article.published_precision,
        scored.score
    FROM scored
    INNER JOIN known
        ON scored.number = known.number
    INNER JOIN current_article
        ON known.version_id = current_article.version_id
    WHERE NOT current_article.is_withdrawn
        AND ($source IS NULL OR current_article.source = $source)
        AND ($since IS NULL OR current_article.published_at >= $since)
        AND ($until IS NULL OR current_article.published_at < $until)
),

-- Only what is shown is looked up in the wide tables.
best AS MATERIALIZED (
    SELECT
        *,
        (SELECT count(*) FROM found) AS in_all
    FROM found
    ORDER BY score DESC, published_at DESC, article_id
    LIMIT $most
)

SELECT
    best.article_id,
    best.version_id,
    best.source,
    article.url,
    best.published_at,
    best.published_precision,
    best.score,
    best.in_all
FROM best
INNER JOIN (
    SELECT
        article_id,
        url
    FROM article
    -- By the row, so that no other addresses are unpacked.
    WHERE rowid IN (SELECT rowid FROM article WHERE article_id IN (SELECT article_id FROM best))
) AS article
    ON best.article_id = article.article_id
ORDER BY best.score DESC, best.published_at DESC, best.article_id;
