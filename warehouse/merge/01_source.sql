-- A source as the code declares it.

MERGE INTO source
USING (
    SELECT
        $source AS source,
        $title AS title,
        $home AS home,
        $language AS language,
        $timezone AS timezone,
        CAST($is_demo AS BOOLEAN) AS is_demo
) AS declared
    ON source.source = declared.source
WHEN MATCHED THEN
    UPDATE SET
        title = declared.title,
        home = declared.home,
        language = declared.language,
        timezone = declared.timezone,
        is_demo = declared.is_demo
WHEN NOT MATCHED THEN
    INSERT (source, title, home, language, timezone, is_demo)
    VALUES (
        declared.source,
        declared.title,
        declared.home,
        declared.language,
        declared.timezone,
        declared.is_demo
    );
