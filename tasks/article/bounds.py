"""Cut from markup what costs the parser more than linear time, or more memory than its size is worth.

Lexbor compares each attribute of a tag with all before it, looks through all open elements at each tag,
and opens all unclosed <b>, <i> … anew in each paragraph, as the HTML standard has it: 100,000 nested tags
or attributes cost it half a minute, 20,000 times "<p><b id=1>" more memory than there is.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

MOST_DEPTH = 400
MOST_TAGS = 150_000  # the rest of a page is cut off: no news page comes near

_FEW_TAGS = 2_500  # cost nothing worth a look, unless they stand close together
_FEWEST_TAGS = 300  # cost nothing, however they nest
_MANY_TAGS = 12_000  # are written anew without a look
_MOST_REOPENED = 60_000  # elements that unclosed <b>, <i> … can become, each tag opening all anew
_MOST_UNSURE = 250_000  # the same, where some of these may be closed
_MANY_ATTRIBUTES = 50_000  # are counted
_MOST_ATTRIBUTES = 300_000
_MOST_NAMES = 1_000  # of tags, and of attributes where there are many: Lexbor's tables of names do not grow


def bound_markup(markup: bytes | str) -> bytes:
    """Markup (UTF-8, without NUL) of at most MOST_TAGS tags, nested at most MOST_DEPTH deep, none over-long.

    Nearly all pages come back as they are. The others are written anew: each element closed where the parser
    would close it, without comments, forms, drawings and what else holds no text of an article.
    """
    if isinstance(markup, str):
        markup = markup.encode("utf-8", "ignore")
    markup = _empty_long_tags(markup)
    brackets = np.frombuffer(markup, np.uint8) == ord("<")
    count = int(np.count_nonzero(brackets))
    if count > MOST_TAGS:
        markup = markup[: int(np.flatnonzero(brackets)[MOST_TAGS])]
    many_attributes = len(markup) > 6 * _MANY_ATTRIBUTES and _attributes(markup) > _MANY_ATTRIBUTES
    if not many_attributes and (
        _cost_little(count, len(markup))
        or (count <= _MANY_TAGS and not _nests_deeply(markup, np.flatnonzero(brackets)))
    ):
        return markup
    return _Tidying(markup, many_attributes).tidied()


def _cost_little(tags: int, size: int) -> bool:
    """Whether so many tags on a page of `size` bytes can cost little beside it, however they nest.

    Half of them left open, and opened anew in the other half, become an eighth of their square.
    """
    return tags <= _FEWEST_TAGS or (tags <= _FEW_TAGS and tags * tags <= 24 * size)


# --- whether tags may nest deeply -------------------------------------------------------------

_VOID = frozenset(
    b"area base basefont bgsound br col embed hr image img input keygen link meta param source track"
    b" wbr".split()
)
_CLOSED_BY_THE_NEXT = frozenset(b"p li dt dd option tr td th thead tbody tfoot".split())
_DRAWN = frozenset(b"path circle rect use line polygon polyline ellipse stop".split())
# Each <a> and <nobr> closes the last of its kind.
_FORMATTING = frozenset(b"b big code em font i s small strike strong tt u".split())


def _by_first_letters(names: frozenset[bytes]) -> NDArray[np.int8]:
    """Lengths of the names by five bits of each of the three bytes that they open with; 0 for any other."""
    table = np.zeros((32, 32, 32), np.int8)
    ends = [byte & 31 for byte in b"> /\n"]
    for name in names:
        first, second, third = ([name[place] & 31] if place < len(name) else ends for place in range(3))
        table[np.ix_(first, second, third if len(name) > 1 else range(32))] = len(name)
    return table.reshape(-1)


_STAYS_OPEN = _by_first_letters(_VOID | _CLOSED_BY_THE_NEXT | _DRAWN) == 0
_FORMATTING_LENGTH = _by_first_letters(_FORMATTING)
_FORMATTING_LENGTH[_by_first_letters(frozenset({b"source", b"body"})) > 0] = 0  # to five bits "<so" is "<s/"

_GOES_ON = np.zeros(256, np.int8)  # what stands in a tag after its first letter; in scripts "<" means less
_GOES_ON[list(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:>/ \t\r\n\f")] = 1


def _nests_deeply(markup: bytes, places: NDArray[np.int64]) -> bool:
    """Whether the tags that start at these places may nest deeply, or leave much formatting open.

    It is a guess, by the count of those opened and closed so far: comments and scripts may hold tags too.
    """
    codes = np.frombuffer(markup, np.uint8)
    places = places[: np.searchsorted(places, len(codes) - 9)]
    if len(places) <= _FEW_TAGS and _opens_little(codes, places):
        return False
    after = codes.take(places + 1)
    escaped = after == ord("\\")  # "<\/p>" in scripts
    closing = escaped | (after == ord("/"))
    names = places + 1 + closing + escaped
    first, second, third = (codes.take(names + place) for place in range(3))
    key = _key(first, second, third)
    step = _GOES_ON.take(second) * (first >= ord("A"))
    np.negative(step, out=step, where=closing)
    length = _FORMATTING_LENGTH.take(key)
    if _reopens_much(codes, names, step, length):
        return True
    return int(_heights(step * _STAYS_OPEN.take(key)).max(initial=0)) > MOST_DEPTH


def _opens_little(codes: NDArray[np.uint8], places: NDArray[np.int64]) -> bool:
    """Whether so few of these tags open formatting that all left open, and anew at each tag, cost little.

    So it is on nearly all pages, and told in a third of the time of a closer look.
    """
    opening = _FORMATTING_LENGTH.take(_key(*(codes.take(places + place) for place in (1, 2, 3))))
    return int(np.count_nonzero(opening)) * len(places) <= _MOST_REOPENED


def _key(first: NDArray[np.uint8], second: NDArray[np.uint8], third: NDArray[np.uint8]) -> NDArray[np.int16]:
    """Places in the tables by first letters."""
    return (first & 31).astype(np.int16) << 10 | (second & 31).astype(np.int16) << 5 | third & 31


def _reopens_much(
    codes: NDArray[np.uint8], names: NDArray[np.int64], step: NDArray[np.int8], length: NDArray[np.int8]
) -> bool:
    """Whether the tags of formatting, whose names are so long, may leave much of it open."""
    at = np.flatnonzero(length)
    step = step.take(at)
    # Of those without attributes, no more than three of a kind are opened anew.
    step = step * ((step < 0) | (codes.take(names.take(at) + length.take(at)) != ord(">")))
    if int((_heights(step) * np.diff(at, append=len(names))).sum()) > _MOST_REOPENED:
        return True
    # Closing tags within comments and attributes close nothing: they are not relied on where <b> are many.
    return int(np.count_nonzero(step > 0)) // 3 * len(names) > _MOST_UNSURE


def _heights(steps: NDArray[np.int8]) -> NDArray[np.int32]:
    """How far their sum stands, at each of them, above its lowest so far."""
    height = np.cumsum(steps, dtype=np.int32)
    return height - np.minimum(np.minimum.accumulate(height), 0, dtype=np.int32)


def _attributes(markup: bytes) -> float:
    """About how many attributes a page has, by the tags at some places of it."""
    step = len(markup) // 24
    longest = _longest(len(markup))
    tags: list[tuple[bytes, float]] = []  # and how many such ones the page would have
    for place in range(step // 2, len(markup), step):
        start = markup.rfind(b"<", 0, place)
        following = markup.find(b"<", place)
        room = (following if following >= 0 else len(markup)) - start
        tag, end, _ = markup[start : start + min(room, 600)].partition(b">")
        if start >= 0 and tag[1:2].isalpha():
            unseen = 1 if end else min(room, longest) / len(tag)
            tags.append((tag, unseen * step / room))
    most = sum([(len(tag) - len(tag.translate(None, _BORDERS))) * weight for tag, weight in tags])
    if most <= _MANY_ATTRIBUTES:  # told ten times faster than how many they are
        return most
    return sum([len(_ATTRIBUTES.findall(tag, tag.find(b" "))) * weight for tag, weight in tags])


# --- long tags --------------------------------------------------------------------------------

_NAME = rb"[\t\n\f\r /]*+(%b[^\t\n\f\r />][^\t\n\f\r />=]*+)"
_EQUALS = rb"[\t\n\f\r ]*+=[\t\n\f\r ]*+"
_BARE_VALUE = rb"[^\t\n\f\r >\"'][^\t\n\f\r >]*+|(?=>)"
_ATTRIBUTE = rb"(?:%b(?:%b(?:\"[^\"]*+\"|'[^']*+'|%b)|(?!%b)))" % (_NAME, _EQUALS, _BARE_VALUE, _EQUALS)
_ATTRIBUTES = re.compile(_ATTRIBUTE % b"")  # finds their names
_ATTRIBUTE_OPENING = re.compile(
    rb"%b(?:%b(?:([\"'])|%b)|(?!%b))" % (_NAME % b"?:", _EQUALS, _BARE_VALUE, _EQUALS)
)
# As the standard reads a tag: where it does not match, the tag has no end.
_TAG = re.compile(rb"<(/?)([a-zA-Z][^\t\n\f\r />]*+)%b*+[\t\n\f\r /]*+>" % (_ATTRIBUTE % b"?:"))
_TAG_NAME = re.compile(rb"</?[a-zA-Z][^\t\n\f\r />]*+")


def _longest(size: int) -> int:
    """Bytes of a tag that may be full of attributes, if all tags of a page of this size may be."""
    return min(8_000, max(200, 4_000_000_000 // max(1, size)))


def _empty_long_tags(markup: bytes) -> bytes:
    """The markup without the attributes of tags that have far too many."""
    longest = _longest(len(markup))
    kept: list[bytes] = []
    copied = place = 0
    while place < len(markup):
        if markup.find(b"<", place, place + longest) >= 0:
            place += longest
            continue
        start = _tag_before(markup, copied, place)
        place = markup.find(b"<", place + longest)
        if place < 0:
            place = len(markup)
        if start >= 0 and (emptied := _emptied(markup, start, place, longest)) is not None:
            shorter, end = emptied
            kept += (markup[copied:start], shorter)
            copied = end
            place = max(place, end)
    return b"".join((*kept, markup[copied:])) if kept else markup


def _tag_before(markup: bytes, start: int, end: int) -> int:
    """Where the last tag between two places starts, or -1: past what only stands in one, <a title="<3" …>"""
    bracket = end
    for _ in range(_MOST_BRACKETS):
        bracket = markup.rfind(b"<", start, bracket)
        if bracket < 0 or _TAG_NAME.match(markup, bracket):
            return bracket
    return -1


_MOST_BRACKETS = 5_000  # that open no tag and stand before a long one


def _emptied(markup: bytes, start: int, end: int, longest: int) -> tuple[bytes, int] | None:
    """(the tag's name alone, where it ended) if what starts there, up to an end or on, is too long a tag."""
    if _TAG.match(markup, start, start + _SURELY_SHORT):  # and a long text or script behind it
        return None
    most = _most_attributes(longest)
    if end - start <= 20_000:
        text = markup[start:end]
        if len(text) - len(text.translate(None, _BORDERS)) <= most:
            return None
    elif _has_few_attributes(markup, start, most):
        return None
    tag = _TAG.match(markup, start)
    if tag is None or tag.end() - start <= longest or not _is_full(tag[0], longest):
        return None
    return b"<%b%b>" % (tag[1], tag[2][:30]), tag.end()


_SURELY_SHORT = 200  # bytes: no tag of these is too long
_BORDERS = b" \t\n\f\r/\"'"  # one of these stands before each attribute


def _has_few_attributes(markup: bytes, start: int, most: int) -> bool:
    """Whether the tag ends soon; for long values, which are skipped faster than by a pattern."""
    name = _TAG_NAME.match(markup, start)
    place = name.end() if name else start
    for _ in range(most):
        attribute = _ATTRIBUTE_OPENING.match(markup, place)
        if attribute is None:
            return True
        place = attribute.end()
        if quote := attribute[1]:
            place = markup.find(quote, place) + 1
            if not place:
                return True
    return False


def _most_attributes(longest: int) -> int:
    return max(30, longest // 8)


def _is_full(tag: bytes, longest: int) -> bool:
    return len(_ATTRIBUTES.findall(tag, tag.find(b" "))) > _most_attributes(longest)


# --- writing a page anew ----------------------------------------------------------------------

# Their content is left out with them: none of it is an article's text.
_LEFT_OUT = frozenset(
    b"style script xmp iframe noembed noframes textarea noscript template svg math select button".split()
)
_UNWRAPPED = frozenset(
    b"html head body form object applet marquee frameset frame nobr option optgroup".split()
)
_BLOCKS = frozenset(  # they close an open <p>
    b"address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure"
    b" footer h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p pre search section summary"
    b" table ul".split()
)
_SPECIAL = (_BLOCKS - {b"hr"}) | frozenset(b"caption colgroup td th tr tbody thead tfoot".split())
_BARRIERS = frozenset({b"table", b"caption", b"td", b"th"})  # nothing outside of these is closed from within
_HEADINGS = frozenset({b"h1", b"h2", b"h3", b"h4", b"h5", b"h6"})
_LISTS = {b"li": (b"ul", b"ol", b"menu", b"dir"), b"dd": (b"dl",), b"dt": (b"dl",)}
_LIKE = {b"li": (b"li",), b"dd": (b"dd", b"dt"), b"dt": (b"dd", b"dt")}  # what each closes
_IN_TABLES = {  # what each stands in
    b"td": (b"tr", b"tbody", b"thead", b"tfoot", b"table"),
    b"th": (b"tr", b"tbody", b"thead", b"tfoot", b"table"),
    b"tr": (b"tbody", b"thead", b"tfoot", b"table"),
    b"tbody": (b"table",),
    b"thead": (b"table",),
    b"tfoot": (b"table",),
    b"caption": (b"table",),
    b"colgroup": (b"table",),
}


@lru_cache(maxsize=32)
def _end_of(name: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"</%b(?=[\t\n\f\r />])[^>]*+>?" % name, re.IGNORECASE)


class _Tidying:
    """Writes markup anew so that the parser has nothing to mend: what it opens, it closes in turn."""

    def __init__(self, markup: bytes, many_attributes: bool) -> None:
        self.markup = markup
        self.many_attributes = many_attributes
        self.attributes = 0
        self.attribute_names: set[bytes] = set()
        self.longest = _longest(len(markup))
        self.written: list[bytes] = []
        self.open: list[bytes] = []
        self.places: dict[bytes, list[int]] = {}  # name -> where in `open`
        self.specials: list[int] = []  # where in `open`
        self.barriers: list[int] = []
        self.unclosed: set[bytes] = set()  # names of which no closing tag follows
        self.has_root = False

    def tidied(self) -> bytes:
        markup, written = self.markup, self.written
        place = 0
        while (bracket := markup.find(b"<", place)) >= 0:
            written.append(markup[place:bracket])
            tag = _TAG.match(markup, bracket)
            if tag is not None:
                place = self.close(tag) if tag[1] else self.start(tag)
                continue
            following = markup[bracket + 1 : bracket + 2]
            if following == b"!" or following == b"?" or following == b"/":
                place = self.after_comment(bracket)
            elif following.isalpha():  # a tag without an end
                return b"".join(written)
            else:
                written.append(b"&lt;")
                place = bracket + 1
        written.append(markup[place:])
        return b"".join(written)

    def after_comment(self, bracket: int) -> int:
        """Where what opens with "<!", "<?" or "</" and is no tag ends."""
        markup = self.markup
        if markup.startswith(b"<!--", bracket):
            end = markup.find(b"-->", bracket + 2)
            return end + 3 if end >= 0 else len(markup)
        end = markup.find(b">", bracket)
        if len(self.written) == 1 and markup[bracket : bracket + 9].lower() == b"<!doctype":
            self.written.append(b"<!DOCTYPE html>")
        return end + 1 if end >= 0 else len(markup)

    def start(self, tag: re.Match[bytes]) -> int:
        """Write a start tag; gives where to read on."""
        name = tag[2].lower()
        if name in _LEFT_OUT or name == b"title":
            return self.after_raw(tag, name)
        if name in _UNWRAPPED:
            if name == b"html" and not self.has_root:  # for its language
                self.has_root = True
                self.written.append(self.short(tag))
            return tag.end()
        if name in _BLOCKS:
            self.close_paragraph()
        if name in _VOID:
            self.written.append(self.short(tag))
            return tag.end()
        if name in _LISTS:
            self.close_like(name)
        elif name in _IN_TABLES:
            if not self.places.get(b"table"):
                return tag.end()
            self.clear_to(_IN_TABLES[name])
        elif name in _HEADINGS:
            if self.open and self.open[-1] in _HEADINGS:
                self.pop_to(len(self.open) - 1)
        elif name == b"a" and (links := self.places.get(b"a")) and links[-1] > self.last(self.specials):
            self.pop_to(links[-1])
        if len(self.open) < MOST_DEPTH and (name in self.places or len(self.places) < _MOST_NAMES):
            self.written.append(self.short(tag))
            self.push(name)
        return tag.end()

    def close(self, tag: re.Match[bytes]) -> int:
        """Write the end tag of an open element and of all in it; gives where to read on."""
        name = tag[2].lower()
        places = self.places.get(name)
        if places:
            place = places[-1]
            if name == b"table":
                inside = True
            elif name in _IN_TABLES:
                inside = place > self.last(self.places[b"table"])
            elif name in _SPECIAL:
                inside = place > self.last(self.barriers)
            else:
                inside = place > self.last(self.specials)
            if inside:
                self.pop_to(place)
        elif name == b"br":
            self.written.append(b"<br>")
        return tag.end()

    def after_raw(self, tag: re.Match[bytes], name: bytes) -> int:
        """Where to read on after an element whose content is no markup, or not wanted; keeps JSON, title."""
        if name in self.unclosed:
            return tag.end()
        end = _end_of(name).search(self.markup, tag.end())
        if end is None:
            self.unclosed.add(name)
            return tag.end()
        content = self.markup[tag.end() : end.start()]
        if (name == b"script" and b"json" in tag[0].lower()) or name == b"title":
            # "<!--" before "<script" would let a script go on beyond its end.
            self.written += (self.short(tag), content.replace(b"<!--", b"<! --"), b"</", name, b">")
        return end.end()

    def close_paragraph(self) -> None:
        paragraphs = self.places.get(b"p")
        if paragraphs and paragraphs[-1] > self.last(self.barriers):
            self.pop_to(paragraphs[-1])

    def close_like(self, name: bytes) -> None:
        """Close the item that the next of its list closes."""
        border = max(
            self.last(self.barriers), *(self.last(self.places.get(list_, [])) for list_ in _LISTS[name])
        )
        item = max(self.last(self.places.get(like, [])) for like in _LIKE[name])
        if item > border:
            self.pop_to(item)

    def clear_to(self, names: tuple[bytes, ...]) -> None:
        """Close all within the innermost table down to one of these elements."""
        self.pop_to(max(self.last(self.places.get(name, [])) for name in names) + 1)

    def push(self, name: bytes) -> None:
        place = len(self.open)
        self.open.append(name)
        self.places.setdefault(name, []).append(place)
        if name in _SPECIAL:
            self.specials.append(place)
            if name in _BARRIERS:
                self.barriers.append(place)

    def pop_to(self, place: int) -> None:
        """Close all open elements from this one on."""
        while len(self.open) > place:
            name = self.open.pop()
            self.written += (b"</", name, b">")
            self.places[name].pop()
            if name in _SPECIAL:
                self.specials.pop()
                if name in _BARRIERS:
                    self.barriers.pop()

    def short(self, tag: re.Match[bytes]) -> bytes:
        """The start tag, without its attributes if they are too many, or new names are."""
        text = tag[0]
        if len(text) > self.longest and _is_full(text, self.longest):
            return b"<%b>" % tag[2]
        if self.many_attributes:
            if self.attributes > _MOST_ATTRIBUTES:
                return b"<%b>" % tag[2]
            names = _ATTRIBUTES.findall(text, tag.end(2) - tag.start())
            self.attributes += len(names)
            if len(self.attribute_names) < _MOST_NAMES:
                self.attribute_names.update(names)
            elif not self.attribute_names.issuperset(names):
                return b"<%b>" % tag[2]
        return text

    @staticmethod
    def last(places: list[int]) -> int:
        return places[-1] if places else -1
