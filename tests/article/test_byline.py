"""Who wrote a page: names in bylines as printed and as declared, and which source is believed."""

from __future__ import annotations

import pytest

from tasks.article import extract_articles
from tasks.article.by_words import opening_of
from tasks.article.byline import closing_names, opens_as_byline, parse_byline, read_line, read_names
from tasks.article.person import is_name_like
from tasks.model import Article, Rejection, Rule, Site

_URL = "https://www.morgenblatt.example/politik/wahl"


def _article(
    head: str, below_headline: str = "", *, below_text: str = "", site: Site | None = None
) -> Article:
    """The article of a page with three paragraphs."""
    text = "".join(
        f"<p>{day} wählt die Stadt, und niemand weiß, was danach geschieht; so sagte es der alte Rat, ehe er ging.</p>"
        for day in ("Am Montag", "Am Freitag", "Am Sonntag")
    )
    page = (
        f"<!doctype html><html><head>{head}<title>Die Stadt hat die Wahl</title></head><body><article>"
        f"<h1>Die Stadt hat die Wahl</h1>{below_headline}{text}</article>{below_text}</body></html>"
    )
    found = extract_articles(page.encode(), _URL, content_type="text/html; charset=utf-8", site=site)
    assert isinstance(found, list)
    return found[0]


def _json_ld(author: str) -> str:
    return (
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",'
        f' "headline": "Wahl", "publisher": {{"name": "Morgenblatt"}}, "author": {author}}}</script>'
    )


# --- names in a text --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("Jane Doe and Richard Roe", ["Jane Doe", "Richard Roe"]),
        ("Jane Doe, Richard Roe und Eva Maier", ["Jane Doe", "Richard Roe", "Eva Maier"]),
        ("Ana Gil y Luis Paz", ["Ana Gil", "Luis Paz"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("Иван Петров и Мария Сидорова", ["Иван Петров", "Мария Сидорова"]),
        ("أحمد علي ومحمد حسن", ["أحمد علي", "محمد حسن"]),
        ("أحمد علي وليد حسن", ["أحمد علي وليد حسن"]),  # وليد is a given name, not "and Lid"
        ("דנה לוי ויוסי כהן", ["דנה לוי", "יוסי כהן"]),
        ("مریم رضایی و علی احمدی", ["مریم رضایی", "علی احمدی"]),
        ("黃偉民 林靜", ["黃偉民", "林靜"]),
        ("山田 太郎", ["山田 太郎"]),  # one, in Japanese
        ("Piše: Marko Horvat", ["Marko Horvat"]),
        ("Doe, Jane", ["Jane Doe"]),
        ("Doe, Jane A.", ["Jane A. Doe"]),
        ("Doe, J. A.", ["J. A. Doe"]),
        ("Doe, J.", ["J. Doe"]),
        ("Jong, Maria de", ["Maria de Jong"]),
        ("Doe, Jane; Roe, Richard", ["Jane Doe", "Richard Roe"]),
        ("Jane Doe, Berlin", ["Jane Doe"]),
        ("Jane Doe, New York", ["Jane Doe"]),
        ("dpa/Jane Doe", ["Jane Doe"]),
        ("Jane Doe/Richard Roe", ["Jane Doe", "Richard Roe"]),
        ("Jane Doe | Morning Media for morning.example", ["Jane Doe"]),
        ("Jane Doe, PhD, RD", ["Jane Doe"]),
        ("Jane Doe, Jr.", ["Jane Doe Jr."]),
        ("Jane Doe III", ["Jane Doe III"]),
        ("Dr. Eva Maier", ["Dr. Eva Maier"]),
        ("Eva von der Heide", ["Eva von der Heide"]),
        ("Di Marzo Gianni", ["Di Marzo Gianni"]),
        ("Von Anna Roe", ["Anna Roe"]),
        ("By JANE DOE, AP National Political Writer", ["JANE DOE"]),
        ("Analysis by Jane Doe, CNN Editor-at-large", ["Jane Doe"]),
        ("Jane Doe in London", ["Jane Doe"]),
        ("Elena Beispiel (ebe), Otto Muster (omu)", ["Elena Beispiel", "Otto Muster"]),
        ("Jane (J.J.) Doe", ["Jane Doe"]),
        ("jane@morning.example (Jane Doe)", ["Jane Doe"]),
        ("Text: Eva Maier; Fotos: Jan Huber", ["Eva Maier"]),
        ("作者：温三素", ["温三素"]),
        ("作者：温三素 阅读： 1644", ["温三素"]),
        ("신가나 기자", ["신가나"]),
        ("신가나·김다라 기자", ["신가나", "김다라"]),
        ("순천, 광양 신가나 기자 gana@morning.example", ["신가나"]),
        ("신가나, 김다라 기자", ["신가나", "김다라"]),
        ("홍길동 특파원, 김철수 기자", ["홍길동", "김철수"]),
        ("홍길동 기자, 김철수 특파원", ["홍길동", "김철수"]),
        ("워싱턴=홍길동 특파원, 김철수 기자", ["홍길동", "김철수"]),
        ("신문기자 홍길동, 김철수", ["홍길동", "김철수"]),
        ("사진기자 김철수", ["김철수"]),
        ("정치부, 홍길동 기자, 이메일", ["홍길동"]),
        ("kle, omu", ["kle", "omu"]),
        ("Office for Science and Art", ["Office for Science and Art"]),
        ("Morning Media GmbH, Munich, Germany", ["Morning Media GmbH"]),
        ("Special Correspondent", ["Special Correspondent"]),
        ("Jane Doe, Chief People Officer", ["Jane Doe"]),
        ("Jane Doe, Co-Founder and CEO", ["Jane Doe"]),
        ("Jane DoeJane Doe", ["Jane Doe"]),
        ("Jane Doe Jane Doe", ["Jane Doe"]),
        ("Garcia Garcia", ["Garcia Garcia"]),
        ("محمد محمد", ["محمد محمد"]),
        ("أحمد أحمد ومحمود محمود", ["أحمد أحمد", "محمود محمود"]),
        ("محمد علي محمد علي", ["محمد علي"]),
        ("https://social.example/jane", []),
        ("@jane", []),
    ],
)
def test_declared_names_are_told_apart(given: str, names: list[str]) -> None:
    assert read_names(given) == names


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("By Jane Doe and RICHARD ROE Associated Press", ("Jane Doe", "RICHARD ROE")),
        ("By Jane Doe Tuesday, Aug. 17, 2010", ("Jane Doe",)),
        ("By Jane Doe on Jul 04, 2014 at 11:30a @jane", ("Jane Doe",)),
        ("News By Jane Doe published 19 May 2026", ("Jane Doe",)),
        ("June 5, 2019 by Jane Doe", ("Jane Doe",)),
        ("Kommentar von Jan Huber", ("Jan Huber",)),
        ("Autor/in: Eva Maier", ("Eva Maier",)),
        ("Par Anne Roe (à Paris)", ("Anne Roe",)),
        ("Oleh Budi Contoh", ("Budi Contoh",)),
        ("By\nJane Doe\nSioux Falls Morning Leader\nFollow\nRelated Topic", ("Jane Doe",)),
        ("By\nJane Doe\nPARA EL DIARIO", ("Jane Doe",)),
        ("By\nJane Doe\n1\n,\nRichard Roe\n2", ("Jane Doe", "Richard Roe")),
        ("By JANE ROE-DeFRIES, RICHARD ROE", ("JANE ROE-DeFRIES", "RICHARD ROE")),
        ("Von\nEva Maier\nJan Huber\n12.03.2024", ("Eva Maier", "Jan Huber")),
        ("מאת: דנה לוי ויוסי כהן", ("דנה לוי", "יוסי כהן")),
        ("نویسنده: مریم رضایی", ("مریم رضایی",)),
        ("كتبه أحمد الراوي في 12 أيار 2024 - 9:05 ص", ("أحمد الراوي",)),
        ("مرسلة بواسطة ليلى حداد", ("ليلى حداد",)),
        ("مصنف, احمد خان\nعہدہ, بی بی سی اردو، لاہور", ("احمد خان",)),
        ("Author, Jane Doe\nRole, Morning News", ("Jane Doe",)),
        ("某报记者 段三四 廖五", ("段三四", "廖五")),
        ("Von dpa", ("dpa",)),
        ("By Our Staff", ("Our Staff",)),
        ("Por Redação g1", ("Redação g1",)),
        ("Par La rédaction avec AFP", ("La rédaction",)),
        ("Von unserem Redakteur Jan Huber", ("Jan Huber",)),
        ("Dal nostro inviato Mario Rossi", ("Mario Rossi",)),
        ("Onze redacteur Jan de Vries", ("Jan de Vries",)),
        ("Scris de Ion Popescu", ("Ion Popescu",)),
        ("opr. Jan Kowalski", ("Jan Kowalski",)),
        ("Tekst: Kari Nordmann Foto: Ola Hansen", ("Kari Nordmann",)),
        ("Από τον Γιώργο Παπαδόπουλο", ("Γιώργο Παπαδόπουλο",)),
        ("लेखक: राजेश कुमार", ("राजेश कुमार",)),
        ("記者 山田太郎", ("山田太郎",)),
        ("文・山田太郎", ("山田太郎",)),
        ("记者 段三四 报道", ("段三四",)),
        ("By Vortex", ("Vortex",)),
    ],
)
def test_a_printed_byline_gives_its_names(given: str, names: tuple[str, ...]) -> None:
    line = read_line(given)

    assert (line.names if line else None) == names


