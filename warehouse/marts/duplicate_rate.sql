-- How much of what each source publishes is another's text, week by week.

CREATE VIEW duplicate_rate AS
-- Only members of stories are joined: they are few beside all that is counted.
WITH placed AS MATERIALIZED (
    SELECT
        story_member.story_id,
        CAST(date_trunc('week', make_timestamp(epoch_us(current_article.published_at))) AS DATE) AS week,
        current_article.source,
        story_member.kind,
        current_article.is_withdrawn
    FROM current_article
    INNER JOIN story_member
        ON current_article.article_id = story_member.article_id
),

member AS (
    SELECT
        placed.week,
        placed.source,
        count(*) FILTER (placed.kind = 'exact') AS exact_copies,
        count(*) FILTER (placed.kind = 'near') AS edited_copies,
        count(*) FILTER (placed.kind = 'excerpt') AS excerpts,
        count(*) FILTER (placed.kind = 'indirect') AS indirect_copies,
        count(*) FILTER (placed.kind <> 'representative') AS copies,
        count(*) FILTER (placed.kind <> 'representative' AND representative.source = placed.source) AS of_its_own
    FROM placed
    LEFT JOIN placed AS representative
        ON placed.story_id = representative.story_id
        AND representative.kind = 'representative'
    WHERE NOT placed.is_withdrawn
    GROUP BY placed.week, placed.source
),

published AS (
    SELECT
        CAST(date_trunc('week', make_timestamp(epoch_us(published_at))) AS DATE) AS week,
        source,
        count(*) AS articles
    FROM current_article
    WHERE NOT is_withdrawn
    GROUP BY week, source
)

SELECT
    published.week,
    published.source,
    published.articles,
    coalesce(member.exact_copies, 0) AS exact_copies,
    coalesce(member.edited_copies, 0) AS edited_copies,
    coalesce(member.excerpts, 0) AS excerpts,
    coalesce(member.indirect_copies, 0) AS indirect_copies,
    coalesce(member.copies, 0) / published.articles AS rate,
    coalesce(member.of_its_own, 0) AS of_its_own
FROM published
LEFT JOIN member
    ON published.week = member.week
    AND published.source = member.source
ORDER BY published.week DESC, published.source;

COMMENT ON VIEW duplicate_rate IS
    'How many of a source''s articles are texts that another article represents, by source and week of publication.';
COMMENT ON COLUMN duplicate_rate.week IS
    'Monday with which the week of publication begins, UTC, or of the first sighting where the page gives no date; a date told to the month or year is its first day';
COMMENT ON COLUMN duplicate_rate.source IS 'source.source';
COMMENT ON COLUMN duplicate_rate.articles IS 'articles that read now as published in that week';
COMMENT ON COLUMN duplicate_rate.exact_copies IS 'of these, the same text as the representative of its story';
COMMENT ON COLUMN duplicate_rate.edited_copies IS 'of these, that text edited, or cut or extended a little';
COMMENT ON COLUMN duplicate_rate.excerpts IS 'of these, holding it, or held by it';
COMMENT ON COLUMN duplicate_rate.indirect_copies IS 'of these, the text of other members, of which the representative has less';
COMMENT ON COLUMN duplicate_rate.rate IS 'share of the four kinds among the articles, 0 to 1';
COMMENT ON COLUMN duplicate_rate.of_its_own IS
    'how many of the four kinds repeat a text of the same source: the same news under two addresses';
