-- Who carries whose texts, after how long, and how much of them.

CREATE VIEW syndication AS
SELECT
    origin.source AS origin,
    carrier.source AS carrier,
    count(*) AS texts,
    count(*) FILTER (carrier.kind = 'exact') AS exact_copies,
    count(*) FILTER (carrier.kind = 'near') AS edited_copies,
    count(*) FILTER (carrier.kind = 'excerpt') AS excerpts,
    quantile_disc(carrier.published_at - origin.published_at, 0.5) AS median_delay,
    avg(carrier.containment_of_representative) AS kept,
    count(*) FILTER (carrier.source_credit IS NOT NULL OR carrier.agency IS NOT NULL) AS credited
FROM who_carried AS carrier
INNER JOIN who_carried AS origin
    ON carrier.story_id = origin.story_id
    AND origin.kind = 'representative'
WHERE carrier.kind <> 'representative'
GROUP BY origin.source, carrier.source
ORDER BY texts DESC, origin, carrier;

COMMENT ON VIEW syndication IS 'Who carries whose texts, after how long and how much of them. A source may carry its own texts again.';
COMMENT ON COLUMN syndication.origin IS 'source.source of the story''s representative';
COMMENT ON COLUMN syndication.carrier IS 'source.source of the other member';
COMMENT ON COLUMN syndication.texts IS 'members that the carrier has in stories of the origin';
COMMENT ON COLUMN syndication.exact_copies IS 'of these, the same text';
COMMENT ON COLUMN syndication.edited_copies IS 'of these, the same text, edited';
COMMENT ON COLUMN syndication.excerpts IS 'of these, cut or extended';
COMMENT ON COLUMN syndication.median_delay IS
    'published by the carrier after the origin; negative: the representative is not the first';
COMMENT ON COLUMN syndication.kept IS 'mean share of the origin''s text that the carrier has, 0 to 1';
COMMENT ON COLUMN syndication.credited IS 'of these, naming an agency or another outlet';
