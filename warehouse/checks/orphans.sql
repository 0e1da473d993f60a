-- Rows that name a row that is not there. A row whose load is not there was left by half a load.
SELECT 'load' AS table_name, 'run_id' AS column_name, CAST(run_id AS VARCHAR) AS missing
FROM load WHERE run_id IS NOT NULL AND run_id NOT IN (SELECT run_id FROM run)
UNION ALL
SELECT 'seed', 'source', CAST(source AS VARCHAR)
FROM seed WHERE source IS NOT NULL AND source NOT IN (SELECT source FROM source)
UNION ALL
SELECT 'fetches', 'run_id', CAST(run_id AS VARCHAR)
FROM fetches WHERE run_id IS NOT NULL AND run_id NOT IN (SELECT run_id FROM run)
UNION ALL
SELECT 'fetches', 'source', CAST(source AS VARCHAR)
FROM fetches WHERE source IS NOT NULL AND source NOT IN (SELECT source FROM source)
UNION ALL
SELECT 'fetches', 'page_id', CAST(page_id AS VARCHAR)
FROM fetches WHERE kind = 'page' AND page_id NOT IN (SELECT page_id FROM page)
UNION ALL
SELECT 'page', 'source', CAST(source AS VARCHAR)
FROM page WHERE source IS NOT NULL AND source NOT IN (SELECT source FROM source)
UNION ALL
SELECT 'page_alias', 'page_id', CAST(page_id AS VARCHAR)
FROM page_alias WHERE page_id NOT IN (SELECT page_id FROM page)
UNION ALL
SELECT 'page', 'last_fetch_id', CAST(last_fetch_id AS VARCHAR)
FROM page WHERE last_fetch_id IS NOT NULL AND last_fetch_id NOT IN (SELECT fetch_id FROM fetches)
UNION ALL
SELECT 'article', 'source', CAST(source AS VARCHAR)
FROM article WHERE source IS NOT NULL AND source NOT IN (SELECT source FROM source)
UNION ALL
SELECT 'article_version', 'article_id', CAST(article_id AS VARCHAR)
FROM article_version WHERE article_id IS NOT NULL AND article_id NOT IN (SELECT article_id FROM article)
UNION ALL
SELECT 'article_version', 'first_fetch_id', CAST(first_fetch_id AS VARCHAR)
FROM article_version WHERE first_fetch_id IS NOT NULL AND first_fetch_id NOT IN (SELECT fetch_id FROM fetches)
UNION ALL
SELECT 'article_version', 'previous_version_id', CAST(previous_version_id AS VARCHAR)
FROM article_version WHERE previous_version_id IS NOT NULL AND previous_version_id NOT IN (SELECT version_id FROM article_version)
UNION ALL
SELECT 'article_author', 'version_id', CAST(version_id AS VARCHAR)
FROM article_author WHERE version_id IS NOT NULL AND version_id NOT IN (SELECT version_id FROM article_version)
UNION ALL
SELECT 'article_author', 'author_id', CAST(author_id AS VARCHAR)
FROM article_author WHERE author_id IS NOT NULL AND author_id NOT IN (SELECT author_id FROM author)
UNION ALL
SELECT 'article_keyword', 'version_id', CAST(version_id AS VARCHAR)
FROM article_keyword WHERE version_id IS NOT NULL AND version_id NOT IN (SELECT version_id FROM article_version)
UNION ALL
SELECT 'article_keyword', 'keyword_id', CAST(keyword_id AS VARCHAR)
FROM article_keyword WHERE keyword_id IS NOT NULL AND keyword_id NOT IN (SELECT keyword_id FROM keyword)
UNION ALL
SELECT 'image', 'version_id', CAST(version_id AS VARCHAR)
FROM image WHERE version_id IS NOT NULL AND version_id NOT IN (SELECT version_id FROM article_version)
UNION ALL
SELECT 'provenance', 'version_id', CAST(version_id AS VARCHAR)
FROM provenance WHERE version_id IS NOT NULL AND version_id NOT IN (SELECT version_id FROM article_version)
UNION ALL
SELECT 'former_reading', 'version_id', CAST(version_id AS VARCHAR)
FROM former_reading WHERE version_id NOT IN (SELECT version_id FROM article_version)
UNION ALL
SELECT 'former_reading', 'fetch_id', CAST(fetch_id AS VARCHAR)
FROM former_reading WHERE fetch_id NOT IN (SELECT fetch_id FROM fetches)
UNION ALL
SELECT 'former_place', 'fetch_id', CAST(fetch_id AS VARCHAR)
FROM former_place WHERE fetch_id NOT IN (SELECT fetch_id FROM fetches)
UNION ALL
SELECT 'appearance', 'fetch_id', CAST(fetch_id AS VARCHAR)
FROM appearance WHERE fetch_id IS NOT NULL AND fetch_id NOT IN (SELECT fetch_id FROM fetches)
UNION ALL
SELECT 'appearance', 'source', CAST(source AS VARCHAR)
FROM appearance WHERE source IS NOT NULL AND source NOT IN (SELECT source FROM source)
UNION ALL
SELECT 'appearance', 'article_id', CAST(article_id AS VARCHAR)
FROM appearance WHERE article_id IS NOT NULL AND article_id NOT IN (SELECT article_id FROM article)
UNION ALL
SELECT 'appearance', 'version_id', CAST(version_id AS VARCHAR)
FROM appearance WHERE version_id IS NOT NULL AND version_id NOT IN (SELECT version_id FROM article_version)
UNION ALL
SELECT 'sketch', 'version_id', CAST(version_id AS VARCHAR)
FROM sketch WHERE version_id IS NOT NULL AND version_id NOT IN (SELECT version_id FROM article_version)
UNION ALL
SELECT 'story', 'representative_id', CAST(representative_id AS VARCHAR)
FROM story WHERE representative_id IS NOT NULL AND representative_id NOT IN (SELECT article_id FROM article)
UNION ALL
SELECT 'story_member', 'story_id', CAST(story_id AS VARCHAR)
FROM story_member WHERE story_id IS NOT NULL AND story_id NOT IN (SELECT story_id FROM story)
UNION ALL
SELECT 'story_member', 'article_id', CAST(article_id AS VARCHAR)
FROM story_member WHERE article_id IS NOT NULL AND article_id NOT IN (SELECT article_id FROM article)
UNION ALL
SELECT 'story_member', 'version_id', CAST(version_id AS VARCHAR)
FROM story_member WHERE version_id IS NOT NULL AND version_id NOT IN (SELECT version_id FROM article_version)
UNION ALL
SELECT 'funnel', 'run_id', CAST(run_id AS VARCHAR)
FROM funnel WHERE run_id IS NOT NULL AND run_id NOT IN (SELECT run_id FROM run)
UNION ALL
SELECT 'source', 'load_id', CAST(load_id AS VARCHAR)
FROM source WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'seed', 'load_id', CAST(load_id AS VARCHAR)
FROM seed WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'fetches', 'load_id', CAST(load_id AS VARCHAR)
FROM fetches WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'page', 'load_id', CAST(load_id AS VARCHAR)
FROM page WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'article', 'load_id', CAST(load_id AS VARCHAR)
FROM article WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'article_version', 'load_id', CAST(load_id AS VARCHAR)
FROM article_version WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'author', 'load_id', CAST(load_id AS VARCHAR)
FROM author WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'article_author', 'load_id', CAST(load_id AS VARCHAR)
FROM article_author WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'keyword', 'load_id', CAST(load_id AS VARCHAR)
FROM keyword WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'article_keyword', 'load_id', CAST(load_id AS VARCHAR)
FROM article_keyword WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'image', 'load_id', CAST(load_id AS VARCHAR)
FROM image WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'provenance', 'load_id', CAST(load_id AS VARCHAR)
FROM provenance WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'former_reading', 'load_id', CAST(load_id AS VARCHAR)
FROM former_reading WHERE load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'former_place', 'load_id', CAST(load_id AS VARCHAR)
FROM former_place WHERE load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'appearance', 'load_id', CAST(load_id AS VARCHAR)
FROM appearance WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'sketch', 'load_id', CAST(load_id AS VARCHAR)
FROM sketch WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'story', 'load_id', CAST(load_id AS VARCHAR)
FROM story WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'story_member', 'load_id', CAST(load_id AS VARCHAR)
FROM story_member WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'story_merge', 'load_id', CAST(load_id AS VARCHAR)
FROM story_merge WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'text_pair', 'left_id', CAST(left_id AS VARCHAR)
FROM text_pair WHERE left_id IS NOT NULL AND left_id NOT IN (SELECT article_id FROM article)
UNION ALL
SELECT 'text_pair', 'right_id', CAST(right_id AS VARCHAR)
FROM text_pair WHERE right_id IS NOT NULL AND right_id NOT IN (SELECT article_id FROM article)
UNION ALL
SELECT 'text_pair', 'left_version_id', CAST(left_version_id AS VARCHAR)
FROM text_pair WHERE left_version_id IS NOT NULL AND left_version_id NOT IN (SELECT version_id FROM article_version)
UNION ALL
SELECT 'text_pair', 'right_version_id', CAST(right_version_id AS VARCHAR)
FROM text_pair WHERE right_version_id IS NOT NULL AND right_version_id NOT IN (SELECT version_id FROM article_version)
UNION ALL
SELECT 'text_pair', 'load_id', CAST(load_id AS VARCHAR)
FROM text_pair WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load)
UNION ALL
SELECT 'rejection', 'load_id', CAST(load_id AS VARCHAR)
FROM rejection WHERE load_id IS NOT NULL AND load_id NOT IN (SELECT load_id FROM load);
