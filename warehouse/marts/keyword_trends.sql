-- Keywords that are rising against their own past. The present is the last request that any run made.

CREATE VIEW keyword_trends AS
WITH present AS (
    SELECT max(fetched_at) AS present_at
    FROM fetches
),

used AS (
    SELECT
        article_keyword.keyword_id,
        article_keyword.surface,
        article.article_id,
        article.source,
        present.present_at - least(
            coalesce(article_version.published_at, article.first_seen_at), article.first_seen_at
        ) AS age
    FROM article
    INNER JOIN article_version
        ON article.current_version_id = article_version.version_id
    INNER JOIN article_keyword
        ON article_version.version_id = article_keyword.version_id
    CROSS JOIN present
    WHERE NOT article.is_withdrawn
),

counted AS (
    SELECT
        keyword_id,
        mode(surface ORDER BY surface) AS surface,
        count(DISTINCT article_id) FILTER (age <= INTERVAL 7 DAYS) AS articles,
        count(DISTINCT source) FILTER (age <= INTERVAL 7 DAYS) AS sources,
        count(DISTINCT article_id) FILTER (age > INTERVAL 7 DAYS) / 4 AS usual
    FROM used
    WHERE age <= INTERVAL 35 DAYS
    GROUP BY keyword_id
)

SELECT
    keyword.folded AS keyword,
    counted.surface,
    counted.articles,
    counted.usual,
    counted.sources,
    -- Chance makes a count of n vary by the root of n; the one keeps a first mention from being infinitely new.
    (counted.articles - counted.usual) / sqrt(counted.usual + 1) AS rise,
    counted.keyword_id
FROM counted
INNER JOIN keyword
    ON counted.keyword_id = keyword.keyword_id
WHERE counted.articles > 0
ORDER BY rise DESC, keyword.folded;

COMMENT ON VIEW keyword_trends IS
    'Keywords of the last seven days against the four weeks before, most risen first; seen from the last request that any run made.';
COMMENT ON COLUMN keyword_trends.keyword IS 'keyword.folded: all spellings together';
COMMENT ON COLUMN keyword_trends.surface IS 'the spelling that is printed most often';
COMMENT ON COLUMN keyword_trends.articles IS 'articles of the last seven days that have it; withdrawn ones are left out';
COMMENT ON COLUMN keyword_trends.usual IS 'articles a week that had it in the four weeks before';
COMMENT ON COLUMN keyword_trends.sources IS 'outlets that used it in the last seven days';
COMMENT ON COLUMN keyword_trends.rise IS
    'articles less usual, by the root of usual + 1: above 3 is more than chance';
COMMENT ON COLUMN keyword_trends.keyword_id IS 'keyword.keyword_id';
