-- What is refused now, and why.

CREATE VIEW rejections_by_reason AS
SELECT
    refused_now.source,
    refused_now.stage,
    refused_now.reason,
    count(*) AS rejections,
    count(DISTINCT refused_now.url) AS urls,
    min(refused_now.rejected_at) AS first_at,
    max(refused_now.rejected_at) AS last_at,
    arg_max(refused_now.url, refused_now.rejected_at) AS example_url,
    arg_max(refused_now.detail, refused_now.rejected_at) AS example_detail
FROM refused_now
GROUP BY refused_now.source, refused_now.stage, refused_now.reason
ORDER BY rejections DESC, refused_now.source, refused_now.stage, refused_now.reason;

COMMENT ON VIEW rejections_by_reason IS 'What is refused now, and why, by source. What newer extraction rules or a later request have had since is left out: the table rejection has all that ever was.';
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
