-- How much of what each source publishes is a text that another article represents?
-- $most: so many sources

SELECT
    coalesce(source.title, duplicate_rate.source) AS outlet,
    sum(duplicate_rate.articles) AS articles,
    sum(duplicate_rate.exact_copies) AS exact_copies,
    sum(duplicate_rate.edited_copies) AS edited_copies,
    sum(duplicate_rate.excerpts) AS excerpts,
    sum(duplicate_rate.indirect_copies) AS indirect_copies,
    sum(duplicate_rate.of_its_own) AS of_its_own,
    sum(
        duplicate_rate.exact_copies
        + duplicate_rate.edited_copies
        + duplicate_rate.excerpts
        + duplicate_rate.indirect_copies
    ) AS copies,
    copies / sum(duplicate_rate.articles) AS rate,
    greatest(count(*) OVER () - $most, 0) AS more
FROM duplicate_rate
LEFT JOIN source
    ON duplicate_rate.source = source.source
GROUP BY duplicate_rate.source, source.title
HAVING copies > 0
ORDER BY copies DESC, duplicate_rate.source
LIMIT $most;
