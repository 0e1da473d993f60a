-- Rows that another answer to the same request has made out of date. Run only if there are any.

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
