-- Where addresses that redirect lead to, so that another spelling of one is known again.

CREATE TABLE page_alias (
    url_fingerprint VARCHAR NOT NULL,
    page_id UUID NOT NULL,
    fetched_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE page_alias IS 'An address that redirects, and the page that it led to the last time: in whatever spelling it is announced, that page is meant.';
COMMENT ON COLUMN page_alias.url_fingerprint IS 'key; lossy form of the address that redirects, for equality only';
COMMENT ON COLUMN page_alias.page_id IS 'page.page_id of the page that it led to';
COMMENT ON COLUMN page_alias.fetched_at IS 'when it was last seen to lead there';
