-- The rows that keep the contract, and room for what does not. Writes temporary tables only.

CREATE OR REPLACE TEMP TABLE staged_fetch AS
SELECT * EXCLUDE (broken)
FROM staged_row
WHERE len(broken) = 0;

CREATE OR REPLACE TEMP TABLE staged_contract (
    fetch_id UUID,
    source VARCHAR,
    url VARCHAR,
    fetched_at TIMESTAMPTZ,
    reason VARCHAR,
    detail VARCHAR,
    payload VARCHAR,
    rule_version VARCHAR
);
