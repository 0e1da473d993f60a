-- Texts that articles within bounds say now. Reads fresh_document.
-- $source, $since, $until: null, or which articles to look at; until exclusive

WITH said AS (
    SELECT version_id
    FROM current_article
    WHERE NOT is_withdrawn
        AND ($source IS NULL OR source = $source)
        AND ($since IS NULL OR published_at >= $since)
        AND ($until IS NULL OR published_at < $until)
)

SELECT number FROM word_index.document WHERE version_id IN (SELECT version_id FROM said)
UNION ALL
SELECT number FROM fresh_document WHERE version_id IN (SELECT version_id FROM said);
