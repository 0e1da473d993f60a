"""Choose the headline among what the page prints and what it tells machines."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from selectolax.lexbor import LexborNode

from tasks.article.line import one_line
from tasks.article.structured_data import StructuredData, clean, text_of


def choose_headline(
    data: StructuredData,
    printed: Sequence[str],
    title: str | None,
    host: str,
    *,
    path: str = "",
    headings: Sequence[LexborNode] = (),
) -> tuple[str, str] | None:
    """(headline, rule), or None when the page gives none.

    `printed` are the texts of the <h1> elements in their order, `headings` all <h1> to <h6>, which are looked
    at only where the sources disagree, `path` is that of the page's address. Where two sources agree they are
    believed, since each alone errs: search-engine titles in og:title, a logo, a section or a breadcrumb in
    <h1>, the outlet's name behind any of them.
    """
    declared = _declared(data)
    if agreed := _agreed_at_once(declared, printed, title):
        return agreed
    sites = {key_of(name) for name in data.sites} | _host_keys(host)
    if outlet := _outlet_in_h1(printed, title, headings):
        sites.add(outlet)
    votes = _votes([*declared, *_others(data, printed, title)], sites, _sections_in(host, path))
    if not votes:
        return _spelled_in(path, headings)
    if headings and _is_contested(votes):
        if short := _begun_by_all(votes):
            return _shown(short), "og:title, begun by all"
        _look_at(headings, votes)
    best = max(votes.values(), key=_worth)
    if best.keys().isdisjoint(_PRINTED) and (shown := _printed_alike(best, votes, headings)):
        return _shown(shown), IN_OTHER_WORDS
    if best.keys() == {"title"}:
        return _shown(_without_outlet(best["title"])), "title"
    rule = _best_spelled(best)
    return _shown(best[rule]), rule if len(best) == 1 else f"{rule}, agreed by {len(best)}"


_NOT_WORD = re.compile(r"[\W_]+")
_NOT_WORD_ASCII: dict[int, None] = {code: None for code in range(128) if not chr(code).isalnum()}
_LONGEST_KEPT = 300  # characters: longer texts are hardly asked for twice


def key_of(text: str) -> str:
    """What is compared: letters and digits only, case folded."""
    return _kept_key(text) if len(text) <= _LONGEST_KEPT else _key(text)


def _key(text: str) -> str:
    if text.isascii():
        return text.translate(_NOT_WORD_ASCII).lower()
    return _NOT_WORD.sub("", text).casefold()


_kept_key = lru_cache(maxsize=1024)(_key)

# Between the parts of a <title>: headline, section, outlet.
# A lone "+" is the headline's: "Bridge reopens + photos", «بازسازی پل + فیلم».
TITLE_BORDER = re.compile(r"\s+(?:[|\-–—·•●»«›‹<>▸⋆¦~:/]+|\+{2,})\s+|\s*[|｜_]\s*")

# Soft hyphens, spaces of no width, marks of the byte order; a joiner of Arabic or Indic letters stays.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]+")


# Marks of direction at the ends of a text turn nothing.
_OF_DIRECTION = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069 "


def _shown(text: str) -> str:
    if text.isascii():
        return text
    text = _UNSEEN.sub("", text).strip(_OF_DIRECTION)
    return _PICTURE.sub("", text) if text[-1:] in _ENDS_OF_BRACKETS else text


# Whose picture stands beside it: 「橋が開通（写真＝ロイター）」
_PICTURE = re.compile(
    r"\s*[（(\[](?:写真(?:提供)?|画像|撮影|圖|图|사진(?:제공)?)\s*[＝=：:・／/][^（()）\[\]]{1,20}[）)\]]$"
)
_ENDS_OF_BRACKETS = frozenset("）)]")


# --- what the page gives ----------------------------------------------------------------------


def _declared(data: StructuredData) -> list[tuple[str, str]]:
    """(text, rule) of what machines are told first."""
    headline = text_of(data.article, "headline")
    found = (
        (headline, "json_ld headline") if headline else None,
        data.first("og:title"),
        data.first("twitter:title"),
    )
    return [declared for declared in found if declared]


def _agreed_at_once(
    declared: Sequence[tuple[str, str]], printed: Sequence[str], title: str | None
) -> tuple[str, str] | None:
    """The ordinary case: the first <h1> prints what JSON-LD and og:title say, to the letter."""
    if not printed or len(text := printed[0]) < 2:
        return None
    if any(value != text for value, rule in declared if rule != "twitter:title"):
        return None
    rules = [rule for value, rule in declared if value == text]
    if not rules:
        return None
    count = len(rules) + 1 + bool(title and title.startswith(text))
    return _shown(text), f"{'og:title' if 'og:title' in rules else rules[0]}, agreed by {count}"


def _others(data: StructuredData, printed: Sequence[str], title: str | None) -> Iterator[tuple[str, str]]:
    for text in printed[:8]:
        yield _unescaped(text), "h1"
    if title:
        yield _unescaped(title), "title"
    if found := data.first(*_OTHER_META):
        yield found
    if value := text_of(data.article, "name"):
        yield value, "json_ld name"


_OTHER_META = (
    "parsely-title",
    "sailthru.title",
    "cxenseparse:title",
    "headline",
    "dc.title",
    "dc:title",
    "dcterms.title",
    "title",
)


def _unescaped(text: str) -> str:
    """Printed text without what is left of markup in it: "Q&amp;A" escaped twice."""
    return clean(text) if "&" in text and ";" in text else text


def _outlet_in_h1(printed: Sequence[str], title: str | None, headings: Sequence[LexborNode]) -> str | None:
    """The key of an <h1> that is the outlet's name: <title> ends or begins with it, and a lesser heading
    prints the rest, which is longer.
    """
    name = printed[0] if printed else ""
    if not title or not 1 < len(name) < len(title) / 2 or name not in title:
        return None
    ends = title.endswith(name), title.startswith(name)
    rest = title[: -len(name)] if ends[0] else title[len(name) :] if ends[1] else ""
    key = key_of(rest)
    if not key or not (_AT_END.search(rest) if ends[0] else _AT_START.match(rest)):
        return None
    for node in [node for node in headings[:_MOST_HEADINGS] if node.tag != "h1"][:_MOST_LESSER]:
        if len(text := node.text_lexbor()) <= _LONGEST and key_of(text) == key and not is_in_list(node):
            return key_of(name)
    return None


_AT_END = re.compile(r"(?:\s[\-–—·•»«:/]+\s+|\s*[|｜_]\s*)$")
_AT_START = re.compile(r"\s[\-–—·•»«/]+\s+|\s*[|｜_:]\s*")


# --- which of them say the same ---------------------------------------------------------------

_Sources = dict[str, str]  # rule: its spelling
_LONGEST = 500  # characters: what is longer is no headline


def _votes(
    candidates: Sequence[tuple[str, str]], sites: Collection[str], sections: Collection[str]
) -> dict[str, _Sources]:
    """By key: who says it, and how it is spelled there. Names of sites and sections are cut off."""
    keys = {text: key_of(text) for text, _ in candidates if len(text) <= _LONGEST}
    known = {key: text for text, key in keys.items() if len(key) > 1}
    printed = {text for text, rule in candidates if rule == "h1"}  # with no section behind it
    cut = {
        text: _cut(text, key, sites, () if text in printed else sections, known) for text, key in keys.items()
    }
    uncut = tuple(dict.fromkeys(cut.values()))
    whole = {text: _whole(spelled, uncut) for text, spelled in cut.items()}
    votes: dict[str, _Sources] = {}
    has_h1 = False
    for text, rule in candidates:
        spelled = whole.get(text, "")
        key = key_of(spelled)
        if len(key) < 2 or key in sites:
            continue
        if rule == "h1":
            # The second <h1> of a page is some other article's, or a section's, more often than not.
            rule = "later h1" if has_h1 else rule
            has_h1 = True
        votes.setdefault(key, {}).setdefault(rule, spelled)
    return votes


# "Headline | Paper", "Headline - National | Globalnews.ca", "Headline – DW – 13.06.2023", "Headline｜Paper",
# "Headlineㅣ한국일보" (a letter that looks like a bar), "标题_新闻", "Headline- Paper"
# "見出し ：新聞"
_BORDER = re.compile(
    r"\s+(?:[|\-–—·•●»«›‹<>▸⋆¦:/*~]+|\+{2,})\s+|\s*[|｜ㅣ│_]+\s*|-\s+(?=\S+$)|\s*：\s*(?=\S+$)"
)
# Right behind a headline that another source gives: "Headline-정치", "Headline：Paper", "見出し（新聞）"
_BORDER_AHEAD = re.compile(
    r"\s*[|\-–—·•●»«›‹<>▸⋆¦/*~_｜ㅣ│：]|\s+(?::+|\+{2,})\s|（[^（）]{1,20}）(?:$|\s[|\-–—])"
)


def _cut(
    text: str, key: str, sites: Collection[str], sections: Collection[str], known: dict[str, str]
) -> str:
    for other, spelled in known.items():
        if len(other) < len(key) and other not in sites and _starts(text, spelled):
            text = spelled
            break
    return without_site(text, sites, known, sections)


def without_site(
    text: str, sites: Collection[str], others: Collection[str], sections: Collection[str] = ()
) -> str:
    """`text` without an outlet's or section's name behind or before it.

    A part is cut if it names the site, if it stands behind and names a section, or if what stays is said
    elsewhere on the page (`others`, keys).
    """
    text = one_line(text)
    if len(text) > _LONGEST or _BORDER.search(text) is None:
        return text
    borders = list(_BORDER.finditer(text))
    first = borders[0]
    behind = text[first.end() :]
    # "TechCrunch | Headline", "Opinion | Headline"
    key = key_of(behind)
    if key_of(text[: first.start()]) in sites:
        return behind
    if "|" in first[0] and key in others and key not in sites:  # "Headline | Opinion" where <h1> is "Opinion"
        return behind if 2 * len(behind) > first.start() else text[: first.start()]
    for border in borders:
        if _can_stand(border.start(), text) and key_of(text[: border.start()]) in others:
            return text[: border.start()]
    ends = [*(border.start() for border in borders[1:]), len(text)]
    for border, end in zip(borders, ends, strict=True):
        if border.start() > 3 and _names_site(text[border.end() : end], sites):
            return without_site(text[: border.start()], sites, others, sections)
        if sections and key_of(text[border.end() : end]) in sections and _can_stand(border.start(), text):
            return text[: border.start()]
    return text


def _names_site(part: str, sites: Collection[str]) -> bool:
    """Whether a part is a site's name or, in East Asian writing, its start: 某某新聞 of 某某新聞社."""
    key = key_of(part)
    if key in sites:
        return True
    return len(key) >= _LEAST_SITE and key[0] >= "\u3040" and any(site.startswith(key) for site in sites)


