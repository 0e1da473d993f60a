-- The tables, first form. Keys are deterministic hashes, and identity is kept by MERGE: a table format
-- without constraints (DuckLake) then runs the same SQL, and a unique index would cost every load the more
-- the bigger the warehouse is. checks/ holds the keys to being unique.
--
-- Paragraphs are a list in article_version, not a table: they are written once and read together with their
-- version, a list compresses as well as rows would, and fifteen rows an article with a 16-byte key each
-- would be the biggest table of the warehouse and the slowest to merge. The view paragraph has the rows.

CREATE TABLE run (
    run_id UUID NOT NULL,
    flow VARCHAR,
    parameters JSON,
    started_at TIMESTAMPTZ,
    finished_at TIMESTAMPTZ,
    outcome VARCHAR
);
COMMENT ON TABLE run IS 'One run of a flow: what was asked for, when, and how it ended.';
COMMENT ON COLUMN run.run_id IS 'key; given by whoever starts the run';
COMMENT ON COLUMN run.flow IS 'name of the flow; null: only a load package speaks of this run';
COMMENT ON COLUMN run.parameters IS 'the run form as it was filled in; null: only a load package speaks of this run';
COMMENT ON COLUMN run.started_at IS 'null: only a load package speaks of this run';
COMMENT ON COLUMN run.finished_at IS 'null: still running, or killed';
COMMENT ON COLUMN run.outcome IS 'completed | failed | cancelled, or the flow''s own word; null: still running, or killed';

CREATE TABLE load (
    load_id UUID NOT NULL,
    run_id UUID NOT NULL,
    package_version INTEGER NOT NULL,
    package_name VARCHAR NOT NULL,
    loaded_at TIMESTAMPTZ NOT NULL,
    seconds DOUBLE NOT NULL,
    package_rows BIGINT NOT NULL,
    new_fetches BIGINT NOT NULL,
    new_articles BIGINT NOT NULL,
    new_versions BIGINT NOT NULL,
    new_appearances BIGINT NOT NULL,
    new_rejections BIGINT NOT NULL,
    candidate_pairs BIGINT NOT NULL
);
COMMENT ON TABLE load IS 'One load package taken in. Written last in its transaction: where this row is, everything of the package is.';
COMMENT ON COLUMN load.load_id IS 'key; the package''s own id';
COMMENT ON COLUMN load.run_id IS 'run that wrote the package';
COMMENT ON COLUMN load.package_version IS 'format of the package';
COMMENT ON COLUMN load.package_name IS 'file name of the package, without its folder';
COMMENT ON COLUMN load.loaded_at IS 'when the load began';
COMMENT ON COLUMN load.seconds IS 'from reading the package to the commit';
COMMENT ON COLUMN load.package_rows IS 'rows in the package; one row is one fetch';
COMMENT ON COLUMN load.new_fetches IS 'rows that this load added to fetches';
COMMENT ON COLUMN load.new_articles IS 'rows that this load added to article';
COMMENT ON COLUMN load.new_versions IS 'rows that this load added to article_version';
COMMENT ON COLUMN load.new_appearances IS 'rows that this load added to appearance';
COMMENT ON COLUMN load.new_rejections IS 'rows that this load added to rejection';
COMMENT ON COLUMN load.candidate_pairs IS 'pairs of articles that were compared for duplication';

CREATE TABLE source (
    source VARCHAR NOT NULL,
    title VARCHAR,
    home VARCHAR,
    language VARCHAR,
    timezone VARCHAR,
    is_demo BOOLEAN,
    load_id UUID
);
COMMENT ON TABLE source IS 'An outlet that we collect.';
COMMENT ON COLUMN source.source IS 'key; slug: lower case, digits, underscores';
COMMENT ON COLUMN source.title IS 'as the outlet writes it; null: seen in a package, never declared';
COMMENT ON COLUMN source.home IS 'address of the home page; null: seen in a package, never declared';
COMMENT ON COLUMN source.language IS 'BCP 47; null: seen in a package, never declared';
COMMENT ON COLUMN source.timezone IS 'IANA name of the zone in which the outlet prints dates; null: never declared';
COMMENT ON COLUMN source.is_demo IS 'served by the built-in demo web; null: never declared';
COMMENT ON COLUMN source.load_id IS 'load that first spoke of the source; null: declared before any load did';

