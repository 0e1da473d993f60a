-- The list article_version.paragraphs as rows.

CREATE VIEW paragraph AS
SELECT
    version_id,
    position,
    paragraph.kind,
    paragraph.text
FROM (
    SELECT
        version_id,
        unnest(range(len(paragraphs))) AS position,
        unnest(paragraphs) AS paragraph
    FROM article_version
);

COMMENT ON VIEW paragraph IS 'Paragraphs of every version, one row each.';
COMMENT ON COLUMN paragraph.version_id IS 'article_version.version_id';
COMMENT ON COLUMN paragraph.position IS 'in the body, from 0';
COMMENT ON COLUMN paragraph.kind IS 'paragraph | heading | quote | list_item';
COMMENT ON COLUMN paragraph.text IS 'as printed, without markup';