_LEAST_SITE = 4  # signs


def _starts(text: str, start: str) -> bool:
    """Whether `text` is `start`, a border, and more."""
    return bool(
        text.startswith(start) and _can_stand(len(start), text) and _BORDER_AHEAD.match(text, len(start))
    )


def _can_stand(length: int, text: str) -> bool:
    """Whether a text's first characters may be its headline: "Ukraine" before " - " and more is a section."""
    return length > 10 or 2 * length > len(text)


def _whole(text: str, known: Collection[str]) -> str:
    """The text that `text` is the start of, where it was cut: at "…", at JSON-LD's 110 characters, or at a
    quotation mark that ended the attribute."""
    start = text.rstrip(" .…")
    dotted = text.endswith(("…", "..."))
    for other in known:
        if len(other) > len(start) > 5 and other.startswith(start):
            if dotted and len(start) > 20 and not other.startswith(text):
                return other
            if not dotted and (100 <= len(text) <= 110 or other[len(start)] == '"') and other != text:
                return other
    return text


@lru_cache(maxsize=256)
def _host_keys(host: str) -> frozenset[str]:
    """Ways in which a host's name is written behind headlines: "Golem.de", "ndr.de", "BILD"."""
    labels = host.lower().removeprefix("www.").split(".")
    keys = {key_of(host), key_of(".".join(labels))}
    if len(labels) > 1:
        keys |= {key_of(labels[-2]), key_of("".join(labels[-2:]))}
    return frozenset(key for key in keys if key)


