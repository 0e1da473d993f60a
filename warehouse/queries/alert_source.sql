-- Which sources that are still asked are silent against their own habit, or blocked for an hour or more?

SELECT
    source_health.health AS kind,
    source_health.source AS subject,
    source_health.source,
    source_health.title,
    source_health.last_article_at,
    CAST(source_health.silent_for AS VARCHAR) AS silent_for,
    CAST(source_health.long_gap AS VARCHAR) AS long_gap,
    source_health.last_asked_at,
    source_health.answers_of_the_day,
    source_health.refusals_of_the_day
FROM source_health
LEFT JOIN (
    SELECT
        source,
        min(fetched_at) AS since
    FROM fetches
    WHERE outcome IN ('refused', 'failed')
        AND fetched_at > (SELECT max(fetched_at) - INTERVAL 24 HOURS FROM fetches)
    GROUP BY source
) AS refused
    ON source_health.source = refused.source
WHERE source_health.health IN ('silent', 'blocked')
    -- One that nobody asks any more is at rest.
    AND source_health.last_asked_at > (SELECT max(fetched_at) - INTERVAL 24 HOURS FROM fetches)
    AND (
        source_health.health = 'blocked'
        OR (
            -- Silence since it was asked last is our own.
            source_health.last_asked_at - source_health.last_article_at > 3 * source_health.long_gap
            -- What its seeds announced to a run under way may not be read yet.
            AND source_health.source NOT IN (
                SELECT frontier.source
                FROM frontier
                INNER JOIN run
                    ON frontier.run_id = run.run_id
                WHERE run.finished_at IS NULL
            )
        )
    )
    -- A host that is down for a moment, on the first day that it is asked, is not blocked.
    AND (source_health.health = 'silent' OR refused.since <= source_health.last_asked_at - INTERVAL 1 HOUR)
ORDER BY source_health.source;
