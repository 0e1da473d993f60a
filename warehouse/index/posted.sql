-- Where one word comes, as a search needs it. Its value must stand here as a value: DuckDB then skips all blocks
-- without it.
-- $word: a word asked for
-- $form: hash of a form in which a text may have it

INSERT INTO posted (word, document, weight)
SELECT
    $word AS word,
    document,
    -- A headline says in a few words what a text is about.
    in_text + 4 * in_headline AS weight
FROM word_index.posting
WHERE word = $form;
