-- Former readings that are of another sighting than their version's first one, or by the rules that tell it.

SELECT
    former_reading.version_id,
    former_reading.rule_version,
    former_reading.fetch_id,
    article_version.first_fetch_id
FROM former_reading
INNER JOIN article_version
    ON former_reading.version_id = article_version.version_id
WHERE former_reading.fetch_id <> article_version.first_fetch_id
    OR former_reading.rule_version = article_version.rule_version;
