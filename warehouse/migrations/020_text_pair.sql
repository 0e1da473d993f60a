-- What pairs of articles have in common, kept whether or not they are one story: the evidence outlives the decision.

CREATE TABLE text_pair (
    left_id UUID NOT NULL,
    right_id UUID NOT NULL,
    left_version_id UUID NOT NULL,
    right_version_id UUID NOT NULL,
    kind VARCHAR NOT NULL,
    containment_of_left DOUBLE NOT NULL,
    containment_of_right DOUBLE NOT NULL,
    jaccard DOUBLE NOT NULL,
    shared_shingles BIGINT NOT NULL,
    left_shingles BIGINT NOT NULL,
    right_shingles BIGINT NOT NULL,
    load_id UUID NOT NULL
);
COMMENT ON TABLE text_pair IS 'Two texts with something in common, with the evidence: current versions of two articles, or two versions of one that follow one another.';
COMMENT ON COLUMN text_pair.left_id IS 'article.article_id of the article that came first; of kind version the same as right_id';
COMMENT ON COLUMN text_pair.right_id IS 'article.article_id';
COMMENT ON COLUMN text_pair.left_version_id IS 'key with right_version_id; article_version.version_id that was compared';
COMMENT ON COLUMN text_pair.right_version_id IS 'article_version.version_id that was compared';
COMMENT ON COLUMN text_pair.kind IS 'exact: the same text | near: the same text, edited | excerpt: one holds the other | related: more than a quotation in common, but not one text, so not merged | version: one article before and after it changed, no duplicate';
COMMENT ON COLUMN text_pair.containment_of_left IS 'share of the left text''s shingles that the right one has, 0 to 1';
COMMENT ON COLUMN text_pair.containment_of_right IS 'share of the right text''s shingles that the left one has, 0 to 1';
COMMENT ON COLUMN text_pair.jaccard IS 'shared shingles by all shingles of both, 0 to 1';
COMMENT ON COLUMN text_pair.shared_shingles IS 'shingles in both texts';
COMMENT ON COLUMN text_pair.left_shingles IS 'different shingles of the left text';
COMMENT ON COLUMN text_pair.right_shingles IS 'different shingles of the right text; of two texts the longer has more';
COMMENT ON COLUMN text_pair.load_id IS 'load that made the row; the run follows from it';

ALTER TABLE story_member ADD COLUMN is_roundup BOOLEAN;
COMMENT ON COLUMN story_member.is_roundup IS 'it holds texts of other stories, too, each an excerpt in text_pair, and joins none of them; null: decided before this was recorded';
