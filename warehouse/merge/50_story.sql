-- Put the decision about stories in place. Reads decided_member and decided_merge, which hold it.
-- Variables: load_id, loaded_at.

DELETE FROM story_member
WHERE article_id NOT IN (SELECT article_id FROM decided_member)
    AND (
        story_id IN (SELECT story_id FROM decided_member)
        OR story_id IN (SELECT story_id FROM decided_merge)
        -- Its text changed and it was given no place: the old evidence is about other words.
        OR article_id IN (SELECT article_id FROM new_text)
    );

MERGE INTO story_member
USING (
    SELECT
        decided_member.*,
        article.current_version_id AS version_id
    FROM decided_member
    INNER JOIN article
        ON decided_member.article_id = article.article_id
) AS decided
    ON story_member.article_id = decided.article_id
WHEN MATCHED AND (
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
    decided.story_id,
    decided.version_id,
    decided.kind,
    decided.containment,
    decided.containment_of_representative,
    decided.jaccard,
    decided.shared_shingles,
    decided.is_roundup,
    decided.reason
) THEN
    UPDATE SET
        story_id = decided.story_id,
        version_id = decided.version_id,
        kind = decided.kind,
        containment = decided.containment,
        containment_of_representative = decided.containment_of_representative,
        jaccard = decided.jaccard,
        shared_shingles = decided.shared_shingles,
        is_roundup = decided.is_roundup,
        reason = decided.reason,
        since = CASE
            WHEN story_member.story_id = decided.story_id THEN story_member.since
            ELSE getvariable('loaded_at')
        END,
        load_id = CAST(getvariable('load_id') AS UUID)
WHEN NOT MATCHED THEN
    INSERT (
        article_id,
        story_id,
        version_id,
        kind,
        containment,
        containment_of_representative,
        jaccard,
        shared_shingles,
        is_roundup,
        reason,
        since,
        load_id
    ) VALUES (
        decided.article_id,
        decided.story_id,
        decided.version_id,
        decided.kind,
        decided.containment,
        decided.containment_of_representative,
        decided.jaccard,
        decided.shared_shingles,
        decided.is_roundup,
        decided.reason,
        getvariable('loaded_at'),
        CAST(getvariable('load_id') AS UUID)
    );

-- A story whose other members went elsewhere is none.
DELETE FROM story_member
WHERE story_id IN (SELECT story_id FROM story_member GROUP BY story_id HAVING count(*) < 2);

DELETE FROM story
WHERE story_id NOT IN (SELECT story_id FROM story_member);

MERGE INTO story
USING (
    SELECT
        story_id,
        article_id AS representative_id
    FROM story_member
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