@pytest.mark.parametrize(
    "given",
    [
        "By the time we left, it was dark",
        "From the start of it",
        "Von der Leyen sagt Nein",
        "Di nuovo in campo",
        "Por supuesto",
        "Photo by Jane Doe",
        "Portrait by Jane Doe",
        "Medically reviewed by Jane Doe, MD",
        "Translated by Jane Doe",
        "Exclusive articles and much else by Jane Doe and others",
        "كتب الوزير على صفحته اليوم أن المحادثات مستمرة",
        "By admin",
        "Von unserer Seite kam nichts",
        "Onze club heeft gewonnen",
        "Jane Doe said so",
    ],
)
def test_a_sentence_is_no_byline(given: str) -> None:
    assert not opens_as_byline(given)


def test_a_byline_without_opening_words_is_read_all_the_same() -> None:
    assert parse_byline("Jane Doe, Staff Writer and Richard Roe") == ("Jane Doe", "Richard Roe")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Jane Doe", True),
        ("Abu Bakr al-Masri", True),
        ("山田太郎", True),
        ("某某日报", False),  # an outlet's name ends so
        ("박지은", True),
        ("남궁민수", True),
        ("강변일보", False),  # four signs are a person's only with a family name of two
        ("ნინო ბერიძე", True),  # Georgian is written without its capitals
        ("Morning Post", False),
        ("jane doe", False),
        ("Jane", False),
        ("Tel Aviv", False),
    ],
)
def test_persons_are_told_by_their_looks(given: str, expected: bool) -> None:
    assert is_name_like(given) is expected


_LONG_LATIN = "The council will meet again in May and decide on the plans then, it said. " * 3
_LONG_HEBREW = "המועצה תתכנס שוב במאי ותחליט אז על התוכניות. " * 4


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Jane Doe", "Jane Doe"),
        ("(דנה לוי)", "דנה לוי"),
        (f"{_LONG_LATIN} (By Jane Doe) Enditem/", "Jane Doe"),
        (f"{_LONG_HEBREW} (דנה לוי)", "דנה לוי"),
        ("采写：某报见习记者 林三四", "林三四"),
        ("신가나 기자 gana@morning.example", "신가나"),
        ("서울=신가나 기자", "신가나"),
        ("وام/خالد المنصوري/أحمد سالم", "خالد المنصوري"),
        ("Jane Doe is the paper’s political correspondent. Follow her on X.", "Jane Doe"),
        ("Jane Doe is a columnist for the Morning Leader.", "Jane Doe"),
        ("Jane Doe is the mother of two.", None),
        ("기자들은 현장을 떠났다.", None),
        ("The end of the story.", None),
        ("more to come", None),
        (
            "水泳クラブは署名を2千筆以上集めており、県への申し立ても検討している。（山田太郎、鈴木花子）",
            "山田太郎",
        ),
        ("水泳クラブは署名を2千筆以上集めており、県への申し立ても検討している。（敬称略）", None),
        ("水泳クラブは署名を2千筆以上集めており、県への申し立ても検討している。（関連記事）", None),
    ],
)
def test_the_last_line_may_name_the_author(given: str, name: str | None) -> None:
    assert next(iter(closing_names(given)), None) == name


# --- which source is believed -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('{"@type": "Person", "name": "Jane Doe"}', ("Jane Doe",)),
        ('["Jane Doe", {"name": "Richard Roe"}]', ("Jane Doe", "Richard Roe")),
        ('{"@type": "Person", "name": ["Jane Doe", "Richard Roe"]}', ("Jane Doe", "Richard Roe")),
        ('{"@type": "Person", "givenName": "Jane", "familyName": "Doe"}', ("Jane Doe",)),
        ('[{"name": "Jane Doe"}, {"name": "AP"}]', ("Jane Doe", "AP")),
        ('[{"name": "Jane Doe"}, {"@type": "Organization", "name": "Morgenblatt"}]', ("Jane Doe",)),
        ('[{"name": "J. Doe"}, {"name": "Jane Doe"}]', ("Jane Doe",)),
        ('{"@type": "Organization", "name": "Redaktion Morgenblatt"}', ("Redaktion Morgenblatt",)),
        ('{"@type": "Organization", "name": "Morgenblatt"}', ("Morgenblatt",)),
        ('{"@type": "Person", "name": "admin"}', ()),
        ('{"@type": "Person", "name": "Super User"}', ()),
        (r'"{ \"@type\": \"Person\", \"name\": \"Jane Doe\" }"', ("Jane Doe",)),
        ('{"@id": 3, "name": {"name": 5}}', ()),
    ],
)
def test_json_ld_names_authors_in_many_shapes(author: str, names: tuple[str, ...]) -> None:
    assert _article(_json_ld(author)).authors == names


def test_an_author_that_is_only_referred_to_is_looked_up() -> None:
    graph = (
        '<script type="application/ld+json">{"@graph": [{"@type": "Article", "headline": "Wahl",'
        ' "author": {"@id": "#jane"}}, {"@type": "Person", "@id": "#jane", "name": "Jane Doe"}]}</script>'
    )

    assert _article(graph).authors == ("Jane Doe",)


@pytest.mark.parametrize(
    "metas",
    [
        '<meta name="author" content="Jane Doe">',
        '<meta name="author" content="Morgenblatt"><meta property="article:author" content="Jane Doe">',
        '<meta property="article:author" content="https://social.example/jane"><meta name="byl" content="By Jane Doe">',
        '<meta name="author" content="Media House"><meta property="article:author" content="Jane Doe">',
        '<meta name="DCSext.author" content="Jane Doe">',
        '<meta name="citation_author" content="Jane Doe">',
        '<meta name="author" content="Jane Doe ❤️">',
        '<meta name="dc.creator" content="Developed by Richard Roe"><meta name="mrf:authors" content="Jane Doe">',
        '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Jane Doe">',
    ],
)
def test_meta_tags_name_authors_by_many_keys(metas: str) -> None:
    site_name = '<meta property="og:site_name" content="Morgenblatt">'

    assert _article(site_name + metas).authors == ("Jane Doe",)


