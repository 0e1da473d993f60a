-- What is read beside another article says little about a template: it is counted apart. The rows are made anew from
-- kept/, as after every migration.

ALTER TABLE current_article ADD COLUMN has_own_page BOOLEAN;
COMMENT ON COLUMN current_article.has_own_page IS 'true: it was the main article of a page at least once; false: it was read beside others only; null: not made anew yet';
COMMENT ON COLUMN current_article.had_published_at IS 'the version first seen has a published_at: the first of those that a page of its own showed, or else the first of all; of those that several rules read in one fetch the newest rules'' version';
