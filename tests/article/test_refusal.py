"""What is no article and is refused with its reason; what looks like it and is an article.

Each page of `pages/refusal` is of our own writing; its folder names what has to be made of it, its first line
the address that it came from.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tasks.article import extract_articles
from tasks.article.notice import read_name, read_sentences
from tasks.model import Rejection

PAGES = Path(__file__).parent / "pages" / "refusal"
ALL = sorted(path.relative_to(PAGES) for path in PAGES.glob("*/*.html"))
REFUSED = [path for path in ALL if path.parent.name != "article"]
ARTICLES = [path for path in ALL if path.parent.name == "article"]


def _read(path: Path) -> tuple[bytes, str]:
    """(body, address)"""
    body = (PAGES / path).read_bytes()
    address = re.match(rb"<!-- (\S+) -->\n", body)
    assert address is not None, path
    return body[address.end() :], address[1].decode()


@pytest.mark.parametrize("path", REFUSED, ids=str)
def test_a_page_without_an_article_is_refused_with_what_it_is(path: Path) -> None:
    body, address = _read(path)

    found = extract_articles(body, address)

    assert isinstance(found, Rejection), found
    assert (found.stage, found.reason) == ("extract", path.parent.name), found.detail
    assert found.detail is not None
    assert found.detail.endswith(".")


@pytest.mark.parametrize("path", ARTICLES, ids=str)
def test_an_article_that_looks_like_none_is_taken(path: Path) -> None:
    body, address = _read(path)

    found = extract_articles(body, address)

    assert isinstance(found, list), found


@pytest.mark.parametrize(
    "headline",
    [
        "Страницата не е намерена",
        "Stranica nije pronađena",
        "Страница није пронађена",
        "Stran ni najdena",
        "Puslapis nerastas",
        "Lapa nav atrasta",
        "Lehte ei leitud",
        "Stránka sa nenašla",
        "Síðan fannst ekki",
        "Faqja nuk u gjet",
        "No s'ha trobat la pàgina",
        "Səhifə tapılmadı",
        "გვერდი ვერ მოიძებნა",
        "Էջը չի գտնվել",
        "Sahifa topilmadi",
        "ገጹ አልተገኘም",
        "পৃষ্ঠাটি খুঁজে পাওয়া যায়নি",
        "பக்கம் கிடைக்கவில்லை",
        "పేజీ కనుగొనబడలేదు",
        "Halaman tidak dijumpai",
    ],
)
def test_a_lost_page_is_known_in_many_languages(headline: str) -> None:
    assert (read_name(headline, None) or ("", ""))[0] == "soft_404"


@pytest.mark.parametrize(
    "line",
    [
        "Den här artikeln är för prenumeranter",
        "Denne saken er for abonnenter. Bli abonnent for å lese videre.",
        "Artiklen er kun for abonnenter",
        "Tämä artikkeli on vain tilaajille",
        "A cikk csak előfizetőknek elérhető",
        "Straipsnis tik prenumeratoriams",
        "Članak je dostupan samo pretplatnicima",
        "Το άρθρο είναι διαθέσιμο μόνο για συνδρομητές",
        "للاطلاع على المقال كاملاً يرجى الاشتراك",
        "هذه المادة خاصة بالمشتركين",
        "برای مطالعه ادامه مطلب باید مشترک شوید",
        "רוצים להמשיך לקרוא? הצטרפו למינוי",
    ],
)
def test_a_fence_is_known_in_many_languages(line: str) -> None:
    assert "paywall_stub" in read_sentences((line,)).notices


@pytest.mark.parametrize(
    ("title", "headline", "lines"),
    [
        (
            "ERROR: The request could not be satisfied",
            "403 ERROR",
            (
                "<h2>The request could not be satisfied.</h2>Request blocked. We can't connect to the server for this app"
                " or website at this time. There might be too much traffic or a configuration error.<br>If you provide"
                " content to customers through CloudFront, you can find steps to troubleshoot there."
            ),
        ),
        (
            "post.example | 522: Connection timed out",
            "Connection timed out <span>Error code 522</span>",
            (
                "<h2>What happened?</h2><p>The initial connection between Cloudflare's network and the origin web server"
                " timed out. As a result, the web page can not be displayed.</p><h2>What can I do?</h2><p>Please try again"
                " in a few minutes.</p><p>Contact your hosting provider letting them know your web server is busy.</p>"
            ),
        ),
        (
            "Runtime Error",
            "Server Error in '/' Application.",
            (
                "<h2>Runtime Error</h2><p>An application error occurred on the server. The settings of this application"
                " prevent its details from being viewed.</p><p>They could be viewed on the machine itself.</p>"
            ),
        ),
        (
            "WordPress › Error",
            "",
            "<p>There has been a critical error on this website.</p><p>Learn more about troubleshooting.</p>",
        ),
        (
            "WordPress › خطأ",
            "",
            "<p>حدث خطأ خطير في هذا الموقع.</p><p>معرفة المزيد حول استكشاف أخطاء ووردبريس وإصلاحها.</p>",
        ),
        (
            "Your access to this site has been limited by the site owner",
            "Your access to this site has been limited by the site owner",
            (
                "<p>Your access to this service has been limited. (HTTP response code 503)</p><p>If you think you have"
                " been blocked in error, contact the owner of this site for assistance.</p><h3>Block technical data</h3>"
            ),
        ),
        (
            "الموقع محجوب",
            "عفواً، الموقع المطلوب غير متاح",
            "<p>إن الموقع الذي تحاول الوصول إليه يحتوي على محتوى محظور وفق سياسة تنظيم الإنترنت في الدولة.</p>",
        ),
        (
            "در حال انتقال به سایت",
            "در حال انتقال به سایت مورد نظر هستید...",
            "<p>برای جلوگیری از حملات، مرورگر شما بررسی می‌شود. تا چند ثانیه دیگر به سایت منتقل خواهید شد.</p>",
        ),
    ],
)
def test_what_a_server_says_of_itself_is_no_article(title: str, headline: str, lines: str) -> None:
    page = f"<title>{title}</title><body><h1>{headline}</h1>{lines}</body>"

    found = extract_articles(page.encode(), "https://post.example/2024/03/14/harbour-opens")

    assert isinstance(found, Rejection)
    assert found.reason in ("error_page", "bot_wall", "redirect_page")


_SENTENCES = (
    "<p>The Post has reported on the strait since 1931. Our newsroom of forty publishes a daily paper and a website.</p>"
    "<p>We are owned by a trust, and no party, company or person decides what we write or how we write it.</p>"
)


@pytest.mark.parametrize(
    ("address", "headline", "title", "reason"),
    [
        ("/about-us", "About us", "About us | The Post", "site_page"),
        ("/pages/12", "Privacy policy", "The Post - Privacy policy", "site_page"),
        ("/pages/13", "من نحن", "من نحن - جريدة المضيق", "site_page"),
        ("/pages/14", "درباره ما", "درباره ما", "site_page"),
        ("/pages/15", "צור קשר", "צור קשר", "site_page"),
        ("/seite/impressum.html", "Die Post", "Die Post", "site_page"),
        ("/staff/cora-finch/", "Cora Finch", "Cora Finch | The Post", "author_page"),
        ("/search?q=ferry", "Search", "Search", "search_page"),
        ("/news/a-90", "451: Unavailable due to legal reasons", "451", "bot_wall"),
    ],
)
def test_a_sites_own_pages_are_no_articles(address: str, headline: str, title: str, reason: str) -> None:
    text = "<p>No results found for “ferry”.</p>" if reason == "search_page" else _SENTENCES
    if reason == "bot_wall":
        text = (
            "<p>We recognize you are attempting to access this website from a country belonging to the European"
            " Economic Area and therefore access cannot be granted at this time.</p>"
        )
    page = (
        f"<html><head><title>{title}</title></head><body><main><h1>{headline}</h1>{text}</main></body></html>"
    )
    found = extract_articles(page.encode(), f"https://post.example{address}")
    assert isinstance(found, Rejection), found
    assert found.reason == reason


@pytest.mark.parametrize(
    ("head", "headline"),
    [
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Contact"}</script>',
            "Contact",
        ),
        ('<meta property="article:published_time" content="2025-05-14T09:01:00Z">', "About us"),
        ("", "About us: what the islanders think of the ferries"),
    ],
)
def test_an_article_with_such_a_name_is_one(head: str, headline: str) -> None:
    page = f"<html><head><title>{headline}</title>{head}</head><body><main><h1>{headline}</h1>{_SENTENCES}</main></body></html>"
    assert isinstance(extract_articles(page.encode(), "https://post.example/news/8812"), list)
