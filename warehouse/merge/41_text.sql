-- What is known of the texts on which stories are decided, in the order of their numbers. Parameters: first, last.

WITH wanted AS MATERIALIZED (
    SELECT
        article_id,
        article_row,
        is_new,
        story_id,
        represents,
        number
    FROM decided_text
    WHERE number BETWEEN $first AND $last
),

-- By the row: of other articles nothing but keys is read.
shown AS MATERIALIZED (
    SELECT
        article_id,
        source,
        current_version_id,
        first_seen_at
    FROM article
    WHERE rowid IN (SELECT article_row FROM wanted)
),

told AS MATERIALIZED (
    SELECT
        version_id,
        rowid AS version_row,
        published_at,
        headline,
        text_fingerprint,
        agency
    FROM article_version
    WHERE rowid IN (
        SELECT rowid FROM article_version WHERE version_id IN (SELECT current_version_id FROM shown)
    )
)

-- Ids as text, which DuckDB makes in less time than Python takes by way of its own UUIDs.
SELECT
    CAST(wanted.article_id AS VARCHAR) AS article_id,
    CAST(told.version_id AS VARCHAR) AS version_id,
    told.version_row,
    wanted.is_new,
    shown.source,
    coalesce(told.published_at, shown.first_seen_at) AS published_at,
    told.headline,
    CAST(told.text_fingerprint AS VARCHAR) AS fingerprint,
    told.agency,
    CAST(wanted.story_id AS VARCHAR) AS story_id,
    wanted.represents
FROM wanted
INNER JOIN shown
    ON wanted.article_id = shown.article_id
INNER JOIN told
    ON shown.current_version_id = told.version_id
ORDER BY wanted.number;
