-- What has been asked for waits no longer, unless it was announced again since. Run only if anything waits.

DELETE FROM frontier
USING (SELECT requested_url, max(fetched_at) AS fetched_at FROM staged_fetch WHERE kind = 'page' GROUP BY requested_url) AS asked
WHERE frontier.url = asked.requested_url
    AND frontier.announced_at <= asked.fetched_at;

DELETE FROM frontier
USING (SELECT url_fingerprint, max(fetched_at) AS fetched_at FROM staged_fetch WHERE kind = 'page' GROUP BY url_fingerprint) AS asked
WHERE frontier.url_fingerprint = asked.url_fingerprint
    AND frontier.announced_at <= asked.fetched_at;
