-- What do these versions say?
-- $version_ids: versions

WITH asked AS (
    SELECT *
    FROM article_version
    WHERE version_id IN (SELECT unnest(CAST($version_ids AS UUID[])))
),

signed AS (
    SELECT
        version_id,
        list(author.name ORDER BY position) AS authors
    FROM article_author
    INNER JOIN author
        ON article_author.author_id = author.author_id
    WHERE version_id IN (SELECT version_id FROM asked)
    GROUP BY version_id
),

tagged AS (
    SELECT
        version_id,
        list(surface ORDER BY position) AS keywords
    FROM article_keyword
    WHERE version_id IN (SELECT version_id FROM asked)
    GROUP BY version_id
),

pictured AS (
    SELECT
        version_id,
        list(url ORDER BY position) AS images
    FROM image
    WHERE version_id IN (SELECT version_id FROM asked)
    GROUP BY version_id
)

SELECT
    article_id,
    asked.version_id,
    headline,
    array_to_string(list_transform(paragraphs, lambda p: p.text), chr(10)) AS text,
    published_at,
    published_raw,
    published_precision,
    modified_at,
    byline_raw,
    coalesce(signed.authors, []) AS authors,
    dateline_place,
    agency,
    source_credit,
    section,
    language,
    coalesce(tagged.keywords, []) AS keywords,
    coalesce(pictured.images, []) AS images,
    rule_version
FROM asked
LEFT JOIN signed
    ON asked.version_id = signed.version_id
LEFT JOIN tagged
    ON asked.version_id = tagged.version_id
LEFT JOIN pictured
    ON asked.version_id = pictured.version_id
ORDER BY asked.version_id;
