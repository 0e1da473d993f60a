-- Who carries the largest stories, in which order?
-- $most: so many stories
-- $most_members: so many members of each, the first ones
-- $most_drawn: of so many stories is said who is first most often, where outlets are several and the time is told

WITH largest AS (
    SELECT
        story_id,
        members,
        sources,
        row_number() OVER (ORDER BY members DESC, first_published_at DESC, story_id) AS place
    FROM stories
    ORDER BY place
    LIMIT $most
),

carried AS MATERIALIZED (
    SELECT
        largest.story_id,
        largest.members,
        largest.place,
        largest.sources,
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
        who_carried.article_id
    FROM largest
    INNER JOIN who_carried
        ON largest.story_id = who_carried.story_id
    LEFT JOIN source
        ON who_carried.source = source.source
    WHERE who_carried.carried_as <= $most_members
),

first_most_often AS (
    SELECT
        outlet,
        count(*) AS times
    FROM carried
    WHERE carried_as = 1
        AND seconds_after_first IS NOT NULL
        AND sources > 1
        AND place <= $most_drawn
    GROUP BY outlet
    ORDER BY times DESC, outlet
    LIMIT 1
),

corrected AS (
    SELECT
        article_id,
        count(*) AS times
    FROM article_version
    WHERE previous_version_id IS NOT NULL
    GROUP BY article_id
)

SELECT
    carried.* EXCLUDE (sources),
    coalesce(corrected.times, 0) AS corrections,
    greatest(carried.members - $most_members, 0) AS more,
    greatest((SELECT count(*) FROM story) - $most, 0) AS more_stories,
    first_most_often.outlet AS first_outlet,
    first_most_often.times AS first_times
FROM carried
LEFT JOIN first_most_often
    ON true
LEFT JOIN corrected
    ON carried.article_id = corrected.article_id
ORDER BY carried.place, carried.carried_as;
