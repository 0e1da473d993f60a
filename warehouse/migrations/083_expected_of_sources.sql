-- What is declared beside a site is held to what it brought at the end of each run that visits it.

COMMENT ON TABLE check_result IS 'What each check found, each time it ran: all of integrity in one round, and at the end of a run what is expected of each source that it visited as a whole.';
COMMENT ON COLUMN check_result.checked_at IS 'when the round began; of what is expected: when the run had loaded all';
COMMENT ON COLUMN check_result.check_name IS 'file name in warehouse/checks, without .sql; or "expected of" and the source';
COMMENT ON COLUMN check_result.offending_rows IS '0: in order; of what is expected: how many bounds were left';
COMMENT ON COLUMN check_result.sample IS 'the first five offending rows; of what is expected: each bound that was left, with what was seen; null: in order';
