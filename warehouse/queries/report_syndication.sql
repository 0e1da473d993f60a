-- Who carries whose texts?
-- $most: so many pairs of outlets

SELECT
    coalesce(origin.title, syndication.origin) AS origin,
    coalesce(carrier.title, syndication.carrier) AS carrier,
    syndication.texts,
    syndication.exact_copies,
    syndication.edited_copies,
    syndication.excerpts,
    syndication.indirect_copies,
    epoch(syndication.median_delay) AS seconds_after,
    syndication.kept,
    syndication.credited,
    greatest(count(*) OVER () - $most, 0) AS more
FROM syndication
LEFT JOIN source AS origin
    ON syndication.origin = origin.source
LEFT JOIN source AS carrier
    ON syndication.carrier = carrier.source
ORDER BY syndication.texts DESC, origin, carrier
LIMIT $most;
