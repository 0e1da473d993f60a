-- Texts whose duplicates are to be found, and the pairs that may be duplicates.

-- A story that loses a member to withdrawal is taken apart and decided anew.
CREATE OR REPLACE TEMP TABLE dissolved_story AS
SELECT DISTINCT story_member.story_id
FROM story_member
INNER JOIN article
    ON story_member.article_id = article.article_id
WHERE article.is_withdrawn
    AND article.article_id IN (SELECT article_id FROM touched_article);

CREATE OR REPLACE TEMP TABLE new_text AS
SELECT
    article.article_id,
    article.source,
    article_version.version_id,
    article_version.text_fingerprint,
    CAST(coalesce(article_version.published_at, article.first_seen_at) AS DATE) AS day
FROM article
INNER JOIN article_version
    ON article.current_version_id = article_version.version_id
LEFT JOIN article_before
    ON article.article_id = article_before.article_id
WHERE NOT article.is_withdrawn
    AND (
        (
            article.article_id IN (SELECT article_id FROM touched_article)
            AND (
                article_before.article_id IS NULL
                OR article_before.is_withdrawn
                OR article_before.current_version_id <> article.current_version_id
            )
        )
        OR article.article_id IN (
            SELECT article_id FROM story_member WHERE story_id IN (SELECT story_id FROM dissolved_story)
        )
    );

DELETE FROM story_member
WHERE story_id IN (SELECT story_id FROM dissolved_story);

CREATE OR REPLACE TEMP TABLE new_sketch AS
SELECT
    new_text.article_id,
    sketch.hash,
    sketch.day
FROM sketch
INNER JOIN new_text
    ON sketch.version_id = new_text.version_id
-- The range lets DuckDB skip the row groups of all other days.
WHERE sketch.day BETWEEN (SELECT min(day) FROM new_text) AND (SELECT max(day) FROM new_text);

CREATE OR REPLACE TEMP TABLE candidate_pair AS
WITH sharing AS (
    SELECT
        new_sketch.article_id AS one,
        article.article_id AS other
    FROM sketch
    INNER JOIN new_sketch
        ON sketch.hash = new_sketch.hash
        AND sketch.day BETWEEN new_sketch.day - 3 AND new_sketch.day + 3
    INNER JOIN article
        ON sketch.version_id = article.current_version_id
    WHERE sketch.day BETWEEN (SELECT min(day) - 3 FROM new_text) AND (SELECT max(day) + 3 FROM new_text)
        AND article.article_id <> new_sketch.article_id
        AND NOT article.is_withdrawn
    GROUP BY one, other
    HAVING count(*) >= 3
),

of_equal_text AS (
    SELECT
        new_text.article_id AS one,
        article.article_id AS other
    FROM new_text
    INNER JOIN article_version
        ON new_text.text_fingerprint = article_version.text_fingerprint
    INNER JOIN article
        ON article_version.version_id = article.current_version_id
    WHERE article.article_id <> new_text.article_id
        AND NOT article.is_withdrawn
        -- All articles without text have the same one.
        AND len(article_version.paragraphs) > 0
)

SELECT DISTINCT
    least(one, other) AS one,
    greatest(one, other) AS other
FROM (
    SELECT * FROM sharing
    UNION ALL
    SELECT * FROM of_equal_text
);

CREATE OR REPLACE TEMP TABLE decided_text AS
WITH named AS (
    SELECT article_id FROM new_text
    UNION
    SELECT one FROM candidate_pair
    UNION
    SELECT other FROM candidate_pair
)

SELECT article_id FROM named
UNION
SELECT article_id
FROM story_member
WHERE story_id IN (
    SELECT story_id FROM story_member WHERE article_id IN (SELECT article_id FROM named)
);
