-- What is in the warehouse?

SELECT
    (SELECT count(DISTINCT source) FROM article) AS outlets,
    (SELECT count(*) FROM page) AS pages,
    (SELECT count(*) FROM article WHERE NOT is_withdrawn) AS articles,
    (SELECT count(DISTINCT article_id) FROM article_version WHERE previous_version_id IS NOT NULL) AS corrected,
    (SELECT count(*) FROM story) AS stories;
