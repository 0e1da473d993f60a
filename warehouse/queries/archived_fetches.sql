-- Where is the newest body of each page?
-- $sources: sources, or an empty list for all
-- $since, $until: bounds of the fetch, until exclusive, or null for none
-- $other_than: leave out what these rules have read already, or null for none

WITH newest AS (
    SELECT
        fetch_id,
        source,
        rule_version,
        archive_path,
        archive_offset
    FROM fetches
    WHERE kind = 'page'
        AND archive_path IS NOT NULL
        -- What a server sends with its 404, or a page that asks not to be read, is archived and not extracted.
        AND (rule_version IS NOT NULL OR reason IS NULL)
        AND (len($sources) = 0 OR list_contains(CAST($sources AS VARCHAR[]), source))
        AND (CAST($since AS TIMESTAMPTZ) IS NULL OR fetched_at >= $since)
        AND (CAST($until AS TIMESTAMPTZ) IS NULL OR fetched_at < $until)
    QUALIFY row_number() OVER (PARTITION BY page_id ORDER BY fetched_at DESC, fetch_id DESC) = 1
)

SELECT fetch_id
FROM newest
WHERE CAST($other_than AS VARCHAR) IS NULL
    OR rule_version IS DISTINCT FROM $other_than
    -- What it says was read from the body that said so first.
    OR fetch_id IN (
        SELECT appearance.fetch_id
        FROM appearance
        INNER JOIN article_version
            ON appearance.version_id = article_version.version_id
        INNER JOIN fetches AS first_fetch
            ON article_version.first_fetch_id = first_fetch.fetch_id
        WHERE appearance.rule_version = newest.rule_version
            AND first_fetch.archive_path IS NOT NULL
            AND first_fetch.rule_version IS DISTINCT FROM $other_than
    )
ORDER BY archive_path, archive_offset, fetch_id;
