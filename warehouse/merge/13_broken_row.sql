-- Package rows that break the contract, with the row as it came. Run only if there are any: the package is read
-- a second time. Variables: package.

INSERT INTO staged_contract
SELECT
    r.fetch_id,
    r.source,
    r.url,
    r.fetched_at,
    r.broken[1].reason AS reason,
    array_to_string(list_transform(r.broken, lambda b: b.detail), '; ') AS detail,
    left(CAST(to_json(p) AS VARCHAR), 100000) AS payload,
    CAST(NULL AS VARCHAR) AS rule_version
FROM staged_row AS r
INNER JOIN read_parquet(getvariable('package'), file_row_number = true) AS p
    ON r.package_row = p.file_row_number
WHERE len(r.broken) > 0;

DELETE FROM staged_article
WHERE package_row IN (SELECT package_row FROM staged_row WHERE len(broken) > 0);
