-- How many pages were refused, and why?
-- A page that is refused on each visit counts once, and not at all if newer rules have read it since.

SELECT
    rejection.stage,
    rejection.reason,
    count(DISTINCT rejection.url) AS count
FROM rejection
LEFT JOIN fetches
    ON rejection.fetch_id = fetches.fetch_id
WHERE rejection.rule_version IS NULL
    OR rejection.rule_version = fetches.rule_version
GROUP BY rejection.stage, rejection.reason
ORDER BY count DESC, rejection.stage, rejection.reason;
