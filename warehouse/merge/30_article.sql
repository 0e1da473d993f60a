-- Articles: versions with what belongs to them, appearances, and the article row that follows from both.
-- Variables: load_id.

-- A version is told by its first sighting, read by the newest rules that read that fetch: the key of a version
-- does not cover keywords or pictures, and a later visit to the same words must not rewrite them.
CREATE OR REPLACE TEMP TABLE staged_version AS
SELECT *
FROM staged_article
-- The window sorts keys, not texts.
WHERE rowid IN (
    SELECT rowid
    FROM staged_article
    QUALIFY row_number() OVER (
        PARTITION BY version_id
        ORDER BY fetched_at, fetch_id, rule_rank(rule_version) DESC, rule_version DESC, position
    ) = 1
);

CREATE OR REPLACE TEMP TABLE written_version AS
SELECT
    staged_version.version_id,
    article_version.version_id IS NOT NULL AS is_replaced
FROM staged_version
LEFT JOIN article_version
    ON staged_version.version_id = article_version.version_id
WHERE article_version.version_id IS NULL
    OR (staged_version.fetched_at, staged_version.fetch_id)
        < (article_version.first_seen_at, article_version.first_fetch_id)
    OR (
        staged_version.fetch_id = article_version.first_fetch_id
        -- Equal rules too: a mended site rule may find more keywords in the same words.
        AND (rule_rank(staged_version.rule_version), staged_version.rule_version)
            >= (rule_rank(article_version.rule_version), article_version.rule_version)
    );

MERGE INTO article_version
USING (
    SELECT staged_version.*
    FROM staged_version
    INNER JOIN written_version
        ON staged_version.version_id = written_version.version_id
) AS staged
    ON article_version.version_id = staged.version_id
WHEN MATCHED THEN
    UPDATE SET
        first_seen_at = staged.fetched_at,
        first_fetch_id = staged.fetch_id,
        rule_version = staged.rule_version,
        headline = staged.headline,
        paragraphs = staged.paragraphs,
        language = staged.language,
        canonical_url = staged.canonical_url,
        published_at = staged.published_at,
        published_raw = staged.published_raw,
        published_precision = staged.published_precision,
        modified_at = staged.modified_at,
        byline_raw = staged.byline_raw,
        dateline_place = staged.dateline_place,
        agency = staged.agency,
        source_credit = staged.source_credit,
        section = staged.section,
        keywords_raw = staged.keywords_raw,
        is_accessible_for_free = staged.is_accessible_for_free,
        text_fingerprint = staged.text_fingerprint
WHEN NOT MATCHED THEN
    INSERT (
        version_id,
        article_id,
        first_seen_at,
        first_fetch_id,
        rule_version,
        headline,
        paragraphs,
        language,
        canonical_url,
        published_at,
        published_raw,
        published_precision,
        modified_at,
        byline_raw,
        dateline_place,
        agency,
        source_credit,
        section,
        keywords_raw,
        is_accessible_for_free,
        text_fingerprint,
        load_id
    ) VALUES (
        staged.version_id,
        staged.article_id,
        staged.fetched_at,
        staged.fetch_id,
        staged.rule_version,
        staged.headline,
        coalesce(staged.paragraphs, []),
        staged.language,
        staged.canonical_url,
        staged.published_at,
        staged.published_raw,
        staged.published_precision,
        staged.modified_at,
        staged.byline_raw,
        staged.dateline_place,
        staged.agency,
        staged.source_credit,
        staged.section,
        staged.keywords_raw,
        staged.is_accessible_for_free,
        staged.text_fingerprint,
        CAST(getvariable('load_id') AS UUID)
    );

MERGE INTO appearance
USING (
    SELECT *
    FROM staged_article
    QUALIFY row_number() OVER (
        PARTITION BY fetch_id, rule_version, position, article_id
        ORDER BY version_id
    ) = 1
) AS staged
    ON appearance.fetch_id = staged.fetch_id
    AND appearance.rule_version = staged.rule_version
    AND appearance.position = staged.position
    AND appearance.article_id = staged.article_id
WHEN NOT MATCHED THEN
    INSERT (
        fetch_id,
        rule_version,
        position,
        article_id,
        version_id,
        page_id,
        source,
        role,
        url,
        credited_source,
        fetched_at,
        load_id
    ) VALUES (
        staged.fetch_id,
        staged.rule_version,
        staged.position,
        staged.article_id,
        staged.version_id,
        staged.page_id,
        staged.source,
        staged.role,
        staged.url,
        staged.source_credit,
        staged.fetched_at,
        CAST(getvariable('load_id') AS UUID)
    );

CREATE OR REPLACE TEMP TABLE article_before AS
SELECT
    article_id,
    current_version_id,
    first_seen_at,
    is_withdrawn
