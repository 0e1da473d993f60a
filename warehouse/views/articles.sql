-- Articles as they read now.

CREATE VIEW articles AS
SELECT
    article.article_id,
    article.source,
    coalesce(article_version.published_at, article.first_seen_at) AS published_at,
    CASE WHEN article_version.published_at IS NULL THEN 'first seen' ELSE article_version.published_precision END
        AS published_precision,
    article_version.headline,
    array_to_string(list_transform(article_version.paragraphs, lambda p: p.text), chr(10)) AS text,
    article_version.language,
    article_version.section,
    article_version.byline_raw AS byline,
    article_version.dateline_place,
    article_version.agency,
    article_version.source_credit,
    article.url,
    article.first_seen_at,
    article.last_seen_at,
    article.article_id IN (SELECT article_id FROM article_version WHERE previous_version_id IS NOT NULL) AS is_corrected,
    story_member.story_id,
    story_member.kind AS place_in_story,
    article.current_version_id AS version_id
FROM article
INNER JOIN article_version
    ON article.current_version_id = article_version.version_id
LEFT JOIN story_member
    ON article.article_id = story_member.article_id
WHERE NOT article.is_withdrawn;

COMMENT ON VIEW articles IS 'Articles as they read now, one row each; withdrawn ones are left out.';
COMMENT ON COLUMN articles.article_id IS 'article.article_id';
COMMENT ON COLUMN articles.source IS 'source.source';
COMMENT ON COLUMN articles.published_at IS 'as the page says, or else when the article was first seen';
COMMENT ON COLUMN articles.published_precision IS
    'minute | day | month | year as the page says; first seen: it says nothing';
COMMENT ON COLUMN articles.headline IS 'as printed';
COMMENT ON COLUMN articles.text IS 'paragraphs joined by a newline';
COMMENT ON COLUMN articles.language IS 'detected, BCP 47; null: too little text to tell';
COMMENT ON COLUMN articles.section IS 'as printed; null: the page does not say';
COMMENT ON COLUMN articles.byline IS 'as printed; null: the page does not say. The authors in it, in order, are in article_author by version_id';
COMMENT ON COLUMN articles.dateline_place IS 'place that opens the text; null: there is no dateline';
COMMENT ON COLUMN articles.agency IS 'news agency in dateline or credit; null: none named';
COMMENT ON COLUMN articles.source_credit IS 'other outlet that the page credits; null: it credits none';
COMMENT ON COLUMN articles.url IS 'its own address';
COMMENT ON COLUMN articles.first_seen_at IS 'fetch time of its first appearance';
COMMENT ON COLUMN articles.last_seen_at IS 'fetch time of its last appearance';
COMMENT ON COLUMN articles.is_corrected IS 'true: it has been seen to say something else, earlier or in between; corrections has a row for each change';
COMMENT ON COLUMN articles.story_id IS 'story.story_id; null: in no story';
COMMENT ON COLUMN articles.place_in_story IS 'story_member.kind; null: in no story';
COMMENT ON COLUMN articles.version_id IS 'article_version.version_id that is shown';
