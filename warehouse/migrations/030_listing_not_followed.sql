-- Why a seed that was fetched remembers no validators.

COMMENT ON COLUMN fetches.reason IS 'slug, if refused, gone or failed, if what was fetched must not be read (noindex), or if a later page of a listing could not be had (not_followed); null otherwise';
COMMENT ON COLUMN seed.body_sha256 IS 'hex digest of the newest decoded body; null: not fetched yet, or a later page of the listing could not be had';