def _sections_in(host: str, path: str) -> frozenset[str]:
    """Keys of an address's folders and of its host's first labels: what stands behind "Headline | Chroniques"
    at /culture/chroniques/… and "Headline » SciLogs" at scilogs.example.de."""
    parts = (*host.lower().split(".")[:-2], *path.split("/")[1:-1])
    return frozenset(key for part in parts if len(key := key_of(part)) > 3)


def _spelled_in(path: str, headings: Sequence[LexborNode]) -> tuple[str, str] | None:
    """The heading that the address spells, where nothing else is said: /2012/der-neue-trend/."""
    slug = key_of(path)
    characters = 0
    for node in headings[:_MOST_LESSER] if slug else ():
        characters += len(text := node.text_lexbor())
        if characters > _MOST_CHARACTERS:
            break
        key = key_of(text := one_line(text))
        if len(key) >= _LEAST_SPELLED and key in slug:
            return _shown(text), "heading, as in the address"
    return None


_LEAST_SPELLED = 15  # letters: fewer may be a section's name


_OUTLET = re.compile(
    r"\s+(?:[|\-–—·•●»«›‹<>▸⋆¦:/*~]+|\+{2,})\s+|\s*[|｜ㅣ│_]+\s*|(?<=[\u2e80-\u9fff\uff00-\uffef])-+|-+(?=[\u2e80-\u9fff])"
    r"|(?<=[가-힣])-(?=[가-힣]{2,4}(?:$|[|｜ㅣ│]))"
)