@pytest.mark.parametrize(
    "declared",
    [
        _json_ld('{"@type": "Organization", "name": "Morgenblatt"}'),
        _json_ld('{"@type": "Person", "name": "Das Morgenblatt"}'),
        _json_ld(
            '{"@type": "Person", "name": "Morgenblatt M", "url": "https://www.morgenblatt.example/author/admin/"}'
        ),
        '<meta name="author" content="morgenblatt.example">',
        '<meta name="author" content="Morgenblatt Verlag GmbH, Wien">',
        "",
    ],
)
@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ('<a rel="author" href="/a/1">Jane Doe</a>', ("Jane Doe",)),
        ('<p itemprop="author">By <b itemprop="name">Jane Doe</b></p>', ("Jane Doe",)),
        ("<p class='c-byline'>By <b>Jane Doe</b> and <b>Richard Roe</b> <i>Senior Writer</i> <time>3 May 2024</time></p>",
         ("Jane Doe", "Richard Roe")),
        ("<ul><li><span class=author>Jane Doe</span></li><li><span class=author>Richard Roe</span></li></ul>",
         ("Jane Doe", "Richard Roe")),
        ("<div><div>By Jane Doe and Richard Roe</div></div>", ("Jane Doe", "Richard Roe")),
        ('<ul><li><a href="/authors/jane/">Jane Doe</a></li><li><time>3 May</time></li></ul>', ("Jane Doe",)),
        ("<p><span>Jane Doe</span> | 29.07.2006 um 14:26</p>", ("Jane Doe",)),
        ("<div><p>Jane Doe</p><p><span>Wien</span></p><time>29/07/2006 Actualizado a las 15:10h.</time></div>",
         ("Jane Doe",)),
        ("<div class=dates_auteurs>par <span class=auteurs>Jane Doe</span>, 21 juin 2018</div>", ("Jane Doe",)),
        ("<h3 itemprop=author>Jane Doe</h3>", ("Jane Doe",)),
        ("<header><h2>Wer gewinnt?</h2><div>By Jane Doe</div></header>", ("Jane Doe",)),
        ("<span id=author-name>Jane Doe</span>", ("Jane Doe",)),
        ("<div data-component=Byline>Jane Doe</div>", ("Jane Doe",)),
        ("<div class=submitted-by><a>Jane Doe</a></div>", ("Jane Doe",)),
        ("<p class=author>Jane Doe from Vienna</p>", ("Jane Doe",)),
        ("<div>By <a>Jane Doe, MA</a></div><div class=reviewer>Reviewed by Richard Roe, MD</div>", ("Jane Doe",)),
        ("<div class=dek>by <a class=wide>Jane Doe</a><span class=narrow>Jane Doe</span></div>", ("Jane Doe",)),
        ("<div><h3>Die Stadt wartet</h3> by Jane Doe / January 19, 2017 / <a href=#c>Leave a comment</a></div>", ("Jane Doe",)),
        ("<div class=cb-author itemprop=author><i></i> <a href=/author/paul/>Paul</a></div>", ("Paul",)),
        ("<aside class=left-rail><div class=content-byline>By <a class=content-author>Jane Doe</a></div></aside>",
         ("Jane Doe",)),
    ],
)  # fmt: skip
def test_a_printed_person_is_believed_before_an_outlet(
    declared: str, printed: str, names: tuple[str, ...]
) -> None:
    assert _article(declared, printed).authors == names


@pytest.mark.parametrize(
    "head",
    [
        "<title>Die Stadt hat die Wahl | Ostsee Kurier</title><meta name=author content='Ostsee Kurier'>",
        "<meta name=author content='Ostsee Kurier'><meta name=application-name content='Ostsee Kurier'>",
        "<meta name=author content='Ostsee Kurier'><meta name=copyright content='© 2024 Ostsee Kurier'>",
        "<meta name=author content='Kurier'>",
        "<meta name=dc.creator content='Kurier vom Morgenblatt'>",
    ],
)
def test_an_outlet_in_meta_author_hides_no_printed_name(head: str) -> None:
    with_name = _article(head, "<p class=byline>Von <b>Jane Doe</b></p>")
    without = _article(head)

    assert with_name.authors == ("Jane Doe",)
    assert len(without.authors) == 1
    assert without.provenance["authors"] in ("author", "dc.creator", "dc.creator, the outlet itself")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "<div class='comments'><span class='comment-author'>Jane Doe</span></div>",
        "<figure><span class='author'>Jane Doe</span></figure>",
        "<div class='related'><div class='teaser'><span class='byline'>By Jane Doe</span></div></div>",
        "".join(
            f"<div><div><b class=author>{name} Doe</b></div></div>"
            for name in ("Jane", "Joan", "John", "Jean")
        ),
        "<p class='image-author'>Jane Doe</p>",
        "<ul><li><div><a href=/x><h2>Another town votes</h2></a><b class=author>By Jane Doe</b></div></li></ul>",
        "<p><a href='/middle-earth/'>Middle Earth</a> | 29.07.2006</p>",
        "<p>Die Wahl | 29.07.2006</p>",  # the headline's words
        "<ul><li>Dr Jane Doe and Richard Roe <a href=/b>wrote a book</a> in 2014.</li></ul>",
        "<div itemprop=image itemscope itemtype=http://schema.org/ImageObject><meta itemprop=author content='Jane Doe'></div>",
        "<p>Son Durum : 30.04.2024 - 16:49</p>",  # a label
        "<div class='author'><p>Jean is the founder and owner of it. Secret Societies are what he likes.</p></div>",
        "<p class='author'>انسخ الرابط</p>",
        "<p class='author'><b>打印</b> <i>分享</i></p>",
    ],
)
def test_names_of_readers_pictures_and_teasers_are_no_authors(elsewhere: str) -> None:
    assert _article("", elsewhere, below_text=elsewhere).authors == ()


@pytest.mark.parametrize(
    "word",
    [
        "Culture", "Business", "World", "Opinion", "Politik", "Deportes", "Interfax", "Anadolu", "Advertisement",
        "Subscribe", "Follow", "Updated", "Yesterday", "Admin", "Berlin",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "mark",
    [
        "<a rel=author href=/x>{}</a>",
        "<span class=author itemprop=author>{}</span>",
        "<span itemprop=author><a href='/authors/'>{}</a></span>",
        "<span itemprop=author><a href='/author/5/'>{}</a></span>",
    ],
)
def test_a_word_alone_is_nobody_though_it_is_marked_as_the_author(mark: str, word: str) -> None:
    assert _article("", mark.format(word)).authors == ()


@pytest.mark.parametrize("word", ["Culture", "Business", "World", "Sports", "Berlin"])
def test_the_address_of_a_desk_is_no_persons(word: str) -> None:
    assert _article("", f"<a rel=author href=/author/{word.lower()}/>{word}</a>").authors == ()


def test_a_byline_is_found_below_a_headline_that_is_no_h1() -> None:
    logo = (
        "<header><h1><a href=/><img src=/logo.png></a></h1><ul><li>Politik</li><li>Kultur</li></ul></header>"
    )
    byline = "<div class=info><h3>Die Stadt wartet</h3> by Jane Doe / January 19, 2017 / <a href=#c>Comment</a></div>"
    text = (
        "<p>Am Montag wählt die Stadt, und niemand weiß, was danach geschieht; so sagte es der alte Rat.</p>"
        * 3
    )
    page = (
        "<html><head><title>Die Stadt hat die Wahl, sagt der Rat | Morgen</title></head><body>"
        f"{logo}<h2>Die Stadt hat die Wahl, sagt der Rat</h2><article>{byline}{text}</article></body></html>"
    )

    found = extract_articles(page.encode(), _URL, content_type="text/html; charset=utf-8")

    assert isinstance(found, list)
    assert found[0].authors == ("Jane Doe",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("홍길동 특파원, 김철수 기자", ("홍길동", "김철수")),
        ("워싱턴=홍길동 특파원, 김철수 기자", ("홍길동", "김철수")),
        ("신문기자 홍길동, 김철수 기자", ("홍길동", "김철수")),
        ("신문기자 홍길동, 김철수", ("홍길동", "김철수")),
        ("홍길동·김철수 기자", ("홍길동", "김철수")),
        ("정치부 홍길동 기자, 이메일", ("홍길동",)),
        ("서울, 홍길동 기자", ("홍길동",)),
    ],
)
def test_a_printed_line_of_korean_reporters_names_each(line: str, names: tuple[str, ...]) -> None:
    assert _article("", f"<div class=byline>{line}</div>").authors == names


@pytest.mark.parametrize("name", ["محمد علي", "محمود محمود", "Jane Doe"])
def test_a_name_that_is_printed_for_two_widths_of_screen_is_one(name: str) -> None:
    assert _article("", f"<div class=author>{name} {name}</div>").authors == (name,)


@pytest.mark.parametrize("name", ["name=''", "property=''", "name"])
def test_microdata_is_read_where_a_meta_tag_has_an_empty_name(name: str) -> None:
    assert _article(f"<meta {name} itemprop=author content='Jane Doe'>").authors == ("Jane Doe",)


@pytest.mark.parametrize("name", ["محمود محمود", "Garcia Garcia"])
def test_a_person_of_two_equal_names_keeps_both(name: str) -> None:
    for said in (f"<a rel=author href=/author/1>{name}</a>", f"<span class=byline>By {name}</span>"):
        assert _article("", said).authors == (name,)
    assert _article(_json_ld(f'{{"@type": "Person", "name": "{name}"}}')).authors == (name,)


def test_an_author_who_is_linked_to_far_from_the_headline_is_found_if_no_other_is() -> None:
    link = "<ul><li><a href='/author/5549/'>Jane Doe</a></li></ul>"

    other = "<p><a href='/author/5550/'>Joan Doe</a></p>"

    assert _article("", below_text=link + link).authors == ("Jane Doe",)
    assert _article("", below_text=link + other).authors == ()


