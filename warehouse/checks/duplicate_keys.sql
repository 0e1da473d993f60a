-- Rows that share the key by which they should be one. Grouped by the columns themselves: text is made of the
-- few that are wrong, not of every key of the warehouse.

SELECT 'run' AS table_name, CAST(run_id AS VARCHAR) AS key, count(*) AS rows
FROM run GROUP BY run_id HAVING count(*) > 1
UNION ALL
SELECT 'load', CAST(load_id AS VARCHAR), count(*)
FROM load GROUP BY load_id HAVING count(*) > 1
UNION ALL
SELECT 'source', source, count(*)
FROM source GROUP BY source HAVING count(*) > 1
UNION ALL
SELECT 'seed', CAST(seed_id AS VARCHAR), count(*)
FROM seed GROUP BY seed_id HAVING count(*) > 1
UNION ALL
SELECT 'frontier', url_fingerprint, count(*)
FROM frontier GROUP BY url_fingerprint HAVING count(*) > 1
UNION ALL
SELECT 'fetches', CAST(fetch_id AS VARCHAR), count(*)
FROM fetches GROUP BY fetch_id HAVING count(*) > 1
UNION ALL
SELECT 'page', CAST(page_id AS VARCHAR), count(*)
FROM page GROUP BY page_id HAVING count(*) > 1
UNION ALL
SELECT 'article', CAST(article_id AS VARCHAR), count(*)
FROM article GROUP BY article_id HAVING count(*) > 1
UNION ALL
SELECT 'article_version', CAST(version_id AS VARCHAR), count(*)
FROM article_version GROUP BY version_id HAVING count(*) > 1
UNION ALL
SELECT 'author', CAST(author_id AS VARCHAR), count(*)
FROM author GROUP BY author_id HAVING count(*) > 1
UNION ALL
SELECT 'article_author', concat_ws(' ', version_id, position), count(*)
FROM article_author GROUP BY version_id, position HAVING count(*) > 1
UNION ALL
SELECT 'keyword', CAST(keyword_id AS VARCHAR), count(*)
FROM keyword GROUP BY keyword_id HAVING count(*) > 1
UNION ALL
SELECT 'article_keyword', concat_ws(' ', version_id, position), count(*)
FROM article_keyword GROUP BY version_id, position HAVING count(*) > 1
UNION ALL
SELECT 'image', concat_ws(' ', version_id, position), count(*)
FROM image GROUP BY version_id, position HAVING count(*) > 1
UNION ALL
SELECT 'provenance', concat_ws(' ', version_id, field), count(*)
FROM provenance GROUP BY version_id, field HAVING count(*) > 1
UNION ALL
SELECT 'appearance', concat_ws(' ', fetch_id, rule_version, position, article_id), count(*)
FROM appearance GROUP BY fetch_id, rule_version, position, article_id HAVING count(*) > 1
UNION ALL
SELECT 'sketch', concat_ws(' ', version_id, hash), count(*)
FROM sketch GROUP BY version_id, hash HAVING count(*) > 1
UNION ALL
SELECT 'story', CAST(story_id AS VARCHAR), count(*)
FROM story GROUP BY story_id HAVING count(*) > 1
UNION ALL
SELECT 'story_merge', CAST(story_id AS VARCHAR), count(*)
FROM story_merge GROUP BY story_id HAVING count(*) > 1
UNION ALL
SELECT 'text_pair', concat_ws(' ', left_version_id, right_version_id), count(*)
FROM text_pair GROUP BY left_version_id, right_version_id HAVING count(*) > 1
UNION ALL
SELECT 'page_alias', url_fingerprint, count(*)
FROM page_alias GROUP BY url_fingerprint HAVING count(*) > 1
UNION ALL
SELECT 'rejection', CAST(rejection_id AS VARCHAR), count(*)
FROM rejection GROUP BY rejection_id HAVING count(*) > 1
UNION ALL
SELECT 'funnel', concat_ws(' ', run_id, source, host, step, reason), count(*)
FROM funnel GROUP BY run_id, source, host, step, reason HAVING count(*) > 1
UNION ALL
SELECT 'alert', concat_ws(' ', kind, subject, raised_at), count(*)
FROM alert GROUP BY kind, subject, raised_at HAVING count(*) > 1
UNION ALL
SELECT 'current_article', CAST(article_id AS VARCHAR), count(*)
FROM current_article GROUP BY article_id HAVING count(*) > 1
UNION ALL
SELECT 'correction', concat_ws(' ', version_id, seen_at), count(*)
FROM correction GROUP BY version_id, seen_at HAVING count(*) > 1
UNION ALL
SELECT 'former_version', CAST(version_id AS VARCHAR), count(*)
FROM former_version GROUP BY version_id HAVING count(*) > 1
UNION ALL
SELECT 'former_reading', concat_ws(' ', version_id, rule_version), count(*)
FROM former_reading GROUP BY version_id, rule_version HAVING count(*) > 1
UNION ALL
SELECT 'former_place', concat_ws(' ', fetch_id, archive_path), count(*)
FROM former_place GROUP BY fetch_id, archive_path HAVING count(*) > 1;
