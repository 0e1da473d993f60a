-- How much of what each source publishes is another's text, week by week.

CREATE VIEW duplicate_rate AS
SELECT
    CAST(date_trunc('week', articles.published_at) AS DATE) AS week,
    articles.source,
    count(*) AS articles,
    count(*) FILTER (articles.place_in_story = 'exact') AS exact_copies,
    count(*) FILTER (articles.place_in_story = 'near') AS edited_copies,
    count(*) FILTER (articles.place_in_story = 'excerpt') AS excerpts,
    count(*) FILTER (articles.place_in_story <> 'representative') / count(*) AS rate,
    count(*) FILTER (
        articles.place_in_story <> 'representative'
        AND representative.source = articles.source
    ) AS of_its_own
FROM articles
LEFT JOIN story
    ON articles.story_id = story.story_id
LEFT JOIN article AS representative
    ON story.representative_id = representative.article_id
GROUP BY week, articles.source
ORDER BY week DESC, articles.source;

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
