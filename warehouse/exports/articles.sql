-- Articles as they read now, with all that belongs to them, for use elsewhere.
-- $sources: outlets; null: all
-- $since, $until: null, or days of publication (UTC); until exclusive

SELECT
    CAST(make_timestamp(epoch_us(articles.published_at)) AS DATE) AS day,
    articles.source,
    articles.published_at,
    articles.published_precision,
    articles.headline,
    articles.text,
    articles.language,
    articles.section,
    articles.byline,
    coalesce(written.authors, []) AS authors,
    coalesce(tagged.keywords, []) AS keywords,
    articles.dateline_place,
    articles.agency,
    articles.source_credit,
    articles.url,
    articles.first_seen_at,
    articles.last_seen_at,
    articles.is_corrected,
    articles.story_id,
    articles.place_in_story,
    articles.article_id,
    articles.version_id
FROM articles
LEFT JOIN (
    SELECT
        article_author.version_id,
        list(author.name ORDER BY article_author.position) AS authors
    FROM article_author
    INNER JOIN author
        ON article_author.author_id = author.author_id
    GROUP BY article_author.version_id
) AS written
    ON articles.version_id = written.version_id
LEFT JOIN (
    SELECT
        version_id,
        list(surface ORDER BY position) AS keywords
    FROM article_keyword
    GROUP BY version_id
) AS tagged
    ON articles.version_id = tagged.version_id
WHERE (CAST($sources AS VARCHAR[]) IS NULL OR list_contains(CAST($sources AS VARCHAR[]), articles.source))
    AND (CAST($since AS DATE) IS NULL OR CAST(make_timestamp(epoch_us(articles.published_at)) AS DATE) >= CAST($since AS DATE))
    AND (CAST($until AS DATE) IS NULL OR CAST(make_timestamp(epoch_us(articles.published_at)) AS DATE) < CAST($until AS DATE))
ORDER BY day, articles.source, articles.published_at, articles.article_id;
