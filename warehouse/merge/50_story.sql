-- Put the decision about stories in place. Reads decided_member and decided_merge, which hold it.
-- Variables: load_id, loaded_at.

CREATE OR REPLACE TEMP TABLE placed_member AS
SELECT
    decided_member.*,
    decided_text.version_id,
    story_member.story_id AS former_story_id -- null: it was in none
FROM decided_member
INNER JOIN decided_text
    ON decided_member.article_id = decided_text.article_id
LEFT JOIN story_member
    ON decided_member.article_id = story_member.article_id;

-- The places that are given up: of members that are given none, and of those that go elsewhere.
CREATE OR REPLACE TEMP TABLE left_place AS
SELECT
    article_id,
    story_id,
    true AS has_none
FROM story_member
WHERE article_id NOT IN (SELECT article_id FROM placed_member)
    AND (
        story_id IN (SELECT story_id FROM decided_member)
        OR story_id IN (SELECT story_id FROM decided_merge)
        -- Its text changed and it was given no place: the old evidence is about other words.
        OR article_id IN (SELECT article_id FROM new_text)
    )
UNION ALL
SELECT
    article_id,
    former_story_id AS story_id,
    false AS has_none
FROM placed_member
WHERE former_story_id <> story_id;

DELETE FROM story_member
WHERE article_id IN (SELECT article_id FROM left_place WHERE has_none);

-- Not in one MERGE, for which DuckDB puts all members with all that is known of them into a hash table.
UPDATE story_member
SET
    story_id = placed_member.story_id,
    version_id = placed_member.version_id,
    kind = placed_member.kind,
    containment = placed_member.containment,
    containment_of_representative = placed_member.containment_of_representative,
    jaccard = placed_member.jaccard,
    shared_shingles = placed_member.shared_shingles,
    is_roundup = placed_member.is_roundup,
    reason = placed_member.reason,
    since = CASE
        WHEN story_member.story_id = placed_member.story_id THEN story_member.since
        ELSE getvariable('loaded_at')
    END,
    load_id = CAST(getvariable('load_id') AS UUID)
FROM placed_member
WHERE story_member.article_id = placed_member.article_id
    AND (
        story_member.story_id,
        story_member.version_id,
        story_member.kind,
        story_member.containment,
        story_member.containment_of_representative,
        story_member.jaccard,
        story_member.shared_shingles,
        story_member.is_roundup,
        story_member.reason
    ) IS DISTINCT FROM (
        placed_member.story_id,
        placed_member.version_id,
        placed_member.kind,
        placed_member.containment,
        placed_member.containment_of_representative,
        placed_member.jaccard,
        placed_member.shared_shingles,
        placed_member.is_roundup,
        placed_member.reason
    );

INSERT INTO story_member BY NAME
SELECT
    * EXCLUDE (former_story_id),
    getvariable('loaded_at') AS since,
    CAST(getvariable('load_id') AS UUID) AS load_id
FROM placed_member
WHERE former_story_id IS NULL;

-- A story whose other members went elsewhere is none.
CREATE OR REPLACE TEMP TABLE ended_story AS
WITH left_story AS MATERIALIZED (
    SELECT story_id FROM left_place
    UNION
    SELECT story_id FROM decided_merge
    UNION
    SELECT story_id FROM dissolved_story
)

SELECT story_id FROM left_story
EXCEPT
SELECT story_id
FROM story_member
WHERE story_id IN (SELECT story_id FROM left_story)
GROUP BY story_id
HAVING count(*) > 1;

MERGE INTO story
USING (
    SELECT
        story_id,
        article_id AS representative_id
    FROM decided_member
    WHERE kind = 'representative'
) AS decided
    ON story.story_id = decided.story_id
WHEN MATCHED AND story.representative_id <> decided.representative_id THEN
    UPDATE SET representative_id = decided.representative_id
WHEN NOT MATCHED THEN
    INSERT (story_id, representative_id, load_id)
    VALUES (decided.story_id, decided.representative_id, CAST(getvariable('load_id') AS UUID));

-- A story that lives again has not ended.
DELETE FROM story_merge
WHERE story_id IN (SELECT story_id FROM decided_member);

MERGE INTO story_merge
USING decided_merge AS decided
    ON story_merge.story_id = decided.story_id
WHEN MATCHED AND (story_merge.into_story_id, story_merge.reason)
    IS DISTINCT FROM (decided.into_story_id, decided.reason) THEN
    UPDATE SET
        into_story_id = decided.into_story_id,
        reason = decided.reason
WHEN NOT MATCHED THEN
    INSERT (story_id, into_story_id, reason, load_id)
    VALUES (decided.story_id, decided.into_story_id, decided.reason, CAST(getvariable('load_id') AS UUID));
