-- What is remembered of these addresses?
-- $urls: addresses as asked for, as redirected to, or as fingerprints of either

WITH asked AS (
    SELECT DISTINCT unnest(CAST($urls AS VARCHAR[])) AS url
),

met AS (
    SELECT
        asked.url,
        fetches.page_id
    FROM fetches
    INNER JOIN asked
        ON fetches.requested_url = asked.url
    WHERE fetches.kind = 'page'
    UNION
    SELECT
        asked.url,
        page.page_id
    FROM page
    INNER JOIN asked
        ON page.url = asked.url
    UNION
    SELECT
        asked.url,
        page.page_id
    FROM page
    INNER JOIN asked
        ON page.url_fingerprint = asked.url
    UNION
    SELECT
        asked.url,
        page_alias.page_id
    FROM page_alias
    INNER JOIN asked
        ON page_alias.url_fingerprint = asked.url
),

-- Validators are of one address: another spelling of it, or what it leads to by now, may have its own.
answered AS (
    SELECT
        page_id,
        arg_max(url, (fetched_at, fetch_id)) AS answered_by
    FROM fetches
    WHERE kind = 'page'
        AND outcome = 'fetched'
        AND page_id IN (SELECT page_id FROM met)
    GROUP BY page_id
),

moved AS (
    SELECT
        asked.url,
        arg_max({'moved_to': fetches.moved_to}, (fetches.fetched_at, fetches.fetch_id)).moved_to AS moved_to
    FROM fetches
    INNER JOIN asked
        ON fetches.requested_url = asked.url
    WHERE fetches.kind = 'page'
        AND fetches.outcome IN ('fetched', 'unchanged')
    GROUP BY asked.url
)

SELECT
    met.url,
    page.etag,
    page.last_modified,
    page.body_sha256,
    answered.answered_by,
    page.gone_at IS NOT NULL AS gone,
    moved.moved_to,
    page.first_seen_at,
    page.last_fetched_at
FROM met
INNER JOIN page
    ON met.page_id = page.page_id
LEFT JOIN answered
    ON met.page_id = answered.page_id
LEFT JOIN moved
    ON met.url = moved.url
-- An address that came to lead elsewhere: the page that it led to last.
QUALIFY row_number() OVER (PARTITION BY met.url ORDER BY page.last_fetched_at DESC, page.page_id) = 1
ORDER BY met.url;
