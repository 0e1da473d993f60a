-- What is wrong with a source, for as long as it is.

CREATE TABLE alert (
    kind VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    raised_at TIMESTAMPTZ NOT NULL,
    ended_at TIMESTAMPTZ,
    evidence JSON NOT NULL
);
COMMENT ON TABLE alert IS 'What was seen to be wrong with a source, once for as long as it lasted: each row was told to whoever is told of such things.';
COMMENT ON COLUMN alert.kind IS 'silent: nothing new against the source''s own habit | blocked: refused or failed each time | rejections: the share of pages refused has left its band | fill: a field is filled far more or less often than it was, as when a template changes';
COMMENT ON COLUMN alert.subject IS 'key with kind and raised_at; source.source, for a fill with a slash and the field';
COMMENT ON COLUMN alert.source IS 'source.source';
COMMENT ON COLUMN alert.raised_at IS 'when it was first seen';
COMMENT ON COLUMN alert.ended_at IS 'when it was first not seen any more; null: it lasts';
COMMENT ON COLUMN alert.evidence IS 'figures that it was told by, as they were when it was raised';
