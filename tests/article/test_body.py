"""Which of a page's texts are the article's: pages of our own, each with what the others lack."""

from __future__ import annotations

import json

import pytest

from tasks.article import extract_articles
from tasks.model import Article, Rejection

URL = "https://news.example/2026/11/20/harbour-opens"
FIRST = (
    "The new harbour of Qandil opened on Friday after eleven years of work, and the first ship"
    " to enter it was a ferry with two hundred passengers on board."
)
SECOND = (
    "Its builders had planned for four years, but storms, a bankruptcy and two changes of the"
    " government kept them from finishing what they had begun in the spring of 2015."
)
THIRD = (
    "The minister of transport said that the harbour would pay for itself within twenty years,"
    " while fishermen feared for the quiet of their bay and for the price of their berths."
)
OTHER = (
    "A wholly different matter is told here at some length, about the council of another town"
    " and what it decided on Thursday about its library, its swimming pool and its bridge."
)
HEAD = "<head><title>Harbour opens</title><meta property='og:title' content='Harbour opens'></head>"
HEADLINE = "<h1>Harbour opens</h1>"


def texts_of(body: str, head: str = HEAD) -> list[str]:
    page = f"<!doctype html><html lang=en>{head}<body>{body}</body></html>"
    found = extract_articles(page.encode(), URL)
    assert not isinstance(found, Rejection), found
    return [paragraph.text for paragraph in found[0].paragraphs]


def p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    "body",
    [
        f"{HEADLINE}<div class=free>{p(FIRST)}</div><div class=fence>{p(SECOND, THIRD)}</div>",
        f"{HEADLINE}<div itemprop=articleBody><div id=a>{p(FIRST)}</div><div id=b>{p(SECOND, THIRD)}</div></div>",
        (
            f"{HEADLINE}<div class='text part'>{p(FIRST)}</div>"
            f"<div class='text'>{p(SECOND)}</div><div class='text last'>{p(THIRD)}</div>"
        ),
        f"{HEADLINE}<div class='article_content print'>{p(FIRST, SECOND, THIRD)}</div>",
        f"<aside class=direct>{HEADLINE}{p(FIRST, SECOND, THIRD)}</aside>",
        f"{HEADLINE}<div class=body>{FIRST}<br><br>{SECOND}<br><br>{THIRD}</div>",
        f"{HEADLINE}<div>{FIRST}</div><div>{SECOND}</div><div>{THIRD}</div>",
        f"<form>{HEADLINE}<table><tr><td>{p(FIRST, SECOND, THIRD)}</td></tr></table></form>",
    ],
    ids=["fence", "pieces", "modules", "print", "aside", "breaks", "divisions", "layout table"],
)
def test_an_article_is_found_whole(body: str) -> None:
    assert texts_of(f"<main>{body}</main>") == [FIRST, SECOND, THIRD]


def test_of_several_articles_in_full_the_one_below_the_headline_is_read() -> None:
    others = "".join(
        f"<article><h2>Another matter {n}</h2>{p(f'{n}. {OTHER}', f'{n}. {THIRD}')}</article>" for n in "123"
    )
    page = f"<div class=list><article>{HEADLINE}{p(FIRST, SECOND)}</article>{others}</div>"
    assert texts_of(page) == [FIRST, SECOND]


def test_a_sidebar_of_long_teasers_does_not_outweigh_a_short_article() -> None:
    teasers = "".join(f"<li class=item><p>{n}. {OTHER} {OTHER}</p></li>" for n in range(14))
    page = (
        f"<div id=wrap><div id=main><article>{HEADLINE}{p(FIRST, SECOND, THIRD)}</article></div>"
        f"<div class=right><ul>{teasers}</ul></div></div>"
    )
    assert texts_of(page) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "beside",
    [
        "<div class=pic><div><img src=a.jpg></div><div class=t>The harbour at dawn</div></div>",
        "<div class=x><img src=a.jpg><p>The harbour at dawn. Photo: Lena Koch</p></div>",
        "<figure><img src=a.jpg><figcaption>The harbour at dawn.</figcaption></figure>",
        "<blockquote class=twitter-tweet><p>So proud of this harbour!</p>— A Person (@aperson)</blockquote>",
        "<blockquote class=instagram-media><p>A post shared by Harbour (@harbour) on Jun 16</p></blockquote>",
        "<div class='article-card'><h3>Another story</h3><p>A sentence about the other story.</p></div>",
        "<a href=/other><h3>Another story that is linked</h3><p>A sentence about the other story.</p></a>",
        "<div>20.11.2026 - 15:26 Uhr</div>",
        "<span class=sr-only>Advertisement follows</span>",
        "<h2 class=visually-hidden>Article content</h2>",
        "<div style='display: none'><p>This sentence is not shown to anybody at all.</p></div>",
    ],
    ids=[
        "caption",
        "credited caption",
        "figure",
        "tweet",
        "post",
        "card",
        "linked card",
        "date",
        "read out",
        "read out heading",
        "hidden",
    ],
)
def test_what_stands_amid_the_text_and_is_none_falls_out(beside: str) -> None:
    assert texts_of(f"<article>{HEADLINE}{p(FIRST)}{beside}{p(SECOND, THIRD)}</article>") == [
        FIRST,
        SECOND,
        THIRD,
    ]