def _without_outlet(title: str) -> str:
    """A <title> that nothing else confirms, without its last parts where they are short beside the rest."""
    if len(title) > _LONGEST:
        return title
    for border in reversed(list(_OUTLET.finditer(title))):
        behind = len(title) - border.end()
        if behind > 30 or border.start() < 1.5 * behind or border.start() < 10:
            break
        title = title[: border.start()]
    return title


# --- who is believed --------------------------------------------------------------------------

# What a source is worth; a text that several give gets their sum.
_WORTH = {
    "json_ld headline": 1.6,
    "og:title": 1.3,
    "twitter:title": 0.6,
    "h1": 1.5,
    "heading": 1.5,
    "h1 in a breadcrumb": 0.2,
    "later h1": 0.8,
    "title": 0.4,
    "json_ld name": 0.2,
}
_ANY_META = 0.2


def _worth(sources: _Sources) -> float:
    return sum(_WORTH.get(rule, _ANY_META) for rule in sources)


def _is_contested(votes: dict[str, _Sources]) -> bool:
    first = next(iter(votes.values()))
    return (
        len(first) == 1
        or (len(votes) == 1 and first.keys() <= _TOLD)
        or (len(votes) > 1 and not ("h1" in first and "og:title" in first and "json_ld headline" in first))
    )


def _begun_by_all(votes: dict[str, _Sources]) -> str | None:
    """What networks are told, where print and JSON-LD say just that and go on: it is what all four say."""
    short = next((s["og:title"] for s in votes.values() if "og:title" in s and "twitter:title" in s), "")
    for sources in votes.values() if len(short) >= _LEAST_BEGUN else ():
        if "h1" in sources and "json_ld headline" in sources:
            whole = sources["h1"]
            return short if whole.startswith(f"{short} ") and 2 * len(short) > len(whole) else None
    return None


_LEAST_BEGUN = 40  # characters: less may be a kicker

IN_OTHER_WORDS = "h1, in other words"


