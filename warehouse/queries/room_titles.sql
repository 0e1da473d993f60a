-- What is each source called?

SELECT
    source,
    coalesce(title, source) AS outlet
FROM source;
