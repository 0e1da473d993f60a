-- Sources as the code declares them, each once: a list for each field.

MERGE INTO source
USING (
    SELECT
        unnest($source) AS source,
        unnest($title) AS title,
        unnest($home) AS home,
        unnest($language) AS language,
        unnest($timezone) AS timezone,
        unnest(CAST($is_demo AS BOOLEAN[])) AS is_demo
) AS declared
    ON source.source = declared.source
WHEN MATCHED
    AND (
        source.title IS DISTINCT FROM declared.title
        OR source.home IS DISTINCT FROM declared.home
        OR source.language IS DISTINCT FROM declared.language
        OR source.timezone IS DISTINCT FROM declared.timezone
        OR source.is_demo IS DISTINCT FROM declared.is_demo
    ) THEN
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
