-- What belongs to the versions written by this load. Their rows are new, so there is nothing to merge with.
-- Variables: load_id.

-- Without the texts, and looked up once for all that follows.
CREATE OR REPLACE TEMP TABLE staged_part AS
SELECT
    version_id,
    article_id,
    published_at,
    authors,
    keywords,
    images,
    provenance,
    sketch
FROM staged_version;

CREATE OR REPLACE TEMP TABLE staged_author AS
SELECT
    version_id,
    position,
    nfc_normalize(name) AS name,
    CAST(md5(lower(nfc_normalize(name))) AS UUID) AS author_id
FROM (
    SELECT
        version_id,
        unnest(range(len(authors))) AS position,
        unnest(authors) AS name
    FROM staged_part
);

MERGE INTO author
USING (
    SELECT
        author_id,
        min(name) AS name
    FROM staged_author
    GROUP BY author_id
) AS staged
    ON author.author_id = staged.author_id
WHEN MATCHED AND staged.name < author.name THEN
    UPDATE SET name = staged.name
WHEN NOT MATCHED THEN
    INSERT (author_id, name, load_id)
    VALUES (staged.author_id, staged.name, CAST(getvariable('load_id') AS UUID));

INSERT INTO article_author (version_id, position, author_id, load_id)
SELECT
    version_id,
    position,
    author_id,
    CAST(getvariable('load_id') AS UUID)
FROM staged_author;

CREATE OR REPLACE TEMP TABLE staged_keyword AS
SELECT
    version_id,
    position,
    keyword.surface,
    keyword.folded,
    CAST(md5(keyword.folded) AS UUID) AS keyword_id
FROM (
    SELECT
        version_id,
        unnest(range(len(keywords))) AS position,
        unnest(keywords) AS keyword
    FROM staged_part
);

MERGE INTO keyword
USING (
    SELECT DISTINCT
        keyword_id,
        folded
    FROM staged_keyword
) AS staged
    ON keyword.keyword_id = staged.keyword_id
WHEN NOT MATCHED THEN
    INSERT (keyword_id, folded, load_id)
    VALUES (staged.keyword_id, staged.folded, CAST(getvariable('load_id') AS UUID));

INSERT INTO article_keyword (version_id, position, keyword_id, surface, load_id)
SELECT
    version_id,
    position,
    keyword_id,
    surface,
    CAST(getvariable('load_id') AS UUID)
FROM staged_keyword;

INSERT INTO image (version_id, position, url, caption, load_id)
SELECT
    version_id,
    position,
    image.url,
    image.caption,
    CAST(getvariable('load_id') AS UUID)
FROM (
    SELECT
        version_id,
        unnest(range(len(images))) AS position,
        unnest(images) AS image
    FROM staged_part
);

INSERT INTO provenance (version_id, field, rule, load_id)
SELECT
    version_id,
    item.field,
    min(item.rule) AS rule,
    CAST(getvariable('load_id') AS UUID)
FROM (
    SELECT
        version_id,
        unnest(provenance) AS item
    FROM staged_part
)
GROUP BY version_id, item.field;

INSERT INTO sketch (hash, version_id, day, load_id)
SELECT
    hash,
    version_id,
    day,
    CAST(getvariable('load_id') AS UUID)
FROM (
    SELECT DISTINCT
        unnest(sketch) AS hash,
        version_id,
        day
    FROM (
        SELECT
            told.version_id,
            told.sketch,
            CAST(make_timestamp(epoch_us(coalesce(told.published_at, article_now.first_seen_at))) AS DATE) AS day
        FROM staged_part AS told
        INNER JOIN article_now
            ON told.article_id = article_now.article_id
    )
)
WHERE hash IS NOT NULL;
