"""Tell the pages that only lead to articles: home pages, sections, tags, authors, searches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from tasks.article.body import Block
from tasks.article.lists import numbers_in
from tasks.article.notice import entries
from tasks.article.page import Page
from tasks.article.signs import Facts, count_long_links, count_signs, count_teasers, is_one_run, is_printed
from tasks.fold import fold

_LONG = 1_000  # characters of text that links beside it seldom outweigh


# --- home pages -------------------------------------------------------------------------------

# "/", "/en/", "/index.php", "/ar/home"
_FRONT_DOOR = re.compile(
    r"/*(?:[a-z]{2}(?:[-_][a-z]{2,4})?/*)?(?:(?:index|default|home|main)(?:\.\w{2,5})?/*)?$", re.IGNORECASE
)
# What a query may say without leading further than the front door.
_TRACKING = re.compile(
    r"(?:(?:utm_\w+|fbclid|gclid|msclkid|yclid|ref|referrer|source|src|from|lang|hl|locale|amp|cmp|cmpid)"
    r"(?:=[^&]*)?(?:&|$))*$",
    re.IGNORECASE,
)
_HOME = frozenset(
    fold(name)
    for name in entries("""
home|homepage|home page|front page|startseite|accueil|page d'accueil|inicio|portada|início|página inicial
pagina iniziale|voorpagina|startsida|forside|forsiden|etusivu|strona główna|hlavní stránka|főoldal|главная
главная страница|головна|ana sayfa|anasayfa|الرئيسية|الصفحة الرئيسية|صفحه اصلی|صفحه نخست|خانه|سرورق|דף הבית
עמוד הבית|ראשי|首页|首頁|トップページ|ホーム|홈|메인
""")
)


def is_front_door(page: Page) -> bool:
    """Whether the address is a site's front door: "/?p=123" is not."""
    if _FRONT_DOOR.match(page.path) is None:
        return False
    _, mark, query = page.url.partition("?")
    return not mark or _TRACKING.match(query.partition("#")[0]) is not None


def find_home(page: Page, facts: Facts, paragraphs: Sequence[Block]) -> tuple[str, str] | None:
    """(reason, a sentence) if the page is a site's home page."""
    if facts.front:
        if _holds_an_article(page, facts, paragraphs):
            return None
        return "home_page", "The address is a site's front door, and no article stands behind it."
    if facts.article and facts.length >= _LONG and not is_sent_for(page, facts.headline):
        return None
    if {"home", "blog"} <= facts.classes and facts.inside + facts.turns >= 2:  # WordPress
        return "home_page", "The page calls itself the list of newest posts."
    named = _called_home(facts.headline, page.title)
    if not named and not _leads_to_front(page):
        return None
    if is_printed(page, facts.headline or "") and count_signs(page, facts.headline, paragraphs) >= 3:
        return None
    if (links := max(facts.links, count_teasers(page))) < 6:
        return None
    what = f"calls itself “{named}”" if named else "gives the site's front door as its address"
    return "home_page", f"The page {what}, and has {links} linked headings."


def _holds_an_article(page: Page, facts: Facts, paragraphs: Sequence[Block]) -> bool:
    """Whether an article stands at a site's front door: a site made for one story."""
    if 2 * max(facts.inside, facts.turns) > facts.texts:
        return False
    signs, teasers = count_signs(page, facts.headline, paragraphs), count_teasers(page)
    if facts.article:
        return signs >= 2 and facts.length >= 400 and teasers <= facts.length / 60
    return signs >= 3 and facts.length >= 800 and teasers <= min(20, facts.length / 100)


def is_sent_for(page: Page, headline: str | None) -> bool:
    """Whether a home page was sent for a lost article: it gives the front door, and prints no headline."""
    return _leads_to_front(page) and not is_printed(page, headline or "")


def _leads_to_front(page: Page) -> bool:
    """Whether the page gives a front door as its own address."""
    address = page.canonical or (page.data.meta.get("og:url") or ("",))[0]
    start, mark, rest = address.partition("//")
    path = rest.partition("/")[2] if mark else start
    return bool(address) and _FRONT_DOOR.match(path) is not None


