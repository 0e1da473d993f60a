-- What was refused last for each reason, and why?
-- What newer rules have read since is left out.
-- $most: so many addresses for each reason

SELECT
    rejection.stage,
    rejection.reason,
    arg_max(coalesce(source.title, rejection.source), rejection.rejected_at) AS outlet,
    rejection.url,
    arg_max(rejection.detail, rejection.rejected_at) AS detail,
    max(rejection.rejected_at) AS last_at,
    arg_max(CAST(rejection.fetch_id AS VARCHAR), rejection.rejected_at) AS fetch_id,
    arg_max(CAST(rejection.fetch_id AS VARCHAR), rejection.rejected_at)
        FILTER (fetches.archive_path IS NOT NULL) AS archived_fetch_id,
    greatest(count(*) OVER (PARTITION BY rejection.stage, rejection.reason) - $most, 0) AS more
FROM rejection
LEFT JOIN source
    ON rejection.source = source.source
LEFT JOIN fetches
    ON rejection.fetch_id = fetches.fetch_id
WHERE rejection.rule_version IS NULL
    OR rejection.rule_version = fetches.rule_version
GROUP BY rejection.stage, rejection.reason, rejection.url
QUALIFY row_number() OVER (
    PARTITION BY rejection.stage, rejection.reason
    ORDER BY last_at DESC, rejection.url
) <= $most
ORDER BY last_at DESC, rejection.url, rejection.stage, rejection.reason;
