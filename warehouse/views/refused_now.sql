-- What stands refused: neither newer rules nor a later request had more of it. A feed is no page, and stands.

CREATE VIEW refused_now AS
SELECT
    rejection.rejection_id,
    rejection.fetch_id,
    rejection.source,
    rejection.url,
    rejection.rejected_at,
    rejection.stage,
    rejection.reason,
    rejection.detail,
    fetches.archive_path
FROM rejection
LEFT JOIN fetches
    ON rejection.fetch_id = fetches.fetch_id
LEFT JOIN page
    ON fetches.page_id = page.page_id
LEFT JOIN (
    SELECT
        page_alias.url_fingerprint,
        least(page_alias.fetched_at, page.last_seen_at) AS seen_at
    FROM page_alias
    INNER JOIN page
        ON page_alias.page_id = page.page_id
) AS led_to
    ON page.url_fingerprint = led_to.url_fingerprint
WHERE (rejection.rule_version IS NULL OR rejection.rule_version = fetches.rule_version)
    AND NOT coalesce(led_to.seen_at > rejection.rejected_at, false)
    -- An answer with the same body is no news of what was refused for its body.
    AND NOT coalesce(
        page.last_seen_at > rejection.rejected_at
        AND (rejection.stage = 'fetch' OR page.body_sha256 <> fetches.body_sha256),
        false
    );

COMMENT ON VIEW refused_now IS 'What stands refused. Left out is what newer extraction rules have read since, and what the page did not answer, or had in another body, before it was served again: of that, the later request tells. All that was ever refused is in the table rejection.';
COMMENT ON COLUMN refused_now.rejection_id IS 'rejection.rejection_id';
COMMENT ON COLUMN refused_now.fetch_id IS 'fetches.fetch_id; null: the package row was too broken to tell';
COMMENT ON COLUMN refused_now.source IS 'source.source; null: the package row was too broken to tell';
COMMENT ON COLUMN refused_now.url IS 'address concerned; null: the package row was too broken to tell';
COMMENT ON COLUMN refused_now.rejected_at IS 'fetches.fetched_at; null: the package row was too broken to tell';
COMMENT ON COLUMN refused_now.stage IS 'discover | fetch | decode | extract | contract: where it ended';
COMMENT ON COLUMN refused_now.reason IS 'slug: home_page, not_html, http_404, empty_headline ...';
COMMENT ON COLUMN refused_now.detail IS 'a sentence for people; null: nothing to add';
COMMENT ON COLUMN refused_now.archive_path IS 'fetches.archive_path; null: no body came';
