-- What an answer says beyond its body: that the page has moved for good, and what robots may do with it.

ALTER TABLE fetches ADD COLUMN moved_to VARCHAR;
ALTER TABLE fetches ADD COLUMN robots_tags VARCHAR[];
COMMENT ON COLUMN fetches.moved_to IS 'where permanent redirects (301, 308) alone led from requested_url: the next visit asks there first; null: nowhere';
COMMENT ON COLUMN fetches.robots_tags IS 'of noindex and noarchive, what X-Robots-Tag or a meta element of the page says to us or to all robots; empty: neither, or no body came; null: a row of older code';
COMMENT ON COLUMN fetches.reason IS 'slug, if refused, gone or failed, or if what was fetched must not be read (noindex); null otherwise';
COMMENT ON COLUMN fetches.outcome IS 'fetched: a body came | unchanged: 304, or the same body as last time | gone: 410 | refused: robots.txt forbids it, or the page says noarchive and that is obeyed | failed: anything else, see reason';
COMMENT ON COLUMN fetches.archive_path IS 'WARC file, relative to the data folder; where the batch had the very same payload already, that of the first; null: no body';
