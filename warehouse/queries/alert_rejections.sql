-- At which sources has the share of fetched pages without an article left its band in the last day?
-- $band: least difference of the two shares, 0 to 1

WITH page AS (
    SELECT
        fetches.source,
        fetches.fetched_at > present.at - INTERVAL 24 HOURS AS is_recent,
        fetches.fetch_id IN (
            SELECT rejection.fetch_id
            FROM rejection
            INNER JOIN fetches AS rejected
                ON rejection.fetch_id = rejected.fetch_id
            WHERE rejection.rule_version IS NULL
                OR rejection.rule_version = rejected.rule_version
        ) AS is_rejected
    FROM fetches
    CROSS JOIN (SELECT max(fetched_at) AS at FROM fetches) AS present
    WHERE fetches.kind = 'page'
        AND fetches.outcome = 'fetched'
        AND fetches.fetched_at > present.at - INTERVAL (29 * 24) HOURS
),

counted AS (
    SELECT
        source,
        count(*) FILTER (is_recent) AS pages,
        count(*) FILTER (is_recent AND is_rejected) AS rejected,
        count(*) FILTER (NOT is_recent) AS pages_before,
        count(*) FILTER (NOT is_recent AND is_rejected) AS rejected_before
    FROM page
    GROUP BY source
),

share AS (
    SELECT
        *,
        rejected / pages AS share,
        rejected_before / pages_before AS usual_share
    FROM counted
    WHERE least(pages, pages_before) >= 10
)

SELECT
    'rejections' AS kind,
    share.source AS subject,
    share.source,
    source.title,
    share.pages,
    share.rejected,
    share.pages_before,
    share.rejected_before,
    share.share,
    share.usual_share
FROM share
LEFT JOIN source
    ON share.source = source.source
-- Three standard deviations of a share of so many pages: beyond chance.
WHERE abs(share.share - share.usual_share)
    >= greatest($band, 3 * sqrt(share.usual_share * (1 - share.usual_share) / share.pages))
ORDER BY share.source;
