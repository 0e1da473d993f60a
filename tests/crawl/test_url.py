from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.crawl.url import _CANONICAL, InvalidUrl, canonicalize, host_of, url_fingerprint

CANONICAL = [
    ("HTTP://News.Test:80/a/../b/./c?x=1#part", "http://news.test/b/c?x=1"),
    ("https://news.test:443", "https://news.test/"),
    ("https://news.test:8443/", "https://news.test:8443/"),
    ("  http://news.test/a\n b\t ", "http://news.test/a%20b"),
    ("http://user:secret@news.test/", "http://news.test/"),
    ("http://news.test/%7euser/%d8%a3", "http://news.test/~user/%D8%A3"),
    (
        "http://news.test/أخبار/عنوان",
        "http://news.test/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/%D8%B9%D9%86%D9%88%D8%A7%D9%86",
    ),
    ("http://مثال.test/", "http://xn--mgbh0fb.test/"),
    ("http://news.test/100%", "http://news.test/100%25"),
    ("http://news.test/../../x", "http://news.test/x"),
    ("http://news.test/.", "http://news.test/"),
    ("http://news.test/./x", "http://news.test/x"),
    ("http://news.test/a?q=1%262&b=[1]", "http://news.test/a?q=1%262&b=[1]"),
    ("http://[2001:DB8:0::1]:80/", "http://[2001:db8::1]/"),
    ("http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/"),
    ("http://[fe80::1%25eth0]/", "http://[fe80::1]/"),
    # Browsers, and the system's resolver, take all of these for 127.0.0.1
    ("http://2130706433/", "http://127.0.0.1/"),
    ("http://0177.0.0.1/", "http://127.0.0.1/"),
    ("http://0x7f.1/", "http://127.0.0.1/"),
    ("http://0x7F000001/", "http://127.0.0.1/"),
    ("http://127.0.0.1./", "http://127.0.0.1/"),
    ("http://１２７。0.0.1/", "http://127.0.0.1/"),
    ("http://1.2.3.news4/", "http://1.2.3.news4/"),
    ("http://MÜNCHEN.test/", "http://xn--mnchen-3ya.test/"),
    ("http://news。test/", "http://news.test/"),  # the ideographic full stop is a dot (UTS 46)
    ("http://news.test./a", "http://news.test/a"),
    ("http://news.test/a+b?q=a+b", "http://news.test/a+b?q=a+b"),
    ("http://news.test/a b?q=a b", "http://news.test/a%20b?q=a%20b"),
    # What only a fingerprint may overlook stays as it is: the server can tell these apart.
    ("http://news.test/s?utm_source=x&amp=1", "http://news.test/s?utm_source=x&amp=1"),
    ("http://www.news.test/s/", "http://www.news.test/s/"),
    ("http://news.test/cafe%CC%81", "http://news.test/cafe%CC%81"),
    ("http://news.test/%C7%E1", "http://news.test/%C7%E1"),
]


@pytest.mark.parametrize(("given_url", "expected"), CANONICAL)
def test_an_address_has_one_canonical_spelling(given_url: str, expected: str) -> None:
    assert canonicalize(given_url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "ftp://news.test/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http:///path",
        "http://[::1",
        "http://news.test:99999/",
        "http://a b/",
        "http://\ud83d.test/",
        "http://news.test/" + "a" * 9000,
        "http://127.0.0.256/",
        "http://1.2.3.4.5/",
        "http://4294967296/",
        "http://08.0.0.1/",
        "http://[v1.x]/",
        "/path",
        "",
    ],
)
def test_what_cannot_be_asked_for_is_refused(url: str) -> None:
    with pytest.raises(InvalidUrl):
        canonicalize(url)


def test_the_host_of_an_address_has_its_port_only_where_that_is_unusual() -> None:
    urls = ["http://News.Test:80/x", "https://news.test:8443/", "nonsense"]

    assert [host_of(url) for url in urls] == ["news.test", "news.test:8443", ""]


