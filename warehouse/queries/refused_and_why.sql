-- What was refused, and why?
-- $since, $until: when it was fetched, until exclusive

SELECT
    rejection.rejected_at,
    rejection.source,
    rejection.stage,
    rejection.reason,
    rejection.detail,
    rejection.url
FROM rejection
LEFT JOIN fetches
    ON rejection.fetch_id = fetches.fetch_id
WHERE rejection.rejected_at >= $since
    AND rejection.rejected_at < $until
    -- Newer rules may have read what older ones refused.
    AND (rejection.rule_version IS NULL OR rejection.rule_version = fetches.rule_version)
ORDER BY rejection.rejected_at DESC, rejection.source, rejection.url, rejection.reason;
