-- What is known of the texts on which stories are decided, in the order of their numbers. Parameters: first, last.

WITH wanted AS MATERIALIZED (
    SELECT *
    FROM decided_text
    WHERE number BETWEEN $first AND $last
),

-- By the row, so that of other versions nothing but keys is read.
told AS MATERIALIZED (
    SELECT
        version_id,
        rowid AS version_row,
        published_at,
        headline,
        text_fingerprint,
        agency
    FROM article_version
    WHERE rowid IN (SELECT rowid FROM article_version WHERE version_id IN (SELECT version_id FROM wanted))
)

-- Ids as text, which DuckDB makes in less time than Python takes by way of its own UUIDs.
SELECT
    CAST(wanted.article_id AS VARCHAR) AS article_id,
    CAST(wanted.version_id AS VARCHAR) AS version_id,
    told.version_row,
    wanted.is_new,
    wanted.source,
    coalesce(told.published_at, wanted.first_seen_at) AS published_at,
    told.headline,
    CAST(told.text_fingerprint AS VARCHAR) AS fingerprint,
    told.agency,
    CAST(wanted.story_id AS VARCHAR) AS story_id,
    wanted.represents
FROM wanted
INNER JOIN told
    ON wanted.version_id = told.version_id
ORDER BY wanted.number;
