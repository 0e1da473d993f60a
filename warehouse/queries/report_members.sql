-- Who carries the largest stories, in which order?
-- $most: so many stories
-- $most_members: so many members of each, the first ones

WITH largest AS (
    SELECT
        story_id,
        members
    FROM stories
    ORDER BY members DESC, first_published_at DESC, story_id
    LIMIT $most
)

SELECT
    largest.story_id,
    largest.members,
    who_carried.carried_as,
    coalesce(source.title, who_carried.source) AS outlet,
    who_carried.headline,
    who_carried.url,
    who_carried.kind,
    who_carried.published_at,
    epoch(who_carried.after_first) AS seconds_after_first,
    who_carried.containment,
    who_carried.containment_of_representative,
    who_carried.reason,
    who_carried.article_id,
    coalesce(corrected.times, 0) AS corrections
FROM largest
INNER JOIN who_carried
    ON largest.story_id = who_carried.story_id
LEFT JOIN source
    ON who_carried.source = source.source
LEFT JOIN (
    SELECT
        article_id,
        count(*) AS times
    FROM article_version
    WHERE previous_version_id IS NOT NULL
    GROUP BY article_id
) AS corrected
    ON who_carried.article_id = corrected.article_id
WHERE who_carried.carried_as <= $most_members
ORDER BY largest.members DESC, largest.story_id, who_carried.carried_as;
