-- How often was each field filled in each of the last twelve weeks that had articles?

SELECT
    week,
    field,
    sum(articles) AS articles,
    sum(filled) AS filled,
    sum(filled) / sum(articles) AS rate
FROM field_fill
WHERE week IN (SELECT DISTINCT week FROM field_fill ORDER BY week DESC LIMIT 12)
GROUP BY week, field
ORDER BY week, field;