def test_a_printed_agency_does_not_replace_the_outlet_that_is_declared() -> None:
    declared = _json_ld('{"@type": "Organization", "name": "Morgenblatt"}')
    article = _article(declared, "<div class=author>von APA</div>")

    assert (article.authors, article.byline_raw, article.provenance["authors"]) == (
        ("Morgenblatt",),
        "von APA",
        "json_ld author, the outlet itself",
    )


def test_the_end_of_the_text_as_told_to_machines_may_name_the_author() -> None:
    json_ld = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "חדשות"}, "articleBody": "'
        + "המועצה תתכנס שוב במאי ותחליט אז על התוכניות. " * 5
        + '(דנה לוי)"}</script>'
    )

    assert _article(json_ld).authors == ("דנה לוי",)


def test_the_byline_is_kept_as_printed_where_machines_are_told_the_names() -> None:
    declared = _json_ld('{"@type": "Person", "name": "Jane Doe"}')
    article = _article(declared, "<div>By <a rel='author' href='/jane'>Jane Doe</a>, Senior Writer</div>")

    assert (article.authors, article.byline_raw, article.provenance["authors"]) == (
        ("Jane Doe",),
        "By Jane Doe, Senior Writer",
        "json_ld author",
    )


def test_a_rule_of_the_site_comes_first() -> None:
    site = Site(
        name="morgenblatt",
        title="Morgenblatt",
        home="https://www.morgenblatt.example",
        language="de",
        seeds=(),
        rules=(Rule(field="byline", css=".who"),),
    )
    article = _article(_json_ld('{"name": "Jane Doe"}'), "<i class=who>Von Eva Maier</i>", site=site)

    assert (article.authors, article.byline_raw) == (("Eva Maier",), "Von Eva Maier")


# --- in pages of other countries --------------------------------------------------------------


def test_a_newsrooms_name_gives_way_to_the_person_whom_the_page_prints() -> None:
    article = _article(
        _json_ld('{"@type": "Person", "name": "Tim Redaksi"}'), '<p class="author">Rina Kartika</p>'
    )

    assert article.authors == ("Rina Kartika",)


def test_a_newsrooms_name_stays_where_the_page_prints_nobody() -> None:
    article = _article(_json_ld('{"@type": "Person", "name": "Tim Redaksi"}'))

    assert article.authors == ("Tim Redaksi",)


def test_what_a_template_calls_the_author_gives_way_to_the_person_printed_where_letters_have_no_case() -> (
    None
):
    article = _article('<meta name="author" content="חדשות הנגב">', '<span class="authors">דנה לוי</span>')

    assert article.authors == ("דנה לוי",)


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ('<div class="by">بيروت – نادين الخوري وسامر عبود</div>', ("نادين الخوري", "سامر عبود")),
        ('<p class="reporter">রফিকুল ইসলাম</p>', ("রফিকুল ইসলাম",)),
        ("<p>김민수 기자</p>", ("김민수",)),
        ("<div>14 مارس 2024 18:25 / الكاتب: أمين بوزيد / القسم: اقتصاد</div>", ("أمين بوزيد",)),
        (
            "<div><a href='/@peter'>Peter Langley</a><span>·</span><span>Mar 14, 2024</span></div>",
            ("Peter Langley",),
        ),
        ("<p>द्वारा: सुनील शर्मा</p>", ("सुनील शर्मा",)),
        ("<p>Soumis par Karim Haddad le jeu 14/03/2024 - 18:25</p>", ("Karim Haddad",)),
        ("<p>Von unserem Mitarbeiter Jonas Becker</p>", ("Jonas Becker",)),
        ("<p>Von unserer Redakteurin Eva Maier</p>", ("Eva Maier",)),
        ("<p>Laporan: Rina Kartika</p>", ("Rina Kartika",)),
        ("<p>Reporter: Rina Kartika</p>", ("Rina Kartika",)),
        ("<p>Tác giả: Minh Hòa</p>", ("Minh Hòa",)),
        ("<p>به قلم مریم کاظمی</p>", ("مریم کاظمی",)),
        ("<p>گزارش: مریم کاظمی</p>", ("مریم کاظمی",)),
        ("<p>تحریر: عائشہ صدیقی</p>", ("عائشہ صدیقی",)),
        ("<p>رپورٹ: عائشہ صدیقی</p>", ("عائشہ صدیقی",)),
        ("<p>متابعة: نادين الخوري</p>", ("نادين الخوري",)),
        ("<p>عدسة: نادين الخوري</p>", ()),
        ("<div>14/03/2024 - 18:25</div><div>خبرنگار: مریم کاظمی</div>", ("مریم کاظمی",)),
        ("<div><div>14 مارس 2024</div><div>إعداد: نادين الخوري</div></div>", ("نادين الخوري",)),
        ("<div><span>Giriş: 14.03.2024</span><span>Haber: Elif Kaya</span><span>Kaynak: İHA</span></div>", ("Elif Kaya",)),
        ("<div><b>byline</b><ul><li><i>مصنف,</i> <i>عائشہ صدیقی</i></li><li><i>عہدہ,</i> <i>لاہور</i></li></ul></div>",
         ("عائشہ صدیقی",)),
        ("<div>Piše: <a>Marko Horvat</a>, Foto: Pixsell</div>", ("Marko Horvat",)),
        ("<div>2024. gada 14. marts</div><div>Autors: Jānis Ozols</div>", ("Jānis Ozols",)),
        ("<div>Συντάκτης: Νίκος Παππάς</div>", ("Νίκος Παππάς",)),
        ("<div>Müəllif: Aygün Məmmədova</div>", ("Aygün Məmmədova",)),
        ("<div>ავტორი: ნინო ბერიძე</div>", ("ნინო ბერიძე",)),
        ("<div>Mwandishi: Juma Hamisi</div>", ("Juma Hamisi",)),
        ("<div>le 14/03/24 à 18:25 par Jeanne Dupont</div>", ("Jeanne Dupont",)),
        ("<div>By <a>Max Hill</a>, What's On Reporter</div>", ("Max Hill",)),
        ("<p><i>By RITA STONE<br>Herald Staff Writer</i></p>", ("RITA STONE",)),
        ("<div><a href='/autorius/1'>Rasa Petraitė, Nemunas.lt</a><span>2024.03.14 18:25</span></div>", ("Rasa Petraitė",)),
        ('<div class="time">Thứ Năm, 14/3/2024, 18:25 (GMT+7)</div>', ()),
    ],
)  # fmt: skip
def test_bylines_are_read_in_the_words_of_many_languages(printed: str, names: tuple[str, ...]) -> None:
    assert _article("", printed).authors == names


@pytest.mark.parametrize(
    ("head", "printed"),
    [
        ("<meta property='og:article:author' content='강변일보 | 포털'>", "<p>박지은 기자</p>"),
        ("<meta name=author content='강변방송'>", "<p>박지은 기자 (jepark@gang.example)</p>"),
        (_json_ld('{"@type": "Person", "name": "강변일보"}'), "<p>박지은 기자</p>"),
        (_json_ld('{"@type": "Thing", "name": "TNN"}'), "<div class=byline><a>박지은 기자</a> / TNN</div>"),
    ],
)
def test_what_cannot_be_a_persons_name_gives_way_to_the_person_printed(head: str, printed: str) -> None:
    with_name, without = _article(head, printed), _article(head)

    assert (with_name.authors, len(without.authors) > 0) == (("박지은",), True)


def test_the_byline_of_another_article_on_the_page_is_not_read_with_the_first() -> None:
    other = "<article><h2>Wer zahlt?</h2><div class=byline>By Richard Roe | 12 March 2024</div></article>"

    article = _article("", "<div class=byline>By Jane Doe | 13 March 2024</div>", below_text=other)

    assert article.authors == ("Jane Doe",)


