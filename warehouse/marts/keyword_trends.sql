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
        least(coalesce(article_version.published_at, article.first_seen_at), article.first_seen_at) AS appeared_at
    FROM article
    INNER JOIN article_version
        ON article.current_version_id = article_version.version_id
    INNER JOIN article_keyword
        ON article_version.version_id = article_keyword.version_id
    WHERE NOT article.is_withdrawn
),

-- Moments are compared, not the time between them: a difference of times with a zone is taken by the calendar,
-- and of a million it takes most of a minute.
recent AS (
    SELECT
        *,
        appeared_at >= (SELECT present_at - INTERVAL 7 DAYS FROM present) AS is_of_week
    FROM used
    WHERE appeared_at >= (SELECT present_at - INTERVAL 35 DAYS FROM present)
),

spelling AS (
    SELECT
        keyword_id,
        surface
    FROM recent
    GROUP BY keyword_id, surface
    QUALIFY row_number() OVER (PARTITION BY keyword_id ORDER BY count(*) DESC, surface) = 1
),

of_source AS (
    SELECT
        keyword_id,
        source,
        count(*) FILTER (is_of_week) AS articles,
        count(*) FILTER (NOT is_of_week) AS before
    FROM (
        SELECT DISTINCT
            keyword_id,
            source,
            article_id,
            is_of_week
        FROM recent
    )
    GROUP BY keyword_id, source
),

counted AS (
    SELECT
        of_source.keyword_id,
        any_value(spelling.surface) AS surface,
        CAST(sum(of_source.articles) AS BIGINT) AS articles,
        count(*) FILTER (of_source.articles > 0) AS sources,
        CAST(sum(of_source.before) AS BIGINT) / 4 AS usual
    FROM of_source
    INNER JOIN spelling
        ON of_source.keyword_id = spelling.keyword_id
    GROUP BY of_source.keyword_id
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
