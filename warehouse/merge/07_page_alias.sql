-- Where addresses that redirect lead to. Reads the registered table leads.

MERGE INTO page_alias
USING (
    SELECT
        url_fingerprint,
        CAST(page_id AS UUID) AS page_id,
        fetched_at
    FROM leads
    QUALIFY row_number() OVER (PARTITION BY url_fingerprint ORDER BY fetched_at DESC, page_id) = 1
) AS staged
    ON page_alias.url_fingerprint = staged.url_fingerprint
WHEN MATCHED AND staged.fetched_at > page_alias.fetched_at THEN
    UPDATE SET
        page_id = staged.page_id,
        fetched_at = staged.fetched_at
WHEN NOT MATCHED THEN
    INSERT (url_fingerprint, page_id, fetched_at)
    VALUES (staged.url_fingerprint, staged.page_id, staged.fetched_at);
