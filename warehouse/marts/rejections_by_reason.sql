-- What was refused, and why. What newer rules have read since is left out.

CREATE VIEW rejections_by_reason AS
SELECT
    rejection.source,
    rejection.stage,
    rejection.reason,
    count(*) AS rejections,
    count(DISTINCT rejection.url) AS urls,
    min(rejection.rejected_at) AS first_at,
    max(rejection.rejected_at) AS last_at,
    arg_max(rejection.url, rejection.rejected_at) AS example_url,
    arg_max(rejection.detail, rejection.rejected_at) AS example_detail
FROM rejection
LEFT JOIN fetches
    ON rejection.fetch_id = fetches.fetch_id
WHERE rejection.rule_version IS NULL
    OR rejection.rule_version = fetches.rule_version
GROUP BY rejection.source, rejection.stage, rejection.reason
ORDER BY rejections DESC, rejection.source, rejection.stage, rejection.reason;

COMMENT ON VIEW rejections_by_reason IS 'What was refused, and why, by source. What newer extraction rules have read since is left out.';
COMMENT ON COLUMN rejections_by_reason.source IS
    'source.source; null: the package row was too broken to tell';
COMMENT ON COLUMN rejections_by_reason.stage IS 'discover | fetch | decode | extract | contract';
COMMENT ON COLUMN rejections_by_reason.reason IS 'slug';
COMMENT ON COLUMN rejections_by_reason.rejections IS 'how often';
COMMENT ON COLUMN rejections_by_reason.urls IS 'how many addresses';
COMMENT ON COLUMN rejections_by_reason.first_at IS 'first fetch to end so; null: too broken to tell';
COMMENT ON COLUMN rejections_by_reason.last_at IS 'last fetch to end so; null: too broken to tell';
COMMENT ON COLUMN rejections_by_reason.example_url IS 'address of the last one; null: none is known';
COMMENT ON COLUMN rejections_by_reason.example_detail IS 'the last sentence for people; null: there is none';
