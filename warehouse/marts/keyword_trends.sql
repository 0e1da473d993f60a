-- Keywords that are rising against their own past. The present is the last request that any run made.

CREATE VIEW keyword_trends AS
WITH present AS (
    SELECT max(fetched_at) AS present_at
    FROM fetches
),

recent AS (
    SELECT
        source,
        is_of_week,
        keyword.folded,
        keyword.surface
    FROM (
        SELECT
            source,
            least(published_at, first_seen_at) >= (SELECT present_at - INTERVAL 7 DAYS FROM present) AS is_of_week,
            unnest(keywords) AS keyword
        FROM current_article
        WHERE NOT is_withdrawn
            -- Each by itself: what is older is then not even read.
            AND published_at >= (SELECT present_at - INTERVAL 35 DAYS FROM present)
            AND first_seen_at >= (SELECT present_at - INTERVAL 35 DAYS FROM present)
    )
),

of_source AS (
    SELECT
        folded,
        surface,
        source,
        count(*) FILTER (is_of_week) AS articles,
        count(*) AS in_all
    FROM recent
    GROUP BY folded, surface, source
),

of_spelling AS (
    SELECT
        folded,
        surface,
        list(source) FILTER (articles > 0) AS sources,
        CAST(sum(articles) AS BIGINT) AS articles,
        CAST(sum(in_all) AS BIGINT) AS in_all
    FROM of_source
    GROUP BY folded, surface
),

counted AS (
    SELECT
        folded,
        arg_max(surface, (in_all, surface)) AS surface,
        CAST(sum(articles) AS BIGINT) AS articles,
        len(list_distinct(flatten(list(sources)))) AS sources,
        CAST(sum(in_all) - sum(articles) AS BIGINT) / 4 AS usual
    FROM of_spelling
    GROUP BY folded
    HAVING sum(articles) > 0
)

SELECT
    counted.folded AS keyword,
    counted.surface,
    counted.articles,
    counted.usual,
    counted.sources,
    -- Chance makes a count of n vary by the root of n; the one keeps a first mention from being infinitely new.
    (counted.articles - counted.usual) / sqrt(counted.usual + 1) AS rise,
    keyword.keyword_id
FROM counted
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
