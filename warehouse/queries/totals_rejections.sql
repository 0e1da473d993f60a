-- How many pages are refused now, and why? A page that is refused on each visit counts once.

SELECT
    stage,
    reason,
    count(DISTINCT url) AS count
FROM refused_now
GROUP BY stage, reason
ORDER BY count DESC, stage, reason;