def test_a_table_is_read_row_by_row() -> None:
    rows = "".join(
        f"<tr class=player-{n}><td>{n}</td><td>Driver {n}</td><td>{n * 10}</td></tr>" for n in (1, 2)
    )
    found = texts_of(f"<article>{HEADLINE}{p(FIRST, SECOND)}<table>{rows}</table></article>")
    assert found == [FIRST, SECOND, "1 Driver 1 10", "2 Driver 2 20"]


def test_words_for_screen_readers_and_buttons_are_left_out_of_a_paragraph() -> None:
    link = "<a href=/x>report<span style='clip: rect(0,0,0,0)'>, opens new tab</span></a>"
    text = f"<p>The <b>new</b> {link} on the harbour <button>Copy</button>is two hundred pages long and costs nothing.</p>"
    assert texts_of(f"<article>{HEADLINE}{text}{p(FIRST, SECOND)}</article>")[0] == (
        "The new report on the harbour is two hundred pages long and costs nothing."
    )


def test_a_text_given_twice_is_read_once() -> None:
    page = f"<article>{HEADLINE}<div class=phone>{p(FIRST)}</div><div class=desk>{p(FIRST, SECOND, THIRD)}</div></article>"
    assert texts_of(page) == [FIRST, SECOND, THIRD]


def test_the_bar_of_a_web_archive_is_no_text() -> None:
    bar = f"<div id=wm-ipp-base><div id=wm-ipp>{p(*[f'{n}. {OTHER}' for n in range(12)])}</div></div>"
    assert texts_of(f"{bar}<main>{HEADLINE}{p(FIRST, SECOND)}</main>") == [FIRST, SECOND]


def read(page: str) -> Article:
    found = extract_articles(page.encode(), URL)
    assert not isinstance(found, Rejection), found
    return found[0]


def test_a_text_that_only_scripts_would_show_is_read_from_json_ld() -> None:
    data = json.dumps(
        {"@type": "NewsArticle", "headline": "Harbour opens", "articleBody": f"{FIRST}\n{SECOND}\n{THIRD}"}
    )
    article = read(
        f"<html><head><script type='application/ld+json'>{data}</script></head><body><div id=app></div>"
    )
    assert article.text == f"{FIRST}\n{SECOND}\n{THIRD}"
    assert article.provenance["paragraphs"] == "json_ld articleBody"


def test_a_text_that_only_scripts_would_show_is_read_from_their_strings() -> None:
    markup = json.dumps(p(FIRST, SECOND, THIRD)).replace("<", "\\u003c").replace(">", "\\u003e")
    article = read(f"<html>{HEAD}<body>{HEADLINE}<script>push([1,{markup}])</script></body></html>")
    assert article.text == f"{FIRST}\n{SECOND}\n{THIRD}"
    assert article.provenance["paragraphs"] == "markup in a script"


def test_a_text_that_is_shown_is_believed_before_one_in_scripts() -> None:
    data = json.dumps({"@type": "NewsArticle", "headline": "Harbour opens", "articleBody": f"{OTHER} " * 20})
    article = read(
        f"<html><head><script type='application/ld+json'>{data}</script></head>"
        f"<body><main>{HEADLINE}{p(FIRST, SECOND)}</main>"
    )
    assert article.text == f"{FIRST}\n{SECOND}"


@pytest.mark.parametrize("anchor", ["<a name=top>", "<a id=start>"])
def test_an_anchor_that_leads_nowhere_links_nothing(anchor: str) -> None:
    assert texts_of(f"{anchor}<main>{HEADLINE}{p(FIRST, SECOND, THIRD)}</main>") == [FIRST, SECOND, THIRD]