FROM article
WHERE article_id IN (SELECT article_id FROM touched_article);

MERGE INTO article
USING (
    WITH told AS (
        SELECT
            appearance.article_id,
            -- Live before not, main before related, then the latest; the rest only settles ties.
            arg_max(
                {'version_id': appearance.version_id, 'url': appearance.url, 'source': appearance.source},
                (
                    appearance.rule_version = fetches.rule_version,
                    appearance.role = 'main',
                    appearance.fetched_at,
                    rule_rank(appearance.rule_version),
                    appearance.fetch_id,
                    -appearance.position,
                    appearance.version_id
                )
            ) AS current,
            min(appearance.fetched_at) AS first_seen_at,
            max(appearance.fetched_at) AS last_seen_at,
            NOT bool_or(coalesce(appearance.rule_version = fetches.rule_version, false)) AS is_withdrawn
        FROM appearance
        INNER JOIN fetches
            ON appearance.fetch_id = fetches.fetch_id
        WHERE appearance.article_id IN (SELECT article_id FROM touched_article)
        GROUP BY appearance.article_id
    )

    SELECT
        told.article_id,
        told.current.url,
        article_version.canonical_url,
        told.current.source,
        told.current.version_id AS current_version_id,
        told.first_seen_at,
        told.last_seen_at,
        told.is_withdrawn
    FROM told
    INNER JOIN article_version
        ON told.current.version_id = article_version.version_id
) AS staged
    ON article.article_id = staged.article_id
WHEN MATCHED THEN
    UPDATE SET
        url = staged.url,
        canonical_url = staged.canonical_url,
        source = staged.source,
        current_version_id = staged.current_version_id,
        first_seen_at = staged.first_seen_at,
        last_seen_at = staged.last_seen_at,
        is_withdrawn = staged.is_withdrawn
WHEN NOT MATCHED THEN
    INSERT (
        article_id,
        url,
        canonical_url,
        source,
        current_version_id,
        first_seen_at,
        last_seen_at,
        is_withdrawn,
        load_id
    ) VALUES (
        staged.article_id,
        staged.url,
        staged.canonical_url,
        staged.source,
        staged.current_version_id,
        staged.first_seen_at,
        staged.last_seen_at,
        staged.is_withdrawn,
        CAST(getvariable('load_id') AS UUID)
    );

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

-- Versions seen on the article's own page and versions seen beside another article are two rows of history:
-- other pages often give a shortened text, which nobody corrected.
UPDATE article_version
SET previous_version_id = chain.previous_version_id
FROM (
    WITH shown AS (
        SELECT
            version_id,
            bool_or(role = 'main') AS is_main
        FROM appearance
        WHERE article_id IN (SELECT article_id FROM touched_article)
        GROUP BY version_id
    )

    SELECT
        v.version_id,
        lag(v.version_id) OVER (
            PARTITION BY v.article_id, coalesce(shown.is_main, false)
            ORDER BY v.first_seen_at, v.first_fetch_id, rule_rank(v.rule_version), v.rule_version, v.version_id
        ) AS previous_version_id
    FROM article_version AS v
    LEFT JOIN shown
        ON v.version_id = shown.version_id
    WHERE v.article_id IN (SELECT article_id FROM touched_article)
) AS chain
WHERE article_version.version_id = chain.version_id
    AND article_version.previous_version_id IS DISTINCT FROM chain.previous_version_id;

-- What the touched articles say now, read once for all that follows: each of these tables is as long as the warehouse
-- is old.
CREATE OR REPLACE TEMP TABLE article_now AS
WITH touched AS MATERIALIZED (
    SELECT
        article_id,
        source,
        current_version_id,
        first_seen_at,
        is_withdrawn,
        load_id
    FROM article
    WHERE article_id IN (SELECT article_id FROM touched_article)
),

version AS MATERIALIZED (
    SELECT
        version_id,
        first_fetch_id,
        published_at,
        text_fingerprint,
        len(paragraphs) > 0 AS has_text
    FROM article_version
    -- By the row, so that no other texts are unpacked.
    WHERE rowid IN (
        SELECT rowid FROM article_version WHERE version_id IN (SELECT current_version_id FROM touched)
    )
),

first_fetch AS MATERIALIZED (
    SELECT
        fetch_id,
        host
    FROM fetches
    WHERE fetch_id IN (SELECT first_fetch_id FROM version)
)

SELECT
    touched.*,
    version.published_at,
    version.text_fingerprint,
    version.has_text,
    first_fetch.host
FROM touched
INNER JOIN version
    ON touched.current_version_id = version.version_id
LEFT JOIN first_fetch
    ON version.first_fetch_id = first_fetch.fetch_id;
