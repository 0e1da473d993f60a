-- What is refused now, the last of each reason, and why?
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
        FILTER (rejection.archive_path IS NOT NULL) AS archived_fetch_id,
    greatest(count(*) OVER (PARTITION BY rejection.stage, rejection.reason) - $most, 0) AS more
FROM refused_now AS rejection
LEFT JOIN source
    ON rejection.source = source.source
GROUP BY rejection.stage, rejection.reason, rejection.url
QUALIFY row_number() OVER (
    PARTITION BY rejection.stage, rejection.reason
    ORDER BY last_at DESC, rejection.url
) <= $most
ORDER BY last_at DESC, rejection.url, rejection.stage, rejection.reason;
