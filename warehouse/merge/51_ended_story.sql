-- Stories that have fewer than two members left. Run only if there are any.

DELETE FROM story_member
WHERE story_id IN (SELECT story_id FROM ended_story);

DELETE FROM story
WHERE story_id IN (SELECT story_id FROM ended_story);
