-- What articles said once, kept by each load, so that a search need not look through all that they say now.

CREATE TABLE former_version (
    article_id UUID NOT NULL,
    version_id UUID NOT NULL
);
COMMENT ON TABLE former_version IS 'Versions that their article does not say now: it says another, or was withdrawn. Made from article and article_version by warehouse/kept/former_version.sql, which each load runs for the articles that it touches; the check kept holds it to them.';
COMMENT ON COLUMN former_version.article_id IS 'article.article_id';
COMMENT ON COLUMN former_version.version_id IS 'key; article_version.version_id';