def test_the_days_of_a_chronicle_are_its_headings() -> None:
    days = "".join(f"<h2>{n} March 2021</h2>{p(text)}" for n, text in ((3, FIRST), (9, SECOND), (27, THIRD)))
    assert [text for text in texts_of(f"<article>{HEADLINE}{days}</article>") if len(text) < 20] == [
        "3 March 2021",
        "9 March 2021",
        "27 March 2021",
    ]


@pytest.mark.parametrize(
    "beside",
    [
        "<img src=a.jpg><h2>What the engineers say</h2>",
        "<img src=a.jpg><p>He posted the photo on Monday.</p>",
    ],
)
def test_a_heading_or_sentence_beside_a_picture_is_no_caption(beside: str) -> None:
    found = texts_of(f"<article>{HEADLINE}{p(FIRST)}<div>{beside}</div>{p(SECOND, THIRD)}</article>")
    assert len(found) == 4


def test_a_text_in_scripts_that_tells_of_something_else_is_not_taken_for_a_short_article() -> None:
    consent = json.dumps(
        p("We and our 800 partners store cookies on devices. " * 5, "You may refuse them. " * 9)
    )
    script = f"<script>show({consent})</script>".replace("</p>", "<\\/p>")
    assert texts_of(f"<main>{HEADLINE}{p(FIRST)}</main>{script}") == [FIRST]


LINKS = "".join(f"<li><a href=/t/{n}>Harbour of the {name} coast</a></li>" for n, name in enumerate("ABC"))
LINKED = [f"Harbour of the {name} coast" for name in "ABC"]
SCORES = "".join(f"<li><a href=/a>Lions {n}</a> – <a href=/b>Eagles {n}</a> 2:{n}</li>" for n in range(4))


@pytest.mark.parametrize(
    ("opening", "items", "expected"),
    [
        (p(THIRD), f"<ol>{LINKS}</ol>", LINKED),
        (p("These harbours were built in the same years:"), f"<ul>{LINKS}</ul>", LINKED),
        (p(THIRD), f"<ul>{SCORES}</ul>", [f"Lions {n} – Eagles {n} 2:{n}" for n in range(4)]),
        (p(THIRD), f"<div class=list><ol>{LINKS}</ol></div>", LINKED),
        (
            p(THIRD),
            "<div><table>"
            + "".join(
                f"<tr><td>{n}</td><td><a href=/{n}>Town {n}</a></td><td>{n}0 t</td></tr>" for n in "123"
            )
            + "</table></div>",
            [f"{n} Town {n} {n}0 t" for n in "123"],
        ),
    ],
    ids=["numbered", "opened by a sentence", "results", "in a wrapper", "table"],
)
def test_a_list_of_links_that_is_the_text_stays(opening: str, items: str, expected: list[str]) -> None:
    found = texts_of(f"<article>{HEADLINE}{p(FIRST, SECOND)}{opening}{items}</article>")
    assert found[-len(expected) :] == expected


@pytest.mark.parametrize("headline", ["3 harbours to see", "Three harbours to see"])
def test_a_list_of_links_that_the_headline_counts_stays(headline: str) -> None:
    page = f"<article><h1>{headline}</h1>{p(FIRST)}<ul>{LINKS}</ul>{p(SECOND)}</article>"
    assert texts_of(page, f"<head><title>{headline}</title></head>") == [FIRST, *LINKED, SECOND]


@pytest.mark.parametrize(
    "beside",
    [
        f"<ul>{LINKS}</ul>",
        f"<p>Read also:</p><ol>{LINKS}</ol>",
        f"<p>More on the harbours of the coast:</p><ul>{LINKS}</ul>",
        f"<ol>{LINKS.replace('/t/', '#part-')}</ol>",
        f"<div class=box><h3>Elsewhere</h3><ol>{LINKS}</ol></div>",
    ],
    ids=["plain", "read also", "more on", "contents", "box"],
)
def test_a_list_of_links_that_lead_elsewhere_falls_out(beside: str) -> None:
    found = texts_of(f"<article>{HEADLINE}{p(FIRST, SECOND)}{beside}{p(THIRD)}</article>")
    assert not set(LINKED) & set(found)
    assert found[-1] == THIRD


