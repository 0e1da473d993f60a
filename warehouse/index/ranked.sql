-- The articles that have all words of a search, best first: BM25 (Robertson, Zaragoza: The Probabilistic Relevance
-- Framework, 2009) with k1 = 1.2 and b = 0.75. Reads posted and fresh_document.
-- $words: how many different words
-- $source, $since, $until: null, or which articles to look at; until exclusive
-- $most: so many articles

WITH weighed AS (
    SELECT
        word,
        document,
        sum(weight) AS weight
    FROM posted
    GROUP BY word, document
),

known AS (
    SELECT number, version_id, length FROM word_index.document
    UNION ALL
    SELECT number, version_id, length FROM fresh_document
),

measure AS (
    SELECT
        count(*) AS documents,
        greatest(avg(length), 1) AS usual_length
    FROM known
),

rarity AS (
    SELECT
        word,
        ln(1 + (any_value(measure.documents) - count(*) + 0.5) / (count(*) + 0.5)) AS rarity
    FROM weighed
    CROSS JOIN measure
    GROUP BY word
),

matching AS (
    SELECT document
    FROM weighed
    GROUP BY document
    HAVING count(*) = $words
),

scored AS (
    SELECT
        known.version_id,
        sum(
            rarity.rarity * weighed.weight * 2.2
            / (weighed.weight + 1.2 * (0.25 + 0.75 * known.length / measure.usual_length))
        ) AS score
    FROM weighed
    INNER JOIN matching
        ON weighed.document = matching.document
    INNER JOIN known
        ON weighed.document = known.number
    INNER JOIN rarity
        ON weighed.word = rarity.word
    CROSS JOIN measure
    GROUP BY known.version_id
),

found AS MATERIALIZED (
    SELECT
        current_article.article_id,
        scored.version_id,
        current_article.source,
        current_article.published_at,
        current_article.published_precision,
        scored.score
    FROM scored
    -- What was indexed and says something else by now is no hit.
    INNER JOIN current_article
        ON scored.version_id = current_article.version_id
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
INNER JOIN article
    ON best.article_id = article.article_id
ORDER BY best.score DESC, best.published_at DESC, best.article_id;
