-- How many pages were refused, and why? A page that is refused on each visit counts once.

SELECT
    stage,
    reason,
    count(DISTINCT url) AS count
FROM rejection
GROUP BY stage, reason
ORDER BY count DESC, stage, reason;
