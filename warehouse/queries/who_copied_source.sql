-- Who copied what this source published first, after how long, and how much was kept?
-- $source: the source
-- $most: so many copies, the latest first

SELECT
    copied_text.copied_by,
    copied_text.delay,
    copied_text.kind,
    copied_text.kept,
    copied_text.taken,
    copied_text.is_credited,
    copied_text.first_headline,
    copied_text.first_published_at,
    copied_text.first_published_precision,
    copied_text.published_at,
    copied_text.published_precision,
    copied_text.url,
    copied_text.story_id
FROM copied_text
WHERE copied_text.first_source = $source
ORDER BY copied_text.published_at DESC, copied_text.url
LIMIT $most;
