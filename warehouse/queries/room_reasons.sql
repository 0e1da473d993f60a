-- For which reasons were pages refused? What newer rules have read since is left out.

SELECT
    rejection.reason,
    count(DISTINCT rejection.url) AS count
FROM rejection
LEFT JOIN fetches
    ON rejection.fetch_id = fetches.fetch_id
WHERE rejection.rule_version IS NULL
    OR rejection.rule_version = fetches.rule_version
GROUP BY rejection.reason
ORDER BY count DESC, rejection.reason
LIMIT 40;
