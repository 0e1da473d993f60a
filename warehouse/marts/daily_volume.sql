-- How much each source published, day by day.

CREATE VIEW daily_volume AS
WITH placed AS (
    SELECT
        -- Without a zone: a day of a time with one is taken by the calendar of whoever asks, and slowly.
        CAST(make_timestamp(epoch_us(current_article.published_at)) AS DATE) AS day,
        current_article.source,
        current_article.is_corrected,
        current_article.characters,
        story_member.kind
    FROM current_article
    LEFT JOIN story_member
        ON current_article.article_id = story_member.article_id
    WHERE NOT current_article.is_withdrawn
)

SELECT
    placed.day,
    placed.source,
    any_value(source.title) AS title,
    count(*) AS articles,
    count(*) FILTER (placed.kind IS NULL OR placed.kind = 'representative') AS own_texts,
    count(*) FILTER (placed.kind <> 'representative') AS shared_texts,
    count(placed.kind) AS in_stories,
    count(*) FILTER (placed.is_corrected) AS corrected,
    CAST(round(median(placed.characters)) AS BIGINT) AS median_characters
FROM placed
LEFT JOIN source
    ON placed.source = source.source
GROUP BY placed.day, placed.source
ORDER BY placed.day DESC, placed.source;

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