_LONGEST_HOME = 20  # characters
_BORDER = re.compile(r"\s+[|\-–—·•»«:/]+\s+|\s*[|｜_]\s*")


def _called_home(*names: str | None) -> str | None:
    """The part of headline or title, beside the site's name, that says home page."""
    for name in names:
        if name and len(name) <= 200:
            for part in _BORDER.split(name):
                if len(part) <= _LONGEST_HOME and fold(part) in _HOME:
                    return part
    return None


# --- lists ------------------------------------------------------------------------------------

_KIND_OF_TYPE = {
    "SearchResultsPage": "search_page",
    "ProfilePage": "author_page",
    "CollectionPage": "section_page",
}
_KIND_OF_CLASS = {  # of WordPress, for its lists
    "search-results": "search_page",
    "search-no-results": "search_page",
    "tag": "tag_page",
    "author": "author_page",
    "archive": "section_page",
}
_LIST_CLASSES = frozenset({"archive", "search-results", "search-no-results"})
_ADDRESSES = {
    "tag_page": """
tag|tags|tagged|topic|topics|hashtag|keyword|keywords|label|thema|themen|schlagwort|schlagworte|mot-cle
mots-cles|etiqueta|etiquetas|tema|temas|etiket|etiketler|وسم|وسوم|الوسوم|برچسب|کلیدواژه|תגית|тег|теги|标签
""",
    "author_page": """
author|authors|auteur|auteurs|autor|autoren|autores|autore|autori|columnist|columnists|writer|writers
contributor|contributors|profile|profiles|yazar|yazarlar|كاتب|الكاتب|نویسنده|автор
""",
    "search_page": """
search|search-results|suche|suchergebnisse|recherche|buscar|busqueda|busca|pesquisa|ricerca|cerca|zoeken
szukaj|arama|поиск|جستجو|بحث
""",
    "section_page": """
category|categories|cat|section|sections|rubrik|rubrique|ressort|kategorie|kategori|categoria|categorie
archive|archives|archiv|latest|page|تصنيف|قسم|دسته
""",
}
_KIND_OF_PART = {part: kind for kind, parts in _ADDRESSES.items() for part in entries(parts)}
_BARE_DATE = re.compile(r"/+(?:19|20)\d\d(?:/+\d{1,2}){0,2}/*$")
_SEARCH_QUERY = re.compile(r"[?&](?:s|q|query|search|keywords?)=", re.IGNORECASE)
_SEARCHES = tuple(
    fold(name)
    for name in entries("""
search results|results for|suchergebnisse|résultats de recherche|resultados de búsqueda
resultados de la búsqueda|resultados da busca|resultados da pesquisa|risultati della ricerca|zoekresultaten
sökresultat|søgeresultater|wyniki wyszukiwania|výsledky vyhledávání|результаты поиска|arama sonuçları
نتائج البحث|نتایج جستجو|תוצאות חיפוש|搜索结果|搜尋結果|検索結果|검색결과|검색 결과
""")
)


def find_list(page: Page, facts: Facts, paragraphs: Sequence[Block]) -> tuple[str, str] | None:
    """(reason, a sentence) if the page is a list, by what it says and by links amid or beside its text."""
    declared = _declared(page, facts)
    if page.data.article and declared is None:
        return None
    if (why := _links_amid(facts)) is not None and (facts.article or _has_few_signs(page, facts, paragraphs)):
        return (declared[0], why) if declared is not None else name_list(page, facts, why)
    if declared is not None:
        amid = max(facts.inside, facts.turns)
        if amid >= 3 or _has_few_signs(page, facts, paragraphs):
            return declared[0], f"The page calls itself “{declared[1]}”."
    if facts.article:
        return None
    if _BARE_DATE.match(page.path) and _has_few_signs(page, facts, paragraphs):
        return "section_page", "The address is a day's, a month's or a year's."
    if (
        facts.length < _SHORT
        and _kind_of_address(page) == "search_page"
        and _has_few_signs(page, facts, paragraphs)
    ):
        return "search_page", "The address asks a search, and hardly any text answers."
    why = _links_beside(page, facts, paragraphs) or _teasers_alone(page, facts, paragraphs)
    return name_list(page, facts, why) if why is not None else None


