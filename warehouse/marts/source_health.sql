-- Whether each source is as lively as it uses to be. The present is the last request that any run made: the
-- warehouse has no clock, and a crawl that stands still says nothing about the outlets.

CREATE VIEW source_health AS
WITH present AS (
    SELECT max(fetched_at) AS present_at
    FROM fetches
),

latest AS MATERIALIZED (
    -- A date without a time of day says nothing about gaps of hours. An undated page may be years old when it is found:
    -- it says something only where no page has a date.
    SELECT
        source,
        count(published_precision) > 0 AS has_dates,
        coalesce(
            max(
                CASE WHEN published_precision = 'minute' THEN least(published_at, first_seen_at) ELSE first_seen_at END
            ) FILTER (published_precision IS NOT NULL),
            max(first_seen_at)
        ) AS last_article_at
    FROM current_article
    GROUP BY source
),

gap AS (
    SELECT
        source,
        -- Of numbers: a difference of times with a zone is taken by the calendar, and slowly.
        moment - lag(moment) OVER (PARTITION BY source ORDER BY moment) AS gap
    FROM (
        SELECT
            source,
            epoch_us(
                CASE WHEN published_precision = 'minute' THEN least(published_at, first_seen_at) ELSE first_seen_at END
            ) AS moment
        FROM current_article
        -- What appeared so lately was first seen so lately, and older rows are not even read.
        WHERE first_seen_at > (SELECT present_at - INTERVAL (28 * 24) HOURS FROM present)
            AND (published_precision IS NOT NULL OR source IN (SELECT source FROM latest WHERE NOT has_dates))
    )
    WHERE moment > (SELECT epoch_us(present_at - INTERVAL (28 * 24) HOURS) FROM present)
),

habit AS (
    SELECT
        source,
        to_microseconds(quantile_disc(gap, 0.5)) AS usual_gap,
        greatest(to_microseconds(quantile_disc(gap, 0.95)), INTERVAL 1 HOUR) AS long_gap
    FROM gap
    -- What appeared in one moment is one.
    WHERE gap > 0
    GROUP BY source
    HAVING count(*) >= 10
),

week AS (
    SELECT
        source,
        count(*) AS articles
    FROM current_article
    WHERE first_seen_at > (SELECT present_at - INTERVAL (7 * 24) HOURS FROM present)
        AND NOT is_withdrawn
    GROUP BY source
),

asked_in_week AS MATERIALIZED (
    SELECT
        fetch_id,
        source,
        rule_version
    FROM fetches
    WHERE kind = 'page'
        AND fetched_at > (SELECT present_at - INTERVAL (7 * 24) HOURS FROM present)
),

refused AS (
    -- A page may be rejected for several reasons; what newer rules have read since does not count.
    SELECT
        source,
        count(*) AS pages,
        count(*) FILTER (
            fetch_id IN (
                SELECT rejection.fetch_id
                FROM rejection
                INNER JOIN asked_in_week AS rejected
                    ON rejection.fetch_id = rejected.fetch_id
                WHERE rejection.rule_version IS NULL
                    OR rejection.rule_version = rejected.rule_version
            )
        ) AS rejected
    FROM asked_in_week
    GROUP BY source
),

asked AS (
    SELECT
        source,
        max(fetched_at) AS last_asked_at,
        count(*) FILTER (recent AND outcome IN ('fetched', 'unchanged', 'gone')) AS answers,
        count(*) FILTER (recent AND outcome IN ('refused', 'failed')) AS refusals
    FROM (
        SELECT
            source,
            outcome,
            fetched_at,
            fetched_at > (SELECT present_at - INTERVAL 24 HOURS FROM present) AS recent
        FROM fetches
        -- What is read from an archive or a folder asks nobody, so nobody can refuse it.
        WHERE run_id NOT IN (SELECT run_id FROM run WHERE flow = 'backfill-archive')
    )
    GROUP BY source
)

SELECT
    source.source,
    source.title,
    CASE
        WHEN coalesce(asked.answers, 0) = 0 AND asked.refusals > 0 THEN 'blocked'
        WHEN latest.last_article_at IS NULL THEN 'no articles'
        WHEN asked.last_asked_at IS NULL THEN 'from archives'
        WHEN habit.long_gap IS NULL THEN 'too new to tell'
        WHEN present.present_at - latest.last_article_at <= habit.long_gap THEN 'live'
        WHEN present.present_at - latest.last_article_at <= 3 * habit.long_gap THEN 'late'
        ELSE 'silent'
    END AS health,
    latest.last_article_at,
    present.present_at - latest.last_article_at AS silent_for,
    habit.usual_gap,
    habit.long_gap,
    asked.last_asked_at,
    coalesce(asked.answers, 0) AS answers_of_the_day,
    coalesce(asked.refusals, 0) AS refusals_of_the_day,
    coalesce(week.articles, 0) AS articles_of_the_week,
    refused.rejected / refused.pages AS rejected_share_of_the_week
FROM source
CROSS JOIN present
LEFT JOIN habit
    ON source.source = habit.source
LEFT JOIN latest
    ON source.source = latest.source
LEFT JOIN asked
    ON source.source = asked.source
LEFT JOIN week
    ON source.source = week.source
LEFT JOIN refused
    ON source.source = refused.source
ORDER BY source.source;

COMMENT ON VIEW source_health IS 'Whether each source is as lively as it uses to be, seen from the last request that any run made.';
COMMENT ON COLUMN source_health.source IS 'source.source';
COMMENT ON COLUMN source_health.title IS 'as the outlet writes it; null: never declared';
COMMENT ON COLUMN source_health.health IS
    'live | late: silent for longer than nineteen of twenty gaps of the last 28 days | silent: three times as long | blocked: asked in the last day, and refused or failed each time | too new to tell: fewer than eleven moments with an article | from archives: never asked, its pages were read from an archive or a folder | no articles';
COMMENT ON COLUMN source_health.last_article_at IS
    'when its newest article appeared; undated ones count only where the source dates none; null: none did';
COMMENT ON COLUMN source_health.silent_for IS
    'from last_article_at to the last request of any run; null: no articles';
COMMENT ON COLUMN source_health.usual_gap IS
    'median time between two articles in the last 28 days; null: too new to tell';
COMMENT ON COLUMN source_health.long_gap IS
    'time that nineteen of twenty gaps do not exceed, an hour at least; null: too new to tell';
COMMENT ON COLUMN source_health.last_asked_at IS 'last request to the source; null: never asked';
COMMENT ON COLUMN source_health.answers_of_the_day IS 'requests of the last day that were answered';
COMMENT ON COLUMN source_health.refusals_of_the_day IS 'requests of the last day that were refused or failed';
COMMENT ON COLUMN source_health.articles_of_the_week IS
    'articles first seen in the last 7 days; withdrawn ones are left out';
COMMENT ON COLUMN source_health.rejected_share_of_the_week IS
    'share of the page requests of the last 7 days with a rejection that still stands, 0 to 1; null: no page was asked for';
