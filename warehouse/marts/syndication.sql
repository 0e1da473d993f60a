-- Who carries whose texts, after how long, and how much of them.

CREATE VIEW syndication AS
WITH carried AS (
    SELECT
        origin.source AS origin,
        carrier.source AS carrier,
        story_member.kind,
        story_member.containment_of_representative,
        CASE
            WHEN carrier.published_precision = 'minute' AND origin.published_precision = 'minute'
                THEN epoch_us(carrier.published_at) - epoch_us(origin.published_at)
        END AS delay,
        carrier.version_id
    FROM story_member
    INNER JOIN story
        ON story_member.story_id = story.story_id
    INNER JOIN current_article AS carrier
        ON story_member.article_id = carrier.article_id
    INNER JOIN current_article AS origin
        ON story.representative_id = origin.article_id
    WHERE story_member.kind <> 'representative'
),

crediting AS (
    SELECT version_id
    FROM article_version
    WHERE source_credit IS NOT NULL
        OR agency IS NOT NULL
)

SELECT
    origin,
    carrier,
    count(*) AS texts,
    count(*) FILTER (kind = 'exact') AS exact_copies,
    count(*) FILTER (kind = 'near') AS edited_copies,
    count(*) FILTER (kind = 'excerpt') AS excerpts,
    count(*) FILTER (kind = 'indirect') AS indirect_copies,
    count(delay) AS timed,
    to_microseconds(quantile_disc(delay, 0.5)) AS median_delay,
    avg(containment_of_representative) AS kept,
    count(*) FILTER (version_id IN (SELECT version_id FROM crediting)) AS credited
FROM carried
GROUP BY origin, carrier
ORDER BY texts DESC, origin, carrier;

COMMENT ON VIEW syndication IS 'Who carries whose texts, after how long and how much of them. A source may carry its own texts again.';
COMMENT ON COLUMN syndication.origin IS 'source.source of the story''s representative';
COMMENT ON COLUMN syndication.carrier IS 'source.source of the other member';
COMMENT ON COLUMN syndication.texts IS 'members that the carrier has in stories of the origin';
COMMENT ON COLUMN syndication.exact_copies IS 'of these, the same text';
COMMENT ON COLUMN syndication.edited_copies IS 'of these, the same text, edited, or cut or extended by less than a quarter';
COMMENT ON COLUMN syndication.excerpts IS 'of these, cut or extended';
COMMENT ON COLUMN syndication.indirect_copies IS 'of these, the text of other members, of which the origin has less';
COMMENT ON COLUMN syndication.timed IS 'of these, where both texts are told to the minute';
COMMENT ON COLUMN syndication.median_delay IS
    'of the timed ones, published by the carrier after the origin; negative: the representative is not the first; null: none is timed';
COMMENT ON COLUMN syndication.kept IS 'mean share of the origin''s text that the carrier has, 0 to 1';
COMMENT ON COLUMN syndication.credited IS 'of these, naming an agency or another outlet';
