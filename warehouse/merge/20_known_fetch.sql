-- Runs and sources, and what the warehouse knows of the fetches already. Variables: load_id, run_id (of the package).

MERGE INTO run
USING (
    SELECT run_id FROM staged_fetch
    UNION
    SELECT CAST(getvariable('run_id') AS UUID)
) AS spoken_of
    ON run.run_id = spoken_of.run_id
WHEN NOT MATCHED THEN
    INSERT (run_id) VALUES (spoken_of.run_id);

MERGE INTO source
USING (SELECT DISTINCT source FROM staged_fetch) AS spoken_of
    ON source.source = spoken_of.source
WHEN NOT MATCHED THEN
    INSERT (source, load_id) VALUES (spoken_of.source, CAST(getvariable('load_id') AS UUID));

CREATE OR REPLACE TEMP TABLE known_fetch AS
SELECT
    fetch_id,
    rule_version
FROM staged_fetch
WHERE package_row IN (SELECT package_row FROM stored_fetch);

CREATE OR REPLACE TEMP TABLE touched_article AS
SELECT DISTINCT article_id
FROM staged_article;
