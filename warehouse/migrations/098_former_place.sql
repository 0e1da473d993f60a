-- Of an archive that was read before the one of fetches.archive_path it stays known whose bodies it holds.

CREATE TABLE former_place (
    fetch_id UUID NOT NULL,
    archive_path VARCHAR NOT NULL,
    archive_offset BIGINT NOT NULL,
    load_id UUID NOT NULL
);
COMMENT ON TABLE former_place IS 'Where bodies of archives that are read where they lie were read before: a copy or what was moved was read later. A backfill from one of these archives takes the place of a copy that is gone.';
COMMENT ON COLUMN former_place.fetch_id IS 'key with archive_path; fetches.fetch_id';
COMMENT ON COLUMN former_place.archive_path IS 'address of the archive, file:///… or s3://…';
COMMENT ON COLUMN former_place.archive_offset IS 'byte offset of the record in that file';
COMMENT ON COLUMN former_place.load_id IS 'load that found the body elsewhere, the last one';
