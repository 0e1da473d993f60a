-- Who published a text first, who copied it, after how long, and how much of it was kept.

CREATE VIEW copied_text AS
-- The order of who_carried, of narrow rows; the wide tables are read once for both sides.
WITH placed AS MATERIALIZED (
    SELECT
        story_member.story_id,
        current_article.article_id,
        current_article.version_id,
        current_article.source,
        current_article.published_at,
        coalesce(current_article.published_precision, 'first seen') AS published_precision,
        row_number() OVER carried AS carried_as,
        -- Of numbers: a difference of times with a zone is taken by the calendar, and slowly.
        to_microseconds(
            epoch_us(current_article.published_at) - first_value(epoch_us(current_article.published_at)) OVER carried
        ) AS after_first
    FROM story_member
    INNER JOIN current_article
        ON story_member.article_id = current_article.article_id
    WINDOW carried AS (
        PARTITION BY story_member.story_id
        ORDER BY current_article.published_at, current_article.article_id
    )
),

told AS MATERIALIZED (
    SELECT
        placed.*,
        article_version.headline,
        article_version.agency,
        article_version.source_credit,
        article.url
    FROM placed
    INNER JOIN article_version
        ON placed.version_id = article_version.version_id
    INNER JOIN article
        ON placed.article_id = article.article_id
)

SELECT
    carrier.story_id,
    first.source AS first_source,
    first.article_id AS first_article_id,
    first.headline AS first_headline,
    first.published_at AS first_published_at,
    first.published_precision AS first_published_precision,
    carrier.source AS copied_by,
    carrier.article_id,
    carrier.url,
    carrier.published_at,
    carrier.published_precision,
    CASE
        WHEN first.published_precision = 'minute' AND carrier.published_precision = 'minute' THEN carrier.after_first
    END AS delay,
    coalesce(text_pair.kind, 'indirect') AS kind,
    CASE
        WHEN text_pair.left_id = first.article_id THEN text_pair.containment_of_left
        ELSE text_pair.containment_of_right
    END AS kept,
    CASE
        WHEN text_pair.left_id = first.article_id THEN text_pair.containment_of_right
        ELSE text_pair.containment_of_left
    END AS taken,
    carrier.source_credit IS NOT NULL OR carrier.agency IS NOT NULL AS is_credited
FROM told AS carrier
INNER JOIN told AS first
    ON carrier.story_id = first.story_id
    AND first.carried_as = 1
LEFT JOIN text_pair
    ON least(carrier.article_id, first.article_id) = least(text_pair.left_id, text_pair.right_id)
    AND greatest(carrier.article_id, first.article_id) = greatest(text_pair.left_id, text_pair.right_id)
WHERE carrier.carried_as > 1
ORDER BY first_published_at, carrier.story_id, carrier.carried_as;

COMMENT ON VIEW copied_text IS
    'Who published a text first, who copied it, after how long, and how much of it was kept; one row for each copy.';
COMMENT ON COLUMN copied_text.story_id IS 'story.story_id';
COMMENT ON COLUMN copied_text.first_source IS 'source.source of the member that was published first';
COMMENT ON COLUMN copied_text.first_article_id IS 'article.article_id of the member that was published first';
COMMENT ON COLUMN copied_text.first_headline IS 'as printed';
COMMENT ON COLUMN copied_text.first_published_at IS 'as its page says, or else when it was first seen';
COMMENT ON COLUMN copied_text.first_published_precision IS
    'minute | day | month | year: as its page says, and taken as the begin of that, UTC, so that another member may have been earlier | first seen: it says nothing, and may be earlier than that';
COMMENT ON COLUMN copied_text.copied_by IS 'source.source of the copy; a source may publish its own text again';
COMMENT ON COLUMN copied_text.article_id IS 'article.article_id of the copy';
COMMENT ON COLUMN copied_text.url IS 'of the copy';
COMMENT ON COLUMN copied_text.published_at IS 'of the copy: as its page says, or else when it was first seen';
COMMENT ON COLUMN copied_text.published_precision IS 'the same of the copy';
COMMENT ON COLUMN copied_text.delay IS 'time between the two; null: one of them is not told to the minute';
COMMENT ON COLUMN copied_text.kind IS
    'exact | near | excerpt | related: as compared with the first | indirect: not compared with it, but with others';
COMMENT ON COLUMN copied_text.kept IS 'share of the first one''s shingles that the copy has, 0 to 1; null: indirect';
COMMENT ON COLUMN copied_text.taken IS 'share of the copy''s shingles that the first one has, 0 to 1; null: indirect';
COMMENT ON COLUMN copied_text.is_credited IS 'the copy names an agency or another outlet';
