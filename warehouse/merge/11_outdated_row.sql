-- Rows that another answer to the same request has made out of date. Run only if there may be any.

-- A run that died and was resumed may have asked twice. The answer with a body counts, or else the later one,
-- whichever is loaded first.
CREATE OR REPLACE TEMP TABLE outdated_row AS
SELECT
    package_row,
    'the package holds this fetch_id more than once' AS detail
FROM (
    SELECT
        package_row,
        fetch_id,
        rule_version,
        body_sha256,
        (coalesce(outcome = 'fetched', false), fetched_at) AS answer
    FROM staged_row
    WHERE fetch_id IN (SELECT fetch_id FROM repeated_fetch)
)
-- Several rules may have read one answer.
QUALIFY answer < max(answer) OVER (PARTITION BY fetch_id)
    OR row_number() OVER (
        PARTITION BY fetch_id, rule_version
        ORDER BY answer DESC, body_sha256 DESC NULLS LAST, package_row
    ) > 1
UNION ALL
SELECT
    package_row,
    'the warehouse has a better or later answer under this fetch_id' AS detail
FROM stored_fetch
WHERE is_answered_better;

UPDATE staged_row
SET broken = list_append(staged_row.broken, {'reason': 'duplicate_fetch', 'detail': outdated_row.detail})
FROM (
    SELECT
        package_row,
        min(detail) AS detail
    FROM outdated_row
    GROUP BY package_row
) AS outdated_row
WHERE outdated_row.package_row = staged_row.package_row;
