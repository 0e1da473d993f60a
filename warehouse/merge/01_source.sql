-- Sources as the code declares them, each once: a list for each field. What is not known of one any more stays.

MERGE INTO source
USING (
    SELECT
        unnest($source) AS source,
        unnest($title) AS title,
        unnest(CAST($home AS VARCHAR[])) AS home,
        unnest(CAST($language AS VARCHAR[])) AS language,
        unnest(CAST($timezone AS VARCHAR[])) AS timezone,
        unnest(CAST($is_demo AS BOOLEAN[])) AS is_demo
) AS declared
    ON source.source = declared.source
WHEN MATCHED
    AND (
        source.title IS DISTINCT FROM declared.title
        OR source.home IS DISTINCT FROM coalesce(declared.home, source.home)
        OR source.language IS DISTINCT FROM coalesce(declared.language, source.language)
        OR source.timezone IS DISTINCT FROM coalesce(declared.timezone, source.timezone)
        OR source.is_demo IS DISTINCT FROM declared.is_demo
    ) THEN
    UPDATE SET
        title = declared.title,
        home = coalesce(declared.home, source.home),
        language = coalesce(declared.language, source.language),
        timezone = coalesce(declared.timezone, source.timezone),
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
