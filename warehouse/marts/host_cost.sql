-- What each host was asked for, and what it took.

CREATE VIEW host_cost AS
SELECT
    source,
    host,
    CAST(make_timestamp(epoch_us(fetched_at)) AS DATE) AS day,
    CAST(sum(len(redirects) + CAST(elapsed > 0 AS INTEGER)) AS BIGINT) AS requests,
    count(*) FILTER (kind = 'page' AND elapsed > 0) AS pages,
    count(*) FILTER (kind NOT IN ('page', 'robots') AND elapsed > 0) AS seeds,
    count(*) FILTER (status = 304) AS not_modified,
    count(*) FILTER (outcome = 'unchanged' AND status = 200) AS sent_again,
    count(*) FILTER (outcome = 'refused') AS refused,
    count(*) FILTER (outcome IN ('failed', 'gone')) AS failed,
    count(*) FILTER (status IN (429, 503)) AS busy,
    CAST(sum(wire_bytes) AS BIGINT) AS bytes_received,
    CAST(sum(wire_bytes) FILTER (outcome = 'unchanged') AS BIGINT) AS bytes_sent_again,
    sum(elapsed) AS seconds,
    round(median(elapsed) FILTER (elapsed > 0), 3) AS median_seconds
FROM fetches
GROUP BY source, host, day
ORDER BY day DESC, bytes_received DESC, source, host;

COMMENT ON VIEW host_cost IS 'What each host was asked for on each day, and what it took: sum over the days or sources that you do not ask for. A request that was tried again counts once, since its tries have one row.';
COMMENT ON COLUMN host_cost.source IS 'source.source';
COMMENT ON COLUMN host_cost.host IS 'host of the last address asked; those that redirected to it count here';
COMMENT ON COLUMN host_cost.day IS 'of the requests, UTC';
COMMENT ON COLUMN host_cost.requests IS 'requests made, redirects among them';
COMMENT ON COLUMN host_cost.pages IS 'of these, ends of the way to a page';
COMMENT ON COLUMN host_cost.seeds IS 'of these, ends of the way to a feed, sitemap, listing or home page; the others are for robots.txt';
COMMENT ON COLUMN host_cost.not_modified IS 'answers 304, which have no body';
COMMENT ON COLUMN host_cost.sent_again IS 'bodies that came although they were the same as the last time';
COMMENT ON COLUMN host_cost.refused IS 'robots.txt forbids it, most often: what was not asked for';
COMMENT ON COLUMN host_cost.failed IS 'no answer, or none that helps; some were not asked for, since the host was down';
COMMENT ON COLUMN host_cost.busy IS 'last answers 429 and 503';
COMMENT ON COLUMN host_cost.bytes_received IS 'bodies as sent';
COMMENT ON COLUMN host_cost.bytes_sent_again IS 'bodies as sent that were the same as the last time; null: none was';
COMMENT ON COLUMN host_cost.seconds IS 'from request to the end of the answer, all together; not the pauses between them';
COMMENT ON COLUMN host_cost.median_seconds IS 'of those that were made; null: none was';