CREATE TABLE seed (
    seed_id UUID NOT NULL,
    source VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    kind VARCHAR,
    etag VARCHAR,
    last_modified VARCHAR,
    body_sha256 VARCHAR,
    last_fetched_at TIMESTAMPTZ,
    last_outcome VARCHAR,
    newest_seen_at TIMESTAMPTZ,
    load_id UUID
);
COMMENT ON TABLE seed IS 'Where a source announces its news: a feed, sitemap or listing, with its validators and cursor.';
COMMENT ON COLUMN seed.seed_id IS 'key; of source and url';
COMMENT ON COLUMN seed.source IS 'source.source';
COMMENT ON COLUMN seed.url IS 'address as asked for';
COMMENT ON COLUMN seed.kind IS 'feed | sitemap | listing | urls; null: announced pages, but was itself neither declared nor fetched';
COMMENT ON COLUMN seed.etag IS 'of the newest body; null: not fetched, or the server sent none';
COMMENT ON COLUMN seed.last_modified IS 'header of the newest body, as sent; null: not fetched, or the server sent none';
COMMENT ON COLUMN seed.body_sha256 IS 'hex digest of the newest decoded body; null: not fetched yet';
COMMENT ON COLUMN seed.last_fetched_at IS 'last request, whatever came of it; null: not asked yet';
COMMENT ON COLUMN seed.last_outcome IS 'fetches.outcome of that request; null: not asked yet';
COMMENT ON COLUMN seed.newest_seen_at IS 'newest date that the seed claimed for a page; claims from the future do not count; null: it claims no dates';
COMMENT ON COLUMN seed.load_id IS 'load that first spoke of the seed; null: declared before any load did';

CREATE TABLE fetches (
    fetch_id UUID NOT NULL,
    run_id UUID NOT NULL,
    source VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    requested_url VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    page_id UUID NOT NULL,
    host VARCHAR NOT NULL,
    fetched_at TIMESTAMPTZ NOT NULL,
    outcome VARCHAR NOT NULL,
    status SMALLINT,
    reason VARCHAR,
    detail VARCHAR,
    content_type VARCHAR,
    etag VARCHAR,
    last_modified VARCHAR,
    body_sha256 VARCHAR,
    wire_bytes BIGINT NOT NULL,
    body_bytes BIGINT NOT NULL,
    elapsed DOUBLE NOT NULL,
    redirects VARCHAR[] NOT NULL,
    archive_path VARCHAR,
    archive_offset BIGINT,
    seed_url VARCHAR,
    claimed_headline VARCHAR,
    claimed_at TIMESTAMPTZ,
    rule_version VARCHAR,
    load_id UUID NOT NULL
);
COMMENT ON TABLE fetches IS 'One request and its answer, good or bad. Every body is in the archive. (FETCH is a word of SQL, hence the plural.)';
COMMENT ON COLUMN fetches.fetch_id IS 'key; of run, kind and requested url';
COMMENT ON COLUMN fetches.run_id IS 'run that made the request';
COMMENT ON COLUMN fetches.source IS 'source.source';
COMMENT ON COLUMN fetches.kind IS 'page | feed | sitemap | listing | robots';
COMMENT ON COLUMN fetches.requested_url IS 'address as asked for';
COMMENT ON COLUMN fetches.url IS 'address after redirects';
COMMENT ON COLUMN fetches.page_id IS 'page.page_id; for other kinds than page the key that the page would have';
COMMENT ON COLUMN fetches.host IS 'host of url';
COMMENT ON COLUMN fetches.fetched_at IS 'when the request was made';
COMMENT ON COLUMN fetches.outcome IS 'fetched: a body came | unchanged: 304, or the same body as last time | gone: 410 | refused: robots.txt forbids it | failed: anything else, see reason';
COMMENT ON COLUMN fetches.status IS 'HTTP status; null: no answer came';
COMMENT ON COLUMN fetches.reason IS 'slug, if refused, gone or failed; null otherwise';
COMMENT ON COLUMN fetches.detail IS 'a sentence for people; null: nothing to add';
COMMENT ON COLUMN fetches.content_type IS 'header as sent; null: none sent';
COMMENT ON COLUMN fetches.etag IS 'header as sent; null: none sent';
COMMENT ON COLUMN fetches.last_modified IS 'header as sent; null: none sent';
COMMENT ON COLUMN fetches.body_sha256 IS 'hex digest of the decoded body; null: no body';
COMMENT ON COLUMN fetches.wire_bytes IS 'size of the body as sent, bytes';
COMMENT ON COLUMN fetches.body_bytes IS 'size of the decoded body, bytes';
COMMENT ON COLUMN fetches.elapsed IS 'seconds from request to the end of the answer';
COMMENT ON COLUMN fetches.redirects IS 'addresses between requested_url and url, in order; empty: none';
COMMENT ON COLUMN fetches.archive_path IS 'WARC file, relative to the data folder; null: no body';
COMMENT ON COLUMN fetches.archive_offset IS 'byte offset of the record in the WARC file; null: no body';
COMMENT ON COLUMN fetches.seed_url IS 'seed that announced the address; null: given by hand, or itself a seed';
COMMENT ON COLUMN fetches.claimed_headline IS 'headline according to the seed; null: it claims none';
COMMENT ON COLUMN fetches.claimed_at IS 'date according to the seed; null: it claims none';
COMMENT ON COLUMN fetches.rule_version IS 'newest version of the extraction that has read the body; null: none has';
COMMENT ON COLUMN fetches.load_id IS 'load that made the row; the run follows from it';

