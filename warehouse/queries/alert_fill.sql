-- Which fields are filled far more or less often in the newest week than in the four before?

SELECT
    'fill' AS kind,
    field_fill.source || '/' || field_fill.field AS subject,
    field_fill.source,
    source.title,
    field_fill.field,
    field_fill.week,
    field_fill.articles,
    field_fill.rate,
    field_fill.usual_rate
FROM field_fill
LEFT JOIN source
    ON field_fill.source = source.source
WHERE field_fill.is_break
    AND field_fill.week = (SELECT max(week) FROM field_fill)
ORDER BY field_fill.source, field_fill.field;
