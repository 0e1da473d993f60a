"""The things that pass between the steps: frozen values, no behaviour, nothing imported from us."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

# --- a source and where it announces its news -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Feed:
    """An RSS or Atom document."""

    url: str


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A news sitemap, or an index of them."""

    url: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of links: a home or section page of an outlet that has no feed."""

    url: str
    links: str  # CSS selector of the <a> elements that lead to articles
    most_pages: int = 1  # how far to follow the listing; each page only if the one before it has changed
    next: str | None = None  # CSS selector of the link to the next page; None: the one with rel="next"


@dataclass(frozen=True, slots=True)
class Home:
    """A home page: the feeds that it announces and the sitemaps of its host's robots.txt become seeds."""

    url: str


@dataclass(frozen=True, slots=True)
class UrlList:
    """Addresses given by hand."""

    urls: tuple[str, ...]


Seed = Feed | Sitemap | Listing | Home | UrlList

FieldName = Literal[
    "headline",
    "body",
    "published",
    "byline",
    "source_credit",
    "keywords",
    "section",
]


@dataclass(frozen=True, slots=True)
class Rule:
    """Where one site keeps a field that the general method would miss."""

    field: FieldName
    css: str
    attribute: str | None = None  # None: the element's text


FilledField = Literal[
    "published_at",
    "modified_at",
    "byline_raw",
    "dateline_place",
    "agency",
    "source_credit",
    "section",
    "canonical_url",
    "paragraphs",
    "authors",
    "keywords",
    "images",
]
"""A field of the mart field_fill."""


@dataclass(frozen=True, slots=True)
class Filled:
    """Of how many of a site's new articles a field is filled: shares from 0 to 1."""

    field: FilledField
    least: float
    most: float = 1.0


