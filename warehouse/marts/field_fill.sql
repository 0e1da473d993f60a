-- How often each field is filled, week by week, beside what was usual before: a template that changed shows here.

CREATE VIEW field_fill AS
WITH filled_in_week AS (
    -- As first read: a later correction says nothing about the template of that week.
    SELECT
        source,
        CAST(date_trunc('week', make_timestamp(epoch_us(first_seen_at))) AS DATE) AS week,
        count(*) AS articles,
        count(*) FILTER (had_published_at) AS published_at,
        count(*) FILTER (had_modified_at) AS modified_at,
        count(*) FILTER (had_byline_raw) AS byline_raw,
        count(*) FILTER (had_dateline_place) AS dateline_place,
        count(*) FILTER (had_agency) AS agency,
        count(*) FILTER (had_source_credit) AS source_credit,
        count(*) FILTER (had_section) AS section,
        count(*) FILTER (had_canonical_url) AS canonical_url,
        count(*) FILTER (had_paragraphs) AS paragraphs,
        count(*) FILTER (had_authors) AS authors,
        count(*) FILTER (had_keywords) AS keywords,
        count(*) FILTER (had_images) AS images
    FROM current_article
    WHERE NOT is_withdrawn
        -- What is read beside another article says nothing about how the template shows one.
        AND has_own_page
    GROUP BY source, week
),

counted AS (
    UNPIVOT filled_in_week
    ON COLUMNS(* EXCLUDE (source, week, articles))
    INTO NAME field VALUE filled
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
    'How often each field of the articles first seen in a week is filled, by source, beside what was usual. A template that changed is a break. Articles count that had a page of their own (appearance.role is main); what was only read beside others is left out, for it has few fields whatever the template.';
COMMENT ON COLUMN field_fill.week IS 'Monday with which the week begins, UTC';
COMMENT ON COLUMN field_fill.source IS 'source.source';
COMMENT ON COLUMN field_fill.field IS
    'column of article_version, or authors, keywords, images; paragraphs: there is a text at all';
COMMENT ON COLUMN field_fill.articles IS 'articles first seen in that week; withdrawn ones, and those without a page of their own, are left out';
COMMENT ON COLUMN field_fill.filled IS 'of these, those that had the field as their own page was first read';
COMMENT ON COLUMN field_fill.rate IS 'filled by articles, 0 to 1';
COMMENT ON COLUMN field_fill.usual_rate IS
    'the same for the four weeks before taken together; null: no article was first seen in them';
COMMENT ON COLUMN field_fill.is_break IS
    'true: rate and usual_rate are a half or more apart, with ten articles or more on each side';
