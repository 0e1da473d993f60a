-- What a seed says of a later change to a page, beside the date that it gives it.

ALTER TABLE frontier ADD COLUMN claimed_update TIMESTAMPTZ;
COMMENT ON COLUMN frontier.claimed_update IS 'last change according to the seed, if it says that beside a date; null: it claims none';
