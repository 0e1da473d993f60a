-- What came of one request, and where is its body?
-- $fetch_id: the request

SELECT
    fetches.fetch_id,
    fetches.source,
    coalesce(source.title, fetches.source) AS outlet,
    fetches.requested_url,
    fetches.url,
    fetches.fetched_at,
    fetches.outcome,
    fetches.status,
    fetches.reason,
    fetches.detail,
    fetches.content_type,
    fetches.body_bytes,
    fetches.archive_path,
    fetches.archive_offset,
    fetches.rule_version
FROM fetches
LEFT JOIN source
    ON fetches.source = source.source
WHERE fetches.fetch_id = CAST($fetch_id AS UUID);