def listicle(link: str = "/shop/{}", of: str = "item") -> str:
    return "".join(
        f"<div class={of}><h3><a href='{link.format(n)}'>Harbour number {n}</a></h3><p>{n}. {OTHER}</p></div>"
        for n in range(1, 6)
    )


def test_the_linked_headings_of_a_listicle_stay_though_each_has_a_division_of_its_own() -> None:
    head = f"{HEAD}<meta property=og:type content=article>"
    assert texts_of(f"<article>{HEADLINE}{p(FIRST)}{listicle()}</article>", head) == [
        FIRST,
        *(text for n in range(1, 6) for text in (f"Harbour number {n}", f"{n}. {OTHER}")),
    ]


@pytest.mark.parametrize("headline", ["Ten harbours to see", "10 harbours to see"])
def test_a_listicle_of_as_many_links_as_its_headline_says_is_no_list_of_articles(headline: str) -> None:
    items = "".join(
        f"<h3><a href=/{n}>Harbour number {n} of ten</a></h3>{p(f'{n}. {OTHER}')}" for n in range(10)
    )
    head = f"<head><title>{headline}</title><meta property=og:type content=article></head>"
    assert len(texts_of(f"<article><h1>{headline}</h1>{p(FIRST)}{items}</article>", head)) == 21


def test_linked_headings_of_teasers_below_a_text_fall_out() -> None:
    page = f"<article>{HEADLINE}{p(FIRST, SECOND, THIRD)}{listicle(of='also')}</article>"
    assert not [text for text in texts_of(page) if text.startswith("Harbour number")]


def test_each_paragraph_may_stand_in_a_page_builders_widget() -> None:
    widgets = "".join(
        "<div class='elementor-element elementor-widget elementor-widget-text-editor'>"
        f"<div class='elementor-widget-container'>{p(text)}</div></div>"
        for text in (FIRST, SECOND, THIRD, OTHER)
    )

    assert texts_of(f"{HEADLINE}<div>{widgets}</div>") == [FIRST, SECOND, THIRD, OTHER]


def test_a_post_that_has_comments_is_none_itself() -> None:
    page = f"{HEADLINE}<article class='post status-published commented'>{p(FIRST, SECOND, THIRD)}</article>"

    assert texts_of(page) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        ("<dl><dt>Length</dt><dd><div>Two miles</div><div>of concrete</div></dd></dl>", ["Length", "Two miles", "of concrete"]),
        ("<dl><dd><p>Ten metres deep</p><p>at high tide</p></dd></dl>", ["Ten metres deep", "at high tide"]),
        ("<details><summary><div>How deep?</div><div>How long?</div></summary></details>", ["How deep?", "How long?"]),
        ("<div><span style='display:block'>Ten metres deep</span><span style='display: block'>at high tide</span></div>", ["Ten metres deep", "at high tide"]),
        ("<p><span style='display:block'>Ten metres deep</span><span style='display: block'>at high tide</span></p>", ["Ten metres deep", "at high tide"]),
        ("<ul><li><b style='display:block'>Ten metres deep</b><i>at high tide</i></li></ul>", ["Ten metres deep at high tide"]),
        ("<p><span style='float:left;display:block'>T</span>en metres deep<br>at <b>high</b>-tide</p>", ["Ten metres deep at high-tide"]),
        ("<p>Ten metres deep<br><br>at high tide<br/> <br>or &nbsp;<br>&nbsp;<br>low</p>", ["Ten metres deep", "at high tide", "or", "low"]),
    ],
)  # fmt: skip
def test_words_of_different_blocks_are_not_run_together(beside: str, expected: list[str]) -> None:
    found = texts_of(f"<article>{HEADLINE}{p(FIRST, SECOND)}{beside}{p(THIRD)}</article>")
    assert found == [FIRST, SECOND, *expected, THIRD]


@pytest.mark.parametrize("tag", ["font", "b", "span"])
def test_the_last_paragraph_in_formatting_that_spans_several_is_read(tag: str) -> None:
    body = f"{HEADLINE}<{tag} size=2><p>{FIRST}<p>{SECOND}<p>{THIRD}</{tag}>"
    assert texts_of(f"<main>{body}</main>") == [FIRST, SECOND, THIRD]
    assert texts_of(body) == [FIRST, SECOND, THIRD]


# --- what other sites put amid a text ---------------------------------------------------------