def test_microdata_of_a_teaser_above_the_article_is_not_the_articles() -> None:
    item = "<div itemscope itemtype=http://schema.org/NewsArticle>"
    teaser = (
        f"{item}<h3 itemprop=headline><a href=/z>Sturm an der Küste</a></h3><meta itemprop=datePublished"
        " content=2024-03-20T10:00:00Z><span itemprop=author>Richard Roe</span></div>"
    )
    byline = "<span itemprop=author>Jane Doe</span><meta itemprop=datePublished content=2024-03-13T22:14:00Z>"
    text = "Am Montag wählt die Stadt, und niemand weiß, was danach geschieht; so sagte es der alte Rat, ehe er ging."
    page = (
        f"<html><head><title>Die Stadt hat die Wahl</title></head><body><div>{teaser}</div>{item}"
        f"<h1 itemprop=headline>Die Stadt hat die Wahl</h1>{byline}<p>{text}</p><p>{text[3:]}</p><p>{text[9:]}</p></div>"
        "</body></html>"
    )

    found = extract_articles(page.encode(), _URL)

    assert isinstance(found, list)
    assert (found[0].authors, str(found[0].published_at)) == (("Jane Doe",), "2024-03-13 22:14:00+00:00")


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        ("[서울=뉴시스] 박지은 기자 = ", ("박지은",)),
        ("[서울=뉴시스]박지은 기자 = ", ("박지은",)),
        ("(서울=연합뉴스) 박지은·이민호 기자 = ", ("박지은", "이민호")),
        ("(강변·서울=연합뉴스) 박지은 특파원 = ", ("박지은",)),
        ("[강변일보 박지은 기자] ", ("박지은",)),
        ("[강변일보 | 박지은·이민호 기자] ", ("박지은", "이민호")),
        ("[강변일보=박지은 기자] ", ("박지은",)),
        ("[앵커] ", ()),
        ("(사진=강변일보 기자단) ", ()),
    ],
)
@pytest.mark.parametrize("summary", ["", "<p>시의회가 네 시간 토론 끝에 의결했다.</p>"])
def test_the_opening_of_a_korean_report_names_its_reporters(
    opening: str, names: tuple[str, ...], summary: str
) -> None:
    text = "시는 14일 오전 동천을 가로지르는 새 보행교를 개통했다고 밝혔다. 공사에는 2년이 넘게 걸렸고 420억원이 들었다."
    page = (
        "<html><head><title>새 보행교 개통</title></head><body><article><h1>새 보행교 개통</h1><div>"
        f"{summary}<p>{opening}{text}</p><p>{text[4:]}</p><p>{text[9:]}</p></div></article></body></html>"
    )

    found = extract_articles(page.encode(), _URL)

    assert isinstance(found, list)
    assert found[0].authors == names
    assert found[0].paragraphs[-3].text == f"{opening}{text}"


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("<p>Words: Jane Doe</p><p>March 14, 2024</p>", ("Jane Doe",)),
        ("<div class=meta><span>نوشتهٔ: شیرین آذر</span></div>", ("شیرین آذر",)),
        ("<div>گزارش‌گر: مرجان احمدی</div>", ("مرجان احمدی",)),
        ("<div>文｜李青</div>", ("李青",)),
        (
            "<div class=byline><span>Jane Doe</span><div>Transport correspondent, Port Garrow</div></div>",
            ("Jane Doe",),
        ),
        ("<div class=writer><h3>سعاد الكيلاني</h3><p>كاتبة وأكاديمية</p></div>", ("سعاد الكيلاني",)),
        ("<div class=author>נעמה שקד, כתבת תחבורה</div>", ("נעמה שקד",)),
        ("<div class=author_name>نمائندہ خصوصی</div>", ()),
        ("<div class=byline>নিজস্ব প্রতিবেদক</div>", ()),
        (
            "<div class=article-author><span>14/05/2025 19:21</span> <a href=/e>עידו כרמי</a></div>",
            ("עידו כרמי",),
        ),
        (
            "<div class=author-card><h3>Jane Doe</h3><p>Jane writes about boats.</p></div>",
            ("Jane Doe",),
        ),
    ],
)
def test_bylines_are_read_as_more_sites_set_them(printed: str, names: tuple[str, ...]) -> None:
    assert _article("", printed).authors == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("会見で「責任を痛感する」と述べた。【山田太郎】", ("山田太郎",)),
        ("【山田太郎、鈴木花子】", ("山田太郎", "鈴木花子")),
        ("【関連記事】", ()),
        ("会見で「責任を痛感する」と述べた。【動画特集】", ()),
        ("– Jane Doe", ("Jane Doe",)),
        ("— Agence France-Presse", ()),
        ("- with files from Jane Doe", ()),
        ("*أكرم القاسمي.. صحافي متدرب", ("أكرم القاسمي",)),
        ("ليلى القاسمي (صحفية متدربة)", ("ليلى القاسمي",)),
        ("* صحفية متدربة: ليلى القاسمي", ("ليلى القاسمي",)),
        ("أكرم القاسمي، كاتب وباحث سياسي", ("أكرم القاسمي",)),
        ("*دنیا کریمی، خبرنگار", ("دنیا کریمی",)),
        ("נעמה שקד, כתבת לענייני תחבורה", ("נעמה שקד",)),
        ("* كاتب صحفي مصري", ()),
        ("وزارة الصحة - صحفي متدرب", ()),
        ("وقال أكرم القاسمي، صحافي في الجريدة، إن الميناء مفتوح", ()),
    ],
)
def test_signs_before_and_about_the_last_lines_names(line: str, names: tuple[str, ...]) -> None:
    assert closing_names(line) == names


def test_an_agencys_dateline_may_name_the_reporter_behind_it() -> None:
    text = (
        "<p>عمان 14 أيار (بترا)- سلمى العمري- افتتحت بلدية المدينة صباح اليوم جسر المشاة الجديد فوق الوادي.</p>"
        "<p>وقال رئيس البلدية إن الجسر سيخدم نحو عشرة آلاف من السكان يوميا ويختصر الطريق إلى السوق القديم.</p>"
        "<p>وأوضح المهندس المشرف أن هيكل الجسر صنع من الحديد المعالج وأن الإنارة تعمل بالطاقة الشمسية.</p>"
    )
    page = f"<html><head><title>افتتاح جسر المشاة</title></head><body><h1>افتتاح جسر المشاة</h1>{text}</body></html>"
    found = extract_articles(page.encode(), _URL)
    assert isinstance(found, list)
    assert found[0].authors == ("سلمى العمري",)


def test_a_last_line_of_name_and_role_is_the_reporters_where_the_outlet_is_declared() -> None:
    text = "".join(
        f"<p>{n} فُتح الميناء الجديد بعد أحد عشر عاما من العمل، ودخلته أول سفينة صباح اليوم.</p>"
        for n in "123"
    )
    page = (
        "<html lang=ar><head><title>فتح الميناء الجديد أمام السفن - صوت الميناء</title><meta property=og:site_name"
        " content='صوت الميناء'><meta name=author"
        " content='صوت الميناء'></head><body><article><h1>فتح الميناء الجديد أمام السفن</h1><span class=author-name>"
        f"<a href=/author/1>صوت الميناء</a></span>{text}<p><b>*أكرم القاسمي.. صحافي متدرب</b></p></article></body></html>"
    )

    found = extract_articles(page.encode(), "https://sawt.example/1")

    assert not isinstance(found, Rejection)
    assert (found[0].authors, len(found[0].paragraphs)) == (("أكرم القاسمي",), 3)


@pytest.mark.parametrize(
    "name",
    [
        *("كاتب ضيف", "مدير الموقع", "أدمن", "مدیر سایت", "نویسنده مهمان", "ایڈمن", "מנהל האתר", "אורח"),
        *("Администратор", "Misafir", "Gastautor", "Invitado", "管理员", "관리자", "Guest Author", "wpadmin"),
    ],
)
def test_who_keeps_the_site_or_is_a_guest_without_a_name_has_written_nothing(name: str) -> None:
    head = (
        f'<script type="application/ld+json">{{"@type": "Article", "author": {{"name": "{name}"}}}}</script>'
    )

    assert _article(head).authors == ()


# --- bylines whose names and roles stand in elements, lines and boxes -------------------------


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("By Jane Doe Science reporter, Morgenblatt", ("Jane Doe",)),
        ("Jane Doe Health correspondent", ("Jane Doe",)),
        ("Associated Press in Miami", ("Associated Press",)),
        ("Reuters in Port Garrow", ("Reuters",)),
        ("Australian Associated Press", ("Australian Associated Press",)),
        ("Written by\nThe Associated Press\nFiled Under\nLocal News", ("The Associated Press",)),
        ("Jane Doe\nRecent Stories", ("Jane Doe",)),
        ("By Tim Story", ("Tim Story",)),
        ("Por Marina Pinho, TN SP — São Paulo", ("Marina Pinho",)),
        ("By JANE DOE, JO NG", ("JANE DOE", "JO NG")),
        ("Mehmet ÖZTÜRK/İZMİR, (DHA)", ("Mehmet ÖZTÜRK",)),
        ("By Jane Doe/Richard Roe", ("Jane Doe", "Richard Roe")),
        ("Geschreven door Sanne de Vries", ("Sanne de Vries",)),
        ("Bài và ảnh: Võ Hải", ("Võ Hải",)),
        ("राहुल सिंह, नई दिल्ली", ("राहुल सिंह",)),
        ("文丨王晓明", ("王晓明",)),
        ("文＝山田太郎", ("山田太郎",)),
        ("取材・文／山田太郎", ("山田太郎",)),
        ("著者：山田太郎", ("山田太郎",)),
    ],
)
def test_roles_places_and_lists_about_a_name_are_none_of_it(printed: str, names: tuple[str, ...]) -> None:
    line = read_line(printed, marked=True)

    assert line is not None
    assert line.names == names


