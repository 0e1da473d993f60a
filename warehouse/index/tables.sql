-- The index of words, in a file of its own beside the warehouse: made of it, and made anew wherever it is missing.

CREATE TABLE word_index.about (
    words_version INTEGER NOT NULL, -- and of these tables
    sorted_documents BIGINT NOT NULL
);

CREATE TABLE word_index.document (
    number INTEGER NOT NULL,
    version_id UUID NOT NULL,
    length INTEGER NOT NULL
);

-- Documents that no article says any more, as of the loads in seen.
CREATE TABLE word_index.former (
    number INTEGER NOT NULL
);

CREATE TABLE word_index.posting (
    word UBIGINT NOT NULL,
    document INTEGER NOT NULL,
    weight INTEGER NOT NULL
);
