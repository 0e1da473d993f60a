-- Articles that are members more than once.

SELECT
    article_id,
    count(*) AS memberships
FROM story_member
GROUP BY article_id
HAVING count(*) > 1;