CREATE TABLE page (
    page_id UUID NOT NULL,
    url VARCHAR NOT NULL,
    url_fingerprint VARCHAR NOT NULL,
    host VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    etag VARCHAR,
    last_modified VARCHAR,
    body_sha256 VARCHAR,
    last_outcome VARCHAR NOT NULL,
    last_status SMALLINT,
    gone_at TIMESTAMPTZ,
    first_seen_at TIMESTAMPTZ,
    last_seen_at TIMESTAMPTZ,
    last_fetched_at TIMESTAMPTZ NOT NULL,
    last_fetch_id UUID NOT NULL,
    load_id UUID NOT NULL
);
COMMENT ON TABLE page IS 'An address that was asked for as a page, as its fetches tell it. Made from fetches: one row for each page_id.';
COMMENT ON COLUMN page.page_id IS 'key; of url_fingerprint';
COMMENT ON COLUMN page.url IS 'address after redirects, as last seen';
COMMENT ON COLUMN page.url_fingerprint IS 'lossy form of url, for equality only';
COMMENT ON COLUMN page.host IS 'host of url';
COMMENT ON COLUMN page.source IS 'source.source of the last fetch';
COMMENT ON COLUMN page.etag IS 'validator of the newest body; null: no body yet, or none sent';
COMMENT ON COLUMN page.last_modified IS 'validator of the newest body, as sent; null: no body yet, or none sent';
COMMENT ON COLUMN page.body_sha256 IS 'hex digest of the newest decoded body; null: no body yet';
COMMENT ON COLUMN page.last_outcome IS 'fetches.outcome of the last fetch';
COMMENT ON COLUMN page.last_status IS 'HTTP status of the last fetch; null: no answer came';
COMMENT ON COLUMN page.gone_at IS 'when a 410 was first met since the page was last served; null: not gone. Its articles stay';
COMMENT ON COLUMN page.first_seen_at IS 'when it was first served; null: never';
COMMENT ON COLUMN page.last_seen_at IS 'when it was last served, changed or not; null: never';
COMMENT ON COLUMN page.last_fetched_at IS 'last request, whatever came of it';
COMMENT ON COLUMN page.last_fetch_id IS 'fetches.fetch_id of the last request';
COMMENT ON COLUMN page.load_id IS 'load that made the row; the run follows from it';

