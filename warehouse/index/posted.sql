-- Where one form of a word comes, and how much of each text it is. Its value must stand here as a value: DuckDB then
-- skips all blocks without it.
-- $form: hash of a form in which a text may have the word

SELECT
    document AS numbers,
    -- A headline says in a few words what a text is about.
    in_text + 4 * in_headline AS weights
FROM word_index.posting
WHERE word = CAST($form AS UBIGINT);
