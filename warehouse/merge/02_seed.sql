-- A seed as the code declares it; what its fetches told stays.

MERGE INTO seed
USING (
    SELECT
        CAST(md5(concat($source, ' ', $url)) AS UUID) AS seed_id,
        $source AS source,
        $url AS url,
        $kind AS kind
) AS declared
    ON seed.seed_id = declared.seed_id
WHEN MATCHED THEN
    UPDATE SET kind = declared.kind
WHEN NOT MATCHED THEN
    INSERT (seed_id, source, url, kind)
    VALUES (declared.seed_id, declared.source, declared.url, declared.kind);
