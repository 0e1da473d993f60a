-- Articles that were found before and no longer are. Run only if something was extracted again.

-- An article whose only appearances were replaced by an extraction that no longer finds it.
UPDATE article
SET is_withdrawn = true
WHERE article_id IN (
    SELECT article_id
    FROM touched_article
    WHERE article_id NOT IN (
        SELECT article_id FROM appearance WHERE article_id IN (SELECT article_id FROM touched_article)
    )
);