@pytest.mark.parametrize(
    "beside",
    [
        "<div><h3>Our letters</h3><p>Every morning the best of the region, straight to you.</p><input></div>",
        "<section><p>Be the first to know what happens at the harbour.</p><form><input name=mail></form></section>",
        "<p><img src=a.jpg><br><em>The first ferry in the harbour, seen from the old tower</em></p>",
        "<p><a href=a.jpg><img src=a.jpg></a> The first ferry in the harbour</p>",
    ],
)
def test_forms_and_captions_in_paragraphs_are_no_text(beside: str) -> None:
    body = f"<main>{HEADLINE}<div class=text>{p(FIRST, SECOND)}{beside}{p(THIRD)}</div></main>"

    assert texts_of(body) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("picture", ["<img class=emoji src=a.png> ", "<img src=a.jpg>"])
def test_a_paragraph_that_a_picture_opens_stays(picture: str) -> None:
    body = f"<main>{HEADLINE}<div class=text>{p(FIRST, picture + SECOND, THIRD)}</div></main>"

    assert texts_of(body) == [FIRST, SECOND, THIRD]


def test_a_whole_page_in_a_form_is_read() -> None:
    form = "<form><input type=hidden name=state value=x>"

    assert texts_of(f"{form}{HEADLINE}<div>{p(FIRST, SECOND, THIRD)}</div><input type=submit></form>") == [
        FIRST,
        SECOND,
        THIRD,
    ]


def test_a_call_to_subscribe_that_ends_a_text_is_none() -> None:
    call = (
        "<div class=wall><h3>Continue reading with a subscription</h3><p>Already a subscriber? Log in. Subscribe"
        " from 1 euro a week for unlimited access to our journalism.</p></div>"
    )

    assert texts_of(f"<main>{HEADLINE}<div>{p(FIRST, SECOND, THIRD)}{call}</div></main>") == [
        FIRST,
        SECOND,
        THIRD,
    ]


@pytest.mark.parametrize("name", ["source", "src"])
@pytest.mark.parametrize(
    ("headline", "line", "credit"),
    [
        ("مجلس النواب يقر قانون المياه", "المصدر: المركزية", "المركزية"),
        ("杭州新开通两条地铁线路 通勤时间缩短半小时", "来源：<a>江南日报</a>", "江南日报"),
        ("Belediye sahil yolunda bisiklet hattını genişletiyor", "Kaynak: Anadolu Ajansı", "Anadolu Ajansı"),
    ],
)
def test_a_source_that_stands_at_the_headline_is_read(
    name: str, headline: str, line: str, credit: str
) -> None:
    page = (
        f"<html><head><title>{headline}</title></head><body><h1>{headline}</h1><div><span class={name}>{line}</span>"
        f"</div><div>{p(FIRST, SECOND, THIRD)}</div></body></html>"
    )
    found = extract_articles(page.encode(), URL)

    assert not isinstance(found, Rejection)
    assert found[0].source_credit == credit


def test_a_lede_that_is_called_a_teaser_is_read_if_it_leads_nowhere() -> None:
    lede = f"<div class=teaser-text>{p(FIRST)}</div>"

    assert texts_of(f"<div>{HEADLINE}{lede}<div class=news-text>{p(SECOND, THIRD)}</div></div>") == [
        FIRST,
        SECOND,
        THIRD,
    ]


@pytest.mark.parametrize("name", ["chapo", "sommario", "copete", "epigraph", "linha-fina"])
def test_a_short_lede_is_read_if_it_is_called_so(name: str) -> None:
    lede = f"<div class={name}>The ferry company plans to appeal.</div><div>14 March 2024</div>"

    assert texts_of(f"<div>{HEADLINE}{lede}<div class=text>{p(FIRST, SECOND, THIRD)}</div></div>") == [
        "The ferry company plans to appeal.",
        FIRST,
        SECOND,
        THIRD,
    ]


def test_a_text_in_two_pieces_is_read_whole_though_the_description_repeats_its_first_paragraph() -> None:
    last = (f"{THIRD[:91]}.", f"{SECOND[:91]}.")
    pieces = (f"<div class=story-element>{p(*part)}</div>" for part in ((FIRST, SECOND), last))
    page = f"<meta name=description content='{FIRST}'><div class=story>{HEADLINE}{''.join(pieces)}</div>"

    assert texts_of(page) == [FIRST, SECOND, *last]


