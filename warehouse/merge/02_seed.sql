-- A seed as the code declares it, or as a home page announces it; what its fetches told stays.

MERGE INTO seed
USING (
    SELECT
        CAST(md5(concat($source, ' ', $url)) AS UUID) AS seed_id,
        $source AS source,
        $url AS url,
        $kind AS kind,
        $found_on AS found_on
) AS declared
    ON seed.seed_id = declared.seed_id
WHEN MATCHED THEN
    UPDATE SET
        kind = declared.kind,
        found_on = declared.found_on
WHEN NOT MATCHED THEN
    INSERT (seed_id, source, url, kind, found_on)
    VALUES (declared.seed_id, declared.source, declared.url, declared.kind, declared.found_on);
