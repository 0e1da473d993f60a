-- Which visits of these addresses are there, and why did those fail that did?
-- $urls: addresses as asked for

SELECT
    fetch_id,
    reason
FROM fetches
WHERE kind = 'page'
    AND requested_url IN (SELECT unnest(CAST($urls AS VARCHAR[])))
ORDER BY fetch_id;
