-- How often each word comes in each of the texts. Reads text_words: number, headline and text as lists of words.
-- Sorted, so that a search for one word reads the few blocks that have it.

CREATE OR REPLACE TEMP TABLE counted_word AS
SELECT
    word,
    number AS document,
    CAST(sum(in_headline) AS SMALLINT) AS in_headline,
    CAST(sum(in_text) AS INTEGER) AS in_text
FROM (
    SELECT number, unnest(headline) AS word, 1 AS in_headline, 0 AS in_text FROM text_words
    UNION ALL
    SELECT number, unnest(text) AS word, 0 AS in_headline, 1 AS in_text FROM text_words
)
-- Nobody searches for it, and a few of them would be most of the index.
WHERE len(word) <= 100
GROUP BY word, number
ORDER BY word, document;
