-- Rows that share the key by which they should be one.

SELECT 'run' AS table_name, CAST(run_id AS VARCHAR) AS key, count(*) AS rows FROM run GROUP BY key HAVING count(*) > 1
UNION ALL
SELECT 'load', CAST(load_id AS VARCHAR) AS key, count(*) FROM load GROUP BY key HAVING count(*) > 1
UNION ALL
SELECT 'source', source AS key, count(*) FROM source GROUP BY key HAVING count(*) > 1
UNION ALL
SELECT 'seed', CAST(seed_id AS VARCHAR) AS key, count(*) FROM seed GROUP BY key HAVING count(*) > 1
UNION ALL
SELECT 'fetches', CAST(fetch_id AS VARCHAR) AS key, count(*) FROM fetches GROUP BY key HAVING count(*) > 1
UNION ALL
SELECT 'page', CAST(page_id AS VARCHAR) AS key, count(*) FROM page GROUP BY key HAVING count(*) > 1
UNION ALL
SELECT 'article', CAST(article_id AS VARCHAR) AS key, count(*) FROM article GROUP BY key HAVING count(*) > 1
UNION ALL
SELECT 'article_version', CAST(version_id AS VARCHAR) AS key, count(*)
FROM article_version GROUP BY key HAVING count(*) > 1
UNION ALL
SELECT 'author', CAST(author_id AS VARCHAR) AS key, count(*) FROM author GROUP BY key HAVING count(*) > 1
UNION ALL
SELECT 'article_author', concat_ws(' ', version_id, position) AS key, count(*)
FROM article_author GROUP BY key HAVING count(*) > 1
UNION ALL
SELECT 'keyword', CAST(keyword_id AS VARCHAR) AS key, count(*) FROM keyword GROUP BY key HAVING count(*) > 1
UNION ALL
SELECT 'article_keyword', concat_ws(' ', version_id, position) AS key, count(*)
FROM article_keyword GROUP BY key HAVING count(*) > 1
UNION ALL
SELECT 'image', concat_ws(' ', version_id, position) AS key, count(*) FROM image GROUP BY key HAVING count(*) > 1
UNION ALL
SELECT 'provenance', concat_ws(' ', version_id, field) AS key, count(*)
FROM provenance GROUP BY key HAVING count(*) > 1
UNION ALL
SELECT 'appearance', concat_ws(' ', fetch_id, rule_version, position, article_id) AS key, count(*)
FROM appearance GROUP BY key HAVING count(*) > 1
UNION ALL
SELECT 'sketch', concat_ws(' ', version_id, hash) AS key, count(*) FROM sketch GROUP BY key HAVING count(*) > 1
UNION ALL
SELECT 'story', CAST(story_id AS VARCHAR) AS key, count(*) FROM story GROUP BY key HAVING count(*) > 1
UNION ALL
SELECT 'story_merge', CAST(story_id AS VARCHAR) AS key, count(*) FROM story_merge GROUP BY key HAVING count(*) > 1
UNION ALL
SELECT 'rejection', CAST(rejection_id AS VARCHAR) AS key, count(*) FROM rejection GROUP BY key HAVING count(*) > 1
UNION ALL
SELECT 'funnel', concat_ws(' ', run_id, source, step) AS key, count(*) FROM funnel GROUP BY key HAVING count(*) > 1;
