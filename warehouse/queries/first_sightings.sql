-- Which other fetches were the first to show what these show, and have their bodies?
-- $fetch_ids: fetches
-- $other_than: leave out what these rules have read already, or null for none

SELECT DISTINCT
    first_fetch.fetch_id,
    first_fetch.archive_path,
    first_fetch.archive_offset
FROM fetches AS asked
INNER JOIN appearance
    ON asked.fetch_id = appearance.fetch_id
    AND asked.rule_version = appearance.rule_version
INNER JOIN article_version
    ON appearance.version_id = article_version.version_id
INNER JOIN fetches AS first_fetch
    ON article_version.first_fetch_id = first_fetch.fetch_id
WHERE asked.fetch_id IN (SELECT unnest(CAST($fetch_ids AS UUID[])))
    AND first_fetch.fetch_id NOT IN (SELECT unnest(CAST($fetch_ids AS UUID[])))
    AND first_fetch.archive_path IS NOT NULL
    AND (CAST($other_than AS VARCHAR) IS NULL OR first_fetch.rule_version IS DISTINCT FROM $other_than)
ORDER BY first_fetch.archive_path, first_fetch.archive_offset, first_fetch.fetch_id;
