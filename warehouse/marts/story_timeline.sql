-- How stories spread, hour by hour.

CREATE VIEW story_timeline AS
WITH carried AS (
    SELECT
        story_member.story_id,
        current_article.source,
        current_article.published_precision IS DISTINCT FROM 'minute' AS is_untimed,
        date_trunc('hour', make_timestamp(epoch_us(current_article.published_at))) AS hour
    FROM story_member
    INNER JOIN current_article
        ON story_member.article_id = current_article.article_id
)

SELECT
    story_id,
    make_timestamptz(epoch_us(hour)) AS hour,
    new_members,
    untimed,
    sum(new_members) OVER (PARTITION BY story_id ORDER BY hour) AS members_so_far,
    sources
FROM (
    SELECT
        story_id,
        hour,
        count(*) AS new_members,
        count(*) FILTER (is_untimed) AS untimed,
        list_sort(list_distinct(list(source))) AS sources
    FROM carried
    GROUP BY story_id, hour
)
ORDER BY story_id, hour;

COMMENT ON VIEW story_timeline IS 'How stories spread, hour by hour; hours without a new member are left out.';
COMMENT ON COLUMN story_timeline.story_id IS 'story.story_id';
COMMENT ON COLUMN story_timeline.hour IS 'begin of the hour, UTC';
COMMENT ON COLUMN story_timeline.new_members IS 'articles of that hour';
COMMENT ON COLUMN story_timeline.untimed IS
    'of these, not told to the minute: dated to a day, month or year, they are in its first hour, UTC; undated, in that of the first sighting';
COMMENT ON COLUMN story_timeline.members_so_far IS 'articles up to the end of that hour';
COMMENT ON COLUMN story_timeline.sources IS 'source.source of those that carried it in that hour';