CREATE TABLE article (
    article_id UUID NOT NULL,
    url VARCHAR NOT NULL,
    canonical_url VARCHAR,
    source VARCHAR NOT NULL,
    current_version_id UUID NOT NULL,
    first_seen_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    is_withdrawn BOOLEAN NOT NULL,
    load_id UUID NOT NULL
);
COMMENT ON TABLE article IS 'An article under one address, as its appearances tell it. Made from appearance: one row for each article_id.';
COMMENT ON COLUMN article.article_id IS 'key; of the fingerprint of its address';
COMMENT ON COLUMN article.url IS 'its own address, as the current appearance gives it';
COMMENT ON COLUMN article.canonical_url IS 'the publisher''s word in the current version; null: the page does not say';
COMMENT ON COLUMN article.source IS 'source.source on whose page the current appearance is';
COMMENT ON COLUMN article.current_version_id IS 'article_version.version_id: of the latest main appearance if there is one, else of the latest related one';
COMMENT ON COLUMN article.first_seen_at IS 'fetch time of its first appearance';
COMMENT ON COLUMN article.last_seen_at IS 'fetch time of its last appearance; a 304 moves page.last_seen_at only';
COMMENT ON COLUMN article.is_withdrawn IS 'true: the newest extraction rules no longer find it on any page that showed it';
COMMENT ON COLUMN article.load_id IS 'load that made the row; the run follows from it';

CREATE TABLE article_version (
    version_id UUID NOT NULL,
    article_id UUID NOT NULL,
    previous_version_id UUID,
    first_seen_at TIMESTAMPTZ NOT NULL,
    first_fetch_id UUID NOT NULL,
    rule_version VARCHAR NOT NULL,
    headline VARCHAR NOT NULL,
    paragraphs STRUCT(kind VARCHAR, text VARCHAR)[] NOT NULL,
    language VARCHAR,
    canonical_url VARCHAR,
    published_at TIMESTAMPTZ,
    published_raw VARCHAR,
    published_precision VARCHAR,
    modified_at TIMESTAMPTZ,
    byline_raw VARCHAR,
    dateline_place VARCHAR,
    agency VARCHAR,
    source_credit VARCHAR,
    section VARCHAR,
    keywords_raw VARCHAR,
    is_accessible_for_free BOOLEAN,
    text_fingerprint UUID,
    load_id UUID NOT NULL
);
COMMENT ON TABLE article_version IS 'What an article said. Rows are never taken away: a changed article gets a new row that names the one before.';
COMMENT ON COLUMN article_version.version_id IS 'key; of the article and all that it says';
COMMENT ON COLUMN article_version.article_id IS 'article.article_id';
COMMENT ON COLUMN article_version.previous_version_id IS 'version that was first seen before this one, both on the article''s own page or both as related; null: none';
COMMENT ON COLUMN article_version.first_seen_at IS 'fetch time of first_fetch_id';
COMMENT ON COLUMN article_version.first_fetch_id IS 'fetches.fetch_id that first showed it; all other columns are as read there';
COMMENT ON COLUMN article_version.rule_version IS 'version of the extraction that read it';
COMMENT ON COLUMN article_version.headline IS 'as printed';
COMMENT ON COLUMN article_version.paragraphs IS 'the body in order; kind: paragraph | heading | quote | list_item. The view paragraph has one row for each';
COMMENT ON COLUMN article_version.language IS 'detected, BCP 47; null: too little text to tell';
COMMENT ON COLUMN article_version.canonical_url IS 'the publisher''s word, made absolute; null: the page does not say';
COMMENT ON COLUMN article_version.published_at IS 'null: the page does not say, or says it unreadably: see published_raw';
COMMENT ON COLUMN article_version.published_raw IS 'text that published_at was read from; null: the page does not say';
COMMENT ON COLUMN article_version.published_precision IS 'minute | day | month | year; null: no published_at';
COMMENT ON COLUMN article_version.modified_at IS 'null: the page does not say';
COMMENT ON COLUMN article_version.byline_raw IS 'as printed, before it is split into authors; null: the page does not say';
COMMENT ON COLUMN article_version.dateline_place IS 'place that opens the text; null: there is no dateline';
COMMENT ON COLUMN article_version.agency IS 'news agency in dateline or credit; null: none named';
COMMENT ON COLUMN article_version.source_credit IS 'other outlet that the page credits; null: it credits none';
COMMENT ON COLUMN article_version.section IS 'as printed; null: the page does not say';
COMMENT ON COLUMN article_version.keywords_raw IS 'keywords as one flat text, where their borders are lost; null: there is none';
COMMENT ON COLUMN article_version.is_accessible_for_free IS 'the publisher''s word; null: the page does not say';
COMMENT ON COLUMN article_version.text_fingerprint IS 'hash of the folded text without the headline: equal for equal texts; null: no text';
COMMENT ON COLUMN article_version.load_id IS 'load that made the row; the run follows from it';

