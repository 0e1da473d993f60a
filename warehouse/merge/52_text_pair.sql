-- Keep what pairs of texts have in common. Reads decided_pair. Variables: load_id.

MERGE INTO text_pair
USING decided_pair AS decided
    ON text_pair.left_version_id = decided.left_version_id
    AND text_pair.right_version_id = decided.right_version_id
WHEN MATCHED AND text_pair.kind <> decided.kind THEN
    UPDATE SET
        kind = decided.kind,
        load_id = CAST(getvariable('load_id') AS UUID)
WHEN NOT MATCHED THEN
    INSERT (
        left_id,
        right_id,
        left_version_id,
        right_version_id,
        kind,
        containment_of_left,
        containment_of_right,
        jaccard,
        shared_shingles,
        left_shingles,
        right_shingles,
        load_id
    ) VALUES (
        decided.left_id,
        decided.right_id,
        decided.left_version_id,
        decided.right_version_id,
        decided.kind,
        decided.containment_of_left,
        decided.containment_of_right,
        decided.jaccard,
        decided.shared_shingles,
        decided.left_shingles,
        decided.right_shingles,
        CAST(getvariable('load_id') AS UUID)
    );