def _printed_alike(best: _Sources, votes: dict[str, _Sources], headings: Sequence[LexborNode]) -> str | None:
    """The <h1> that says in other words what networks and <title> say, and the page prints nowhere.

    If JSON-LD has a headline, the outlet has two of them, and the votes decide.
    """
    printed = {key: sources["h1"] for key, sources in votes.items() if "h1" in sources}
    if len(printed) != 1 or any("json_ld headline" in sources for sources in votes.values()):
        return None
    (key, text), other = next(iter(printed.items())), next(iter(best.values()))
    declared = key_of(other)
    least = _LEAST_SIGNS if key[0] >= "\u2e80" else _LEAST_PRINTED
    if len(key) < least or len(text) > _LONGEST_PRINTED or declared in key:
        return None
    if key in declared and not declared.startswith(key):  # "Outlet - Headline", "Kicker: Headline"
        before = other[: -len(text)] if other.endswith(text) else ""
        return text if _BEFORE_HEADLINE.search(before) else None
    words, others = words_of(text), words_of(other)
    if len(words & others) < min(_LEAST_SHARED, len(words), len(others)):
        return None
    node = next(
        (n for n in headings[:_MOST_HEADINGS] if n.tag == "h1" and key_of(n.text_lexbor()) == key), None
    )
    return None if node is None or is_in_list(node) else text


def words_of(text: str) -> frozenset[str]:
    """The longer words of a text, by which two headlines of one article are alike."""
    return frozenset(_LONG_WORD.findall(text.casefold()))


# "Outlet - ", "Outlet » ", "Kicker: ", "Outlet｜", 【某某网】
_BEFORE_HEADLINE = re.compile(
    r":\s+$|\s(?:[|\-–—·•●»«›‹<>▸⋆¦:/*~]+|\+{2,})\s+$|[|｜ㅣ│_]\s*$|(?<=[\u2e80-\u9fff])[-–—]+\s*$|^【[^【】]{1,12}】$"
)
_LEAST_SIGNS = 8  # of East Asian writing
_LEAST_PRINTED = 20  # letters: fewer may be a section's name
_LONGEST_PRINTED = 200  # characters
_LEAST_SHARED = 3
_LONG_WORD = re.compile(r"\w{4,}")

_MOST_HEADINGS = 40
_MOST_LESSER = 12  # <h2> to <h6>: a headline stands above the sidebars
_MOST_CHARACTERS = 20_000  # headings that hold whole pages, one in the other


def _look_at(headings: Sequence[LexborNode], votes: dict[str, _Sources]) -> None:
    """Weigh the printed headings by where they stand.

    Some outlets give the title for search engines an <h1> in the breadcrumb and print the headline in an
    <h2>; others put their logo or the section into an <h1>.
    """
    lesser = characters = 0
    # Of a heading that leads to the article itself: a blog's headline, or a teaser of it beside another <h1>.
    may_lead = not any("h1" in sources and len(sources) > 1 for sources in votes.values())
    for node in headings[:_MOST_HEADINGS]:
        is_h1 = node.tag == "h1"
        lesser += not is_h1
        if lesser > _MOST_LESSER or characters > _MOST_CHARACTERS:
            return
        text = one_line(node.text_lexbor())
        characters += len(text)
        if is_h1:
            sources = votes.get(key_of(text), {})
            if "h1" in sources and is_in_list(node):
                sources["h1 in a breadcrumb"] = sources.pop("h1")
        elif (whole := _with_kicker(text, votes)) is not None:
            headline, with_kicker = whole
            votes[headline].update(dict.fromkeys(votes.pop(with_kicker), votes[headline]["h1"]))
        elif (
            (key := _repeated(text, votes))
            and not is_in_list(node)
            and (may_lead or node.css_first("a") is None)
        ):
            if key not in votes:
                votes[key] = _cut_at(text, votes)
            sources = votes[key]
            sources.setdefault("heading", text if key_of(text) == key else next(iter(sources.values())))


def _with_kicker(text: str, votes: dict[str, _Sources]) -> tuple[str, str] | None:
    """(key of the <h1>, key of what title and networks say) where a lesser heading prints the kicker alone.

    <h4>Kicker</h4><h1>Headline</h1>, and "Kicker: Headline".
    """
    key = key_of(text)
    if not key:
        return None
    for headline, sources in votes.items():
        other = votes.get(key + headline) if "h1" in sources else None
        if other is not None and "json_ld headline" not in other:
            return headline, key + headline
    return None


