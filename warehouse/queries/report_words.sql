-- Which keywords rise most against their own past? Spellings count together; what was used once is no rise.
-- $most: so many keywords

SELECT
    surface,
    keyword,
    articles,
    usual,
    sources,
    rise
FROM keyword_trends
WHERE rise > 0
    AND articles > 1
ORDER BY rise DESC, keyword
LIMIT $most;