TWINS = [
    ("https://www.news.test/story/1", "http://news.test/story/1/"),
    ("https://m.news.test/story/1", "https://news.test/story/1"),
    ("https://amp.news.test/story/1", "https://news.test/story/1"),
    ("https://news.test/story/1/amp/", "https://news.test/story/1"),
    ("https://news.test/amp/story/1", "https://news.test/story/1"),
    ("https://news.test/story.amp.html", "https://news.test/story.html"),
    ("https://news.test/story?amp=1", "https://news.test/story"),
    ("https://www-news-test.cdn.ampproject.org/c/s/www.news.test/story/1", "https://news.test/story/1"),
    ("https://www.google.com/amp/s/www.news.test/story/1", "https://news.test/story/1"),
    ("https://news.test/s?id=1&utm_source=x&fbclid=y", "https://news.test/s?id=1"),
    ("https://news.test/s?b=2&a=1", "https://news.test/s?a=1&b=2"),
    ("https://news.test/index.html", "https://news.test/"),
    ("https://news.test//a///b", "https://news.test/a/b"),
    ("https://news.test/s#comments", "https://news.test/s"),
    ("https://news.test/أخبار", "https://news.test/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1"),
    ("https://news.test/caf%C3%A9", "https://news.test/cafe%CC%81"),
    ("https://مثال.test/x", "https://xn--mgbh0fb.test/x"),
    ("https://news.test/s;jsessionid=AB12", "https://news.test/s"),
    ("https://mobile.news.test/1", "https://news.test/1"),
    ("https://www.m.news.test/1", "https://news.test/1"),
    ("https://amp.www.news.test/1", "https://news.test/1"),
    ("https://news.test/1.amp", "https://news.test/1"),
    ("https://news.test/1/amp?utm_source=x", "https://news.test/1/"),
    ("https://news.test/s?outputType=amp", "https://news.test/s"),
    ("https://news.test:443/s", "http://news.test:80/s"),
    ("https://news.test/s?mc_cid=1&mc_eid=2&gclid=3", "https://news.test/s"),
    ("https://news.test/s?at_medium=RSS&at_campaign=rss&at_format=link", "https://news.test/s"),
    ("https://news.test/s?ns_mchannel=rss&ns_source=PublicRSS20-sa", "https://news.test/s"),
    ("https://news.test/s?UTM_Source=x", "https://news.test/s?"),
    ("https://news.test/s?q=a+b", "https://news.test/s?q=a%20b"),
    ("https://news.test/s?q=%D8%A3", "https://news.test/s?q=أ"),
    ("https://news.test/%7Euser", "https://news.test/~user"),
    # The alef with hamza as one character, and as two
    ("https://news.test/\u0623خبار", "https://news.test/\u0627\u0654خبار"),
    ("https://www.news.test/أخبار/عنوان/?fbclid=x#top", "http://news.test/%D8%A3خبار/عنوان"),
]


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_addresses_of_one_page_have_one_fingerprint(one: str, other: str) -> None:
    assert url_fingerprint(one) == url_fingerprint(other)


STRANGERS = [
    ("https://news.test/story/1", "https://news.test/story/2"),
    ("https://news.test/Story", "https://news.test/story"),
    ("https://news.test/s?id=1", "https://news.test/s?id=2"),
    ("https://news.test/s?sid=1", "https://news.test/s?sid=2"),  # PHP-Nuke numbers its stories so
    ("https://sport.news.test/1", "https://news.test/1"),
    ("https://news.test/camp", "https://news.test/c"),
    ("https://m.test/1", "https://test/1"),
    ("https://news.test/a%2Fb", "https://news.test/a/b"),
    ("https://news.test/a%3Fb=1", "https://news.test/a?b=1"),
    ("https://news.test:8080/1", "https://news.test/1"),
    ("https://news.test/%C7%E1", "https://news.test/%C7%E2"),
    ("https://news.test/s?a=1%26b=2", "https://news.test/s?a=1&b=2"),
    ("https://news.test/?p=1", "https://news.test/"),
    ("https://news.test/example", "https://news.test/ex"),
    ("https://news.test/amplify", "https://news.test/lify"),
    ("https://news.test/stamp", "https://news.test/st"),
    ("https://news.test/lamp.html", "https://news.test/l.html"),
    ("https://ampere.test/1", "https://ere.test/1"),
    ("https://news.test/s?attachment_id=1", "https://news.test/s?attachment_id=2"),
    ("https://news.test/s?at=1", "https://news.test/s?at=2"),
    ("https://news.test/s?nsid=1", "https://news.test/s?nsid=2"),
    ("https://news.test/s?utmost=1", "https://news.test/s"),
    ("https://news.test/s?page=2", "https://news.test/s"),
    ("https://news.test/s?q=a%2Bb", "https://news.test/s?q=a+b"),
    ("https://news.test/a+b", "https://news.test/a%20b"),
    ("https://news.test/m/1", "https://news.test/1"),
    ("https://news.test/1.html", "https://news.test/1"),
    ("https://مثال.test/1", "https://مثالي.test/1"),
    ("https://news.test/علي", "https://news.test/على"),  # two letters, although readers mix them up
    ("https://news.test/می\u200cرود", "https://news.test/میرود"),  # with and without the joiner of Persian
    ("https://news.test/١", "https://news.test/1"),
]


@pytest.mark.parametrize(("one", "other"), STRANGERS)
def test_addresses_of_two_pages_have_two_fingerprints(one: str, other: str) -> None:
    assert url_fingerprint(one) != url_fingerprint(other)


@given(st.text())
def test_any_text_has_a_fingerprint(text: str) -> None:
    assert isinstance(url_fingerprint(text), str)


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_canonical_spelling_is_its_own(path: str, query: str) -> None:
    try:
        once = canonicalize(f"http://news.test/{path}?{query}")
    except InvalidUrl:
        return

    assert canonicalize(once) == once
    assert once.isascii()


@given(st.from_regex(_CANONICAL, fullmatch=True))
def test_an_ordinary_address_comes_out_as_it_went_in(url: str) -> None:
    whole_way = canonicalize(url + "#fragment")

    assert canonicalize(url) == url == whole_way
