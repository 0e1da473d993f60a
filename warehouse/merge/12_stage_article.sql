-- What keeps the contract: fetches, and articles, each of these with what it breaks. Writes temporary tables only.

CREATE OR REPLACE TEMP TABLE staged_fetch AS
SELECT * EXCLUDE (broken, articles)
FROM staged_row
WHERE len(broken) = 0;

CREATE OR REPLACE TEMP TABLE staged_article AS
WITH unnested AS (
    SELECT
        package_row,
        fetch_id,
        page_id,
        source,
        fetched_at,
        rule_version,
        unnest(articles, max_depth := 2)
    FROM (
        -- The fetch's own address must not hide the article's.
        SELECT package_row, fetch_id, page_id, source, fetched_at, rule_version, articles
        FROM staged_row
        WHERE len(broken) = 0
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
            CASE WHEN published_precision NOT IN ('minute', 'day', 'month', 'year')
                THEN {'reason': 'unknown_value', 'detail': 'published_precision is none that we know'} END,
            CASE WHEN len(list_filter(paragraphs, lambda p: p.text IS NULL OR coalesce(
                    p.kind NOT IN ('paragraph', 'heading', 'quote', 'list_item'), true))) > 0
                THEN {'reason': 'unknown_value', 'detail': 'a paragraph without text or of no kind that we know'} END,
            CASE WHEN len(list_filter(keywords, lambda k: k.surface IS NULL OR k.folded IS NULL)) > 0
                    OR len(list_filter(images, lambda i: i.url IS NULL)) > 0
                    OR len(list_filter(provenance, lambda p: p.field IS NULL OR p.rule IS NULL)) > 0
                    OR len(list_filter(authors, lambda a: a IS NULL)) > 0
                THEN {'reason': 'null_key', 'detail': 'an author, keyword, image or rule without its name'} END,
            CASE WHEN published_at > fetched_at + INTERVAL 1 DAY
                THEN {'reason': 'future_date', 'detail': 'published_at is more than a day after the fetch'} END,
            CASE WHEN modified_at > fetched_at + INTERVAL 1 DAY
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
                    OR list_sum(list_transform(paragraphs, lambda p: len(p.text))) > 5000000
                    OR list_max(list_transform(keywords, lambda k: greatest(len(k.surface), len(k.folded)))) > 20000
                    OR list_max(list_transform(images, lambda i: greatest(len(i.url), coalesce(len(i.caption), 0)))) > 20000
                    OR list_max(list_transform(authors, lambda a: len(a))) > 2000
                    OR list_max(list_transform(provenance, lambda p: greatest(len(p.field), len(p.rule)))) > 2000
                THEN {'reason': 'absurd_length', 'detail': 'a text or list is longer than any real one'} END,
            CASE WHEN contains(
                    concat_ws(
                        '', url, canonical_url, headline, language, published_raw, byline_raw, dateline_place, agency,
                        source_credit, section, keywords_raw,
                        array_to_string(authors, ''),
                        array_to_string(list_transform(paragraphs, lambda p: p.text), ''),
                        array_to_string(list_transform(keywords, lambda k: concat(k.surface, k.folded)), ''),
                        array_to_string(list_transform(images, lambda i: concat(i.url, i.caption)), ''),
                        array_to_string(list_transform(provenance, lambda p: concat(p.field, p.rule)), '')
                    ),
                    chr(0)
                )
                THEN {'reason': 'nul_character', 'detail': 'a text holds U+0000, which few tools can read back'} END
        ],
        lambda b: b IS NOT NULL
    ) AS broken
FROM unnested;

CREATE OR REPLACE TEMP TABLE staged_contract AS
SELECT
    fetch_id,
    source,
    url,
    fetched_at,
    broken[1].reason AS reason,
    array_to_string(list_transform(broken, lambda b: b.detail), '; ') AS detail,
    left(
        CAST(to_json({
            'article_id': stated_article_id,
            'version_id': stated_version_id,
            'role': role,
            'position': position,
            'url': url,
            'canonical_url': canonical_url,
            'headline': headline,
            'language': language,
            'published_at': published_at,
            'published_raw': published_raw,
            'published_precision': published_precision,
            'modified_at': modified_at,
            'authors': authors,
            'byline_raw': byline_raw,
            'dateline_place': dateline_place,
            'agency': agency,
            'source_credit': source_credit,
            'keywords': keywords,
            'keywords_raw': keywords_raw,
            'section': section,
            'images': images,
            'provenance': provenance,
            'paragraphs': paragraphs
        }) AS VARCHAR),
        100000
    ) AS payload,
    rule_version
FROM staged_article
WHERE len(broken) > 0;

DELETE FROM staged_article
WHERE len(broken) > 0;
