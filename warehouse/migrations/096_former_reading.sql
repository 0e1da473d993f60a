-- What is no part of a version's key is overwritten by newer rules; what the older ones read of it stays here.

CREATE TABLE former_reading (
    version_id UUID NOT NULL,
    rule_version VARCHAR NOT NULL,
    fetch_id UUID NOT NULL,
    language VARCHAR,
    canonical_url VARCHAR,
    published_at TIMESTAMPTZ,
    published_raw VARCHAR,
    published_precision VARCHAR,
    modified_at TIMESTAMPTZ,
    byline_raw VARCHAR,
    dateline_place VARCHAR,
    agency VARCHAR,
    section VARCHAR,
    keywords VARCHAR[] NOT NULL,
    keywords_raw VARCHAR,
    images STRUCT(url VARCHAR, caption VARCHAR)[] NOT NULL,
    is_accessible_for_free BOOLEAN,
    provenance STRUCT(field VARCHAR, rule VARCHAR)[] NOT NULL,
    load_id UUID NOT NULL
);
COMMENT ON TABLE former_reading IS 'What rules older than those of article_version.rule_version read in the first sighting of a version. Headline, text, authors and source_credit are those of the version, of whose key they are a part.';
COMMENT ON COLUMN former_reading.version_id IS 'key with rule_version; article_version.version_id';
COMMENT ON COLUMN former_reading.rule_version IS 'version of the extraction that read it';
COMMENT ON COLUMN former_reading.fetch_id IS 'fetches.fetch_id in which it was read: article_version.first_fetch_id';
COMMENT ON COLUMN former_reading.language IS 'detected, BCP 47; null: too little text to tell';
COMMENT ON COLUMN former_reading.canonical_url IS 'the publisher''s word, made absolute; null: not found';
COMMENT ON COLUMN former_reading.published_at IS 'other than the version''s only if the page gives a relative date ("3 hours ago"); null: not found, or not understood: see published_raw';
COMMENT ON COLUMN former_reading.published_raw IS 'text that published_at was read from; null: not found';
COMMENT ON COLUMN former_reading.published_precision IS 'minute | day | month | year; null: no published_at';
COMMENT ON COLUMN former_reading.modified_at IS 'null: not found';
COMMENT ON COLUMN former_reading.byline_raw IS 'as printed, before it is split into authors; null: not found';
COMMENT ON COLUMN former_reading.dateline_place IS 'place that opens the text; null: not found';
COMMENT ON COLUMN former_reading.agency IS 'news agency in dateline or credit; null: not found';
COMMENT ON COLUMN former_reading.section IS 'as printed; null: not found';
COMMENT ON COLUMN former_reading.keywords IS 'each as printed, in order; empty: none found';
COMMENT ON COLUMN former_reading.keywords_raw IS 'keywords as one flat text, where their borders are lost; null: not found';
COMMENT ON COLUMN former_reading.images IS 'address, made absolute, and caption (null: not found) of each, in order; empty: none found';
COMMENT ON COLUMN former_reading.is_accessible_for_free IS 'the publisher''s word; null: not found';
COMMENT ON COLUMN former_reading.provenance IS 'which rule gave which field, by field';
COMMENT ON COLUMN former_reading.load_id IS 'load that made the row: that of the newer rules, or a later one with what the older rules had read';