@pytest.mark.parametrize(
    "byline",
    [
        "<p class=byline><span>By Jane Doe</span> <span>Health and science reporter</span></p>",
        "<div class=author> by <a href=/jane-doe/>\n Jane\n\tDoe\n</a></div>",
        "<div class=storyhead><a rel=author href=/jane>Jane <em>Doe</em></a><div>Senior Football Columnist</div></div>",
        "<cite class=byline>By <span>Jane Doe</span> - <span>2013-07-18T03:00:01Z</span></cite>",
    ],
)
def test_a_name_is_read_across_the_lines_of_its_source_and_told_from_the_role_beside_it(byline: str) -> None:
    assert _article("", byline).authors == ("Jane Doe",)


def test_a_box_that_holds_the_headline_is_the_articles_whatever_it_is_called() -> None:
    text = (
        "<p>The council voted on Thursday to open the old bridge to walkers after two years of repairs.</p>"
        * 4
    )
    page = (
        "<html><head><title>The bridge is back</title></head><body><div class='story with_related_topics'><div>"
        "<h1>The bridge is back</h1><div><cite class=byline>By <span>Jane Doe</span> - <span>2013-07-18T03:00:01Z</span>"
        f"</cite></div></div><div>{text}</div></div></body></html>"
    )

    found = extract_articles(page.encode(), _URL)

    assert isinstance(found, list)
    assert found[0].authors == ("Jane Doe",)


@pytest.mark.parametrize(
    "elsewhere",
    [
        # whom a picture shows
        "<div class='caption body-width'><img src=a.jpg><span>Jane Doe, known as the Baker, was seen here in 2003</span></div>",
        "<div class=related-posts><span class=byline>By Jane Doe</span></div>",
        "<p>From Web Edition, 14 March 2024</p>",
        "<div class=author>Folgen\nTeilen</div>",
    ],
)
def test_who_is_shown_or_writes_elsewhere_is_no_author(elsewhere: str) -> None:
    assert _article("", elsewhere).authors == ()


def test_a_last_line_that_leads_on_names_nobody() -> None:
    assert closing_names("Weiterführender Link") == ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("(Reporting by Jane Doe; Editing by Richard Roe)", ("Jane Doe",)),
        (
            "(Reporting by Jane Doe in Lagos and Max Moe; Writing by Ann Roe; Editing by Richard Roe)",
            ("Jane Doe", "Max Moe"),
        ),
        ("(Editing by Richard Roe)", ()),
        ("(Additional reporting by Richard Roe)", ()),
    ],
)
def test_who_reported_is_the_author_where_nobody_else_is_named(line: str, names: tuple[str, ...]) -> None:
    assert _signed(line).authors == names
    assert _signed(line, '<meta name=author content="Reuters">').authors == ("Reuters",)


def _signed(line: str, head: str = "") -> Article:
    """The article of a page whose text ends with a line."""
    text = "".join(
        f"<p>{day} wählt die Stadt, und niemand weiß, was danach geschieht; so sagte es der alte Rat, ehe er ging.</p>"
        for day in ("Am Montag", "Am Freitag", "Am Sonntag", "Am Abend")
    )
    page = (
        f"<html><head>{head}<title>Die Stadt hat die Wahl</title></head><body><article>"
        f"<h1>Die Stadt hat die Wahl</h1>{text}<p>{line}</p></article></body></html>"
    )
    found = extract_articles(page.encode(), _URL)
    assert isinstance(found, list)
    return found[0]


_DATELINED = "NEW YORK (Reuters Health) - Old men were asked how they slept, and most of them said that they slept badly."


def test_a_name_alone_above_an_agencys_dateline_is_the_reporters() -> None:
    article = _article("", f"<p>Jane Doe</p><p>{_DATELINED}</p>")

    assert article.authors == ("Jane Doe",)
    assert article.paragraphs[0].text == _DATELINED


def test_a_name_alone_above_other_text_may_be_whom_it_is_about() -> None:
    article = _article("", "<p>Jane Doe</p>")

    assert article.authors == ()
    assert article.paragraphs[0].text == "Jane Doe"


@pytest.mark.parametrize(
    "line",
    [
        "<h3>BY JANE DOE</h3>",
        "<p>By JANE DOE, Associated Press | July 19, 2013 | Updated: July 19, 2013 3:55am</p>",
        "<p>By Jane Doe MorningDay Reporter</p>",
    ],
)
def test_a_line_that_only_signs_the_text_is_no_part_of_it(line: str) -> None:
    article = _article('<meta name=author content="Jane Doe">', line)

    assert article.authors == ("Jane Doe",)
    assert article.paragraphs[0].text.startswith("Am Montag")


@pytest.mark.parametrize(
    "line",
    [
        "<h3>Jane Doe</h3>",  # whom a part of the text is about
        "<p>Jane Doe wrote on July 19, 2013 that she would never come back to the town, and she never did.</p>",
    ],
)
def test_a_heading_or_sentence_that_names_the_author_stays(line: str) -> None:
    article = _article('<meta name=author content="Jane Doe">', line)

    assert article.paragraphs[0].text.startswith("Jane Doe")


def test_a_meta_tag_with_one_author_hides_no_others_in_the_printed_line() -> None:
    head = '<meta name=author content="Jane Doe">'
    line = "<p class=authors>von <a href=/team/jane/>Jane Doe</a> , <a href=/team/roe/>Richard Roe</a></p>"

    assert _article(head, line).authors == ("Jane Doe", "Richard Roe")
    assert _article(_json_ld('{"name": "Jane Doe"}'), line).authors == ("Jane Doe",)
    assert _article('<meta name=author content="Eva Maier">', line).authors == ("Eva Maier",)


def test_those_of_other_boxes_are_not_added_to_the_author_of_a_meta_tag() -> None:
    boxes = "<div><p class=writer>Jane Doe</p></div><div><p class=writer>Richard Roe</p></div>"

    assert _article('<meta name=author content="Jane Doe">', boxes).authors == ("Jane Doe",)


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Alle Inhalte von Jane Doe", ("Jane Doe",)),
        ("Posts by Jane Doe", ("Jane Doe",)),
        ("Jane Doe", ()),
        ("Alle Inhalte von Morgenblatt", ()),
    ],
)
def test_a_link_whose_title_says_so_leads_to_the_author(title: str, names: tuple[str, ...]) -> None:
    line = f'<p class=info><a href="/thema/jd-145046/" title="{title}">Jane Doe</a><br>28.04.2024 | 09:36 Uhr</p>'

    assert _article("", line).authors == names


# --- what is beside the names of authors, and none --------------------------------------------


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("By Jane Doe | New Haven/North Quay", ("Jane Doe",)),
        ("By Jane Doe, Quay Insider/Green Planet", ("Jane Doe",)),
        ("By Jane Doe and Richard Roe/The Daily Quill", ("Jane Doe", "Richard Roe")),
        ("By Jane Doe and LI WEI", ("Jane Doe", "LI WEI")),
        ("By Jane Doe and Perry Link", ("Jane Doe", "Perry Link")),
    ],
)
def test_places_behind_a_slash_are_no_authors_and_short_names_are(
    printed: str, names: tuple[str, ...]
) -> None:
    line = read_line(printed, marked=True)

    assert line is not None
    assert line.names == names


@pytest.mark.parametrize("title", ["Foto von Jane Doe", "Roman von Jane Doe", "Cuadro pintado por Jane Doe"])
def test_a_link_to_a_work_leads_to_no_author(title: str) -> None:
    line = f'<p class=info><a href="/werk/jd" title="{title}">Jane Doe</a></p>'

    assert _article("", line).authors == ()


def test_a_name_in_two_elements_is_one() -> None:
    assert _article("", "<p>By <span>Jane</span> <span>Doe</span></p>").authors == ("Jane Doe",)


@pytest.mark.parametrize(
    "line",
    [
        "<p>By Jane Doe, Port Garrow</p>",
        "<p class=byline>By Jane Doe | Port Garrow Sun</p>",
        "<p class=byline>By Jane Doe, New Haven Quill</p>",
    ],
)
def test_where_the_author_of_a_meta_tag_works_is_no_second_one(line: str) -> None:
    head = '<meta name=author content="Jane Doe">'

    assert _article(head, line).authors == ("Jane Doe",)
    joined = _article(head, "<p class=byline>By Jane Doe in Port Garrow and Richard Roe</p>")
    assert joined.authors == ("Jane Doe", "Richard Roe")


