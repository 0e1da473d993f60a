-- Of which kinds are the members of stories?

SELECT
    kind,
    count(*) AS count
FROM story_member
GROUP BY kind
ORDER BY kind;
