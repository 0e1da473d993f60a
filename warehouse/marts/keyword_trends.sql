-- Keywords that are rising against their own past. The present is the last request that any run made.

CREATE VIEW keyword_trends AS
WITH present AS (
    SELECT max(fetched_at) AS present_at
    FROM fetches
),

recent AS MATERIALIZED (
    SELECT
        source,
        least(published_at, first_seen_at) >= (SELECT present_at - INTERVAL (7 * 24) HOURS FROM present) AS is_of_week,
        keywords
    FROM current_article
    WHERE NOT is_withdrawn
        AND keywords IS NOT NULL
        -- Each by itself: what is older is then not even read.
        AND published_at >= (SELECT present_at - INTERVAL (35 * 24) HOURS FROM present)
        AND first_seen_at >= (SELECT present_at - INTERVAL (35 * 24) HOURS FROM present)
),

-- Without the outlet: a spelling has some hundred times as many rows with it.
of_spelling AS (
    SELECT
        keyword.folded,
        keyword.surface,
        count(*) FILTER (is_of_week) AS articles,
        count(*) AS in_all
    FROM (SELECT is_of_week, unnest(keywords) AS keyword FROM recent)
    GROUP BY keyword.folded, keyword.surface
),

counted AS (
    SELECT
        folded,
        arg_max(surface, (in_all, surface)) AS surface,
        CAST(sum(articles) AS BIGINT) AS articles,
        CAST(sum(in_all) - sum(articles) AS BIGINT) / 4 AS usual
    FROM of_spelling
    GROUP BY folded
    HAVING sum(articles) > 0
),

used AS (
    SELECT
        keyword.folded,
        count(DISTINCT source) AS sources
    FROM (SELECT source, unnest(keywords) AS keyword FROM recent WHERE is_of_week)
    GROUP BY keyword.folded
)

SELECT
    counted.folded AS keyword,
    counted.surface,
    counted.articles,
    counted.usual,
    used.sources,
    -- Chance makes a count of n vary by the root of n; the one keeps a first mention from being infinitely new.
    (counted.articles - counted.usual) / sqrt(counted.usual + 1) AS rise,
    keyword.keyword_id
FROM counted
INNER JOIN used
    ON counted.folded = used.folded
INNER JOIN keyword
    ON counted.folded = keyword.folded
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
