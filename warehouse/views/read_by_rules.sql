-- What was extracted by which version of the rules.

CREATE VIEW read_by_rules AS
WITH newest_body AS (
    SELECT
        fetch_id,
        source,
        rule_version,
        -- "2.10" is newer than "2.9".
        list_transform(
            regexp_extract_all(coalesce(rule_version, ''), '\d+'), lambda digits: TRY_CAST(digits AS HUGEINT)
        ) AS rank
    FROM fetches
    WHERE kind = 'page'
        AND archive_path IS NOT NULL
        AND (rule_version IS NOT NULL OR reason IS NULL)
    QUALIFY row_number() OVER (PARTITION BY page_id ORDER BY fetched_at DESC, fetch_id DESC) = 1
),

found AS (
    SELECT
        newest_body.fetch_id,
        count(appearance.article_id) AS articles
    FROM newest_body
    LEFT JOIN appearance
        ON newest_body.fetch_id = appearance.fetch_id
        AND newest_body.rule_version = appearance.rule_version
    GROUP BY newest_body.fetch_id
)

SELECT
    newest_body.source,
    newest_body.rule_version,
    coalesce(newest_body.rank < (SELECT max(rank) FROM newest_body), true) AS is_out_of_date,
    count(*) AS pages,
    CAST(sum(found.articles) AS BIGINT) AS articles
FROM newest_body
INNER JOIN found
    ON newest_body.fetch_id = found.fetch_id
GROUP BY ALL
ORDER BY
    newest_body.source,
    newest_body.rule_version;

COMMENT ON VIEW read_by_rules IS 'What was extracted by which version of the rules: of each page the newest body in the archive. What is out of date, reprocess-pages reads again (outdated_only).';
COMMENT ON COLUMN read_by_rules.source IS 'source.source';
COMMENT ON COLUMN read_by_rules.rule_version IS 'newest version of the extraction that has read the bodies; null: none has';
COMMENT ON COLUMN read_by_rules.is_out_of_date IS 'whether newer rules have read other pages of this warehouse';
COMMENT ON COLUMN read_by_rules.pages IS 'so many pages';
COMMENT ON COLUMN read_by_rules.articles IS 'so many articles were found on them';
