-- For which reasons are how many pages refused now?
-- $source: of this outlet alone, null for all

SELECT
    refused_now.reason,
    count(DISTINCT coalesce(refused_now.url, CAST(refused_now.rejection_id AS VARCHAR))) AS count
FROM refused_now
WHERE (CAST($source AS VARCHAR) IS NULL OR refused_now.source = $source)
GROUP BY refused_now.reason
ORDER BY count DESC, refused_now.reason
LIMIT 40;
