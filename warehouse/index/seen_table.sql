-- Which loads the index has all articles of: where they are those of the warehouse, nothing is missing.

CREATE TABLE IF NOT EXISTS word_index.seen (
    loads UBIGINT NOT NULL
);
