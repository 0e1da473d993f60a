-- Stories with fewer than two members, or without exactly one representative that is theirs.

SELECT
    story.story_id,
    count(story_member.article_id) AS members,
    count(*) FILTER (story_member.kind = 'representative') AS representatives
FROM story
LEFT JOIN story_member
    ON story.story_id = story_member.story_id
GROUP BY story.story_id, story.representative_id
HAVING count(story_member.article_id) < 2
    OR count(*) FILTER (story_member.kind = 'representative') <> 1
    OR count(*) FILTER (
        story_member.kind = 'representative' AND story_member.article_id = story.representative_id
    ) <> 1;
