-- The pairs of a new text and another that may be duplicates, and which texts to read. Variables: window_days.

-- The window as values, so that DuckDB skips the row groups of all other days.
SET VARIABLE first_day = (SELECT min(day) FROM new_text);
SET VARIABLE last_day = (SELECT max(day) FROM new_text);

-- One text of 2013 among today's would reach over all days between. So the days, where they leave any out; not if they
-- are many, since each row is held against each of them.
SET VARIABLE days_near = (
    WITH near AS (
        SELECT DISTINCT CAST(new_text.day + distance.days AS DATE) AS day
        FROM new_text
        CROSS JOIN
            (SELECT CAST(range AS INTEGER) AS days FROM range(-getvariable('window_days'), getvariable('window_days') + 1))
                AS distance
    )

    SELECT CASE WHEN count(*) <= least(200, max(day) - min(day)) THEN list(day) END
    FROM near
);

-- Whether a day lies at most so many days beyond those of the new texts, and near one of them where that is told.
CREATE OR REPLACE TEMP MACRO is_within(day, days) AS
day BETWEEN getvariable('first_day') - days AND getvariable('last_day') + days
AND (getvariable('days_near') IS NULL OR list_contains(getvariable('days_near'), day));

CREATE OR REPLACE TEMP TABLE new_sketch AS
SELECT
    new_text.version_id,
    sketch.hash,
    sketch.day
FROM sketch
INNER JOIN new_text
    ON sketch.version_id = new_text.version_id
WHERE is_within(sketch.day, 0);

-- In steps, by the hash alone and then by the rest: left to itself the planner has joined the new hashes with
-- all articles first, because an article is not to be its own candidate, and took minutes.
CREATE OR REPLACE TEMP TABLE sharing_version AS
SELECT
    new_sketch.version_id AS one,
    sketch.version_id AS other,
    count(*) AS shared
FROM sketch
INNER JOIN new_sketch
    ON sketch.hash = new_sketch.hash
WHERE is_within(sketch.day, getvariable('window_days'))
    AND abs(sketch.day - new_sketch.day) <= getvariable('window_days')
    AND sketch.version_id <> new_sketch.version_id
GROUP BY ALL
HAVING count(*) >= 2;

CREATE OR REPLACE TEMP TABLE sketch_size AS
SELECT
    version_id,
    count(*) AS hashes
FROM sketch
WHERE is_within(day, getvariable('window_days'))
    AND version_id IN (SELECT one FROM sharing_version UNION ALL SELECT other FROM sharing_version)
GROUP BY version_id;

-- All articles without text have the same one.
CREATE OR REPLACE TEMP TABLE equal_text AS
SELECT
    new_text.article_id AS one,
    article_version.version_id AS other
FROM article_version
INNER JOIN new_text
    ON article_version.text_fingerprint = new_text.text_fingerprint
WHERE article_version.version_id <> new_text.version_id
    AND new_text.has_text;

CREATE OR REPLACE TEMP TABLE candidate_pair AS
WITH alike AS (
    SELECT
        new_text.article_id AS one,
        sharing_version.other AS other_version
    FROM sharing_version
    INNER JOIN new_text
        ON sharing_version.one = new_text.version_id
    INNER JOIN sketch_size AS one_size
        ON sharing_version.one = one_size.version_id
    INNER JOIN sketch_size AS other_size
        ON sharing_version.other = other_size.version_id
    -- A third of the shorter text is the least that can become of a candidate. A sketch is a sample of it, so what
    -- is shared may be less: of short ones an eighth, and never more than 2.5 standard deviations below a third.
    WHERE shared >= CASE WHEN least(one_size.hashes, other_size.hashes) <= 12 THEN 2 ELSE 3 END
        AND 8 * shared >= least(one_size.hashes, other_size.hashes)
        AND shared
        >= least(one_size.hashes, other_size.hashes) / 3 - 2.5 * sqrt(least(one_size.hashes, other_size.hashes) * 2 / 9)
    UNION ALL
    SELECT
        one,
        other AS other_version
    FROM equal_text
)

SELECT DISTINCT
    least(alike.one, article.article_id) AS one,
    greatest(alike.one, article.article_id) AS other
FROM alike
INNER JOIN article
    ON alike.other_version = article.current_version_id
WHERE NOT article.is_withdrawn
    AND alike.one <> article.article_id;

-- A text that is like no other is in no story, whatever is decided: it need not be read.
-- The others are numbered: new ones first, members of a story one after another, else as they lie in their table.
CREATE OR REPLACE TEMP TABLE decided_text AS
WITH named AS MATERIALIZED (
    SELECT article_id
    FROM new_text
    WHERE article_id IN (SELECT article_id FROM story_member)
    UNION
    SELECT one FROM candidate_pair
    UNION
    SELECT other FROM candidate_pair
),

-- All members of the stories that any of these are in.
member AS MATERIALIZED (
    SELECT
        article_id,
        story_id,
        kind = 'representative' AS represents
    FROM story_member
    WHERE story_id IN (
        SELECT story_id FROM story_member WHERE article_id IN (SELECT article_id FROM named)
    )
),

decided AS (
    SELECT article_id FROM named
    UNION
    SELECT article_id FROM member
),

-- By the row: of other articles nothing but keys is read.
shown AS MATERIALIZED (
    SELECT
        article_id,
        rowid AS article_row,
        source,
        current_version_id AS version_id,
        first_seen_at
    FROM article
    WHERE rowid IN (SELECT rowid FROM article WHERE article_id IN (SELECT article_id FROM decided))
),

placed AS MATERIALIZED (
    SELECT
        shown.*,
        new_text.article_id IS NOT NULL AS is_new,
        -- A changed text has no place yet: its old one rests on other words.
        CASE WHEN new_text.article_id IS NULL THEN member.story_id END AS story_id,
        coalesce(member.represents, false) AS represents
    FROM shown
    LEFT JOIN new_text
        ON shown.article_id = new_text.article_id
    LEFT JOIN member
        ON shown.article_id = member.article_id
),

-- Not as a window by story, which takes DuckDB as long as all the rest.
beginning AS (
    SELECT
        story_id,
        min(article_row) AS story_row
    FROM placed
    WHERE story_id IS NOT NULL
    GROUP BY story_id
)

SELECT
    placed.article_id,
    placed.version_id,
    placed.source,
    placed.first_seen_at,
    placed.is_new,
    placed.story_id,
    placed.represents,
    row_number() OVER (
        ORDER BY placed.is_new DESC, coalesce(beginning.story_row, placed.article_row), placed.article_row
    ) - 1 AS number
FROM placed
LEFT JOIN beginning
    ON placed.story_id = beginning.story_id;
