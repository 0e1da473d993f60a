-- How much of what each source publishes is another's text, week by week.

CREATE VIEW duplicate_rate AS
WITH placed AS (
    SELECT
        CAST(date_trunc('week', make_timestamp(epoch_us(current_article.published_at))) AS DATE) AS week,
        current_article.source,
        story_member.kind,
        representative.source = current_article.source AS is_of_its_own
    FROM current_article
    LEFT JOIN story_member
        ON current_article.article_id = story_member.article_id
    LEFT JOIN story
        ON story_member.story_id = story.story_id
    LEFT JOIN current_article AS representative
        ON story.representative_id = representative.article_id
    WHERE NOT current_article.is_withdrawn
)

SELECT
    week,
    source,
    count(*) AS articles,
    count(*) FILTER (kind = 'exact') AS exact_copies,
    count(*) FILTER (kind = 'near') AS edited_copies,
    count(*) FILTER (kind = 'excerpt') AS excerpts,
    count(*) FILTER (kind <> 'representative') / count(*) AS rate,
    count(*) FILTER (kind <> 'representative' AND is_of_its_own) AS of_its_own
FROM placed
GROUP BY week, source
ORDER BY week DESC, source;

COMMENT ON VIEW duplicate_rate IS
    'How many of a source''s articles are texts that another article represents, by source and week of publication.';
COMMENT ON COLUMN duplicate_rate.week IS
    'Monday with which the week of publication begins, UTC, or of the first sighting where the page gives no date';
COMMENT ON COLUMN duplicate_rate.source IS 'source.source';
COMMENT ON COLUMN duplicate_rate.articles IS 'articles that read now as published in that week';
COMMENT ON COLUMN duplicate_rate.exact_copies IS 'of these, the same text as the representative of its story';
COMMENT ON COLUMN duplicate_rate.edited_copies IS 'of these, that text edited';
COMMENT ON COLUMN duplicate_rate.excerpts IS 'of these, holding it, or held by it';
COMMENT ON COLUMN duplicate_rate.rate IS 'share of the three kinds among the articles, 0 to 1';
COMMENT ON COLUMN duplicate_rate.of_its_own IS
    'how many of the three kinds repeat a text of the same source: the same news under two addresses';