@pytest.mark.parametrize(
    "line", ["Jane Doe: reporting", "Editor: Jane Doe", "By: Jane Doe", "김민수 기자 (kms@bs.example)"]
)
def test_a_byline_below_the_text_is_no_text(line: str) -> None:
    assert FIRST in (texts := texts_of(f"<div>{HEADLINE}<div>{p(FIRST, SECOND, THIRD, line)}</div></div>"))
    assert (line in texts) == line.startswith(("Jane", "Editor"))


def test_a_long_text_keeps_its_order_where_the_headline_stands_in_the_same_element() -> None:
    text = [f"{number}. {FIRST}" for number in range(40)]
    pieces = "".join(f"<div class=part>{p(*part)}</div>" for part in (text[:11], text[11:36], text[36:]))
    assert texts_of(f"<article><div class=story-meta>{HEADLINE}</div>{pieces}</article>") == text


@pytest.mark.parametrize("part", ["<section>{}</section>", "<div class='post-content text'>{}</div>"])
def test_a_text_in_pieces_goes_on_behind_a_teaser_amid_it(part: str) -> None:
    pieces = [part.format(p(f"{number}. {text}")) for number in "12" for text in (FIRST, SECOND, THIRD)]
    teaser = "<section class=video><h2>Watch</h2><p>Anna Roe: “Harbour Has Ruined Me”</p></section>"
    page = f"<div id=detail>{HEADLINE}{''.join(pieces[:3])}{teaser}{''.join(pieces[3:])}</div>"
    assert texts_of(page) == [f"{number}. {text}" for number in "12" for text in (FIRST, SECOND, THIRD)]


SECTIONS = [
    f"{HEADLINE}<figure><img src=/1.jpg></figure>{p(f'1. {FIRST}', f'1. {SECOND}')}",
    *(p(f"{number}. {FIRST}", f"{number}. {SECOND}", f"{number}. {THIRD}") for number in "234"),
]


def test_a_text_of_several_sections_is_read_whole_though_its_headline_stands_in_the_first() -> None:
    sections = "".join(
        f"<section class='section body'><div class=inner>{section}</div></section>" for section in SECTIONS
    )
    text = texts_of(f"<main><article class=post><div class=content>{sections}</div></article></main>")
    assert [line[0] for line in text] == [*"11", *"222", *"333", *"444"]


REPLIES = p(*(f"{number}. {OTHER}" for number in range(4)))
TOLD = f"{HEADLINE}{p(FIRST, SECOND)}"


@pytest.mark.parametrize(
    "body",
    [
        f"<div class=page><div class=story>{TOLD}</div>{REPLIES}</div>",
        f"<div class=story>{TOLD}</div>{REPLIES}",
        f"<main><div class=story>{TOLD}</div><h2>More</h2>{REPLIES}</main>",
        f"<main><div class=story>{TOLD}</div><h3>آراء القراء</h3>{REPLIES}</main>",
        f"<article><div>{TOLD}</div><div class=disc><h3>What readers say</h3>{REPLIES}</div></article>",
        f"<article><div class=story>{TOLD}</div><div class=profile><h4>About us</h4>{REPLIES}</div></article>",
        f"<article><section class=block>{TOLD}</section><section class=block>{REPLIES}</section></article>",
        f"<article><section class=body>{TOLD}</section><section class=body><h2>More</h2>{REPLIES}</section></article>",
    ],
)
def test_what_stands_beside_a_short_text_is_not_read_with_it(body: str) -> None:
    assert texts_of(body) == [FIRST, SECOND]


def test_a_short_last_piece_of_a_text_is_read() -> None:
    long = p(*(f"{number}. {text}" for number in range(6) for text in (FIRST, SECOND, THIRD)))
    pieces = f"<div class=piece><div>{long}</div></div><hr><div class=piece><div>{p(FIRST, SECOND, THIRD)}</div></div>"
    text = texts_of(f"<article>{HEADLINE}<div class=body>{pieces}</div></article>")
    assert len(text) == 21
    assert text[-3:] == [FIRST, SECOND, THIRD]


def test_a_paragraph_stays_whose_link_has_the_white_space_of_indented_markup() -> None:
    words = (
        "plans for a new\n                  period of five\n                  years for the whole harbour."
    )
    last = (
        f"<p>\n        This week the town announced\n        <a href=/plan>\n          <i>{words}</i></a></p>"
    )
    assert texts_of(f"<article>{HEADLINE}{p(FIRST, SECOND, THIRD)}{last}</article>")[3:] == [
        "This week the town announced plans for a new period of five years for the whole harbour."
    ]
