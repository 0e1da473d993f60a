-- Stories with what their members tell.

CREATE VIEW stories AS
SELECT
    story.story_id,
    representative_version.headline,
    told.first_published_at,
    told.last_published_at,
    told.members,
    told.sources,
    told.roundups,
    representative.source AS representative_source,
    representative_version.agency,
    representative.url,
    story.representative_id
FROM story
INNER JOIN article AS representative
    ON story.representative_id = representative.article_id
INNER JOIN article_version AS representative_version
    ON representative.current_version_id = representative_version.version_id
INNER JOIN (
    SELECT
        story_member.story_id,
        min(coalesce(article_version.published_at, article.first_seen_at)) AS first_published_at,
        max(coalesce(article_version.published_at, article.first_seen_at)) AS last_published_at,
        count(*) AS members,
        count(DISTINCT article.source) AS sources,
        count(*) FILTER (story_member.is_roundup) AS roundups
    FROM story_member
    INNER JOIN article
        ON story_member.article_id = article.article_id
    INNER JOIN article_version
        ON article.current_version_id = article_version.version_id
    GROUP BY story_member.story_id
) AS told
    ON story.story_id = told.story_id;

COMMENT ON VIEW stories IS 'Texts that several articles carry, one row each.';
COMMENT ON COLUMN stories.story_id IS 'story.story_id';
COMMENT ON COLUMN stories.headline IS 'of the representative';
COMMENT ON COLUMN stories.first_published_at IS 'of the first member: as its page says, or else when it was first seen';
COMMENT ON COLUMN stories.last_published_at IS 'of the last member: as its page says, or else when it was first seen';
COMMENT ON COLUMN stories.members IS 'articles that carry it';
COMMENT ON COLUMN stories.sources IS 'different outlets that carry it';
COMMENT ON COLUMN stories.roundups IS 'of the members, those known to hold texts of other stories, too';
COMMENT ON COLUMN stories.representative_source IS 'source.source of the representative';
COMMENT ON COLUMN stories.agency IS 'news agency that the representative names; null: none named';
COMMENT ON COLUMN stories.url IS 'of the representative';
COMMENT ON COLUMN stories.representative_id IS 'article.article_id of the representative';
