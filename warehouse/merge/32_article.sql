-- Appearances, and the article row that follows from them. Variables: load_id, only_load.

INSERT INTO appearance BY NAME
SELECT
    fetch_id,
    rule_version,
    position,
    article_id,
    version_id,
    page_id,
    source,
    role,
    url,
    source_credit AS credited_source,
    fetched_at,
    CAST(getvariable('load_id') AS UUID) AS load_id
FROM staged_article
WHERE (fetch_id, rule_version, position, article_id) NOT IN (
    -- Whatever was read in a fetch stands beside it: of other fetches nothing need be looked through.
    SELECT (fetch_id, rule_version, position, article_id)
    FROM appearance
    WHERE fetch_id IN (SELECT fetch_id FROM known_fetch)
)
QUALIFY row_number() OVER (
    PARTITION BY fetch_id, rule_version, position, article_id
    ORDER BY version_id
) = 1;

MERGE INTO article
USING (
    -- By the row, and each table once: joined as a whole, all columns of a million others would be read.
    WITH shown AS MATERIALIZED (
        SELECT *
        FROM appearance
        WHERE rowid IN (
            SELECT rowid
            FROM appearance
            WHERE article_id IN (SELECT article_id FROM touched_article)
                AND (getvariable('only_load') IS NULL OR load_id = getvariable('only_load'))
        )
    ),

    told AS MATERIALIZED (
        SELECT
            shown.article_id,
            -- Live before not, main before related, then the latest; the rest only settles ties.
            arg_max(
                {'version_id': shown.version_id, 'url': shown.url, 'source': shown.source},
                (
                    shown.rule_version = fetches.rule_version,
                    shown.role = 'main',
                    shown.fetched_at,
                    rule_rank(shown.rule_version),
                    shown.fetch_id,
                    -shown.position,
                    shown.version_id
                )
            ) AS current,
            min(shown.fetched_at) AS first_seen_at,
            max(shown.fetched_at) AS last_seen_at,
            NOT bool_or(coalesce(shown.rule_version = fetches.rule_version, false)) AS is_withdrawn
        FROM shown
        INNER JOIN fetches
            ON shown.fetch_id = fetches.fetch_id
        WHERE fetches.fetch_id IN (SELECT fetch_id FROM shown)
            AND (getvariable('only_load') IS NULL OR fetches.load_id = getvariable('only_load'))
        GROUP BY shown.article_id
    ),

    version AS MATERIALIZED (
        SELECT
            version_id,
            canonical_url
        FROM article_version
        WHERE rowid IN (
            SELECT rowid
            FROM article_version
            WHERE version_id IN (SELECT told.current.version_id FROM told)
                AND (getvariable('only_load') IS NULL OR load_id = getvariable('only_load'))
        )
    )

    SELECT
        told.article_id,
        told.current.url,
        version.canonical_url,
        told.current.source,
        told.current.version_id AS current_version_id,
        told.first_seen_at,
        told.last_seen_at,
        told.is_withdrawn
    FROM told
    INNER JOIN version
        ON told.current.version_id = version.version_id
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
