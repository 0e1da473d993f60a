-- Pairs of what articles no longer say go, in whatever order versions were loaded. Run only if the load touched
-- articles that were there before.

DELETE FROM text_pair
WHERE kind <> 'version'
    AND (
        (
            left_id IN (SELECT article_id FROM article_before)
            AND left_version_id NOT IN (SELECT current_version_id FROM article_now WHERE NOT is_withdrawn)
        )
        OR (
            right_id IN (SELECT article_id FROM article_before)
            AND right_version_id NOT IN (SELECT current_version_id FROM article_now WHERE NOT is_withdrawn)
        )
    );

DELETE FROM text_pair
WHERE kind = 'version'
    AND left_id IN (SELECT article_id FROM article_before)
    AND (left_version_id, right_version_id) NOT IN (
        SELECT (previous_version_id, version_id)
        FROM article_version
        WHERE article_id IN (SELECT article_id FROM article_before)
            AND previous_version_id IS NOT NULL
    );
