-- Which template changed: where did a field of a source come or go in the last twelve weeks?
-- $most: so many breaks

SELECT
    field_fill.week,
    coalesce(source.title, field_fill.source) AS outlet,
    field_fill.field,
    field_fill.articles,
    field_fill.rate,
    field_fill.usual_rate,
    count(*) OVER () AS in_all,
    greatest(count(*) OVER () - $most, 0) AS more
FROM field_fill
LEFT JOIN source
    ON field_fill.source = source.source
WHERE field_fill.is_break
    AND field_fill.week IN (SELECT DISTINCT week FROM field_fill ORDER BY week DESC LIMIT 12)
ORDER BY field_fill.week DESC, outlet, field_fill.field
LIMIT $most;