CREATE TABLE author (
    author_id UUID NOT NULL,
    name VARCHAR NOT NULL,
    load_id UUID NOT NULL
);
COMMENT ON TABLE author IS 'A name that a byline printed. Two people of one name are one row.';
COMMENT ON COLUMN author.author_id IS 'key; of the name, NFC and lower case';
COMMENT ON COLUMN author.name IS 'NFC; of several capitalisations the first in code point order';
COMMENT ON COLUMN author.load_id IS 'load that made the row; the run follows from it';

CREATE TABLE article_author (
    version_id UUID NOT NULL,
    position SMALLINT NOT NULL,
    author_id UUID NOT NULL,
    load_id UUID NOT NULL
);
COMMENT ON TABLE article_author IS 'Who signed a version, in order.';
COMMENT ON COLUMN article_author.version_id IS 'article_version.version_id';
COMMENT ON COLUMN article_author.position IS 'in the byline, from 0';
COMMENT ON COLUMN article_author.author_id IS 'author.author_id';
COMMENT ON COLUMN article_author.load_id IS 'load that made the row; the run follows from it';

CREATE TABLE keyword (
    keyword_id UUID NOT NULL,
    folded VARCHAR NOT NULL,
    load_id UUID NOT NULL
);
COMMENT ON TABLE keyword IS 'A keyword in the form in which its spellings are equal.';
COMMENT ON COLUMN keyword.keyword_id IS 'key; of folded';
COMMENT ON COLUMN keyword.folded IS 'letters, digits and spaces brought to one form';
COMMENT ON COLUMN keyword.load_id IS 'load that made the row; the run follows from it';

CREATE TABLE article_keyword (
    version_id UUID NOT NULL,
    position SMALLINT NOT NULL,
    keyword_id UUID NOT NULL,
    surface VARCHAR NOT NULL,
    load_id UUID NOT NULL
);
COMMENT ON TABLE article_keyword IS 'Keywords of a version, in order, each as printed.';
COMMENT ON COLUMN article_keyword.version_id IS 'article_version.version_id';
COMMENT ON COLUMN article_keyword.position IS 'on the page, from 0';
COMMENT ON COLUMN article_keyword.keyword_id IS 'keyword.keyword_id';
COMMENT ON COLUMN article_keyword.surface IS 'as printed';
COMMENT ON COLUMN article_keyword.load_id IS 'load that made the row; the run follows from it';

CREATE TABLE image (
    version_id UUID NOT NULL,
    position SMALLINT NOT NULL,
    url VARCHAR NOT NULL,
    caption VARCHAR,
    load_id UUID NOT NULL
);
COMMENT ON TABLE image IS 'Pictures of a version, in order.';
COMMENT ON COLUMN image.version_id IS 'article_version.version_id';
COMMENT ON COLUMN image.position IS 'in the article, from 0';
COMMENT ON COLUMN image.url IS 'address, made absolute';
COMMENT ON COLUMN image.caption IS 'null: the page does not say';
COMMENT ON COLUMN image.load_id IS 'load that made the row; the run follows from it';

CREATE TABLE provenance (
    version_id UUID NOT NULL,
    field VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    load_id UUID NOT NULL
);
COMMENT ON TABLE provenance IS 'Which rule gave which field of a version.';
COMMENT ON COLUMN provenance.version_id IS 'article_version.version_id';
COMMENT ON COLUMN provenance.field IS 'column of article_version, or authors, keywords, images';
COMMENT ON COLUMN provenance.rule IS 'name of the rule in the extraction';
COMMENT ON COLUMN provenance.load_id IS 'load that made the row; the run follows from it';

