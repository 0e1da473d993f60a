-- Of a host that was met in an archive nothing but its name was known; a home, a language and a zone were made up.

UPDATE source
SET
    home = NULL,
    language = NULL,
    timezone = NULL
WHERE language = 'und'
    AND NOT EXISTS (SELECT 1 FROM seed WHERE seed.source = source.source);

UPDATE source
SET
    language = NULL,
    timezone = NULL
WHERE language = 'und';

COMMENT ON COLUMN source.home IS 'address of the home page; null: never declared, or met in an archive';
COMMENT ON COLUMN source.language IS 'BCP 47; null: never declared';
