-- Archives of other makers are read where they lie.

COMMENT ON COLUMN fetches.archive_path IS 'WARC or WET file with the body, relative to the data folder; of an archive that was read where it lies its address, file:///… or s3://…; null: no body, or none that was kept';
COMMENT ON COLUMN fetches.archive_offset IS 'byte offset of the record in that file; null: as archive_path';
