-- An article that says again what it said before has a row for that too. The rows are made anew from kept/, as after
-- every migration; taken out here, DuckDB would not let the table be changed.

ALTER TABLE correction ADD COLUMN is_return BOOLEAN;
COMMENT ON TABLE correction IS 'Versions that follow another, and returns to an earlier one, with what became different. Made from article_version and appearance by warehouse/kept/correction.sql, which each load runs for the articles that it touches; the check kept holds it to that.';
COMMENT ON COLUMN correction.version_id IS 'key with seen_at; article_version.version_id';
COMMENT ON COLUMN correction.seen_at IS 'when the version was first seen; of a return, when the page showed it again';
COMMENT ON COLUMN correction.seen_before_at IS 'when the version before was first seen; of a return, since when the page had shown it';
COMMENT ON COLUMN correction.is_return IS 'true: the page had shown this version before, and another since; null: not made anew yet';
