-- What is refused now, the last first? A page that was refused on each visit is there once for each reason, with its
-- last visit.
-- $source, $reason: of these alone, null for all; $most: so many, after the first $skipped

WITH page AS MATERIALIZED (
    SELECT
        rejection.rejection_id,
        rejection.rejected_at
    FROM refused_now AS rejection
    WHERE (CAST($source AS VARCHAR) IS NULL OR rejection.source = $source)
        AND (CAST($reason AS VARCHAR) IS NULL OR rejection.reason = $reason)
    QUALIFY row_number() OVER (
        PARTITION BY coalesce(rejection.url, CAST(rejection.rejection_id AS VARCHAR)), rejection.reason
        ORDER BY rejection.rejected_at DESC, rejection.rejection_id
    ) = 1
    ORDER BY rejection.rejected_at DESC, rejection.rejection_id
    LIMIT $most OFFSET $skipped
)

SELECT
    rejection.fetch_id,
    rejection.source,
    coalesce(source.title, rejection.source) AS outlet,
    rejection.url,
    rejection.rejected_at,
    rejection.stage,
    rejection.reason,
    rejection.detail
FROM page
INNER JOIN rejection
    ON page.rejection_id = rejection.rejection_id
LEFT JOIN source
    ON rejection.source = source.source
ORDER BY page.rejected_at DESC, page.rejection_id;
