-- What waits to be asked for at these sources, or was named by hand in a run that did not come to it?
-- $sources: sources
-- $living: runs under way, whose lists are theirs
-- $since, $until: bounds of what seeds date, until exclusive, or null for none; what has no date is within
-- $most: so many pages of each source, the newest; what the living have comes besides

SELECT
    url,
    source,
    seed_url,
    claimed_headline,
    claimed_at,
    claimed_update,
    coalesce(run_id IN (SELECT unnest(CAST($living AS UUID[]))), FALSE) AS is_taken
FROM frontier
WHERE (
        source IN (SELECT unnest(CAST($sources AS VARCHAR[])))
        OR (seed_url IS NULL AND run_id IS NOT NULL)
    )
    AND (claimed_at IS NULL OR CAST($since AS TIMESTAMPTZ) IS NULL OR claimed_at >= $since)
    AND (claimed_at IS NULL OR CAST($until AS TIMESTAMPTZ) IS NULL OR claimed_at < $until)
QUALIFY is_taken
    OR row_number() OVER (
        PARTITION BY source, is_taken
        ORDER BY claimed_at DESC NULLS LAST, announced_at, url_fingerprint
    ) <= $most
ORDER BY claimed_at DESC NULLS LAST, announced_at, url_fingerprint;