@dataclass(frozen=True, slots=True)
class Expected:
    """What a site brings while it, and our reading of it, are sound. A run that sees less fails, once all it
    has is loaded; one that sees more warns."""

    articles_a_day: tuple[int, int] | None = None  # least and most that are dated within one day
    filled: tuple[Filled, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """An outlet that we collect: declared in a module of `tasks.sites`, found by scanning."""

    name: str  # slug: lower case, digits, underscores; the source's key in the warehouse
    title: str  # as the outlet writes it
    home: str
    language: str  # BCP 47
    seeds: tuple[Seed, ...]
    rules: tuple[Rule, ...] = ()
    timezone: str = "UTC"  # IANA; for dates printed without a zone
    crawl_delay: float = 1.0  # seconds between two requests to one host; robots.txt may ask for more
    most_at_once: int = 1  # requests under way to one host
    seed_interval: tuple[float, float] | None = None  # bounds in seconds, see tasks.crawl.due; None: usual
    expected: Expected = Expected()  # the usual: nothing is known of it yet
    demo: bool = False  # served by the built-in demo web, never on the internet


# --- discovery --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that a seed announced, with what the seed claims about it."""

    url: str
    source: str  # Site.name
    seed_url: str | None  # None: given by hand
    claimed_headline: str | None = None
    claimed_at: datetime | None = None
    claimed_update: datetime | None = None  # of its last change, if the seed says that beside a date


@dataclass(frozen=True, slots=True)
class Visited:
    """A page that is young, has changed of late, or could not be had: one to look at again."""

    url: str
    source: str
    changed_at: datetime  # when it was first served, its article last changed, or it was first tried
    last_fetched_at: datetime


@dataclass(frozen=True, slots=True)
class FoundSeed:
    """A feed or sitemap that a home page, or the robots.txt beside it, announces."""

    source: str
    url: str
    kind: Literal["feed", "sitemap"]
    found_on: str  # address of the home page


@dataclass(frozen=True, slots=True)
class Known:
    """What the warehouse remembers of an address: the validators for a conditional request, and when."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    answered_by: str | None = None  # the address that gave these three; None: `url`, or where it had moved
    gone: bool = False  # it answered 410
    moved_to: str | None = None  # where it had moved for good the last time
    first_seen_at: datetime | None = None
    last_fetched_at: datetime | None = None  # of a seed: when it was last read


# --- fetching ---------------------------------------------------------------------------------

FetchKind = Literal["page", "feed", "sitemap", "listing", "home", "robots"]

Outcome = Literal[
    "fetched",  # a body came and is in the archive
    "unchanged",  # 304, or the same body as last time
    "gone",  # 410
    "refused",  # robots.txt forbids it, or the page says "noarchive" and that is obeyed
    "failed",  # anything else: see reason
]


@dataclass(frozen=True, slots=True)
class ArchiveReference:
    """Where a response is kept: a WARC file, relative to the data folder, and its byte offset."""

    path: str
    offset: int


@dataclass(frozen=True, slots=True)
class Fetch:
    """One request's whole story, good or bad."""

    fetch_id: str  # UUID, deterministic: run, kind and requested URL
    run_id: str
    source: str
    kind: FetchKind
    requested_url: str
    url: str  # after redirects
    fetched_at: datetime  # UTC
    outcome: Outcome
    status: int | None = None  # None: no answer came
    reason: str | None = (
        None  # slug when refused, gone or failed ("http_404"), or fetched and not read to its end
    )
    detail: str | None = None  # a sentence for people
    content_type: str | None = None  # the header, as sent
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None  # of the decoded body
    wire_bytes: int = 0  # body as sent
    body_bytes: int = 0  # body as decoded
    elapsed: float = 0.0  # seconds
    redirects: tuple[str, ...] = ()
    moved_to: str | None = None  # where 301 and 308 alone led from requested_url
    robots_tags: tuple[str, ...] = ()  # "noindex", "noarchive", if the answer says so to us
    archive: ArchiveReference | None = None
    seed_url: str | None = None
    claimed_headline: str | None = None
    claimed_at: datetime | None = None


# --- extraction -------------------------------------------------------------------------------


ParagraphKind = Literal["paragraph", "heading", "quote", "list_item"]
Precision = Literal["minute", "day", "month", "year"]
Role = Literal["main", "related"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    kind: ParagraphKind = "paragraph"


@dataclass(frozen=True, slots=True)
class Keyword:
    surface: str  # as printed
    folded: str  # equal for spellings that a reader takes for one word


@dataclass(frozen=True, slots=True)
class Image:
    url: str
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article as a page gives it. None means that the page does not say."""

    role: Role
    position: int  # on the page, from 0; the main article is 0
    url: str  # its own address; for a related article without a link, the page's
    headline: str
    paragraphs: tuple[Paragraph, ...]
    language: str | None = None  # detected, BCP 47
    canonical_url: str | None = None  # the publisher's word, made absolute
    published_at: datetime | None = None  # aware, in the zone the page gives
    published_raw: str | None = None  # the text that published_at was read from
    published_precision: Precision | None = None
    modified_at: datetime | None = None
    authors: tuple[str, ...] = ()
    byline_raw: str | None = None
    dateline_place: str | None = None
    agency: str | None = None
    source_credit: str | None = None
    keywords: tuple[Keyword, ...] = ()
    keywords_raw: str | None = None  # flat text carries no borders between keywords
    section: str | None = None
    images: tuple[Image, ...] = ()
    is_accessible_for_free: bool | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)  # field -> rule that gave it

    @property
    def text(self) -> str:
        """Paragraphs joined by a newline."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


Stage = Literal["discover", "fetch", "decode", "extract", "contract"]


@dataclass(frozen=True, slots=True)
class Rejection:
    """Something that did not become a row of its own kind, and why."""

    url: str
    stage: Stage
    reason: str  # slug: "home_page", "no_text", "not_html", "http_404" ...
    detail: str | None = None  # a sentence for people


# --- stories ----------------------------------------------------------------------------------

MemberKind = Literal["representative", "exact", "near", "excerpt", "indirect"]
PairKind = Literal["exact", "near", "excerpt", "related", "version"]


@dataclass(frozen=True, slots=True)
class StoryText:
    """What story detection needs of an article's current version."""

    article_id: str
    version_id: str
    source: str
    published_at: datetime  # or when it was first seen, if the page does not say
    headline: str
    text: str | None  # None: whoever makes the imprints reads it
    agency: str | None = None
    story_id: str | None = None  # None: not in a story yet
    represents: bool = False  # the story, until now
    is_new: bool = True  # or its text has changed
    fingerprint: str | None = None  # of the text, as `Imprint` has it, where it is known before the text is


@dataclass(frozen=True, slots=True)
class ChangedText:
    """An article before and after it changed."""

    article_id: str
    previous_version_id: str
    version_id: str
    previous_text: str
    text: str


class StoryMember(NamedTuple):
    """An article's place in a story, with the evidence for it against the representative."""

    story_id: str
    article_id: str
    kind: MemberKind
    containment: float  # share of this text's shingles that the representative has, 0 to 1
    containment_of_representative: float  # share of the representative's that this text has
    jaccard: float
    shared_shingles: int
    is_roundup: bool  # it holds texts of other stories, too
    reason: str  # a sentence: why it is here, or why it represents


class StoryPair(NamedTuple):
    """Two articles with text in common, whether or not they are in one story: a roundup and what it holds."""

    left_id: str  # article_id of the one that came first; of a version the same as right_id
    right_id: str
    left_version_id: str  # that were compared
    right_version_id: str
    kind: PairKind  # related: more than a quotation, but not one text; version: before and after a change
    containment_of_left: float  # share of its shingles that the right one has, 0 to 1
    containment_of_right: float
    jaccard: float
    shared_shingles: int
    left_shingles: int  # so many different ones; the longer text has more
    right_shingles: int


class StoryMerge(NamedTuple):
    """Two stories that a later article showed to be one."""

    story_id: str  # ends
    into_story_id: str  # goes on
    reason: str
