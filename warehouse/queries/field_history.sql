-- What was said in this field of an article, and which rules read it?
-- $article_id: the article
-- $field: headline, text, published_at, byline_raw, dateline_place, agency, source_credit, section or language

WITH versions AS (
    SELECT
        version_id,
        first_seen_at,
        first_fetch_id,
        rule_version,
        CASE $field
            WHEN 'headline' THEN headline
            WHEN 'text' THEN array_to_string(list_transform(paragraphs, lambda p: p.text), chr(10))
            WHEN 'published_at' THEN strftime(make_timestamp(epoch_us(published_at)), '%Y-%m-%d %H:%M:%S+00')
            WHEN 'byline_raw' THEN byline_raw
            WHEN 'dateline_place' THEN dateline_place
            WHEN 'agency' THEN agency
            WHEN 'source_credit' THEN source_credit
            WHEN 'section' THEN section
            WHEN 'language' THEN language
            ELSE error('There is no history of the field ' || $field)
        END AS value
    FROM article_version
    WHERE article_id = CAST($article_id AS UUID)
)

SELECT
    versions.first_seen_at AS seen_at,
    versions.rule_version,
    provenance.rule,
    versions.value,
    versions.version_id = article.current_version_id AS is_current,
    versions.version_id
FROM versions
INNER JOIN article
    ON article.article_id = CAST($article_id AS UUID)
LEFT JOIN provenance
    ON versions.version_id = provenance.version_id
    AND provenance.field = CASE $field WHEN 'text' THEN 'body' WHEN 'byline_raw' THEN 'authors' ELSE $field END
ORDER BY versions.first_seen_at, versions.first_fetch_id, versions.rule_version, versions.version_id;
