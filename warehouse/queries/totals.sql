-- What is in the warehouse?
-- A page that is refused on each visit counts once, and not at all if newer rules or a later request have had it since.

SELECT
    (SELECT count(DISTINCT source) FROM article) AS outlets,
    (SELECT count(*) FROM page) AS pages,
    (SELECT count(*) FROM article WHERE NOT is_withdrawn) AS articles,
    (SELECT count(DISTINCT article_id) FROM article_version WHERE previous_version_id IS NOT NULL) AS corrected,
    (SELECT count(*) FROM story) AS stories,
    (
        SELECT count(*)
        FROM (
            SELECT story_member.story_id
            FROM story_member
            INNER JOIN current_article
                ON story_member.article_id = current_article.article_id
            GROUP BY story_member.story_id
            HAVING min(current_article.source) <> max(current_article.source)
        )
    ) AS stories_of_several_outlets,
    (SELECT count(*) FROM story_member WHERE kind = 'exact') AS exact_copies,
    (SELECT count(*) FROM story_member WHERE kind = 'near') AS edited_copies,
    (SELECT count(*) FROM story_member WHERE kind = 'excerpt') AS excerpts,
    (SELECT count(*) FROM story_member WHERE kind = 'indirect') AS indirect_copies,
    (SELECT count(DISTINCT url) FROM refused_now) AS refused;
