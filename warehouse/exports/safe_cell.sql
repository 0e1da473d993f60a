-- A text as a cell that no spreadsheet runs.

CREATE OR REPLACE TEMP MACRO safe_cell(cell) AS
    CASE
        WHEN regexp_matches(cell, '^[=+\-@|%\t\r\n＝＋－＠]') THEN concat('''', cell)
        ELSE cell
    END;
