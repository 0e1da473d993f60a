"""Tell pages that are no article: home pages and lists, walls and stubs, pages without headline or text.

The ordinary article is let through by its length and by calling itself one. What is short, or calls itself
something else, or has links amid its text, is looked at closely.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from tasks.article.body import Block
from tasks.article.listing import find_home, find_list, is_front_door, is_sent_for, name_list
from tasks.article.notice import density, entries, read_name, read_sentences
from tasks.article.page import Page
from tasks.article.place import SENTENCE_END
from tasks.article.signs import Facts, count_long_links, count_teasers, is_printed, read_facts
from tasks.article.standing import find_standing
from tasks.fold import fold

# Lengths are in characters of an alphabet (see `density`).
_ENOUGH = 1_000  # where a page calls itself an article, a text of this length needs no second look
_SHORT = 700  # no notice is longer, unless it asks for consent
_LEAST = 40  # less is no text, but for a sentence of an article that calls itself one


def refuse(
    page: Page, headline: str | None, paragraphs: Sequence[Block], main: Sequence[Block]
) -> tuple[str, str] | None:
    """(reason, a sentence) if the page is no article, else None.

    `paragraphs` are the texts taken for the article's, `main` all blocks of its element.
    """
    front = is_front_door(page)
    opening = " ".join([block.text[:160] for block in paragraphs[:2]]).lower()
    consent = any(word in opening for word in _CONSENT)
    if page.data.article and headline and not front and not consent and not is_sent_for(page, headline):
        length = sum([len(block.text) for block in paragraphs if block.kind != "heading"])
        if length >= _ENOUGH:
            return None
    facts = read_facts(page, headline, paragraphs, main, front=front)
    return (
        _find_template(facts, main, opening)
        or _find_notice(page, facts, main, consent=consent)
        or find_home(page, facts, paragraphs)
        or find_list(page, facts, paragraphs)
        or find_standing(page, headline, facts.length)
        or _find_repetition(facts)
        or _find_nothing(page, facts, paragraphs)
    )


def refuse_lines(texts: Sequence[str]) -> tuple[str, str] | None:
    """(reason, a sentence) if the lines of a flat text are but a notice, else None."""
    if sum(map(len, texts)) >= _SHORT:
        return None
    said = read_sentences(texts)
    if said.kind is None or said.sentences > 1 or said.after > _MOST_BELOW or said.share(said.kind) < 0.5:
        return None
    return _as_notice(said.kind, said.first[said.kind])


# --- templates --------------------------------------------------------------------------------

# "<?php echo $title ?>", "{{ article.title }} | Paper", "@yield('title')"
_PLACEHOLDER = re.compile(
    r"(?:<\?.{0,200}?\?>|\{\{.{0,200}?\}\}|\{%.{0,200}?%\}|<%.{0,200}?%>|\$\{.{0,200}?\}|%%\w{1,60}%%"
    r"|@yield\(.{0,100}?\))\s*(?:$|[|\-–—·:])"
)
_FILLER = ("lorem ipsum", "dolor sit amet", "هذا النص هو مثال", "لوريم إيبسوم", "لورم ایپسوم", "לורם איפסום")


def _find_template(facts: Facts, main: Sequence[Block], opening: str) -> tuple[str, str] | None:
    """A page that nobody has filled in."""
    if facts.headline and facts.headline[0] in "<{$%@" and _PLACEHOLDER.match(facts.headline):
        return "unfilled_template", f"Its headline is a placeholder: “{facts.headline[:80]}”."
    if any(word in opening for word in _FILLER):
        filler = sum(
            [len(block.text) for block in main if any(word in block.text.lower() for word in _FILLER)]
        )
        if 2 * filler > sum([len(block.text) for block in main]):
            return "unfilled_template", "Most of its text is the filler that designers use."
    return None


def _find_repetition(facts: Facts) -> tuple[str, str] | None:
    """A page filled for show: the same lines again and again."""
    if facts.article or facts.most_repeated < _OFTEN or 2 * facts.most_repeated < facts.texts:
        return None
    return "unfilled_template", f"One line stands on it {facts.most_repeated} times."


_OFTEN = 5  # a refrain comes as often, but with more lines between


# --- notices ----------------------------------------------------------------------------------

# Of pages that ask for consent, and of many others: a reason to look closely.
_CONSENT = entries("""
cookie|consent|einwilligung|zustimm|privacy|datenschutz|privée|privacidad|prywatno|çerez|конфиденц
ملفات تعريف|خصوصي|کوکی|עוגיות|הפרטיות|クッキー|쿠키|隐私|隱私
""")
_LONGEST_CONSENT = 8_000  # characters; some list all purposes


_SENTENCES = {
    "soft_404": "The page says “{}”, though the server sent it as found.",
    "bot_wall": "The site doubts that a person reads, or lets nobody in: “{}”.",
    "login_wall": "The page is shown to those who log in: “{}”.",
    "consent_wall": "The site asks for consent first: “{}”.",
    "paywall_stub": "The text is shown to subscribers: “{}”.",
    "error_page": "The server or its owner speaks, not the newsroom: “{}”.",
    "redirect_page": "The page only leads to another address: “{}”.",
    "no_text": "The page shows its text to browsers with scripts only: “{}”.",
}
_MOST_ABOVE = 200  # characters that stand above a notice, in one sentence at most: two are a lede
_MOST_BELOW = 300


def _as_notice(kind: str, words: str) -> tuple[str, str]:
    return kind, _SENTENCES[kind].format(words[:80])


def _find_notice(page: Page, facts: Facts, main: Sequence[Block], *, consent: bool) -> tuple[str, str] | None:
    """What a site sends instead of an article, told by its words."""
    if "error404" in facts.classes and not page.data.article:  # WordPress
        return _as_notice("soft_404", page.title or facts.headline or "")
    short = facts.length < _SHORT
    name = None
    if not page.data.article and (short or (not facts.article and facts.longest < 400)):
        name = read_name(facts.headline, page.title)
    if name is not None and name[0] == "soft_404" and not facts.article:
        return _as_notice(*name)  # with whatever it offers instead
    if not short and not (consent and facts.length < _LONGEST_CONSENT):
        return None
    said = read_sentences([block.text for block in main])
    if facts.length < _LEAST_WITH_CHROME and not facts.article and (lost := _lost_line(page)) is not None:
        return _as_notice("soft_404", lost)
    if said.share("consent_wall") >= 0.6:
        return _as_notice("consent_wall", said.first["consent_wall"])
    if not short:
        return None
    if name is not None and (said.kind is not None or said.sentences < 3):
        return _as_notice(*name)
    if said.kind is None or said.kind == "consent_wall":
        return None
    if said.sentences > 1 or said.before > _MOST_ABOVE or said.after > _MOST_BELOW:
        return None
    if said.kind != "paywall_stub" and said.share(said.kind) < 0.3:
        return None
    return _as_notice(said.kind, said.first[said.kind])


_LEAST_WITH_CHROME = 100  # characters; a footer or a ticker may be taken for so short a text


def _lost_line(page: Page) -> str | None:
    """The line of a small page, wherever it stands, that says that the page is lost."""
    body = page.tree.body
    text = body.text(separator="\n") if body is not None else ""
    return read_sentences(text.splitlines()).first.get("soft_404") if len(text) < _SMALL_PAGE else None


# --- pages without text -----------------------------------------------------------------------


def _find_nothing(page: Page, facts: Facts, paragraphs: Sequence[Block]) -> tuple[str, str] | None:
    if facts.length >= _LEAST:
        return None if facts.headline is not None else ("no_headline", "No headline was found.")
    found = _find_wall(page, facts) or _find_pictures(page, facts) or _find_links(page, facts)
    if found is not None:
        return found
    if facts.article and is_printed(page, facts.headline or "") and any(map(_is_sentence, paragraphs)):
        return None
    what = f"Only {facts.length:.0f} characters" if facts.length else "No paragraph"
    return "no_text", f"{what} of an article was found."


def _is_sentence(block: Block) -> bool:
    """Whether a text is news in one line: "The pope is dead."""
    text = block.text
    return (
        block.kind != "heading"
        and 2 * block.linked < len(text)
        and len(text) * density(text) >= _LEAST_SENTENCE
        and SENTENCE_END.search(text[-12:]) is not None
    )


