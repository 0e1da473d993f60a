-- Which are the largest stories that these runs touched, and who carries them?
-- $run_ids: runs
-- $most: so many stories

SELECT
    stories.story_id,
    stories.headline,
    stories.members,
    list(coalesce(source.title, who_carried.source) ORDER BY who_carried.carried_as) AS outlets
FROM stories
INNER JOIN who_carried
    ON stories.story_id = who_carried.story_id
LEFT JOIN source
    ON who_carried.source = source.source
WHERE stories.story_id IN (
    SELECT story_id
    FROM story_member
    WHERE load_id IN (
        SELECT load_id FROM load WHERE run_id IN (SELECT unnest(CAST($run_ids AS UUID[])))
    )
)
GROUP BY stories.story_id, stories.headline, stories.members
ORDER BY stories.members DESC, stories.story_id
LIMIT $most;
