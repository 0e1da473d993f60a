-- Why was one page refused? What newer rules have said since stands alone.
-- $fetch_id: the request

SELECT
    rejection.stage,
    rejection.reason,
    rejection.detail,
    rejection.payload,
    rejection.url
FROM rejection
LEFT JOIN fetches
    ON rejection.fetch_id = fetches.fetch_id
WHERE rejection.fetch_id = CAST($fetch_id AS UUID)
    AND (rejection.rule_version IS NULL OR rejection.rule_version = fetches.rule_version)
ORDER BY rejection.stage, rejection.reason, rejection.rejection_id;
