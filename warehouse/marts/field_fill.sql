-- How often each field is filled, week by week, beside what was usual before: a template that changed shows here.

CREATE VIEW field_fill AS
WITH shown AS (
    -- As first read: a later correction says nothing about the template of that week.
    SELECT
        article.source,
        CAST(date_trunc('week', article.first_seen_at) AS DATE) AS week,
        article_version.version_id,
        article_version.published_at IS NOT NULL AS published_at,
        article_version.modified_at IS NOT NULL AS modified_at,
        article_version.byline_raw IS NOT NULL AS byline_raw,
        article_version.dateline_place IS NOT NULL AS dateline_place,
        article_version.agency IS NOT NULL AS agency,
        article_version.source_credit IS NOT NULL AS source_credit,
        article_version.section IS NOT NULL AS section,
        article_version.canonical_url IS NOT NULL AS canonical_url,
        len(article_version.paragraphs) > 0 AS paragraphs
    FROM article
    INNER JOIN article_version
        ON article.article_id = article_version.article_id
        AND article.first_seen_at = article_version.first_seen_at
    WHERE NOT article.is_withdrawn
),

field AS (
    UNPIVOT (
        SELECT
            source,
            week,
            published_at,
            modified_at,
            byline_raw,
            dateline_place,
            agency,
            source_credit,
            section,
            canonical_url,
            paragraphs,
            version_id IN (SELECT version_id FROM article_author) AS authors,
            version_id IN (SELECT version_id FROM article_keyword) AS keywords,
            version_id IN (SELECT version_id FROM image) AS images
        FROM shown
    )
    ON COLUMNS(* EXCLUDE (source, week))
    INTO NAME field VALUE is_filled
),

counted AS (
    SELECT
        source,
        week,
        field,
        count(*) AS articles,
        count(*) FILTER (is_filled) AS filled
    FROM field
    GROUP BY source, week, field
),

beside AS (
    SELECT
        *,
        sum(articles) OVER four_weeks AS articles_before,
        sum(filled) OVER four_weeks AS filled_before
    FROM counted
    WINDOW four_weeks AS (
        PARTITION BY source, field
        ORDER BY week
        RANGE BETWEEN INTERVAL 28 DAYS PRECEDING AND INTERVAL 7 DAYS PRECEDING
    )
)

SELECT
    week,
    source,
    field,
    articles,
    filled,
    filled / articles AS rate,
    filled_before / articles_before AS usual_rate,
    -- Few articles say nothing; with ten on each side, half of all is far beyond chance.
    coalesce(
        least(articles, articles_before) >= 10 AND abs(filled / articles - filled_before / articles_before) >= 0.5,
        false
    ) AS is_break
FROM beside
ORDER BY week DESC, source, field;

COMMENT ON VIEW field_fill IS
    'How often each field of the articles first seen in a week is filled, by source, beside what was usual. A template that changed is a break.';
COMMENT ON COLUMN field_fill.week IS 'Monday with which the week begins, UTC';
COMMENT ON COLUMN field_fill.source IS 'source.source';
COMMENT ON COLUMN field_fill.field IS
    'column of article_version, or authors, keywords, images; paragraphs: there is a text at all';
COMMENT ON COLUMN field_fill.articles IS 'articles first seen in that week; withdrawn ones are left out';
COMMENT ON COLUMN field_fill.filled IS 'of these, those that had the field as they were first read';
COMMENT ON COLUMN field_fill.rate IS 'filled by articles, 0 to 1';
COMMENT ON COLUMN field_fill.usual_rate IS
    'the same for the four weeks before taken together; null: no article was first seen in them';
COMMENT ON COLUMN field_fill.is_break IS
    'true: rate and usual_rate are a half or more apart, with ten articles or more on each side';
