-- What was announced and not asked for yet, when each seed is due, and the funnel by host and reason.

CREATE TABLE frontier (
    url_fingerprint VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    seed_url VARCHAR,
    claimed_headline VARCHAR,
    claimed_at TIMESTAMPTZ,
    announced_at TIMESTAMPTZ NOT NULL,
    run_id UUID
);
COMMENT ON TABLE frontier IS 'Pages that were announced, or named by hand, and not asked for since: left out by a limit, or on the list of a run. A row goes when its page is fetched, whatever comes of that.';
COMMENT ON COLUMN frontier.url_fingerprint IS 'key; lossy form of url, for equality only';
COMMENT ON COLUMN frontier.url IS 'address as announced';
COMMENT ON COLUMN frontier.source IS 'source.source';
COMMENT ON COLUMN frontier.seed_url IS 'seed that announced the address; null: given by hand';
COMMENT ON COLUMN frontier.claimed_headline IS 'headline according to the seed; null: it claims none';
COMMENT ON COLUMN frontier.claimed_at IS 'date according to the seed; null: it claims none';
COMMENT ON COLUMN frontier.announced_at IS 'when it was last announced';
COMMENT ON COLUMN frontier.run_id IS 'run that has it on its list; if that run is dead, nobody has. null: no run has';

ALTER TABLE seed ADD COLUMN found_on VARCHAR;
ALTER TABLE seed ADD COLUMN interval_seconds DOUBLE;
ALTER TABLE seed ADD COLUMN failures INTEGER;
ALTER TABLE seed ADD COLUMN last_news BIGINT;
ALTER TABLE seed ADD COLUMN next_due_at TIMESTAMPTZ;
COMMENT ON COLUMN seed.kind IS 'feed | sitemap | listing | home; null: announced pages, but was itself neither declared nor fetched';
COMMENT ON COLUMN seed.found_on IS 'home page that announced the seed, itself or in its host''s robots.txt; null: declared in the code, or below an index of sitemaps';
COMMENT ON COLUMN seed.interval_seconds IS 'how often it is asked while it answers: less after news, more after none; null: no run has asked it when it was due';
COMMENT ON COLUMN seed.failures IS 'times in a row that it could not be had or read; each doubles the wait. null: no run has asked it when it was due';
COMMENT ON COLUMN seed.last_news IS 'pages that nobody knew among those that it announced the last time; null: no run has asked it when it was due';
COMMENT ON COLUMN seed.next_due_at IS 'a scheduled run asks it from then on; null: the next one does';

ALTER TABLE run ADD COLUMN is_backfill BOOLEAN;
COMMENT ON COLUMN run.is_backfill IS 'true: only a window of time was asked for, and the cursors of seeds stayed where they were; null: as false';

ALTER TABLE funnel ADD COLUMN host VARCHAR;
ALTER TABLE funnel ADD COLUMN reason VARCHAR;
COMMENT ON COLUMN funnel.step IS 'the flow''s word: discovered, due, allowed, fetched, articles ...';
COMMENT ON COLUMN funnel.host IS 'host of the pages; null: the run was counted by source only';
COMMENT ON COLUMN funnel.reason IS 'fetches.reason of what was refused, failed or gone, rejection.reason of what was rejected, window or limit of what was left out; null: no other step has one';

COMMENT ON COLUMN fetches.kind IS 'page | feed | sitemap | listing | home | robots';
