-- Seeds as the code declares them, or as home pages announce them, each once: a list for
-- each field. What their fetches told stays.

MERGE INTO seed
USING (
    SELECT
        CAST(md5(concat(source, ' ', url)) AS UUID) AS seed_id,
        source,
        url,
        kind,
        found_on
    FROM (
        SELECT
            unnest($source) AS source,
            unnest($url) AS url,
            unnest($kind) AS kind,
            unnest(CAST($found_on AS VARCHAR[])) AS found_on
    )
) AS declared
    ON seed.seed_id = declared.seed_id
WHEN MATCHED
    AND (seed.kind IS DISTINCT FROM declared.kind OR seed.found_on IS DISTINCT FROM declared.found_on) THEN
    UPDATE SET
        kind = declared.kind,
        found_on = declared.found_on
WHEN NOT MATCHED THEN
    INSERT (seed_id, source, url, kind, found_on)
    VALUES (declared.seed_id, declared.source, declared.url, declared.kind, declared.found_on);