CREATE TABLE appearance (
    fetch_id UUID NOT NULL,
    rule_version VARCHAR NOT NULL,
    position SMALLINT NOT NULL,
    article_id UUID NOT NULL,
    version_id UUID NOT NULL,
    page_id UUID NOT NULL,
    source VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    credited_source VARCHAR,
    fetched_at TIMESTAMPTZ NOT NULL,
    load_id UUID NOT NULL
);
COMMENT ON TABLE appearance IS 'An article on a page at one fetch, as one version of the extraction rules saw it. It is live while fetches.rule_version is the same.';
COMMENT ON COLUMN appearance.fetch_id IS 'fetches.fetch_id';
COMMENT ON COLUMN appearance.rule_version IS 'version of the extraction that saw it';
COMMENT ON COLUMN appearance.position IS 'on the page, from 0; the main article is 0';
COMMENT ON COLUMN appearance.article_id IS 'article.article_id';
COMMENT ON COLUMN appearance.version_id IS 'article_version.version_id';
COMMENT ON COLUMN appearance.page_id IS 'page.page_id';
COMMENT ON COLUMN appearance.source IS 'source.source whose page it is';
COMMENT ON COLUMN appearance.role IS 'main: the page is about it | related: given in full beside the main one';
COMMENT ON COLUMN appearance.url IS 'the article''s own address as the page gives it; for a related one without a link, the page''s';
COMMENT ON COLUMN appearance.credited_source IS 'other outlet that the page credits; null: it credits none';
COMMENT ON COLUMN appearance.fetched_at IS 'fetches.fetched_at';
COMMENT ON COLUMN appearance.load_id IS 'load that made the row; the run follows from it';

CREATE TABLE sketch (
    hash UBIGINT NOT NULL,
    version_id UUID NOT NULL,
    day DATE NOT NULL,
    load_id UUID NOT NULL
);
COMMENT ON TABLE sketch IS 'Hashes by which articles that share text find one another: a sample of the text''s word 3-grams.';
COMMENT ON COLUMN sketch.hash IS '64-bit hash of a 3-gram';
COMMENT ON COLUMN sketch.version_id IS 'article_version.version_id; only current versions count';
COMMENT ON COLUMN sketch.day IS 'UTC day of publication, or of the article''s first appearance if the page does not say';
COMMENT ON COLUMN sketch.load_id IS 'load that made the row; the run follows from it';

CREATE TABLE story (
    story_id UUID NOT NULL,
    representative_id UUID NOT NULL,
    load_id UUID NOT NULL
);
COMMENT ON TABLE story IS 'One text in several articles. A story has at least two members.';
COMMENT ON COLUMN story.story_id IS 'key; given by story detection';
COMMENT ON COLUMN story.representative_id IS 'article.article_id of the member of kind representative';
COMMENT ON COLUMN story.load_id IS 'load that made the row; the run follows from it';

CREATE TABLE story_member (
    article_id UUID NOT NULL,
    story_id UUID NOT NULL,
    version_id UUID NOT NULL,
    kind VARCHAR NOT NULL,
    containment DOUBLE NOT NULL,
    containment_of_representative DOUBLE NOT NULL,
    jaccard DOUBLE NOT NULL,
    shared_shingles BIGINT NOT NULL,
    reason VARCHAR NOT NULL,
    since TIMESTAMPTZ NOT NULL,
    load_id UUID NOT NULL
);
COMMENT ON TABLE story_member IS 'An article''s place in a story, with the evidence for it against the representative. An article is in one story at most.';
COMMENT ON COLUMN story_member.article_id IS 'key; article.article_id';
COMMENT ON COLUMN story_member.story_id IS 'story.story_id';
COMMENT ON COLUMN story_member.version_id IS 'article_version.version_id that was compared';
COMMENT ON COLUMN story_member.kind IS 'representative | exact: the same text | near: the same text, edited | excerpt: one holds the other';
COMMENT ON COLUMN story_member.containment IS 'share of this text''s shingles that the representative has, 0 to 1';
COMMENT ON COLUMN story_member.containment_of_representative IS 'share of the representative''s shingles that this text has, 0 to 1';
COMMENT ON COLUMN story_member.jaccard IS 'shared shingles by all shingles of both, 0 to 1';
COMMENT ON COLUMN story_member.shared_shingles IS 'shingles in both texts';
COMMENT ON COLUMN story_member.reason IS 'a sentence: why it is here, or why it represents';
COMMENT ON COLUMN story_member.since IS 'when the load that put the article into this story began';
COMMENT ON COLUMN story_member.load_id IS 'load that decided the row as it is';

