"""The headline among its sources: where they agree, where each errs, and what is cut off."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from tasks.article import extract_articles
from tasks.article.headline import choose_headline, key_of, without_site
from tasks.article.structured_data import StructuredData
from tests.pace import check_cost

HEADLINE = "Old bridge over the Lune opens again to carts"
SEARCH = "Lune bridge: when does it open, and who may use it?"


def _choose(
    body: str = "",
    *,
    ld: str | None = None,
    meta: dict[str, str] | None = None,
    title: str | None = None,
    sites: frozenset[str] = frozenset({"The Quill"}),
    host: str = "www.thequill.example",
    path: str = "",
) -> tuple[str, str] | None:
    """What is chosen on a page with this body and these declarations."""
    data = StructuredData(
        meta={key: [value] for key, value in (meta or {}).items()},
        article={"@type": "NewsArticle", "headline": ld} if ld else {},
        types=frozenset(),
        sites=sites,
    )
    tree = LexborHTMLParser(f"<body>{body}</body>")
    headings = tree.css("h1,h2,h3,h4,h5,h6")
    texts = (" ".join(node.text_lexbor().split()) for node in headings if node.tag == "h1")
    printed = [text for text in texts if text]
    return choose_headline(data, printed, title, host, path=path, headings=headings)


def _text(*args: str, **given: object) -> str | None:
    found = _choose(*args, **given)  # type: ignore[arg-type]
    return found[0] if found else None


def test_what_all_sources_say_is_the_headline() -> None:
    found = _choose(
        f"<h1>{HEADLINE}</h1>", ld=HEADLINE, meta={"og:title": HEADLINE}, title=f"{HEADLINE} | The Quill"
    )

    assert found == (HEADLINE, "og:title, agreed by 4")


def test_a_page_without_any_source_has_none() -> None:
    assert _choose() is None


def test_the_name_of_the_outlet_is_no_headline() -> None:
    assert _choose("<h1>The Quill</h1>", title="The Quill", meta={"og:title": "thequill.example"}) is None


# --- which source is believed -----------------------------------------------------------------


def test_json_ld_and_print_outweigh_a_title_for_networks() -> None:
    found = _text(f"<h1>{HEADLINE}</h1>", ld=HEADLINE, meta={"og:title": SEARCH, "twitter:title": SEARCH})

    assert found == HEADLINE


def test_og_title_and_print_outweigh_json_ld_and_title_for_search_engines() -> None:
    found = _text(f"<h1>{HEADLINE}</h1>", ld=SEARCH, meta={"og:title": HEADLINE}, title=SEARCH)

    assert found == HEADLINE


@pytest.mark.parametrize(
    "breadcrumb",
    [
        f"<ul><li><a href='/'>Home</a></li><li><h1>{SEARCH}</h1></li></ul>",
        f"<nav><div><h1>{SEARCH}</h1></div></nav>",
        f"<div class='Page-Breadcrumbs'><span><h1>{SEARCH}</h1></span></div>",
    ],
)
def test_an_h1_in_the_breadcrumb_is_not_what_the_page_prints_above_its_text(breadcrumb: str) -> None:
    page = f"{breadcrumb}<article><header><h2><span>Traffic</span> {HEADLINE}</h2></header></article>"

    by_networks = _text(page, ld=SEARCH, meta={"og:title": HEADLINE}, title=f"{SEARCH} | The Quill")
    by_json_ld = _text(
        page, ld=HEADLINE, meta={"og:title": SEARCH, "twitter:title": SEARCH}, title=f"{SEARCH} | The Quill"
    )

    assert (by_networks, by_json_ld) == (HEADLINE, HEADLINE)


def test_an_h1_in_an_article_of_a_list_is_printed_above_its_text() -> None:
    page = f"<ul><li><article><h1>{HEADLINE}</h1></article></li></ul>"

    assert _text(page, ld=HEADLINE, meta={"og:title": SEARCH, "twitter:title": SEARCH}) == HEADLINE


def test_a_teaser_of_the_same_article_does_not_print_its_headline() -> None:
    page = f"<h1>{HEADLINE}</h1><aside><h2><a href='/lune'>{SEARCH}</a></h2></aside>"

    assert _text(page, ld=HEADLINE, meta={"og:title": SEARCH, "twitter:title": SEARCH}) == HEADLINE


@pytest.mark.parametrize("title", [f"{HEADLINE} | Notes | Ann Brand", f"Ann's notes | {HEADLINE}"])
def test_a_blogs_name_in_the_h1_loses_to_a_linked_heading_that_the_title_begins_or_ends_with(
    title: str,
) -> None:
    page = f"<header><h1>Hello there</h1></header><main><h2><a href='/lune'>{HEADLINE}</a></h2></main>"

    assert _text(page, title=title) == HEADLINE


def test_without_any_other_source_the_heading_that_the_address_spells_is_taken() -> None:
    page = f"<h2>Most read this week</h2><h2>{HEADLINE}</h2>"

    found = _choose(
        page, title="thequill.example", path="/2012/old-bridge-over-the-lune-opens-again-to-carts/"
    )

    assert found == (HEADLINE, "heading, as in the address")


def test_the_h1_of_a_section_loses_to_what_heading_and_title_say() -> None:
    page = f"<h1>City council of Lune</h1><div><h2>{HEADLINE}</h2></div>"

    assert _text(page, title=f"{HEADLINE} - Gateway of the council") == HEADLINE


def test_a_second_h1_weighs_less_than_the_first() -> None:
    assert _text(f"<h1>{HEADLINE}</h1><h1>Most read this week</h1>") == HEADLINE


def test_a_headline_that_print_and_json_ld_only_add_to_is_what_all_say() -> None:
    longer = f"{HEADLINE}, riders and people on foot"
    added = f"{HEADLINE} after two years of work on its piers"
    networks = {"og:title": HEADLINE, "twitter:title": HEADLINE}

    found = (
        _choose(f"<h1>{added}</h1>", ld=added, meta=networks),
        _text(f"<h1>{longer}</h1>", ld=longer, meta=networks),
    )

    assert found == ((HEADLINE, "og:title, begun by all"), longer)


# --- what is cut off --------------------------------------------------------------------------

SUFFIXED = [
    (f"{HEADLINE} | The Quill", HEADLINE),
    (f"{HEADLINE} - National | thequill.example", f"{HEADLINE} - National"),
    (f"{HEADLINE} * The Quill * by Ann Brand", HEADLINE),
    (f"{HEADLINE}｜The Quill", HEADLINE),
    (f"{HEADLINE}ㅣThe Quill", HEADLINE),
    (f"{HEADLINE}- TheQuill", HEADLINE),
    (f"The Quill | {HEADLINE}", HEADLINE),
    (f"The Quill » {HEADLINE}", HEADLINE),
    ("Carts - and who may drive them", "Carts - and who may drive them"),
    ("The Quill", "The Quill"),
]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("古い橋が再び開通 （写真） ：某某新聞", "古い橋が再び開通 （写真）"),
        ("速報：古い橋が再び開通", "速報：古い橋が再び開通"),
        ("古い橋が再び開通：市長", "古い橋が再び開通：市長"),
    ],
)
def test_the_start_of_a_sites_name_behind_a_wide_colon_is_cut_off(given: str, expected: str) -> None:
    assert without_site(given, {"某某新聞社", "某某新聞電子版"}, ()) == expected


@pytest.mark.parametrize(("given", "expected"), SUFFIXED)
def test_the_name_of_the_site_is_cut_off(given: str, expected: str) -> None:
    assert without_site(given, {"thequill", "thequillexample"}, ()) == expected


@pytest.mark.parametrize(
    "suffix",
    [
        " - National | The Quill",
        "-Politics",
        "：The Quill Digital",
        " – The New Quill of Lune Valley",
        "_news",
    ],
)
def test_what_stands_behind_the_headline_of_another_source_is_cut_off(suffix: str) -> None:
    longer = HEADLINE + suffix

    assert (
        _text(meta={"og:title": longer, "twitter:title": longer, "headline": HEADLINE}, title=longer)
        == HEADLINE
    )


def test_a_section_that_another_heading_prints_behind_the_headline_is_cut_off() -> None:
    title = f"{HEADLINE} | Bridges"

    found = _text(
        f"<h1>Bridges</h1><h2>{HEADLINE}</h2>", meta={"og:title": title}, title=f"{title} | The Quill"
    )

    assert found == HEADLINE


def test_the_source_that_an_aggregator_sets_in_brackets_behind_the_printed_headline_is_cut_off() -> None:
    printed, title = (
        "京都の橋が再び開通 市長が発表",
        "京都の橋が再び開通 市長が発表（朝刊新聞） - クイル!ニュース",
    )

    found = _text(
        f"<h1>{printed}</h1>",
        meta={"og:title": title, "twitter:title": title},
        title=title,
        sites=frozenset({"クイル!ニュース"}),
    )

    assert found == printed


def test_a_colon_that_the_h1_only_shows_behind_its_kicker_is_spelled_as_networks_are_told() -> None:
    found = _text(
        f"<h1><span>Lune crossing</span> <span>{HEADLINE}</span></h1>",
        meta={"og:title": f"Lune crossing: {HEADLINE}"},
        title="Lune crossing opens | The Quill",
    )

    assert found == f"Lune crossing: {HEADLINE}"


def test_a_kicker_in_a_heading_of_its_own_is_no_part_of_the_headline() -> None:
    whole = "وزير النقل: الميناء الجديد يفتح أبوابه مطلع الشهر"

    found = _text(
        "<h4>وزير النقل:</h4><h1>الميناء الجديد يفتح أبوابه مطلع الشهر</h1>",
        meta={"og:title": whole},
        title=whole,
    )

    assert found == "الميناء الجديد يفتح أبوابه مطلع الشهر"


def test_a_kicker_above_a_line_break_is_set_off_as_in_the_title() -> None:
    found = _text(
        f"<h1><span>Lune crossing:</span><br>{HEADLINE}</h1>", title=f"Lune crossing: {HEADLINE} | The Quill"
    )

    assert found == f"Lune crossing: {HEADLINE}"


def test_a_kind_of_article_before_the_headline_of_another_source_is_cut_off() -> None:
    longer = f"Opinion | {HEADLINE}"

    assert _text(ld=HEADLINE, meta={"og:title": longer, "twitter:title": longer}, title=longer) == HEADLINE


def test_a_section_before_a_border_is_not_taken_for_the_headline() -> None:
    longer = f"Lune - {HEADLINE}"

    assert _text("<h1>Lune</h1>", meta={"og:title": longer}, title=longer) == longer


def test_the_name_of_the_site_in_the_h1_is_not_taken_for_the_start_of_a_title() -> None:
    page = "<h1>Quill of the Valley</h1>"

    found = _text(page, title=f"Quill of the Valley » {HEADLINE}", sites=frozenset({"Quill of the Valley"}))

    assert found == HEADLINE


def test_what_is_left_of_a_title_loses_the_name_of_the_site_too() -> None:
    titled = f"{SEARCH} | The Quill"

    found = _choose(meta={"og:title": titled}, title=f"{titled} | Lune")

    assert found == (SEARCH, "og:title, agreed by 2")


def test_a_kicker_is_kept_where_print_and_json_ld_have_it() -> None:
    kicked = f"Traffic: {HEADLINE}"

    assert _text(f"<h1>{kicked}</h1>", ld=kicked, meta={"og:title": HEADLINE}) == kicked


def test_a_section_that_the_address_names_is_cut_off_behind_the_headline() -> None:
    longer = f"{HEADLINE} | Chronicles | The Quill"

    found = _text(meta={"og:title": longer}, title=longer, path="/the-paper/chronicles/lune.html")

    assert found == HEADLINE


def test_what_is_printed_behind_a_border_stays_though_the_address_names_it() -> None:
    longer = f"{HEADLINE} - Lune"
    page, meta = f"<h1>{longer}</h1>", {"og:title": longer}

    by_folder = _text(page, meta=meta, title=longer, path="/lune/bridge")
    by_label = _text(page, meta=meta, title=longer, host="lune.thequill.example")

    assert (by_folder, by_label) == (longer, longer)


def test_the_name_of_a_part_of_the_site_is_cut_off() -> None:
    longer = f"{HEADLINE} » Valley Notes - Blogs of the Quill"

    assert _text(meta={"og:title": longer}, title=longer, host="valleynotes.thequill.example") == HEADLINE


TITLES = [
    ("옛 철교 2년 만에 보행자에게 개방-정치ㅣ강변일보", "옛 철교 2년 만에 보행자에게 개방"),
    ("경부선 서울-부산 구간 운행을 두 달 만에 재개", "경부선 서울-부산 구간 운행을 두 달 만에 재개"),
    ("第十届国际图书博览会今天在北京开幕_新闻中心_晨报网", "第十届国际图书博览会今天在北京开幕"),
    ("第十届国际图书博览会今天在北京开幕-晨报网", "第十届国际图书博览会今天在北京开幕"),
    (f"{HEADLINE} » Valley news", HEADLINE),
    ("Carts - and who may drive them", "Carts - and who may drive them"),
]


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_a_title_alone_loses_its_short_last_parts(title: str, expected: str) -> None:
    assert _choose(title=title) == (expected, "title")


# --- what was cut already ---------------------------------------------------------------------

LONG = "The old bridge over the Lune, closed for two years after the flood, opens again to carts, riders and people on foot"


@pytest.mark.parametrize("start", [f"{LONG[:60]}...", f"{LONG[:60]} …", LONG[:110]])
def test_a_shortened_headline_speaks_for_the_whole_one(start: str) -> None:
    assert _text(f"<h1>{LONG}</h1>", ld=start, meta={"og:title": start}, title=start) == LONG


def test_a_headline_that_prints_its_own_dots_keeps_them() -> None:
    dotted = f"{HEADLINE}, and then…"

    assert _text(f"<h1>{dotted}</h1>", title=f"{dotted}_Society_The Valley") == dotted


def test_an_attribute_that_ended_at_a_quotation_mark_speaks_for_the_whole_headline() -> None:
    quoted = 'Mayor of Lune says "never again" at the bridge'

    assert _text(f"<h1>{quoted}</h1>", meta={"og:title": "Mayor of Lune says"}, title=quoted) == quoted


# --- how it is spelled ------------------------------------------------------------------------


def test_of_two_spellings_the_one_with_more_weight_is_taken() -> None:
    curly, straight = "Lune’s bridge opens again", "Lune's bridge opens again"

    assert _text(f"<h1>{curly}</h1>", ld=curly, meta={"og:title": straight}) == curly


def test_capitals_of_the_print_are_not_taken() -> None:
    assert _text(f"<h1>{HEADLINE.upper()}</h1>", title=f"{HEADLINE} | The Quill") == HEADLINE


def test_words_run_together_in_print_are_not_taken() -> None:
    page = f"<h1><span>Traffic</span><span>{HEADLINE}</span></h1>"

    assert _text(page, title=f"Traffic: {HEADLINE} | The Quill") == f"Traffic: {HEADLINE}"


def test_a_border_that_a_heading_only_shows_is_spelled_as_others_do() -> None:
    page = f"<h2><span>Traffic</span> <span>{HEADLINE}</span></h2>"

    assert _text(page, title=f"Traffic: {HEADLINE}") == f"Traffic: {HEADLINE}"


def test_soft_hyphens_and_spaces_of_no_width_are_left_out() -> None:
    assert _text("<h1>Brücken\u00adzoll am\u200b Fluss</h1>") == "Brückenzoll am Fluss"


def test_marks_of_direction_stay_only_amid_the_text() -> None:
    assert _text("<h1>\u200fالجسر \u200eA1\u200f مغلق\u200f</h1>") == "الجسر \u200eA1\u200f مغلق"


def test_joiners_between_letters_stay() -> None:
    assert _text("<h1>می\u200cخواهم زنده بمانم</h1>") == "می\u200cخواهم زنده بمانم"


def test_print_escaped_twice_is_read() -> None:
    assert _text("<h1>Q&amp;amp;A with the mason</h1>") == "Q&A with the mason"


KEYS = [
    ("Kohberger’s — “Plan”", "kohbergersplan"),
    ("A_b-C 1", "abc1"),
    ("STRASSE", "strasse"),
    ("Straße", "strasse"),
    ("«36 عامًا..»", "36عاما"),
    ("", ""),
    ("x" * 301 + "!", "x" * 301),
]


@pytest.mark.parametrize(("given", "expected"), KEYS)
def test_a_key_holds_letters_and_digits_folded(given: str, expected: str) -> None:
    assert key_of(given) == expected


# --- hostile pages ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        "<h1>" + "a | " * 200_000,
        "<h1>" + "_" * 500_000 + "</h1><h2>x</h2>" * 1_000,
        "<h2><div>" * 5_000 + "word " * 100_000,
        "<h1>" + "." * 300 + "</h1>" + "<h1>" + "|" * 300 + "</h1>",
    ],
)
def test_no_page_takes_long(page: str) -> None:
    ld, title, meta = "a | " * 100_000, "| " * 100_000, {"og:title": "- " * 100_000}

    check_cost(1, lambda: _choose(page, ld=ld, meta=meta, title=title))


@pytest.mark.parametrize("title", ["Harbour News Agency - {}", "{} | Harbour News Agency", "{}"])
def test_a_headline_that_no_heading_holds_is_told_from_the_outlets_name_by_what_is_printed(
    title: str,
) -> None:
    headline = "The old ferry returns to the river after four years"
    text = "<br><br>".join(
        f"{n} sentence of a text that old pages set without any paragraph at all." for n in range(9)
    )
    page = (
        f"<html><head><title>{title.format(headline)}</title></head><body><table><tr><td><a href=/>Harbour News"
        f" Agency</a></td></tr><tr><td><font size=5><b>{headline}</b></font></td></tr><tr><td>14.03.2024 18:25"
        f"</td></tr><tr><td>{text}</td></tr></table></body></html>"
    )

    found = extract_articles(page.encode(), "https://www.harbour.example/news.aspx?id=5")

    assert isinstance(found, list), found
    assert found[0].headline == headline
    assert found[0].published_at is not None
    assert found[0].published_at.isoformat() == "2024-03-14T18:25:00+00:00"


def test_an_element_that_is_marked_as_the_headline_comes_before_a_title_that_says_another() -> None:
    text = (
        "<p>The council of Qandil has decided on carts, and on who may drive them through its old streets.</p>"
        * 4
    )
    page = (
        "<html><head><title>News from The Quill</title></head><body><div class=body>"
        f"<p><span class='headline entry-title'>{HEADLINE}</span></p><p>By Ann Brand</p>{text}</div></body></html>"
    )

    found = extract_articles(page.encode(), "https://thequill.example/2024/05/03/carts")

    assert isinstance(found, list)
    assert found[0].headline == HEADLINE


_TEXT = (
    "<p>The council of Qandil has decided on carts, and on who may drive them through its old streets.</p>"
    * 4
)


@pytest.mark.parametrize("headline", ["The bridge is back", "Old bridge over the Lune opens again to carts"])
def test_a_logo_in_the_only_h1_is_cut_off_the_title(headline: str) -> None:
    page = (  # as Blogger sets it
        f"<html><head><title>County Notes: {headline}</title></head><body><h1><a href='/'>County Notes</a></h1>"
        f"<div class='post hentry'><h3 class='post-title'>{headline}</h3><div class='post-body'>{_TEXT}</div></div>"
    )

    found = extract_articles(page.encode(), "https://countynotes.example/2024/03/bridge-back.html")

    assert isinstance(found, list), found
    assert found[0].headline == headline


def test_a_blogs_name_before_a_colon_is_no_part_of_the_headline() -> None:
    page = (
        f"<html><head><title>County Notes: {HEADLINE}</title></head><body><p class=title>County Notes</p>"
        f"<div class='post hentry'><h3 class='post-title'>{HEADLINE}</h3><div class='post-body'>{_TEXT}</div></div>"
    )

    found = extract_articles(page.encode(), "https://countynotes.example/2024/03/bridge-back.html")

    assert isinstance(found, list), found
    assert found[0].headline == HEADLINE


def test_a_short_east_asian_headline_is_found_below_a_logo() -> None:
    headline = "옛 철교 보행자에게 개방"
    text = (
        "<p>시의회는 14일 2년 동안의 보수를 마친 옛 철교를 보행자에게 개방하기로 의결했다고 밝혔다.</p>" * 4
    )
    page = (
        f"<html lang=ko><head><title>{headline} - 동네신문</title><meta property='og:title' content='{headline} -"
        f" 동네신문'></head><body><h1><a href='/'>동네신문</a></h1><section><h3>{headline}</h3><ul><li>입력"
        f" 2024.03.14 18:25</li></ul><article>{text}</article></section>"
    )

    found = extract_articles(page.encode(), "http://www.dongne.example/news/articleView.html?idxno=33123")

    assert isinstance(found, list), found
    assert (found[0].headline, found[0].published_raw) == (headline, "2024.03.14 18:25")


_TEXT = "".join(
    f"<p>{day} the carts came down to the bridge over the Lune again, and the toll keeper counted every one.</p>"
    for day in ("On Monday", "On Friday", "On Sunday")
)


@pytest.mark.parametrize(
    "heading",
    [
        f"<h1><span>Transport</span><span>{HEADLINE}</span></h1>",
        f"<h1>{HEADLINE}<small>The toll keeper counts again</small></h1>",
    ],
)
def test_of_the_parts_of_an_h1_the_one_in_the_title_is_the_headline(heading: str) -> None:
    page = f"<html><head><title>{HEADLINE} | The Quill</title></head><body>{heading}{_TEXT}</body></html>"
    found = extract_articles(page.encode(), "https://www.thequill.example/a/1")
    assert isinstance(found, list)
    assert found[0].headline == HEADLINE


def test_a_part_of_an_h1_that_only_begins_the_title_is_not_the_headline() -> None:
    heading = "<h1>Old bridge over the Lune <em>opens</em> again to carts</h1>"
    page = f"<html><head><title>Old bridge over the Lune opens soon | The Quill</title></head><body>{heading}{_TEXT}</body></html>"
    found = extract_articles(page.encode(), "https://www.thequill.example/a/1")
    assert isinstance(found, list)
    assert found[0].headline == HEADLINE


def test_a_lesser_heading_above_the_text_is_the_headline_where_all_else_names_the_outlet() -> None:
    page = (
        "<html><head><title>The Quill</title><meta property=og:title content='The Quill'>"
        "<meta property=og:site_name content='The Quill'></head><body><h2><a href=/q>Another story of today</a></h2>"
        f"<main><h2>{HEADLINE}</h2><div>{_TEXT}</div></main></body></html>"
    )
    found = extract_articles(page.encode(), "https://www.thequill.example/a/1")
    assert isinstance(found, list)
    assert found[0].headline == HEADLINE


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} | The River Post",
        f"{HEADLINE} - The River Post",
        f"The River Post: {HEADLINE}",
        f"The River Post | {HEADLINE}",
    ],
)
def test_an_h1_that_the_title_has_beside_a_lesser_heading_is_the_outlets_name(title: str) -> None:
    body = f"<h1>The River Post</h1><h2>{HEADLINE}</h2>"

    found = _choose(body, title=title, sites=frozenset(), host="www.trp.example")

    assert found is not None
    assert found[0] == HEADLINE


def test_an_h1_stays_the_headline_above_a_heading_of_the_text() -> None:
    body = f"<h1>{HEADLINE}</h1><h2>Who may use it</h2>"

    found = _choose(body, title=f"{HEADLINE} | Who may use it", sites=frozenset(), host="www.trp.example")

    assert found is not None
    assert found[0] == HEADLINE


# --- what the page prints, and what it tells networks -----------------------------------------

SHORTER = "Lune bridge opens to carts again"


def _page(head: str, body: str) -> str:
    """The headline of a page with this head and body."""
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    found = extract_articles(page.encode(), "https://www.thequill.example/a/1")
    assert isinstance(found, list), found
    return found[0].headline


def test_an_h1_that_says_what_networks_are_told_in_other_words_is_what_readers_see() -> None:
    meta = {"og:title": SHORTER, "twitter:title": SHORTER}

    assert _text(f"<h1>{HEADLINE}</h1>", meta=meta, title=f"{SHORTER} | The Quill") == HEADLINE


@pytest.mark.parametrize(
    ("body", "ld"),
    [
        ("<h1>Bridges and ferries of our county</h1>", None),  # a section's
        (f"<nav><ul><li><h1>{HEADLINE}</h1></li></ul></nav>", None),
        (f"<h1>{SHORTER} Society</h1>", None),  # with its section
        (f"<h1>{HEADLINE}</h1>", SHORTER),
        ("<h1>Lune bridge</h1>", None),
    ],
)
def test_an_h1_of_something_else_or_beside_json_ld_gives_way_to_what_others_agree_on(
    body: str, ld: str | None
) -> None:
    meta = {"og:title": SHORTER, "twitter:title": SHORTER}

    assert _text(body, ld=ld, meta=meta, title=f"{SHORTER} | The Quill") == SHORTER


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("Keeper of Lune says ‘never’ to carts", "Keeper of Lune says never to carts"),
        ("Keeper of Lune says “never” to carts", 'Keeper of Lune says "never" to carts'),
    ],
)
def test_quotation_marks_are_those_of_print(printed: str, told: str) -> None:
    meta = {"og:title": told, "twitter:title": told}

    assert _text(f"<h1>{printed}</h1>", meta=meta, title=f"{told} | The Quill") == printed


def test_a_headline_of_a_hundred_letters_is_not_taken_for_one_that_was_cut_at_the_outlets_name() -> None:
    headline = f"{LONG[:108].rstrip()}."[:104]
    meta = {"og:title": f"{headline} | The Quill"}

    assert 100 <= len(headline) <= 110
    assert _text(f"<h1>{headline}</h1>", meta=meta, title=meta["og:title"]) == headline


@pytest.mark.parametrize(
    "headline",
    [
        f"<div class=story-head>{HEADLINE}</div>",
        f"<h2>{HEADLINE}</h2>",
        "<h2>Old bridge over the Lune opens for carts today</h2>",
    ],
)
def test_what_stands_behind_the_h1_of_a_section_is_the_headline(headline: str) -> None:
    found = _page(
        f"<title>{HEADLINE} – QuillPortal</title>", f"<h1>Valley and Coast</h1>{headline}<div>{_TEXT}</div>"
    )

    assert found in (HEADLINE, "Old bridge over the Lune opens for carts today")


@pytest.mark.parametrize(
    "body",
    [
        # a slogan above
        f"<p>News and weather from all of the valley</p><h1>Carts are back</h1><div>{_TEXT}</div>",
        # the title of a list beside the article
        f"<h1>Carts are back</h1><div>{_TEXT}</div><aside><a>News and weather from all of the valley</a></aside>",
        # a heading of the text
        f"<h1>Carts are back</h1><div>{_TEXT}<h2>What the weather does</h2>{_TEXT}</div>",
    ],
)
def test_a_short_h1_stays_the_headline_below_a_slogan_in_the_title(body: str) -> None:
    found = _page("<title>News and weather from all of the valley | QuillPortal</title>", body)

    assert found == "Carts are back"


def test_the_last_step_of_a_path_is_not_the_element_that_prints_the_headline() -> None:
    found = _page(
        f"<title>{HEADLINE} | The Quill</title>",
        f"<div class=breadcrumb><a href=/>Home</a> » {HEADLINE}</div><div><span>{HEADLINE}</span></div><div>{_TEXT}</div>",
    )

    assert found == HEADLINE


def test_beside_a_headline_that_no_heading_prints_day_author_and_lede_are_found() -> None:
    lede = "The toll keeper of the valley has counted carts for forty years, and counts them once more."
    page = (
        f"<html><head><title>{HEADLINE} | The Quill</title><meta property=og:title content='{HEADLINE}'></head><body>"
        f"<div class=menu>Friday, 17 May 2024</div><div class=head><div class=t>{HEADLINE}</div>"
        f"<div class=d>14 March 2024, 18:25</div><div class=l>{lede}</div></div><div class=b>{_TEXT}</div></body></html>"
    )

    found = extract_articles(page.encode(), "https://www.thequill.example/a/1")

    assert isinstance(found, list), found
    assert found[0].published_raw == "14 March 2024, 18:25"
    assert found[0].paragraphs[0].text == lede


# --- outlets' names that nothing else gives, and headlines in lesser headings ------------------

_BORDERS = [" :: ", " » ", " ~ ", " ‹ ", " < ", " ● ", " : ", " ▸ ", " >> ", " ¦ ", " – ", " | ", " +++ "]


@pytest.mark.parametrize("border", _BORDERS)
def test_a_lesser_heading_tells_the_headline_from_a_name_that_networks_are_told_with_it(border: str) -> None:
    behind, before = f"{HEADLINE}{border}Lune Letter", f"Lune Letter{border}{HEADLINE}"

    for told in (behind, before) if border != " +++ " else (behind,):
        meta = {"og:title": told, "twitter:title": told}
        assert _text(f"<h2>{HEADLINE}</h2>", meta=meta, title=told, host="www.ll.example") == HEADLINE


@pytest.mark.parametrize("border", [*_BORDERS, ": "])
def test_an_h1_tells_the_headline_from_a_name_before_it(border: str) -> None:
    told = f"Lune Letter{border}{HEADLINE}"

    assert _text(f"<h1>{HEADLINE}</h1>", meta={"og:title": told}, title=told, host="ll.example") == HEADLINE


@pytest.mark.parametrize("border", _BORDERS)
def test_what_prints_the_headline_tells_it_from_the_rest_of_the_title(border: str) -> None:
    for title in (f"{HEADLINE}{border}Lune Letter", f"Lune Letter{border}{HEADLINE}"):
        assert _page(f"<title>{title}</title>", f"<div>{HEADLINE}</div><div>{_TEXT}</div>") == HEADLINE


@pytest.mark.parametrize(
    "told", ["【江城网】{}", "江城网-{}", "{}——江城网", "{}·江城网", "{}（图）-江城网", "{}：江城网"]
)
def test_what_is_printed_of_a_chinese_title_is_the_headline(told: str) -> None:
    headline = "百年老铁路桥重新向行人开放"
    text = "<p>市议会星期四表决通过，历时两年整修的老铁路桥将重新向行人开放，两岸居民步行时间将缩短。</p>" * 4
    title, networks = told.format(headline), f"<meta property=og:title content='{told.format(headline)}'>"

    for head, body in (("", f"<div>{headline}</div>"), (networks, f"<h1>{headline}</h1>")):
        page = f"<html><head><title>{title}</title>{head}</head><body>{body}<div>{text}</div></body></html>"
        found = extract_articles(page.encode(), "https://www.jc.example/a/1")
        assert isinstance(found, list), found
        assert found[0].headline == headline


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<h2>Climate change</h2>", "Climate change – the year in ten charts"),
        ("<h2>What we know</h2>", "Lune bridge: what we know"),
        ("<h2>Old bridge over the Lune</h2>", HEADLINE),
    ],
)
def test_a_heading_that_is_only_a_part_of_the_headline_cuts_nothing_off(body: str, told: str) -> None:
    assert _text(body, meta={"og:title": told, "twitter:title": told}, title=told) == told


def test_a_heading_above_the_text_is_the_headline_where_title_or_h1_have_no_word_of_it() -> None:
    text = "".join(
        f"<p>{n} the carts came down to the old bridge over the Lune again, and opens to all.</p>"
        for n in "abc"
    )
    boxed = f"<div class=t><h2>{HEADLINE}</h2></div><div class=d>14 March 2024</div><div>{text}</div>"

    named = _page("<title>Agency of the Valley</title>", boxed)
    below_section = _page("<title>The Quill</title>", f"<h1>Local news</h1>{boxed}")
    amid = _page(
        "<title>The Quill</title>", f"<h1>Local news</h1><div>{text}<h2>{HEADLINE} too</h2>{text}</div>"
    )

    assert (named, below_section, amid) == (HEADLINE, HEADLINE, "Local news")


def test_a_title_in_words_of_the_text_stays_above_a_heading_of_a_part() -> None:
    text = "".join(
        f"<p>{n} carts came down to the bridge over the Lune, and the toll keeper counted.</p>" for n in "abc"
    )
    body = f"<div><h3>What the toll keeper of the Lune counted</h3>{text}</div>"

    assert _page("<title>Carts are back</title>", body) == "Carts are back"


@pytest.mark.parametrize("element", ["div", "span", "font"])
def test_what_networks_are_told_is_cut_to_what_an_element_prints_of_it(element: str) -> None:
    told = f"{HEADLINE} - The New Lune Letter of the Valley"
    head = f"<title>{told}</title><meta property=og:title content='{told}'>"

    assert _page(head, f"<{element}>{HEADLINE}</{element}><div>{_TEXT}</div>") == HEADLINE


@pytest.mark.parametrize(
    ("told", "printed"),
    [
        (f"Traffic on the Lune: {HEADLINE}", "Traffic on the Lune"),
        (f"{HEADLINE}: what we know of it", HEADLINE),
        (f"Carts - {HEADLINE}", "Carts"),
    ],
)
def test_a_kicker_or_a_part_before_a_colon_is_not_the_whole(told: str, printed: str) -> None:
    head = f"<title>{told}</title><meta property=og:title content='{told}'>"

    assert _page(head, f"<div>{printed}</div><div>{_TEXT}</div>") == told


def test_a_kicker_that_ends_in_a_colon_has_a_space_behind_it() -> None:
    page = f"<h1><span style='color:red'>Lune crossing:</span>{HEADLINE}</h1><div>{_TEXT}</div>"

    assert _page("<title>The Quill</title>", page) == f"Lune crossing: {HEADLINE}"


_PARTS = [
    f"<p>{day} the carts came down to the old bridge over the Lune again, said the toll keeper.</p>"
    for day in "abcd"
]


@pytest.mark.parametrize(
    ("title", "printed", "body"),
    [
        # the subject of a recipe or a portrait, and a heading of its text
        ("Lune trout with leeks and barley, step by step", "Lune trout", "{}{}<h2>Trout with leeks, step by step</h2>{}{}"),
        ("Jane Doe, toll keeper of the old bridge, dies at 92", "In memoriam", "{}{}{}{}<h2>Keeper of the bridge toll dies</h2>"),
        # a standfirst that goes on with its words
        ("The bridge of the Lune and its long way back", "Bridge ahead", "<h2>The Lune has a long way back</h2>{}{}{}{}"),
        # a slogan and an authority, below and above the text
        ("All that you should know today | The Quill", "Carts return", "{}{}{}{}<div>All that you should know today</div>"),
        ("Ministry of Transport and Public Works", "Carts return", "<p>Ministry of Transport and Public Works</p>{}{}{}{}"),
        ("The Quill", "Why I left", "<h2>The carts came down to the bridge over the Lune</h2>{}{}{}{}"),
    ],
)  # fmt: skip
def test_a_short_h1_is_the_headline_above_headings_and_slogans(title: str, printed: str, body: str) -> None:
    article = f"<article><h1>{printed}</h1>{body.format(*_PARTS)}</article>"

    assert _page(f"<title>{title}</title>", article) == printed


@pytest.mark.parametrize(
    "printed",
    [
        "<div>Climate of the Lune</div><div><b>Climate</b> of the Lune – the year in ten charts</div>",
        "<div>Climate of the Lune</div><p><span>Climate of the Lune</span> – <i>the year in ten charts</i></p>",
    ],
)
def test_a_topic_is_not_the_headline_that_begins_with_it(printed: str) -> None:
    told = "Climate of the Lune – the year in ten charts"
    head = f"<title>{told}</title><meta property=og:title content='{told}'>"

    assert _page(head, f"{printed}<div>{_TEXT}</div>") == told


def test_an_h1_in_other_words_is_a_topic_above_what_networks_are_told() -> None:
    told = "Carts over the old bridge: Lune valley divided again"
    head = f"<title>{told}</title><meta property=og:title content='{told}'>"
    topic = "<h1>Quarrel about carts: the old bridge of the Lune valley</h1>"

    assert _page(head, f"{topic}<div class=t>{told}</div><div>{_TEXT}</div>") == told
    assert _page(head, f"{topic}<figure><figcaption>{told}</figcaption></figure><div>{_TEXT}</div>") != told


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("The Lune Bridge: fog and a wait", "<div>The Lune Bridge: <i>fog</i> and a wait</div>"),
        ("The Lune's bridge, its carts and its keeper", "<div><b>The</b> Lune's bridge, its carts and its keeper</div><p>The Lune's bridge</p>"),
        ("Quarrel on the Lune - the council decides", "<div>Quarrel on the Lune</div><div>the <b>council</b> decides</div>"),
    ],
)  # fmt: skip
def test_a_title_that_is_printed_in_several_elements_is_whole(title: str, printed: str) -> None:
    for named in (title, f"{title} - The Quill"):
        assert _page(f"<title>{named}</title>", f"{printed}<div>{_TEXT}</div>") == title


def test_an_outlets_name_below_the_headline_is_no_part_of_it() -> None:
    body = f"<div>{HEADLINE}</div><div>The Lune Quill</div><div>14 March 2024</div><div>{_TEXT}</div>"

    assert _page(f"<title>{HEADLINE} :: The Lune Quill</title>", body) == HEADLINE


@pytest.mark.parametrize("headline", [f"{HEADLINE} + photos", "بازسازی پل قدیمی بندر پیش از زمستان + فیلم"])
def test_a_plus_is_part_of_a_headline(headline: str) -> None:
    told = headline.partition(" + ")[0]

    assert _text(f"<h1>{headline}</h1>", meta={"og:title": told}, title=headline) == headline


@pytest.mark.parametrize(
    ("printed", "headline"),
    [
        ("古い橋が二年ぶりに開通（写真＝ロイター）", "古い橋が二年ぶりに開通"),
        ("古い橋が二年ぶりに開通（写真：市提供）", "古い橋が二年ぶりに開通"),
        ("낡은 다리 2년 만에 다시 열려 [사진=연합뉴스]", "낡은 다리 2년 만에 다시 열려"),
        ("古い橋が開通（写真あり）", "古い橋が開通（写真あり）"),
        ("古い橋が開通（二年ぶり）", "古い橋が開通（二年ぶり）"),
    ],
)
def test_whose_picture_stands_beside_it_is_no_part_of_a_headline(printed: str, headline: str) -> None:
    assert _text(f"<h1>{printed}</h1>", ld=printed, title=printed) == headline
