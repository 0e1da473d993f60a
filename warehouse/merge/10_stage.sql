-- The package as it came, its articles and its rows each with what they break of the contract. Writes temporary
-- tables only.
-- Variables: package (file), loaded_at.

-- The file is read twice, each time other columns: so texts are copied once. Four values or more are looked for in
-- a list: with IN, DuckDB makes a join of it, at half a millisecond or more.
CREATE OR REPLACE TEMP TABLE staged_article AS
WITH unnested AS (
    SELECT
        file_row_number AS package_row,
        TRY_CAST(fetch_id AS UUID) AS fetch_id,
        TRY_CAST(page_id AS UUID) AS page_id,
        source,
        fetched_at,
        rule_version,
        unnest(articles, max_depth := 2)
    FROM (
        -- The fetch's own address must not hide the article's.
        SELECT file_row_number, fetch_id, page_id, source, fetched_at, rule_version, articles
        FROM read_parquet(getvariable('package'), file_row_number = true)
    )
)

SELECT
    * EXCLUDE (article_id, version_id, text_fingerprint),
    article_id AS stated_article_id,
    version_id AS stated_version_id,
    TRY_CAST(article_id AS UUID) AS article_id,
    TRY_CAST(version_id AS UUID) AS version_id,
    TRY_CAST(text_fingerprint AS UUID) AS text_fingerprint,
    list_filter(
        [
            CASE WHEN TRY_CAST(article_id AS UUID) IS NULL OR TRY_CAST(version_id AS UUID) IS NULL
                THEN {'reason': 'null_key', 'detail': 'article_id or version_id is not a UUID'} END,
            CASE WHEN text_fingerprint IS NOT NULL AND TRY_CAST(text_fingerprint AS UUID) IS NULL
                THEN {'reason': 'null_key', 'detail': 'text_fingerprint is not a UUID'} END,
            CASE WHEN coalesce(url, '') = '' OR position IS NULL OR position < 0
                THEN {'reason': 'null_key', 'detail': 'url or position is missing'} END,
            CASE WHEN trim(coalesce(headline, '')) = ''
                THEN {'reason': 'empty_headline', 'detail': 'an article needs a headline'} END,
            CASE WHEN coalesce(role NOT IN ('main', 'related'), true)
                THEN {'reason': 'unknown_value', 'detail': 'role is none that we know'} END,
            CASE WHEN NOT list_contains(['minute', 'day', 'month', 'year'], published_precision)
                THEN {'reason': 'unknown_value', 'detail': 'published_precision is none that we know'} END,
            CASE WHEN len(list_filter(paragraphs, lambda p: p.text IS NULL OR coalesce(
                    p.kind NOT IN ('paragraph', 'heading', 'quote', 'list_item'), true))) > 0
                THEN {'reason': 'unknown_value', 'detail': 'a paragraph without text or of no kind that we know'} END,
            CASE WHEN len(list_filter(keywords, lambda k: k.surface IS NULL OR k.folded IS NULL)) > 0
                    OR len(list_filter(images, lambda i: i.url IS NULL)) > 0
                    OR len(list_filter(provenance, lambda p: p.field IS NULL OR p.rule IS NULL)) > 0
                    OR len(list_filter(authors, lambda a: a IS NULL)) > 0
                THEN {'reason': 'null_key', 'detail': 'an author, keyword, image or rule without its name'} END,
            CASE WHEN published_at > fetched_at + INTERVAL 24 HOURS
                THEN {'reason': 'future_date', 'detail': 'published_at is more than a day after the fetch'} END,
            CASE WHEN modified_at > fetched_at + INTERVAL 24 HOURS
                THEN {'reason': 'future_date', 'detail': 'modified_at is more than a day after the fetch'} END,
            CASE WHEN (published_at IS NULL) <> (published_precision IS NULL)
                THEN {'reason': 'unknown_value', 'detail': 'published_at without its precision, or the other way'} END,
            CASE WHEN least(published_at, modified_at) < TIMESTAMPTZ '1600-01-01 00:00:00+00'
                THEN {'reason': 'absurd_date', 'detail': 'dated before there were newspapers'} END,
            CASE WHEN len(headline) > 5000 OR len(url) > 8192 OR len(canonical_url) > 8192
                    OR len(language) > 100 OR len(published_raw) > 5000 OR len(byline_raw) > 20000
                    OR len(dateline_place) > 2000 OR len(agency) > 2000 OR len(source_credit) > 2000
                    OR len(section) > 2000 OR len(keywords_raw) > 100000
                    OR len(paragraphs) > 50000 OR len(keywords) > 5000 OR len(authors) > 1000
                    OR len(images) > 10000 OR len(provenance) > 1000 OR len(sketch) > 1000000
                    -- Characters are counted only where there are bytes enough.
                    OR CASE WHEN list_sum(list_transform(paragraphs, lambda p: strlen(p.text))) > 5000000
                        THEN list_sum(list_transform(paragraphs, lambda p: len(p.text))) > 5000000 END
                    OR list_max(list_transform(keywords, lambda k: greatest(len(k.surface), len(k.folded)))) > 20000
                    OR list_max(list_transform(images, lambda i: greatest(len(i.url), coalesce(len(i.caption), 0)))) > 20000
                    OR list_max(list_transform(authors, lambda a: len(a))) > 2000
                    OR list_max(list_transform(provenance, lambda p: greatest(len(p.field), len(p.rule)))) > 2000
                THEN {'reason': 'absurd_length', 'detail': 'a text or list is longer than any real one'} END,
            CASE WHEN contains(
                    concat_ws(
                        '', url, canonical_url, headline, language, published_raw, byline_raw, dateline_place, agency,
                        source_credit, section, keywords_raw
                    ),
                    chr(0)
                )
                OR list_bool_or(list_transform(authors, lambda a: contains(a, chr(0))))
                OR list_bool_or(list_transform(paragraphs, lambda p: contains(p.text, chr(0))))
                OR list_bool_or(
                    list_transform(keywords, lambda k: contains(k.surface, chr(0)) OR contains(k.folded, chr(0)))
                )
                OR list_bool_or(
                    list_transform(images, lambda i: contains(i.url, chr(0)) OR contains(i.caption, chr(0)))
                )
                OR list_bool_or(
                    list_transform(provenance, lambda p: contains(p.field, chr(0)) OR contains(p.rule, chr(0)))
                )
                THEN {'reason': 'nul_character', 'detail': 'a text holds U+0000, which few tools can read back'} END
        ],
        lambda b: b IS NOT NULL
    ) AS broken