@pytest.mark.parametrize(
    "box",
    [
        "<section class=related><h1>More</h1><div><h3>Other</h3><p class=byline>By Richard Roe</p></div></section>",
        "<section class=comments><h1>Comments</h1><div><span class=author>By Richard Roe</span></div></section>",
        "<div class=latest-posts><h1>Latest</h1><div class=post-author>by Richard Roe</div></div>",
    ],
)
def test_a_box_with_a_heading_of_its_own_is_others(box: str) -> None:
    text = (
        "<p>The council voted on Thursday to open the old bridge to walkers after two years of repairs.</p>"
    )
    page = (
        "<html><head><title>The bridge is back</title></head><body><article><h1>The bridge is back</h1>"
        f"{text * 4}{box}</article></body></html>"
    )

    found = extract_articles(page.encode(), _URL)

    assert isinstance(found, list)
    assert found[0].authors == ()


@pytest.mark.parametrize("line", ["Old Men Awake", "Sleep Badly", "Stadt Wahl"])
def test_a_summary_above_an_agencys_dateline_is_no_reporter(line: str) -> None:
    article = _article("", f"<p>{line}</p><p>{_DATELINED}</p>")

    assert article.authors == ()
    assert article.paragraphs[0].text == line


@pytest.mark.parametrize(
    ("link", "names"),
    [
        ("Jane Doelin<span class=last-letter>g</span>", ("Jane Doeling",)),
        ("Jane Mari<span>a</span>", ("Jane Maria",)),  # and not «Jane Mari a Richard Roe»
        ("<span>J</span>ane Doeling", ("Jane Doeling",)),
    ],
)
def test_a_name_whose_letter_is_in_an_element_of_its_own_is_whole(link: str, names: tuple[str, ...]) -> None:
    line = f'<p class="byline">By <a href="/contributors/jane">{link}</a></p><time>March 3, 2025</time>'

    assert _article("", line).authors == names


def test_a_conjunction_in_an_element_of_its_own_is_one() -> None:
    line = '<p class="byline"><a rel=author>Ana Prado</a><span>y</span><a rel=author>Luis Roca</a></p>'

    assert _article("", line).authors == ("Ana Prado", "Luis Roca")


def test_a_paragraph_that_is_marked_as_the_authors_names_one() -> None:
    assert _article("", '<p class=data itemprop="author">Jane Doe</p>').authors == ("Jane Doe",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<p class=author>後藤美雨</p>", ("後藤美雨",)),
        ("<div class=author>文●山本太郎／某編集部</div>", ("山本太郎",)),
        ("<div id=cmsByline><div><b>[</b>田中花子，<b>Ukiyo]</b></div></div>", ("田中花子",)),
        ("<div class=byline>［山本太郎，某新聞］</div>", ("山本太郎",)),
        ("<p class=author>重要通知</p>", ()),
        ("<div class=byline>[前回，今回]</div>", ()),
    ],
)
def test_japanese_names_stand_alone_and_beside_their_outlet(line: str, names: tuple[str, ...]) -> None:
    assert _article("", line).authors == names


def test_a_link_to_an_editors_page_leads_to_the_author() -> None:
    line = '<div><div><a href="/about/editors/jane-doe/">Jane Doe</a>, <a href="/@jane">@jane</a></div></div>'

    assert _article("", line).authors == ("Jane Doe",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("文：山本太郎　写真：鈴木花子", ("山本太郎",)),
        ("文＝山本太郎、写真＝鈴木花子", ("山本太郎",)),
        ("文/山本太郎 編集/鈴木花子", ("山本太郎",)),
        ("文：編集部", ()),
        ("執筆：某紙編集部", ()),
        ("执笔：评论部", ()),
        ("作者：约翰·史密斯 译者：李静", ("约翰·史密斯",)),
        ("作者：王晓明 译者 李静", ("王晓明",)),
        ("记者 王晓明 通讯员 李静", ("王晓明", "李静")),
        ("文/王晓明 审校/李静", ("王晓明",)),
        ("责编：李静", ()),
        ("글=홍길동 기자, 사진=김철수 기자", ("홍길동",)),
        ("글·사진=홍길동 기자", ("홍길동",)),
        ("홍길동 기자, 사진 김철수 기자", ("홍길동",)),
        ("사진=김철수 기자", ()),
        ("편집=김철수 기자", ()),
        ("사진기자 김철수", ()),
    ],
)
def test_who_took_the_pictures_edited_or_translated_is_no_author_in_east_asia(
    line: str, names: tuple[str, ...]
) -> None:
    assert _article("", f"<p>{line}</p>").authors == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("取材・執筆：山本太郎", ("山本太郎",)),
        ("構成・文：山本太郎", ("山本太郎",)),
        ("文・写真：山本太郎", ("山本太郎",)),
        ("文・写真／山本太郎", ("山本太郎",)),
        ("撮影・文＝山本太郎", ("山本太郎",)),
        ("ライター：山本太郎", ("山本太郎",)),
        ("筆者：山本太郎", ("山本太郎",)),
        ("寄稿：山本太郎", ("山本太郎",)),
        ("撰稿：王晓明", ("王晓明",)),
        ("撰稿人：王晓明 编辑：李静", ("王晓明",)),
        ("图/文：王晓明", ("王晓明",)),
        ("图文：王晓明", ("王晓明",)),
        ("図：鈴木花子", ()),
        ("写真・図：鈴木花子", ()),
        ("图文：来源网络", ()),
        ("ライター：募集中", ()),
        ("寄稿：募集要項", ()),
        ("筆者：注", ()),
    ],
)
def test_labels_of_writers_in_han_may_name_other_work_of_theirs(line: str, names: tuple[str, ...]) -> None:
    assert _article("", f"<p>{line}</p>").authors == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("執筆：山本ひさのり", ("山本ひさのり",)),
        ("執筆：山本 太郎", ("山本 太郎",)),
        ("執筆：佐々木 健太郎、鈴木 花子", ("佐々木 健太郎", "鈴木 花子")),
        ("執筆：山本太郎 鈴木花子", ("山本太郎", "鈴木花子")),
        ("文：ジェーン・ドウ", ("ジェーン・ドウ",)),
        ("執筆：ジェーン・ドウ　翻訳：鈴木花子", ("ジェーン・ドウ",)),
        ("文●ヤマモト／某紙編集部", ("ヤマモト",)),
        ("文●スタッフ／某紙編集部", ()),
        ("文：カメラ", ()),
        ("文：川沿いを歩く人々", ()),
        ("作者：王晓明 李静", ("王晓明", "李静")),
    ],
)
def test_names_behind_japanese_labels_may_hold_kana_and_spaces(line: str, names: tuple[str, ...]) -> None:
    assert _article("", f"<p>{line}</p>").authors == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("홍길동 특파원", ("홍길동",)),
        ("워싱턴=홍길동 특파원", ("홍길동",)),
        ("[워싱턴=홍길동 특파원]", ("홍길동",)),
        ("홍길동 논설위원", ("홍길동",)),
        ("글 홍길동 사진 김철수", ("홍길동",)),
        ("글·사진 홍길동", ("홍길동",)),
        ("글쓴이: 홍길동", ("홍길동",)),
        ("글쓴이 홍길동", ("홍길동",)),
        ("작성자: 홍길동", ("홍길동",)),
        ("작성자: 관리자", ()),
        ("글 이어쓰기", ()),
        ("번역 김철수", ()),
        ("전 특파원", ()),
        ("워싱턴 특파원", ()),
        ("도쿄 특파원", ()),
        ("하노이 특파원", ()),
        ("홍길동 특파원 보도에 따르면 공사는 봄에 시작한다.", ()),
        ("홍길동 특파원 gildong@news.example", ("홍길동",)),
        ("수석 논설위원", ()),
    ],
)
def test_korean_correspondents_and_writers_are_named_by_their_titles(
    line: str, names: tuple[str, ...]
) -> None:
    assert _article("", f"<p>{line}</p>").authors == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<p class=byline>山本太郎／某紙編集部</p>", ("山本太郎",)),
        ("<p class=writer>山本太郎（某紙編集部）</p>", ("山本太郎",)),
        ("<p class=writer>某紙／某紙編集部</p>", ()),
        ("<p class=writer>重要通知（某紙編集部）</p>", ()),
    ],
)
def test_a_marked_japanese_name_beside_its_newsroom_is_a_person(line: str, names: tuple[str, ...]) -> None:
    assert _article("", line).authors == names


