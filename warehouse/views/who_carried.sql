-- Members of stories with what people ask of them.

CREATE VIEW who_carried AS
SELECT
    story_member.story_id,
    row_number() OVER carried AS carried_as,
    article.source,
    coalesce(article_version.published_at, article.first_seen_at) AS published_at,
    CASE WHEN article_version.published_at IS NULL THEN 'first seen' ELSE article_version.published_precision END
        AS published_precision,
    -- Of numbers: a difference of times with a zone is taken by the calendar, and slowly.
    CASE
        WHEN article_version.published_precision = 'minute'
            AND first_value(article_version.published_precision) OVER carried = 'minute'
            THEN to_microseconds(
                epoch_us(article_version.published_at)
                - first_value(epoch_us(article_version.published_at)) OVER carried
            )
    END AS after_first,
    story_member.kind,
    story_member.is_roundup,
    story_member.containment,
    story_member.containment_of_representative,
    story_member.jaccard,
    article_version.headline,
    article_version.agency,
    article_version.source_credit,
    article.url,
    article.article_id,
    story_member.reason
FROM story_member
INNER JOIN article
    ON story_member.article_id = article.article_id
INNER JOIN article_version
    ON article.current_version_id = article_version.version_id
WINDOW carried AS (
    PARTITION BY story_member.story_id
    ORDER BY coalesce(article_version.published_at, article.first_seen_at), article.article_id
);

COMMENT ON VIEW who_carried IS 'Who carried which story, in which order; one row for each member.';
COMMENT ON COLUMN who_carried.story_id IS 'story.story_id';
COMMENT ON COLUMN who_carried.carried_as IS '1: came first, by published_at';
COMMENT ON COLUMN who_carried.source IS 'source.source';
COMMENT ON COLUMN who_carried.published_at IS 'as the page says, or else when the article was first seen';
COMMENT ON COLUMN who_carried.published_precision IS
    'minute | day | month | year: as the page says, and taken as the begin of that, UTC | first seen: it says nothing';
COMMENT ON COLUMN who_carried.after_first IS
    'time since the first member; null: this or the first one is not told to the minute';
COMMENT ON COLUMN who_carried.kind IS 'representative | exact | near | excerpt | indirect: as story_member.kind says';
COMMENT ON COLUMN who_carried.is_roundup IS
    'it holds texts of other stories, too; null: decided before this was recorded';
COMMENT ON COLUMN who_carried.containment IS 'share of this text''s shingles that the representative has, 0 to 1';
COMMENT ON COLUMN who_carried.containment_of_representative IS
    'share of the representative''s shingles that this text has, 0 to 1';
COMMENT ON COLUMN who_carried.jaccard IS 'shared shingles by all shingles of both, 0 to 1';
COMMENT ON COLUMN who_carried.headline IS 'as printed';
COMMENT ON COLUMN who_carried.agency IS 'news agency in dateline or credit; null: none named';
COMMENT ON COLUMN who_carried.source_credit IS 'other outlet that the page credits; null: it credits none';
COMMENT ON COLUMN who_carried.url IS 'the article''s own address';
COMMENT ON COLUMN who_carried.article_id IS 'article.article_id';
COMMENT ON COLUMN who_carried.reason IS 'why it is in this story';