CREATE TABLE story_merge (
    story_id UUID NOT NULL,
    into_story_id UUID NOT NULL,
    reason VARCHAR NOT NULL,
    load_id UUID NOT NULL
);
COMMENT ON TABLE story_merge IS 'A story that a later article showed to be one with another.';
COMMENT ON COLUMN story_merge.story_id IS 'key; the story that ended';
COMMENT ON COLUMN story_merge.into_story_id IS 'the story that went on; it may have been merged since';
COMMENT ON COLUMN story_merge.reason IS 'a sentence for people';
COMMENT ON COLUMN story_merge.load_id IS 'load that made the row; the run follows from it';

CREATE TABLE rejection (
    rejection_id UUID NOT NULL,
    fetch_id UUID,
    source VARCHAR,
    url VARCHAR,
    rejected_at TIMESTAMPTZ,
    stage VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    detail VARCHAR,
    payload VARCHAR,
    rule_version VARCHAR,
    load_id UUID NOT NULL
);
COMMENT ON TABLE rejection IS 'Something that did not become a row of its own kind, and why. Nothing is dropped silently.';
COMMENT ON COLUMN rejection.rejection_id IS 'key; of all that the row says';
COMMENT ON COLUMN rejection.fetch_id IS 'fetches.fetch_id; null: the package row was too broken to tell';
COMMENT ON COLUMN rejection.source IS 'source.source; null: the package row was too broken to tell';
COMMENT ON COLUMN rejection.url IS 'address concerned; null: the package row was too broken to tell';
COMMENT ON COLUMN rejection.rejected_at IS 'fetches.fetched_at; null: the package row was too broken to tell';
COMMENT ON COLUMN rejection.stage IS 'discover | fetch | decode | extract | contract: where it ended';
COMMENT ON COLUMN rejection.reason IS 'slug: home_page, not_html, http_404, empty_headline ...';
COMMENT ON COLUMN rejection.detail IS 'a sentence for people; null: nothing to add';
COMMENT ON COLUMN rejection.payload IS 'stage contract: the package row or article as JSON, cut at 100,000 characters; null at other stages, whose body is in the archive';
COMMENT ON COLUMN rejection.rule_version IS 'version of the extraction that spoke; it stands while fetches.rule_version is the same; null: not extraction''s word';
COMMENT ON COLUMN rejection.load_id IS 'load that made the row; the run follows from it';

CREATE TABLE funnel (
    run_id UUID NOT NULL,
    source VARCHAR NOT NULL,
    step VARCHAR NOT NULL,
    count BIGINT NOT NULL
);
COMMENT ON TABLE funnel IS 'How many got to which step of a run.';
COMMENT ON COLUMN funnel.run_id IS 'run.run_id';
COMMENT ON COLUMN funnel.source IS 'source.source';
COMMENT ON COLUMN funnel.step IS 'the flow''s word: announced, known, fetched, extracted ...';
COMMENT ON COLUMN funnel.count IS 'how many got there';

CREATE TABLE check_result (
    checked_at TIMESTAMPTZ NOT NULL,
    check_name VARCHAR NOT NULL,
    offending_rows BIGINT NOT NULL,
    sample JSON
);
COMMENT ON TABLE check_result IS 'What each integrity check found, each time the checks ran. All rows of one time together are one round.';
COMMENT ON COLUMN check_result.checked_at IS 'when the round began';
COMMENT ON COLUMN check_result.check_name IS 'file name in warehouse/checks, without .sql';
COMMENT ON COLUMN check_result.offending_rows IS '0: in order';
COMMENT ON COLUMN check_result.sample IS 'the first five offending rows; null: in order';

CREATE TABLE mart (
    name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    refreshed_at TIMESTAMPTZ NOT NULL
);
COMMENT ON TABLE mart IS 'Which text each view was last made from; another text in the code makes the views anew.';
COMMENT ON COLUMN mart.name IS 'key; name of the view, and of its file in warehouse/views or warehouse/marts';
COMMENT ON COLUMN mart.sha256 IS 'hex digest of that file';
COMMENT ON COLUMN mart.refreshed_at IS 'when the views were made';