FROM unnested;

CREATE OR REPLACE TEMP TABLE staged_row AS
SELECT
    file_row_number AS package_row,
    TRY_CAST(fetch_id AS UUID) AS fetch_id,
    TRY_CAST(run_id AS UUID) AS run_id,
    source,
    kind,
    requested_url,
    url,
    TRY_CAST(page_id AS UUID) AS page_id,
    url_fingerprint,
    host,
    fetched_at,
    outcome,
    status,
    reason,
    detail,
    content_type,
    etag,
    last_modified,
    body_sha256,
    wire_bytes,
    body_bytes,
    elapsed,
    coalesce(redirects, []) AS redirects,
    moved_to,
    robots_tags,
    archive_path,
    archive_offset,
    seed_url,
    claimed_headline,
    claimed_at,
    rule_version,
    rejections,
    list_filter(
        [
            CASE WHEN TRY_CAST(fetch_id AS UUID) IS NULL
                THEN {'reason': 'null_key', 'detail': 'fetch_id is not a UUID'} END,
            CASE WHEN TRY_CAST(run_id AS UUID) IS NULL
                THEN {'reason': 'null_key', 'detail': 'run_id is not a UUID'} END,
            CASE WHEN TRY_CAST(page_id AS UUID) IS NULL
                THEN {'reason': 'null_key', 'detail': 'page_id is not a UUID'} END,
            CASE WHEN coalesce(source, '') = '' OR coalesce(requested_url, '') = '' OR coalesce(url, '') = ''
                    OR coalesce(url_fingerprint, '') = '' OR host IS NULL OR fetched_at IS NULL
                THEN {
                    'reason': 'null_key',
                    'detail': 'source, requested_url, url, url_fingerprint, host or fetched_at is missing'
                } END,
            CASE WHEN told.articles > 0 AND rule_version IS NULL
                THEN {'reason': 'null_key', 'detail': 'articles without the rule_version that read them'} END,
            CASE WHEN coalesce(NOT list_contains(['page', 'feed', 'sitemap', 'listing', 'home', 'robots'], kind), true)
                THEN {'reason': 'unknown_value', 'detail': 'kind is none that we know'} END,
            CASE WHEN coalesce(NOT list_contains(['fetched', 'unchanged', 'gone', 'refused', 'failed'], outcome), true)
                THEN {'reason': 'unknown_value', 'detail': 'outcome is none that we know'} END,
            CASE WHEN len(list_filter(rejections, lambda r: coalesce(r.stage, '') = '' OR coalesce(r.reason, '') = '')) > 0
                THEN {'reason': 'null_key', 'detail': 'a rejection without stage or reason'} END,
            -- One such row would be the latest of its page for ever.
            CASE WHEN fetched_at > getvariable('loaded_at') + INTERVAL 24 HOURS
                THEN {'reason': 'future_date', 'detail': 'fetched_at is more than a day after the load'} END,
            CASE WHEN fetched_at < TIMESTAMPTZ '1990-01-01 00:00:00+00'
                THEN {'reason': 'absurd_date', 'detail': 'fetched_at is older than the web'} END,
            -- Python has no years beyond 9999, and readers get Python datetimes.
            CASE WHEN claimed_at IS NOT NULL AND coalesce(year(claimed_at) NOT BETWEEN 1 AND 9998, true)
                THEN {'reason': 'absurd_date', 'detail': 'claimed_at is no date of ours'} END,
            CASE WHEN (archive_path IS NULL) <> (archive_offset IS NULL)
                THEN {'reason': 'null_key', 'detail': 'archive_path without archive_offset, or the other way'} END,
            -- Whoever reads the archive opens it below the data folder.
            -- An archive that was read where it lies has an address of a kind that is opened as nothing else.
            CASE WHEN regexp_matches(archive_path, '^(/|[a-z0-9+.-]+:)|\.\.|\\')
                AND NOT regexp_matches(archive_path, '^(file:///|s3://)[^\\]+$')
                THEN {'reason': 'foreign_path', 'detail': 'archive_path leads out of the data folder'} END,
            CASE WHEN coalesce(NOT isfinite(elapsed) OR elapsed < 0 OR wire_bytes < 0 OR body_bytes < 0, true)
                    OR archive_offset < 0
                THEN {'reason': 'absurd_number', 'detail': 'elapsed, a size or an offset is no measure'} END,
            CASE WHEN len(source) > 200 OR len(url) > 8192 OR len(requested_url) > 8192 OR len(host) > 300
                    OR len(url_fingerprint) > 8192 OR len(seed_url) > 8192
                    OR len(moved_to) > 8192 OR len(robots_tags) > 100 OR len(reason) > 200
                    OR len(detail) > 10000 OR len(content_type) > 2000 OR len(etag) > 2000
                    OR len(last_modified) > 2000 OR len(claimed_headline) > 10000 OR len(archive_path) > 4096
                    OR len(body_sha256) > 200 OR len(rule_version) > 200 OR len(redirects) > 100
                    OR told.articles > 1000 OR len(rejections) > 10000
                    OR list_max(list_transform(redirects, lambda r: len(r))) > 65536
                    OR list_max(list_transform(robots_tags, lambda r: len(r))) > 2000
                    OR list_max(
                        list_transform(rejections, lambda r: greatest(len(r.stage), len(r.reason)))
                    ) > 200
                    OR list_max(
                        list_transform(rejections, lambda r: greatest(len(r.detail), len(r.url)))
                    ) > 10000
                THEN {'reason': 'absurd_length', 'detail': 'a text or list is longer than any real one'} END,
            CASE WHEN contains(
                    concat_ws(
                        '', source, requested_url, url, url_fingerprint, host, reason, detail, content_type, etag,
                        last_modified, body_sha256, archive_path, seed_url, claimed_headline, rule_version,
                        array_to_string(redirects, ''),
                        moved_to,
                        array_to_string(robots_tags, ''),
                        array_to_string(
                            list_transform(rejections, lambda r: concat_ws('', r.stage, r.reason, r.detail, r.url)), ''
                        )
                    ),
                    chr(0)
                )
                THEN {'reason': 'nul_character', 'detail': 'a text holds U+0000, which few tools can read back'} END
        ],
        lambda b: b IS NOT NULL
    ) AS broken
FROM read_parquet(getvariable('package'), file_row_number = true)
LEFT JOIN (
    SELECT
        package_row,
        count(*) AS articles
    FROM staged_article
    GROUP BY package_row
) AS told
    ON file_row_number = told.package_row;

CREATE OR REPLACE TEMP TABLE stored_fetch AS
SELECT
    staged_row.package_row,
    (fetches.outcome = 'fetched', fetches.fetched_at)
        > (coalesce(staged_row.outcome = 'fetched', false), staged_row.fetched_at) AS is_answered_better
FROM staged_row
INNER JOIN fetches
    ON staged_row.fetch_id = fetches.fetch_id;

-- Nearly all packages name each fetch once.
CREATE OR REPLACE TEMP TABLE repeated_fetch AS
SELECT fetch_id
FROM staged_row
WHERE fetch_id IS NOT NULL
GROUP BY fetch_id
HAVING count(*) > 1;
