-- What changed in this article?
-- $article_id: the article

WITH versions AS (
    SELECT *
    FROM article_version
    WHERE article_id = CAST($article_id AS UUID)
),

-- Every line of a version; a line that comes twice is told apart by its turn.
line AS (
    SELECT
        version_id,
        -2 AS position,
        'headline' AS kind,
        headline AS text,
        1 AS turn
    FROM versions
    UNION ALL
    SELECT
        version_id,
        -1 AS position,
        'published' AS kind,
        published_raw AS text,
        1 AS turn
    FROM versions
    WHERE published_raw IS NOT NULL
    UNION ALL
    SELECT
        version_id,
        position,
        paragraph.kind,
        paragraph.text,
        row_number() OVER (PARTITION BY version_id, paragraph.kind, paragraph.text ORDER BY position) AS turn
    FROM (
        SELECT
            version_id,
            unnest(range(len(paragraphs))) AS position,
            unnest(paragraphs) AS paragraph
        FROM versions
    )
),

removed AS (
    SELECT
        versions.version_id,
        old.position,
        old.kind,
        old.text,
        'removed' AS change
    FROM versions
    INNER JOIN line AS old
        ON versions.previous_version_id = old.version_id
    ANTI JOIN line AS new
        ON versions.version_id = new.version_id
        AND old.kind = new.kind
        AND old.text = new.text
        AND old.turn = new.turn
),

added AS (
    SELECT
        versions.version_id,
        new.position,
        new.kind,
        new.text,
        'added' AS change
    FROM versions
    INNER JOIN line AS new
        ON versions.version_id = new.version_id
    ANTI JOIN line AS old
        ON versions.previous_version_id = old.version_id
        AND old.kind = new.kind
        AND old.text = new.text
        AND old.turn = new.turn
    WHERE versions.previous_version_id IS NOT NULL
)

SELECT
    versions.first_seen_at AS seen_at,
    change.kind,
    CASE WHEN change.position >= 0 THEN change.position END AS position,
    change.change,
    change.text,
    versions.version_id,
    versions.previous_version_id
FROM (
    SELECT * FROM removed
    UNION ALL
    SELECT * FROM added
) AS change
INNER JOIN versions
    ON change.version_id = versions.version_id
ORDER BY versions.first_seen_at, versions.version_id, change.position, change.change DESC;
