-- A warehouse of $articles articles by $sources outlets over sixty days, made by counting: the same numbers
-- give the same rows. One text in eight is another outlet's, one article in fifty was corrected, one page in
-- twenty was refused, one article in twenty has no date.

INSERT INTO source (source, title, home, language, timezone, is_demo)
SELECT
    'outlet_' || n,
    CASE WHEN n % 2 = 0 THEN 'صحيفة ' || list_extract(['المرفأ', 'الميناء', 'البلدات', 'القمم', 'الساحل', 'الجسر', 'المنارة'], 1 + (n // 2) % 7) || ' ' || n ELSE 'The ' || list_extract(['Harbour', 'Valley', 'Bridge', 'Evening', 'Coast'], 1 + (n // 2) % 5) || ' Ledger ' || n END,
    'https://outlet' || n || '.example/',
    CASE WHEN n % 2 = 0 THEN 'ar' ELSE 'en' END,
    'UTC',
    false
FROM range($sources) AS numbered (n);

CREATE TEMP TABLE made AS
SELECT
    n,
    md5('article' || n)::UUID AS article_id,
    md5('version' || n)::UUID AS version_id,
    md5('fetch' || n)::UUID AS fetch_id,
    md5('page' || n)::UUID AS page_id,
    md5('load' || (n * 60 // $articles))::UUID AS load_id,
    md5('run' || (n * 60 // $articles))::UUID AS run_id,
    -- Outlets differ in size: the square makes the first ones the largest.
    CAST(floor($sources * ((hash(n) % 10000) / 10000.0) ** 2) AS BIGINT) AS outlet,
    TIMESTAMPTZ '2026-09-25 00:00:00+00' + INTERVAL (n * 5184000 // $articles) SECONDS AS published_at,
    INTERVAL (300 + hash(n + 1) % 14400) SECONDS AS delay
FROM range($articles) AS numbered (n);

-- A quiet weekend for some outlets, so that there are gaps.
DELETE FROM made WHERE outlet % 9 = 4 AND dayofyear(published_at) % 7 = 3;

INSERT INTO run (run_id, flow, parameters, started_at, finished_at, outcome)
SELECT DISTINCT
    run_id,
    'ingest-news',
    '{}',
    min(published_at) OVER (PARTITION BY run_id),
    max(published_at + delay) OVER (PARTITION BY run_id),
    'completed'
FROM made;

INSERT INTO load (
    load_id, run_id, package_version, package_name, loaded_at, seconds, package_rows, new_fetches,
    new_articles, new_versions, new_appearances, new_rejections, candidate_pairs
)
SELECT
    load_id, run_id, 1, 'made', max(published_at + delay), 1, count(*), count(*), count(*), count(*),
    count(*), 0, 0
FROM made
GROUP BY load_id, run_id;

INSERT INTO fetches (
    fetch_id, run_id, source, kind, requested_url, url, page_id, host, fetched_at, outcome, status, reason,
    content_type, body_sha256, wire_bytes, body_bytes, elapsed, redirects, archive_path, archive_offset,
    rule_version, load_id, robots_tags
)
SELECT
    fetch_id, run_id, 'outlet_' || outlet, 'page', 'https://outlet' || outlet || '.example/' || n,
    'https://outlet' || outlet || '.example/' || n, page_id, 'outlet' || outlet || '.example',
    published_at + delay,
    CASE WHEN n % 40 = 7 THEN 'failed' ELSE 'fetched' END,
    CASE WHEN n % 40 = 7 THEN 404 ELSE 200 END,
    CASE WHEN n % 40 = 7 THEN 'http_404' END,
    'text/html', md5('body' || n), 9000, 35000, 0.2, [], 'archive/made.warc.gz', n * 9000, '1', load_id, []
FROM made;

INSERT INTO page (
    page_id, url, url_fingerprint, host, source, last_outcome, last_status, first_seen_at, last_seen_at,
    last_fetched_at, last_fetch_id, load_id
)
SELECT
    page_id, url, url, host, source, outcome, status, fetched_at, fetched_at, fetched_at, fetch_id, load_id
FROM fetches;

INSERT INTO rejection (rejection_id, fetch_id, source, url, rejected_at, stage, reason, detail, rule_version, load_id)
SELECT
    md5('rejection' || fetch_id)::UUID, fetch_id, source, url, fetched_at,
    CASE WHEN outcome = 'failed' THEN 'fetch' ELSE 'extract' END,
    coalesce(reason, list_extract(['section_page', 'home_page', 'no_text', 'paywall_stub'], 1 + CAST(hash(url) % 4 AS INTEGER))),
    'made to be refused',
    CASE WHEN outcome = 'fetched' THEN '1' END,
    load_id
FROM fetches
WHERE outcome = 'failed' OR hash(url) % 40 = 11;

INSERT INTO article_version (
    version_id, article_id, first_seen_at, first_fetch_id, rule_version, headline, paragraphs, language,
    published_at, published_raw, published_precision, byline_raw, dateline_place, agency, section, load_id
)
SELECT
    version_id, article_id, published_at + delay, fetch_id, '1',
    CASE WHEN outlet % 2 = 0 THEN 'مجلس البلدة يقر خطة رقم ' || (n - n % 8) ELSE 'Council passes plan number ' || (n - n % 8) END,
    [
        {'kind': 'paragraph', 'text': repeat('أعلنت البلدية خطة جديدة للنقل العام تشمل الأحياء كلها ', 3) || (n - n % 8)},
        {'kind': 'paragraph', 'text': repeat('The council will publish its report next month and begin work after ', 4) || n}
    ],
    CASE WHEN outlet % 2 = 0 THEN 'ar' ELSE 'en' END,
    CASE WHEN n % 20 <> 3 THEN published_at END,
    CASE WHEN n % 20 <> 3 THEN CAST(published_at AS VARCHAR) END,
    CASE WHEN n % 20 <> 3 THEN 'minute' END,
    -- The template of two outlets lost its byline in the fifth week.
    CASE WHEN outlet % 2 = 1 AND NOT (outlet IN (1, 3) AND published_at > TIMESTAMPTZ '2026-11-01') THEN 'By A. Writer' END,
    CASE WHEN outlet % 3 = 0 THEN 'Harbour' END,
    CASE WHEN n % 11 = 0 THEN 'وام' END,
    'local', load_id
FROM made
WHERE n % 40 <> 7;

INSERT INTO article_version (
    version_id, article_id, previous_version_id, first_seen_at, first_fetch_id, rule_version, headline,
    paragraphs, language, published_at, published_raw, published_precision, section, load_id
)
SELECT
    md5('corrected' || article_id)::UUID, article_id, version_id, first_seen_at + INTERVAL 2 HOURS,
    first_fetch_id, rule_version, headline,
    [paragraphs[1], {'kind': 'paragraph', 'text': replace(paragraphs[2].text, 'next month', 'in March')}],
    language, published_at, published_raw, published_precision, section, load_id
FROM article_version
WHERE hash(article_id) % 50 = 1;

INSERT INTO article (article_id, url, source, current_version_id, first_seen_at, last_seen_at, is_withdrawn, load_id)
SELECT
    made.article_id,
    'https://outlet' || made.outlet || '.example/' || made.n,
    'outlet_' || made.outlet,
    coalesce(corrected.version_id, made.version_id),
    made.published_at + made.delay,
    made.published_at + made.delay,
    false,
    made.load_id
FROM made
LEFT JOIN article_version AS corrected
    ON made.article_id = corrected.article_id
    AND corrected.previous_version_id IS NOT NULL
WHERE made.n % 40 <> 7;

INSERT INTO appearance (
    fetch_id, rule_version, position, article_id, version_id, page_id, source, role, url, fetched_at, load_id
)
SELECT
    made.fetch_id, '1', 0, made.article_id, made.version_id, made.page_id, article.source, 'main', article.url,
    article.first_seen_at, made.load_id
FROM made
INNER JOIN article
    ON made.article_id = article.article_id;

-- Stories of up to four: every second group of eight articles has one.
INSERT INTO story_member (
    article_id, story_id, version_id, kind, containment, containment_of_representative, jaccard,
    shared_shingles, reason, since, load_id
)
SELECT
    made.article_id, md5('story' || (made.n // 8))::UUID, article.current_version_id,
    CASE made.n % 8 WHEN 0 THEN 'representative' WHEN 1 THEN 'exact' WHEN 2 THEN 'near' ELSE 'excerpt' END,
    CASE made.n % 8 WHEN 0 THEN 1 WHEN 1 THEN 1 ELSE 0.8 END,
    CASE made.n % 8 WHEN 0 THEN 1 WHEN 1 THEN 1 ELSE 0.5 END,
    0.6, 40, 'made', article.first_seen_at, made.load_id
FROM made
INNER JOIN article
    ON made.article_id = article.article_id
WHERE made.n // 8 % 4 = 0
    AND made.n % 8 < 4
    AND (made.n // 8) IN (SELECT n // 8 FROM made WHERE n % 8 = 0 AND n % 40 <> 7);

INSERT INTO story (story_id, representative_id, load_id)
SELECT story_id, article_id, load_id
FROM story_member
WHERE kind = 'representative';

INSERT INTO keyword (keyword_id, folded, load_id)
SELECT md5('keyword' || n)::UUID, 'خطه ' || n, (SELECT any_value(load_id) FROM load)
FROM range(400) AS numbered (n);

INSERT INTO article_keyword (version_id, position, keyword_id, surface, load_id)
SELECT
    article.current_version_id, position, md5('keyword' || place)::UUID, 'خطة ' || place, article.load_id
FROM (
    SELECT
        article_id,
        position,
        -- The later the article, the more often one of the last keywords: some rise.
        CAST(floor(400 * (hash(n + position) % 1000 / 1000.0) ** (1.6 - n / $articles)) AS BIGINT) AS place
    FROM made
    CROSS JOIN range(3) AS turn (position)
) AS used
INNER JOIN article
    ON used.article_id = article.article_id
QUALIFY row_number() OVER (PARTITION BY article.current_version_id, place ORDER BY position) = 1;

INSERT INTO image (version_id, position, url, load_id)
SELECT version_id, 0, 'https://images.example/' || version_id || '.jpg', load_id
FROM article_version
WHERE hash(version_id) % 3 > 0;

INSERT INTO provenance (version_id, field, rule, load_id)
SELECT version_id, field, 'made', load_id
FROM article_version
CROSS JOIN (VALUES ('headline'), ('paragraphs'), ('published_at')) AS filled (field);

INSERT INTO funnel (run_id, source, host, step, reason, count)
SELECT run_id, source, host, step, reason, count(*)
FROM (
    SELECT run_id, source, host, unnest(['discovered', 'due', 'allowed']) AS step, NULL AS reason FROM fetches
    UNION ALL
    SELECT run_id, source, host, outcome, reason FROM fetches
    UNION ALL
    SELECT fetches.run_id, fetches.source, fetches.host, unnest(['articles', 'new articles']), NULL
    FROM article_version
    INNER JOIN fetches
        ON article_version.first_fetch_id = fetches.fetch_id
    WHERE article_version.previous_version_id IS NULL
)
GROUP BY ALL;
