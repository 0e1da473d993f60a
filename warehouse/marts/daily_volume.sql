-- How much each source published, day by day.

CREATE VIEW daily_volume AS
SELECT
    CAST(articles.published_at AS DATE) AS day,
    articles.source,
    source.title,
    count(*) AS articles,
    count(*) FILTER (articles.place_in_story IS NULL OR articles.place_in_story = 'representative') AS own_texts,
    count(*) FILTER (articles.place_in_story <> 'representative') AS shared_texts,
    count(articles.story_id) AS in_stories,
    count(*) FILTER (articles.is_corrected) AS corrected,
    CAST(round(median(len(articles.text))) AS BIGINT) AS median_characters
FROM articles
LEFT JOIN source
    ON articles.source = source.source
GROUP BY day, articles.source, source.title
ORDER BY day DESC, articles.source;

COMMENT ON VIEW daily_volume IS 'Articles by source and UTC day of publication.';
COMMENT ON COLUMN daily_volume.day IS
    'UTC day of publication, or of the first sighting where the page gives no date';
COMMENT ON COLUMN daily_volume.source IS 'source.source';
COMMENT ON COLUMN daily_volume.title IS 'as the outlet writes it; null: never declared';
COMMENT ON COLUMN daily_volume.articles IS 'articles that read now as published on that day';
COMMENT ON COLUMN daily_volume.own_texts IS 'of these, in no story or the one that represents it';
COMMENT ON COLUMN daily_volume.shared_texts IS 'of these, texts that another article represents';
COMMENT ON COLUMN daily_volume.in_stories IS 'of these, in a story, whatever their place in it';
COMMENT ON COLUMN daily_volume.corrected IS 'of these, with an earlier version';
COMMENT ON COLUMN daily_volume.median_characters IS 'length of the text, characters';