def test_all_who_are_marked_in_one_list_are_authors_however_each_is_dressed() -> None:
    line = (
        "<ul class=authors><li><div rel=author class='author has-bio'><span>By</span> Jane Doe</div>"
        "<div class=author-overlay><a href='#'>Close</a> <a href='/x'>Follow on Twitter</a></div></li>"
        "<li><div rel=author class='author has-bio'>Richard Roe</div><div class=author-overlay>"
        "<a href='#'>Close</a></div></li><li><div rel=author class=author>LARRY LOE</div></li></ul>"
    )

    assert _article("", line).authors == ("Jane Doe", "Richard Roe", "LARRY LOE")


def test_a_link_in_the_pages_head_to_its_makers_is_no_mark_of_the_author() -> None:
    line = "<p>3 May 2024 · <span rel=author>Jane Doe</span></p>"

    assert _article("<link rel=author href=/humans.txt>", line).authors == ("Jane Doe",)


@pytest.mark.parametrize("box", ["section", "div", "article"])
@pytest.mark.parametrize(
    "heading", ["<h3><a href=/dom>Der Dom wird neu</a></h3>", "<a href=/dom><h3>Der Dom wird neu</h3></a>"]
)
@pytest.mark.parametrize(
    "byline",
    [
        "<p class=byline>By Richard Roe</p>",
        "<div class=data><span class=author>Richard Roe</span></div>",
        "<a rel=author href=/richard>Richard Roe</a>",
        "<p><a href=/author/richard>Richard Roe</a></p>",
    ],
)
def test_a_byline_beside_the_linked_heading_of_another_article_is_not_the_pages(
    box: str, heading: str, byline: str
) -> None:
    teasers = f"<div><{box}>{heading}{byline}</{box}></div>"

    assert _article("", below_text=teasers).authors == ()


@pytest.mark.parametrize(
    "box",
    [
        # A weblog's headline links to its own page, and an author's portrait is headed by the name.
        "<div><h2><a href=/politik/wahl>Die Stadt hat die Wahl</a></h2><p class=byline>By Jane Doe</p></div>",
        "<div><h3><a href=/jane>Jane Doe</a></h3><p class=author>Jane Doe</p></div>",
        "<div><h3><a href=/author/jane>Mehr von Jane</a></h3><p class=byline>By Jane Doe</p></div>",
        "<div><h4><a href=/stadt>Haus &amp; Hof</a></h4><p class=byline>By Jane Doe</p></div>",
    ],
)
def test_a_byline_beside_a_linked_heading_of_the_page_is_the_pages(box: str) -> None:
    assert _article("", below_text=box).authors == ("Jane Doe",)


@pytest.mark.parametrize(
    "box",
    [
        "<div class=meta><h4><a href=/podcast>Die Wahl zum Hören im Podcast</a></h4><p class=byline>By Jane Doe</p></div>",
        "<div class=info><span class=author>Jane Doe</span><h3><a href=/wahlen>Alles zu den Wahlen im Land</a></h3></div>",
    ],
)
def test_a_byline_in_the_box_behind_the_headline_is_the_pages_whatever_its_heading_leads_to(box: str) -> None:
    assert _article("", box).authors == ("Jane Doe",)


@pytest.mark.parametrize(
    "label",
    [
        "لیکوال", "نووسەر", "כותבת", "Autrice", "Skribent", "Författare", "Skrevet af", "Autorius", "Napsala",
        "Připravil", "Opracowała", "Аутор", "Avtorica", "Hazırlayan", "Подготовила", "Беседовал", "Підготувала", "Аўтар", "লিখেছেন", "రచయిత",
        "લેખક", "เขียนโดย", "ጸሐፊ", "Skrywer",
    ],
)  # fmt: skip
def test_a_label_of_who_wrote_is_known_before_a_colon(label: str) -> None:
    assert opening_of(f"{label}: Jane Holloway") is not None
    assert opening_of(f"{label} Jane Holloway") is None


@pytest.mark.parametrize(
    "between", ["<figure><img src=a.jpg></figure>", "<p>Was davor geschah.</p>", "<ul><li>Teilen</li></ul>"]
)
@pytest.mark.parametrize(
    "box",
    [
        "<div><h4><a href=/serie/wahlen>Alle Teile der Serie zur Wahl</a></h4><p class=byline>By Jane Doe</p></div>",
        "<div><h3><a href=/c/5>地域</a></h3><span class=author>Jane Doe</span></div>",
    ],
)
def test_a_byline_between_headline_and_text_is_the_pages_whatever_stands_before_it(
    between: str, box: str
) -> None:
    assert _article("", between + box).authors == ("Jane Doe",)


@pytest.mark.parametrize(
    "heading",
    [
        f"<a href={_URL}>Wer die Wahl in der Stadt hat</a>",
        "<a href=/jane>Weitere Texte von Jane Doe hier</a>",
    ],
)
def test_a_heading_that_leads_to_the_page_or_names_the_author_is_no_other_articles(heading: str) -> None:
    box = f"<div><h3>{heading}</h3><p class=byline>By Jane Doe</p></div>"

    assert _article("", below_text=box).authors == ("Jane Doe",)


@pytest.mark.parametrize(
    "line",
    [
        "<ul><li><a rel=author href=/j>Jane Doe</a></li><li>Edited by <a rel=author href=/r>Richard Roe</a></li></ul>",
        "<div><i><a rel=author href=/j>Jane Doe</a>, photos by <a rel=author class=p href=/r>Richard Roe</a></i></div>",
    ],
)
def test_who_did_other_work_is_no_author_in_a_list_of_marked_ones(line: str) -> None:
    assert _article("", line).authors == ("Jane Doe",)


@pytest.mark.parametrize(
    "comments",
    [
        "<section id=comments><ol><li><cite><b rel=author>Carl Loud</b></cite><p>No.</p></li></ol></section>",
        "<section id=responses><div><b rel=author>Carl Loud</b><p>No.</p></div></section>",
    ],
)
def test_a_reader_who_is_marked_in_a_comment_is_no_author(comments: str) -> None:
    line = "<p>By <a class=author href=/j>Jane Doe</a></p>"

    assert _article("", below_text=comments).authors == ()
    assert _article("", line, below_text=comments).authors == ("Jane Doe",)


@pytest.mark.parametrize(
    "letter", ["<a href=//x.example>x</a>", "<sup>a</sup>", "<a href=//f.example>f</a><i>t</i>"]
)
def test_a_letter_that_is_a_link_or_a_note_is_no_part_of_the_name_before_it(letter: str) -> None:
    assert _article("", f"<p class=author>Jane Doe{letter}</p>").authors == ("Jane Doe",)


def test_only_an_id_that_says_byline_marks_one() -> None:
    assert _article("", "<div id=skyline>Great Falls</div>").authors == ()
    assert _article("", "<div id=storyline>Richard Roe</div><p class=by>By Jane Doe</p>").authors == (
        "Jane Doe",
    )
    assert _article("", "<div id=articleByline>Jane Doe</div>").authors == ("Jane Doe",)


@pytest.mark.parametrize("address", ["/editors/choice", "/editors/topics/climate", "/editors/picks/summer"])
def test_what_editors_chose_is_no_authors_page(address: str) -> None:
    assert _article("", f"<p><a href={address}>Summer Reading</a> 14 March 2024</p>").authors == ()


@pytest.mark.parametrize("name", ["鈴木建設", "松本商店", "松本市内", "山口県内", "中田市長"])
def test_firms_and_places_called_after_a_family_are_no_persons(name: str) -> None:
    assert _article("", f"<p class=author>{name}</p>").authors == ()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("文：山本太郎　カメラ：鈴木花子", ("山本太郎",)),
        ("文：山本太郎　イラスト：鈴木花子", ("山本太郎",)),
        ("文：山本太郎、鈴木花子　イラスト：田中一郎", ("山本太郎", "鈴木花子")),
        ("记者 王晓明 实习生 李静", ("王晓明", "李静")),
        ("글/사진 홍길동 기자", ("홍길동",)),
        ("글, 사진 홍길동 기자", ("홍길동",)),
        ("홍길동 기자, 영상=김철수 기자", ("홍길동",)),
    ],
)
def test_labels_of_other_work_take_no_name_from_who_wrote(line: str, names: tuple[str, ...]) -> None:
    assert _article("", f"<p class=author>{line}</p>").authors == names
