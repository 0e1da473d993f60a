-- Where one form of a word comes, and how much of each text it is; a word is a union of its forms.
-- $form: hash of a form in which a text may have the word. It is written in as it is: DuckDB then skips all blocks
-- without it, fewer if it is bound, and fewer of several at once (IN).

SELECT
    document AS numbers,
    weight AS weights
FROM word_index.posting
WHERE word = CAST($form AS UBIGINT)