_LEAST_SENTENCE = 12  # characters
_MOST_READ = 8_000
_SMALL_PAGE = 2_000


def _find_wall(page: Page, facts: Facts) -> tuple[str, str] | None:
    """A notice that stands anywhere on a page without text."""
    body = page.tree.body
    text = body.text(separator="\n") if body is not None else ""
    said = read_sentences(text[:_MOST_READ].splitlines())
    closed = str(page.data.article.get("isAccessibleForFree")).lower() in ("false", "no", "0")
    small = len(text) < _SMALL_PAGE
    if "paywall_stub" in said.notices and (facts.article or closed or small):
        return _as_notice("paywall_stub", said.first["paywall_stub"])
    if closed:
        return "paywall_stub", "The page says that it is not free to read, and shows no text."
    if said.kind is not None and said.share(said.kind) >= (0.1 if small else 0.5):
        return _as_notice(said.kind, said.first[said.kind])
    if small and page.tree.css_first("input[type=password]") is not None:
        return "login_wall", "The page is a form to log in."
    return None


_GALLERIES = tuple(
    fold(word)
    for word in entries("""
gallery|galleries|slideshow|in pictures|photos|bildergalerie|fotostrecke|diaporama|galería|galeria|galerie
fotogalería|fotogalerie|fotogaleria|fotogallery|foto galeri|fotos|fotoserie|zdjęcia|фотогалерея
фоторепортаж|галерея|صور|بالصور|گالری|تصاویر|عکس|گزارش تصویری|גלריה|תמונות|图集|組圖|组图|写真|フォト|화보
포토
""")
)
_VIDEOS = tuple(
    fold(word)
    for word in entries("""
video|videos|watch|vidéo|vidéos|vídeo|vídeos|wideo|видео|відео|فيديو|بالفيديو|فیلم|ویدئو|ویدیو|ویڈیو|וידאו
סרטון|视频|影片|動画|영상|동영상
""")
)
_LEAST_PICTURES = 3


