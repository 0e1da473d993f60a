-- What was refused last, and why?
-- $most: so many addresses

SELECT
    rejection.stage,
    rejection.reason,
    coalesce(source.title, rejection.source) AS outlet,
    rejection.url,
    arg_max(rejection.detail, rejection.rejected_at) AS detail,
    max(rejection.rejected_at) AS last_at
FROM rejection
LEFT JOIN source
    ON rejection.source = source.source
GROUP BY rejection.stage, rejection.reason, outlet, rejection.url
ORDER BY last_at DESC, rejection.url
LIMIT $most;