def _repeated(text: str, votes: dict[str, _Sources]) -> str | None:
    """The key of the candidate that a heading prints: whole, behind a kicker, or as an end of <title>."""
    key = key_of(text)
    if len(key) <= 5:
        return None
    if key in votes:
        return key
    for other, sources in votes.items():
        if len(other) > 20 and key.endswith(other):
            return other
        if _is_about(sources, text):
            return key
    return None


def _is_about(sources: _Sources, text: str) -> bool:
    """Whether <title> and what networks are told is `text` with an outlet's name behind or before it."""
    if not sources.keys() <= _TOLD:
        return False
    told = next(iter(sources.values()))
    if not (_starts(told, text) or _ends(told, text)):
        return False
    # "Climate change", a section's, before " – the year in ten charts"
    return sources.keys() == {"title"} or len(text) > _LEAST_ABOUT or 2 * len(text) > len(told)


_LEAST_ABOUT = 20  # characters
_TOLD = frozenset({"title", "og:title", "twitter:title"})


def _cut_at(text: str, votes: dict[str, _Sources]) -> _Sources:
    """What says `text` with more about it, which a heading shows to be no part of the headline."""
    about = [key for key, sources in votes.items() if _is_about(sources, text)]
    return {rule: text for key in about for rule in votes.pop(key)}


def _ends(text: str, end: str) -> bool:
    """Whether `text` is something short, a border, and `end`: "Somebody's Blog | Headline"."""
    return (
        len(end) > 20
        and text.endswith(end)
        and (
            text[: -len(end)].rstrip().endswith(":")  # Blogger's "Somebody's Blog: Headline"
            or ((border := _BORDER.search(text)) is not None and border.end() == len(text) - len(end))
        )
    )


_LISTS = frozenset({"li", "ul", "ol", "nav", "a"})


def is_in_list(node: LexborNode) -> bool:
    """Whether a heading is part of a breadcrumb, a menu or a list of teasers."""
    above = node.parent
    for _ in range(4):
        if above is None or above.tag in ("article", "main"):
            return False
        if above.tag in _LISTS or "breadcrumb" in (above.attributes.get("class") or "").lower():
            return True
        above = above.parent
    return False


_WORDS = re.compile(r"\w+")
_PRINTED = frozenset({"h1", "later h1", "heading", "h1 in a breadcrumb"})


_AS_PRINTED = 0.3  # readers see the quotation marks of print


def _best_spelled(sources: _Sources) -> str:
    """The rule with the spelling that weighs most: of "Kohberger's" and "Kohberger’s".

    Not in capitals where another is not, nor with words run together at borders of elements, or without the
    colon that others have there: <h1><span>Kicker</span><span>Headline</span></h1>. A lesser heading is asked
    last: between a kicker and the headline it has a border that others spell.
    """
    if len(set(sources.values())) == 1:
        return max(sources, key=lambda rule: _WORTH.get(rule, _ANY_META))
    words = {text: len(_WORDS.findall(text)) for text in sources.values()}
    most = max(words.values())
    colons = max(text.count(":") for text in sources.values())
    spaces = max(text.count(" ") for text in sources.values())

    def preference(rule: str) -> tuple[bool, bool, bool, float, float]:
        text = sources[rule]
        alike = {other: spelled for other, spelled in sources.items() if spelled == text}
        if "og:title" in alike:  # one template fills both
            alike.pop("twitter:title", None)
        glued = rule in _PRINTED and (
            words[text] < most or text.count(":") < colons or text.count(" ") < spaces
        )
        worth = _worth(alike) + (_AS_PRINTED if not _PRINTED.isdisjoint(alike) else 0)
        return rule != "heading", not glued, not text.isupper(), worth, _WORTH.get(rule, _ANY_META)

    return max(sources, key=preference)
