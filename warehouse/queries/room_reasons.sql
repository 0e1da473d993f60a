-- For which reasons were how many pages refused? What newer rules have read since is left out.
-- $source: of this outlet alone, null for all

SELECT
    rejection.reason,
    count(DISTINCT coalesce(rejection.url, CAST(rejection.rejection_id AS VARCHAR))) AS count
FROM rejection
LEFT JOIN fetches
    ON rejection.fetch_id = fetches.fetch_id
WHERE (rejection.rule_version IS NULL OR rejection.rule_version = fetches.rule_version)
    AND (CAST($source AS VARCHAR) IS NULL OR rejection.source = $source)
GROUP BY rejection.reason
ORDER BY count DESC, rejection.reason
LIMIT 40;
