-- What marts count of each article in touched_article, one narrow row each. Variable: only_load, null outside of loads.

WITH version AS MATERIALIZED (
    SELECT
        version_id,
        article_id,
        previous_version_id,
        first_seen_at,
        rule_version,
        published_at,
        published_precision,
        modified_at,
        byline_raw,
        dateline_place,
        agency,
        source_credit,
        section,
        canonical_url,
        len(array_to_string(list_transform(paragraphs, lambda p: p.text), chr(10))) AS characters,
        len(paragraphs) > 0 AS has_paragraphs
    FROM article_version
    -- By the row, so that no other texts are unpacked.
    WHERE rowid IN (
        SELECT rowid
        FROM article_version
        WHERE article_id IN (SELECT article_id FROM touched_article)
            AND (getvariable('only_load') IS NULL OR load_id = getvariable('only_load'))
    )
),

shown AS MATERIALIZED (
    SELECT *
    FROM article
    WHERE rowid IN (
        SELECT rowid
        FROM article
        WHERE article_id IN (SELECT article_id FROM touched_article)
            AND (getvariable('only_load') IS NULL OR load_id = getvariable('only_load'))
    )
),

-- Beside another article, a page gives little more than a headline and some text.
of_own_page AS MATERIALIZED (
    SELECT DISTINCT
        article_id,
        version_id
    FROM appearance
    WHERE role = 'main'
        AND article_id IN (SELECT article_id FROM touched_article)
        AND (getvariable('only_load') IS NULL OR load_id = getvariable('only_load'))
),

several AS (
    SELECT article_id
    FROM version
    GROUP BY article_id
    HAVING count(*) > 1
),

-- A window costs milliseconds, and nearly all articles have one version.
later_read AS (
    -- Not by article.first_seen_at: that moves on where newer rules read the article out of its first page no more.
    SELECT version_id
    FROM version
    WHERE article_id IN (SELECT article_id FROM several)
    -- Of what several rules read in one fetch the newest holds; "2.10" is newer than "2.9".
    QUALIFY row_number() OVER (
        PARTITION BY version.article_id
        ORDER BY
            version.version_id IN (SELECT version_id FROM of_own_page) DESC,
            version.first_seen_at,
            list_transform(
                regexp_extract_all(version.rule_version, '\d+'), lambda digits: TRY_CAST(digits AS HUGEINT)
            ) DESC,
            version.rule_version DESC,
            version.version_id
    ) > 1
),

first_read AS MATERIALIZED (
    SELECT *
    FROM version
    WHERE version_id NOT IN (SELECT version_id FROM later_read)
),

-- Looked for among few, and once for all that follows: read as a whole, each of these tables would be put into a
-- hash table.
keyword_of AS MATERIALIZED (
    SELECT
        version_id,
        keyword_id,
        position,
        surface
    FROM article_keyword
    WHERE rowid IN (
        SELECT rowid
        FROM article_keyword
        WHERE version_id IN (SELECT current_version_id FROM shown UNION ALL SELECT version_id FROM first_read)
            AND (getvariable('only_load') IS NULL OR load_id = getvariable('only_load'))
    )
),

keywords_now AS (
    SELECT
        version_id,
        -- Sorted as a list: ORDER BY within the aggregate takes twice as long.
        list_transform(
            list_sort(list({'position': position, 'folded': folded, 'surface': surface})),
            lambda keyword: {'folded': keyword.folded, 'surface': keyword.surface}
        ) AS keywords
    FROM (
        SELECT
            keyword_of.version_id,
            keyword.folded,
            min(keyword_of.position) AS position,
            arg_min(keyword_of.surface, (keyword_of.position, keyword_of.surface)) AS surface
        FROM keyword_of
        INNER JOIN keyword
            ON keyword_of.keyword_id = keyword.keyword_id
        GROUP BY keyword_of.version_id, keyword.folded
    )
    GROUP BY version_id
),

-- What there is of each, in one table to join instead of three.
parts AS (
    SELECT
        version_id,
        bool_or(part = 'author') AS had_authors,
        bool_or(part = 'keyword') AS had_keywords,
        bool_or(part = 'image') AS had_images
    FROM (
        SELECT version_id, 'keyword' AS part FROM keyword_of
        UNION ALL
        SELECT version_id, 'author' AS part
        FROM article_author
        WHERE version_id IN (SELECT version_id FROM first_read)
            AND (getvariable('only_load') IS NULL OR load_id = getvariable('only_load'))
        UNION ALL
        SELECT version_id, 'image' AS part
        FROM image
        WHERE version_id IN (SELECT version_id FROM first_read)
            AND (getvariable('only_load') IS NULL OR load_id = getvariable('only_load'))
    )
    GROUP BY version_id
)

SELECT
    shown.article_id,
    shown.current_version_id AS version_id,
    shown.source,
    coalesce(version.published_at, shown.first_seen_at) AS published_at,
    version.published_precision,
    shown.first_seen_at,
    shown.is_withdrawn,
    shown.article_id IN (SELECT article_id FROM version WHERE previous_version_id IS NOT NULL) AS is_corrected,
    version.characters,
    keywords_now.keywords,
    first_read.published_at IS NOT NULL AS had_published_at,
    first_read.modified_at IS NOT NULL AS had_modified_at,
    first_read.byline_raw IS NOT NULL AS had_byline_raw,
    first_read.dateline_place IS NOT NULL AS had_dateline_place,
    first_read.agency IS NOT NULL AS had_agency,
    first_read.source_credit IS NOT NULL AS had_source_credit,
    first_read.section IS NOT NULL AS had_section,
    first_read.canonical_url IS NOT NULL AS had_canonical_url,
    first_read.has_paragraphs AS had_paragraphs,
    coalesce(parts.had_authors, false) AS had_authors,
    coalesce(parts.had_keywords, false) AS had_keywords,
    coalesce(parts.had_images, false) AS had_images,
    shown.load_id,
    shown.article_id IN (SELECT article_id FROM of_own_page) AS has_own_page
FROM shown
INNER JOIN version
    ON shown.current_version_id = version.version_id
INNER JOIN first_read
    ON shown.article_id = first_read.article_id
LEFT JOIN parts
    ON first_read.version_id = parts.version_id
LEFT JOIN keywords_now
    ON shown.current_version_id = keywords_now.version_id
-- In the order of time: what asks for some days then skips the rows of all others.
ORDER BY shown.first_seen_at, shown.article_id
