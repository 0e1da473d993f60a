-- What marts count of each article, kept by each load. Filled from the other tables when the file is opened.

CREATE TABLE current_article (
    article_id UUID NOT NULL,
    version_id UUID NOT NULL,
    source VARCHAR NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    published_precision VARCHAR,
    first_seen_at TIMESTAMPTZ NOT NULL,
    is_withdrawn BOOLEAN NOT NULL,
    is_corrected BOOLEAN NOT NULL,
    characters BIGINT NOT NULL,
    keywords STRUCT(folded VARCHAR, surface VARCHAR)[],
    had_published_at BOOLEAN NOT NULL,
    had_modified_at BOOLEAN NOT NULL,
    had_byline_raw BOOLEAN NOT NULL,
    had_dateline_place BOOLEAN NOT NULL,
    had_agency BOOLEAN NOT NULL,
    had_source_credit BOOLEAN NOT NULL,
    had_section BOOLEAN NOT NULL,
    had_canonical_url BOOLEAN NOT NULL,
    had_paragraphs BOOLEAN NOT NULL,
    had_authors BOOLEAN NOT NULL,
    had_keywords BOOLEAN NOT NULL,
    had_images BOOLEAN NOT NULL,
    load_id UUID NOT NULL
);
COMMENT ON TABLE current_article IS 'What marts count of each article, so that none of them reads all texts. Made from other tables by warehouse/kept/current_article.sql, which each load runs for the articles that it touches; the check kept holds it to them.';
COMMENT ON COLUMN current_article.article_id IS 'key; article.article_id';
COMMENT ON COLUMN current_article.version_id IS 'article_version.version_id of the current version';
COMMENT ON COLUMN current_article.source IS 'article.source';
COMMENT ON COLUMN current_article.published_at IS 'of the current version: as the page says, or else when the article was first seen';
COMMENT ON COLUMN current_article.published_precision IS 'article_version.published_precision of the current version; null: its page gives no date';
COMMENT ON COLUMN current_article.first_seen_at IS 'article.first_seen_at';
COMMENT ON COLUMN current_article.is_withdrawn IS 'article.is_withdrawn';
COMMENT ON COLUMN current_article.is_corrected IS 'true: one of its versions follows another';
COMMENT ON COLUMN current_article.characters IS 'length of the text of the current version, paragraphs joined by a newline';
COMMENT ON COLUMN current_article.keywords IS 'of the current version, in order, each once whatever its spellings; null: it has none';
COMMENT ON COLUMN current_article.had_published_at IS 'the version first seen has a published_at; of those that several rules read in the first fetch the newest rules'' version';
COMMENT ON COLUMN current_article.had_modified_at IS 'the same of modified_at';
COMMENT ON COLUMN current_article.had_byline_raw IS 'the same of byline_raw';
COMMENT ON COLUMN current_article.had_dateline_place IS 'the same of dateline_place';
COMMENT ON COLUMN current_article.had_agency IS 'the same of agency';
COMMENT ON COLUMN current_article.had_source_credit IS 'the same of source_credit';
COMMENT ON COLUMN current_article.had_section IS 'the same of section';
COMMENT ON COLUMN current_article.had_canonical_url IS 'the same of canonical_url';
COMMENT ON COLUMN current_article.had_paragraphs IS 'it has a text at all';
COMMENT ON COLUMN current_article.had_authors IS 'it has rows in article_author';
COMMENT ON COLUMN current_article.had_keywords IS 'it has rows in article_keyword';
COMMENT ON COLUMN current_article.had_images IS 'it has rows in image';
COMMENT ON COLUMN current_article.load_id IS 'article.load_id';

CREATE TABLE correction (
    article_id UUID NOT NULL,
    version_id UUID NOT NULL,
    previous_version_id UUID NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    seen_before_at TIMESTAMPTZ NOT NULL,
    changed_by VARCHAR NOT NULL,
    old_headline VARCHAR NOT NULL,
    new_headline VARCHAR,
    paragraphs_removed BIGINT NOT NULL,
    paragraphs_added BIGINT NOT NULL
);
COMMENT ON TABLE correction IS 'Versions that follow another, with what became different. Made from article_version by warehouse/kept/correction.sql, which each load runs for the articles that it touches; the check kept holds it to that.';
COMMENT ON COLUMN correction.article_id IS 'article.article_id';
COMMENT ON COLUMN correction.version_id IS 'key; article_version.version_id';
COMMENT ON COLUMN correction.previous_version_id IS 'article_version.version_id of the version before';
COMMENT ON COLUMN correction.seen_at IS 'when the version was first seen';
COMMENT ON COLUMN correction.seen_before_at IS 'when the version before was first seen';
COMMENT ON COLUMN correction.changed_by IS 'outlet | our rules: the same body, read by newer extraction rules | outlet or our rules: another body, and read by other rules';
COMMENT ON COLUMN correction.old_headline IS 'of the version before';
COMMENT ON COLUMN correction.new_headline IS 'null: the headline is the same';
COMMENT ON COLUMN correction.paragraphs_removed IS 'paragraphs of the version before that this one does not have';
COMMENT ON COLUMN correction.paragraphs_added IS 'paragraphs of this version that the one before does not have';
