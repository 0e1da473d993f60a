-- The load row, last of all. Counts are of rows that are there, not of rows that were meant.

INSERT INTO load (
    load_id,
    run_id,
    package_version,
    package_name,
    loaded_at,
    seconds,
    package_rows,
    new_fetches,
    new_articles,
    new_versions,
    new_appearances,
    new_rejections,
    candidate_pairs
)
SELECT
    CAST($load_id AS UUID),
    CAST($run_id AS UUID),
    $package_version,
    $package_name,
    CAST($loaded_at AS TIMESTAMPTZ),
    CAST($seconds AS DOUBLE),
    (SELECT count(*) FROM staged_row),
    (SELECT count(*) FROM fetches WHERE load_id = CAST($load_id AS UUID)),
    (SELECT count(*) FROM article WHERE load_id = CAST($load_id AS UUID)),
    (SELECT count(*) FROM article_version WHERE load_id = CAST($load_id AS UUID)),
    (SELECT count(*) FROM appearance WHERE load_id = CAST($load_id AS UUID)),
    (SELECT count(*) FROM rejection WHERE load_id = CAST($load_id AS UUID)),
    (SELECT count(*) FROM candidate_pair);