def _has_few_signs(page: Page, facts: Facts, paragraphs: Sequence[Block]) -> bool:
    return count_signs(page, facts.headline, paragraphs) < 3


def _declared(page: Page, facts: Facts) -> tuple[str, str] | None:
    """(reason, what the page calls itself), by JSON-LD or by the classes that WordPress gives to lists."""
    if not facts.classes.isdisjoint(_LIST_CLASSES) and "single" not in facts.classes:
        for name, reason in _KIND_OF_CLASS.items():
            if name in facts.classes:
                return reason, name
    if not page.data.article:
        for name, reason in _KIND_OF_TYPE.items():
            if name in page.data.types:
                return reason, name
    return None


def _links_amid(facts: Facts) -> str | None:
    """How links stand amid the text as they do in lists, or None."""
    turns, texts, longest = facts.turns, facts.texts, facts.longest
    if facts.article and turns in numbers_in(facts.headline or ""):  # "Ten places for a walk"
        return None
    if facts.article:
        often = turns >= 10 and 2 * turns >= texts and longest < 350
    else:
        often = turns >= 6 and (3 * turns >= 2 * texts or (3 * turns >= texts and longest < 400))
        often = often or (turns >= 3 and 5 * turns >= 4 * texts and longest < 350)
    if often:
        return f"Links and short texts take turns, {turns} times."
    if facts.article or longest >= 500:
        return None
    if facts.inside >= 6 and 2 * facts.inside >= texts:
        return f"{facts.inside} linked headings stand amid its short texts."
    if facts.links >= 20 and facts.links >= texts:
        return f"{facts.links} lines that are links stand amid its short texts."
    return None


def _links_beside(page: Page, facts: Facts, paragraphs: Sequence[Block]) -> str | None:
    """How many linked headings outweigh a text that has few signs of an article, or None."""
    if len(page.headings) < 4:
        return None
    lists = _kind_of_address(page) is not None or not page.data.types.isdisjoint(_HOLD_LISTS)
    per_teaser = 300 if lists else 150
    if facts.length >= per_teaser * len(page.headings):
        return None
    teasers = count_teasers(page)
    if teasers < (4 if lists else 10) or facts.length >= per_teaser * teasers:
        return None
    signs = count_signs(page, facts.headline, paragraphs)
    if signs >= 3 or facts.length >= 4 * _LONG:
        return None
    if facts.length >= _LONG and (signs == 2 or is_one_run(paragraphs)):
        return None
    return f"{teasers} linked headings and {facts.length:.0f} characters of text beside."


def _teasers_alone(page: Page, facts: Facts, paragraphs: Sequence[Block]) -> str | None:
    """How headings with a sentence each, or links, are all that a page with hardly a sign has, or None."""
    headings = facts.headings >= 4 and 2 * facts.texts <= 3 * facts.headings and facts.longest < 300
    if not headings and facts.length >= _SHORT:
        return None
    if count_signs(page, facts.headline, paragraphs) >= 2:
        return None
    if headings:
        return f"{facts.headings} headings stand on it with hardly more than a sentence each."
    links = count_long_links(page)
    return f"{links} links of some length stand about {facts.length:.0f} characters." if links >= 25 else None


_SHORT = 500  # characters
_HOLD_LISTS = frozenset({"ItemList", "WebSite"})  # JSON-LD of home pages and sections, and of some articles


def name_list(page: Page, facts: Facts, why: str) -> tuple[str, str]:
    """(the reason that says which list it is, the sentence)"""
    if _called_home(facts.headline, page.title):
        return "home_page", why
    names = fold(f"{facts.headline or ''} {page.title or ''}"[:200])
    if any(name in names for name in _SEARCHES):
        return "search_page", why
    return _kind_of_address(page) or "section_page", why


def _kind_of_address(page: Page) -> str | None:
    """The list that a part of the address speaks of, or what its query looks for."""
    path = page.path[:500]
    if _BARE_DATE.match(path):
        return "section_page"
    for part in (unquote(path) if "%" in path else path).lower().split("/"):
        if (kind := _KIND_OF_PART.get(part)) is not None:
            return kind
    return "search_page" if "?" in page.url and _SEARCH_QUERY.search(page.url) else None
