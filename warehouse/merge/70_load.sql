-- The load row, last of all.

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
VALUES (
    $load_id,
    $run_id,
    $package_version,
    $package_name,
    $loaded_at,
    $seconds,
    $package_rows,
    $new_fetches,
    $new_articles,
    $new_versions,
    $new_appearances,
    $new_rejections,
    $candidate_pairs
);