def _find_pictures(page: Page, facts: Facts) -> tuple[str, str] | None:
    """Pictures or a film without a text."""
    names = f" {fold(f'{facts.headline or str()} {unquote(page.path)}'[:300])} "
    if not page.data.types.isdisjoint({"ImageGallery", "MediaGallery"}) or _has_word(names, _GALLERIES):
        count = len(page.tree.css("img"))
        if count >= _LEAST_PICTURES:
            return "gallery", f"A gallery without a text: {count} pictures are on the page."
    kind = (page.data.first("og:type") or ("",))[0].lower()
    if "VideoObject" in page.data.types or kind.startswith("video") or _has_word(names, _VIDEOS):
        return "video_page", "A film without a text."
    return None


def _has_word(names: str, words: Sequence[str]) -> bool:
    """Whether one of the words is in `names`; where writing has no spaces, anywhere."""
    return any((word if word >= "\u3040" else f" {word} ") in names for word in words)


_LEAST_LINKS = 15


def _find_links(page: Page, facts: Facts) -> tuple[str, str] | None:
    """A list without any text beside its links."""
    if facts.article:
        return None
    if (teasers := max(count_teasers(page), facts.inside)) >= 6:
        return name_list(page, facts, f"{teasers} linked headings and no article's text.")
    if (links := count_long_links(page)) >= _LEAST_LINKS:
        return name_list(page, facts, f"{links} links of some length and no article's text.")
    return None
