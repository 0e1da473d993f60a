-- What was refused last?
-- $source, $reason: of these alone, null for all; $most: so many, after the first $skipped

SELECT
    rejection.fetch_id,
    rejection.source,
    coalesce(source.title, rejection.source) AS outlet,
    rejection.url,
    rejection.rejected_at,
    rejection.stage,
    rejection.reason,
    rejection.detail
FROM rejection
LEFT JOIN source
    ON rejection.source = source.source
LEFT JOIN fetches
    ON rejection.fetch_id = fetches.fetch_id
WHERE (rejection.rule_version IS NULL OR rejection.rule_version = fetches.rule_version)
    AND (CAST($source AS VARCHAR) IS NULL OR rejection.source = $source)
    AND (CAST($reason AS VARCHAR) IS NULL OR rejection.reason = $reason)
ORDER BY rejection.rejected_at DESC, rejection.rejection_id
LIMIT $most OFFSET $skipped;
