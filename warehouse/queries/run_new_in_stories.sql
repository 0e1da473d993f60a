-- How many of the articles that a run brought are in stories, in how many, and copy what was there before?
-- $run_id: a run

WITH new_article AS (
    SELECT article_id
    FROM article
    WHERE load_id IN (SELECT load_id FROM load WHERE run_id = CAST($run_id AS UUID))
),

new_member AS (
    SELECT
        story_member.story_id,
        story_member.kind
    FROM story_member
    INNER JOIN new_article
        ON story_member.article_id = new_article.article_id
),

known_story AS (
    SELECT DISTINCT story_member.story_id
    FROM story_member
    WHERE story_member.story_id IN (SELECT story_id FROM new_member)
        AND story_member.article_id NOT IN (SELECT article_id FROM new_article)
)

SELECT
    count(*) AS articles,
    count(DISTINCT story_id) AS stories,
    count(*) FILTER (
        kind <> 'representative' AND story_id IN (SELECT story_id FROM known_story)
    ) AS copies_of_known
FROM new_member;
