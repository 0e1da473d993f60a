-- Which pages of the registered table waiting has another run come to first?
-- $living: runs under way
-- $since: fetched then or later
-- $by_hand: URL fingerprints that are left to nobody

SELECT DISTINCT waiting.url_fingerprint
FROM waiting
LEFT JOIN frontier
    ON waiting.url_fingerprint = frontier.url_fingerprint
LEFT JOIN page
    ON waiting.url_fingerprint = page.url_fingerprint
WHERE (
        frontier.run_id IN (SELECT unnest(CAST($living AS UUID[])))
        OR page.last_fetched_at >= $since
    )
    AND waiting.url_fingerprint NOT IN (SELECT unnest(CAST($by_hand AS VARCHAR[])))
ORDER BY waiting.url_fingerprint;
