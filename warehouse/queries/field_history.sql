-- What was said in this field of an article, and which rules read it?
-- $article_id: the article
-- $field: headline, text, published_at, published_raw, published_precision, modified_at, authors, byline_raw,
-- dateline_place, agency, source_credit, section, language, keywords, keywords_raw, images, canonical_url or
-- is_accessible_for_free; of a list each item is a line

WITH version AS MATERIALIZED (
    SELECT *
    FROM article_version
    WHERE rowid IN (SELECT rowid FROM article_version WHERE article_id = CAST($article_id AS UUID))
),

signed AS (
    SELECT
        version_id,
        list(author.name ORDER BY position) AS authors
    FROM article_author
    INNER JOIN author
        ON article_author.author_id = author.author_id
    WHERE version_id IN (SELECT version_id FROM version)
    GROUP BY version_id
),

tagged AS (
    SELECT
        version_id,
        list(surface ORDER BY position) AS keywords
    FROM article_keyword
    WHERE version_id IN (SELECT version_id FROM version)
    GROUP BY version_id
),

pictured AS (
    SELECT
        version_id,
        list({'url': url, 'caption': caption} ORDER BY position) AS images
    FROM image
    WHERE version_id IN (SELECT version_id FROM version)
    GROUP BY version_id
),

given AS (
    SELECT
        version_id,
        list({'field': field, 'rule': rule}) AS provenance
    FROM provenance
    WHERE version_id IN (SELECT version_id FROM version)
    GROUP BY version_id
),

reading AS (
    SELECT
        version.version_id,
        version.rule_version,
        true AS is_told,
        version.language,
        version.canonical_url,
        version.published_at,
        version.published_raw,
        version.published_precision,
        version.modified_at,
        version.byline_raw,
        version.dateline_place,
        version.agency,
        version.section,
        version.keywords_raw,
        version.is_accessible_for_free,
        tagged.keywords,
        pictured.images,
        given.provenance
    FROM version
    LEFT JOIN tagged
        ON version.version_id = tagged.version_id
    LEFT JOIN pictured
        ON version.version_id = pictured.version_id
    LEFT JOIN given
        ON version.version_id = given.version_id
    UNION ALL
    SELECT
        version_id,
        rule_version,
        false AS is_told,
        language,
        canonical_url,
        published_at,
        published_raw,
        published_precision,
        modified_at,
        byline_raw,
        dateline_place,
        agency,
        section,
        keywords_raw,
        is_accessible_for_free,
        keywords,
        images,
        provenance
    FROM former_reading
    WHERE version_id IN (SELECT version_id FROM version)
)

SELECT
    version.first_seen_at AS seen_at,
    reading.rule_version,
    list_filter(
        reading.provenance,
        lambda item: item.field = CASE $field
            WHEN 'text' THEN 'paragraphs'
            WHEN 'byline_raw' THEN 'authors'
            WHEN 'keywords_raw' THEN 'keywords'
            WHEN 'published_raw' THEN 'published_at'
            WHEN 'published_precision' THEN 'published_at'
            ELSE $field
        END
    )[1].rule AS rule,
    CASE $field
        WHEN 'headline' THEN version.headline
        WHEN 'text' THEN array_to_string(list_transform(version.paragraphs, lambda p: p.text), chr(10))
        WHEN 'published_at' THEN strftime(make_timestamp(epoch_us(reading.published_at)), '%Y-%m-%d %H:%M:%S+00')
        WHEN 'published_raw' THEN reading.published_raw
        WHEN 'published_precision' THEN reading.published_precision
        WHEN 'modified_at' THEN strftime(make_timestamp(epoch_us(reading.modified_at)), '%Y-%m-%d %H:%M:%S+00')
        WHEN 'authors' THEN array_to_string(signed.authors, chr(10))
        WHEN 'byline_raw' THEN reading.byline_raw
        WHEN 'dateline_place' THEN reading.dateline_place
        WHEN 'agency' THEN reading.agency
        WHEN 'source_credit' THEN version.source_credit
        WHEN 'section' THEN reading.section
        WHEN 'language' THEN reading.language
        WHEN 'keywords' THEN nullif(array_to_string(reading.keywords, chr(10)), '')
        WHEN 'keywords_raw' THEN reading.keywords_raw
        WHEN 'images' THEN nullif(
            array_to_string(list_transform(reading.images, lambda i: concat_ws(' ', i.url, i.caption)), chr(10)), ''
        )
        WHEN 'canonical_url' THEN reading.canonical_url
        WHEN 'is_accessible_for_free' THEN CAST(reading.is_accessible_for_free AS VARCHAR)
        ELSE error('There is no history of the field ' || $field)
    END AS value,
    reading.is_told AND reading.version_id = article.current_version_id AS is_current,
    reading.version_id
FROM reading
INNER JOIN version
    ON reading.version_id = version.version_id
INNER JOIN article
    ON article.article_id = CAST($article_id AS UUID)
LEFT JOIN signed
    ON reading.version_id = signed.version_id
ORDER BY
    version.first_seen_at,
    version.first_fetch_id,
    -- "2.10" is newer than "2.9".
    list_transform(
        regexp_extract_all(reading.rule_version, '\d+'), lambda digits: TRY_CAST(digits AS HUGEINT)
    ),
    reading.rule_version,
    reading.version_id;
