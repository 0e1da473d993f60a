-- The exported articles as cells that no spreadsheet runs: a text that it would take for a formula gets an
-- apostrophe before it (OWASP, CSV Injection), lists become JSON. The first name begins with U+FEFF, by which
-- spreadsheets know UTF-8. Reads exported.

SELECT
    day AS "﻿day",
    safe_cell(source) AS source,
    published_at,
    published_precision,
    safe_cell(headline) AS headline,
    safe_cell(text) AS text,
    safe_cell(language) AS language,
    safe_cell(section) AS section,
    safe_cell(byline) AS byline,
    CAST(CAST(authors AS JSON) AS VARCHAR) AS authors,
    CAST(CAST(keywords AS JSON) AS VARCHAR) AS keywords,
    safe_cell(dateline_place) AS dateline_place,
    safe_cell(agency) AS agency,
    safe_cell(source_credit) AS source_credit,
    safe_cell(url) AS url,
    first_seen_at,
    last_seen_at,
    is_corrected,
    story_id,
    place_in_story,
    article_id,
    version_id
FROM exported
ORDER BY day, source, published_at, article_id
