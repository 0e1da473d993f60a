"""Damage pages at random and see that extraction keeps its word on each: python -m bench.fuzz_extraction

The pages are the yardstick's where it is found (WARRAQ_BENCH, then ../shared/bench), else the tests' own. An
input is made of a seed and its number alone, so each can be made again: --only NUMBER, or --replay FILE.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from tasks.article import extract_articles
from tasks.model import Article, Rejection

ROOT = Path(__file__).resolve().parent.parent
FETCHED_AT = datetime(2024, 5, 3, 10, 20, tzinfo=UTC)
MOST_SECONDS = 1.0  # of processor time, for any input

_MOST_SAVED = 50  # broken inputs that are written and printed
Corpus = Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Input:
    """What extraction is given, and how it was made."""

    body: bytes
    url: str
    content_type: str | None
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an input: broken promises, and processor time in seconds."""

    violations: tuple[str, ...]
    seconds: float
    answer: str
    digest: bytes  # of all that was answered


def main() -> None:
    """Run the inputs, print the slowest and the percentiles; exit with 1 if a promise was broken."""
    options = _options()
    if options.replay is not None:
        sys.exit(_replay(options.replay))
    corpus = real_pages() or own_pages()
    numbers = range(options.inputs) if options.only is None else [options.only]
    sys.exit(_run(corpus, options.seed, numbers))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="one input of the seed, by its number")
    parser.add_argument("--replay", type=Path, help="a saved input")
    return parser.parse_args()


def _run(corpus: Corpus, seed: int, numbers: Sequence[int]) -> int:
    folder: Path | None = None
    timed: list[tuple[float, int]] = []
    answers: dict[str, int] = {}
    broken = 0
    digest = hashlib.sha256()
    started = time.monotonic()
    for done, number in enumerate(numbers, start=1):
        given = make_input(corpus, seed, number)
        outcome = try_input(given)
        timed.append((outcome.seconds, number))
        digest.update(outcome.digest)
        answers[outcome.answer] = answers.get(outcome.answer, 0) + 1
        if outcome.violations:
            broken += 1
            folder = folder or Path(tempfile.mkdtemp(prefix="warraq-fuzz-"))
            saved = (
                save_input(given, folder / f"seed-{seed}-input-{number}.json")
                if broken <= _MOST_SAVED
                else None
            )
            if saved is not None:
                print(f"\nInput {number} ({', '.join(given.steps)}): {'; '.join(outcome.violations)[:600]}")
                print(f"  again: python -m bench.fuzz_extraction --replay {saved}")
        if done % 1_000 == 0:
            print(
                f"{done:,} of {len(numbers):,} inputs, {time.monotonic() - started:.0f} s, {broken} broken",
                flush=True,
            )
    _print_times(timed, corpus, seed)
    print(
        "answers:",
        ", ".join(f"{count:,} {answer}" for answer, count in sorted(answers.items(), key=lambda i: -i[1])),
    )
    # The same in every process: no answer may hang on the order of a set.
    row = {"seed": seed, "inputs": len(numbers), "broken": broken, "answers": digest.hexdigest()[:16]}
    print(json.dumps({"fuzz": "extraction", **row}))
    return 1 if broken else 0


def _print_times(timed: list[tuple[float, int]], corpus: Corpus, seed: int) -> None:
    seconds = sorted(entry[0] for entry in timed)
    shares = ", ".join(
        f"{share:g}% {1000 * seconds[min(len(seconds) - 1, int(len(seconds) * share / 100))]:.1f} ms"
        for share in (50, 90, 99, 99.9)
    )
    slowest, number = max(timed)
    given = make_input(corpus, seed, number)
    print(f"processor time: {shares}")
    print(f"slowest: {slowest:.3f} s, {len(given.body):,} bytes ({', '.join(given.steps)})")
    print(f"  again: python -m bench.fuzz_extraction --seed {seed} --only {number}")


def save_input(given: Input, path: Path) -> Path:
    """Write an input so that --replay can read it."""
    path.write_text(
        json.dumps(
            {
                "url": given.url,
                "content_type": given.content_type,
                "steps": given.steps,
                "body": given.body.decode("latin-1"),
            }
        ),
        encoding="utf-8",
    )
    return path


def load_input(path: Path) -> Input:
    """What `save_input` wrote."""
    saved = json.loads(path.read_text(encoding="utf-8"))
    return Input(saved["body"].encode("latin-1"), saved["url"], saved["content_type"], tuple(saved["steps"]))


def _replay(path: Path) -> int:
    given = load_input(path)
    outcome = try_input(given)
    print(f"{len(given.body):,} bytes, {outcome.seconds:.3f} s, {outcome.answer}")
    print("\n".join(outcome.violations) or "No promise was broken.")
    return 1 if outcome.violations else 0


# --- the pages --------------------------------------------------------------------------------


def real_pages() -> list[bytes]:
    """The yardstick's pages, or none if it is not there."""
    given = os.environ.get("WARRAQ_BENCH")
    for base in (Path(given) if given else None, ROOT.parent / "shared" / "bench"):
        for folder in (base, base / "extraction") if base else ():
            if found := sorted((folder / "data").glob("*/html/*.gz")):
                return [gzip.decompress(path.read_bytes()) for path in found]
    return []


def own_pages() -> list[bytes]:
    """The pages of the tests and of the demo."""
    folders = (ROOT / "tests" / "article" / "pages", ROOT / "demo" / "outlets")
    found = (path for folder in folders for path in folder.rglob("*") if path.suffix in (".html", ".txt"))
    return [path.read_bytes() for path in sorted(found)]


# --- what is promised -------------------------------------------------------------------------


def try_input(given: Input) -> Outcome:
    """Extract from an input, twice, and compare what comes with what is promised."""
    try:
        first, seconds = _timed(given)
        second, again = _timed(given)
    except Exception as error:  # noqa: BLE001 - that nothing is raised is one of the promises
        return Outcome((f"raised {type(error).__name__}: {error}"[:300],), 0.0, "raised", b"")
    violations = [*broken_promises(first), *unwritable_texts(first)]
    if repr(first) != repr(second):
        violations.append("gave another answer the second time")
    if min(seconds, again) > MOST_SECONDS:
        violations.append(f"took {min(seconds, again):.2f} s")
    answer = (
        first.reason
        if isinstance(first, Rejection)
        else f"{len(first)} articles"
        if len(first) > 1
        else "an article"
    )
    digest = hashlib.sha256(repr(first).encode("utf-8", "backslashreplace")).digest()
    return Outcome(tuple(violations), min(seconds, again), answer, digest)


def _timed(given: Input) -> tuple[list[Article] | Rejection, float]:
    started = time.process_time()
    found = extract_articles(given.body, given.url, content_type=given.content_type, fetched_at=FETCHED_AT)
    return found, time.process_time() - started


def broken_promises(found: object) -> Iterator[str]:
    """What an answer of `extract_articles` is not, and is promised to be, but for `unwritable_texts`."""
    if isinstance(found, Rejection):
        if found.stage not in ("decode", "extract") or not re.fullmatch(r"[a-z0-9_]+", found.reason):
            yield f"rejection: stage {found.stage!r}, reason {found.reason!r}"
        return
    if not isinstance(found, list) or not found or not all(isinstance(item, Article) for item in found):
        yield f"neither articles nor a rejection: {found!r}"[:200]
        return
    if [article.position for article in found] != list(range(len(found))):
        yield f"positions {[article.position for article in found]}"
    if [article.role for article in found] != ["main", *["related"] * (len(found) - 1)]:
        yield f"roles {[article.role for article in found]}"
    for article in found:
        yield from _broken_article(article)


def _broken_article(article: Article) -> Iterator[str]:
    for field in fields(article):
        if field.name not in _ECHOED and any(
            text != text.strip() or not text for text in _texts(getattr(article, field.name))
        ):
            yield f"{field.name}: empty, or with white space about it: {getattr(article, field.name)!r}"[:200]
    if not article.paragraphs:
        yield "paragraphs: none"
    for paragraph in article.paragraphs:
        if paragraph.kind not in ("paragraph", "heading", "quote", "list_item"):
            yield f"paragraphs: of kind {paragraph.kind!r}"
    for name in ("published_at", "modified_at"):
        moment = getattr(article, name)
        if moment is not None and moment.utcoffset() is None:
            yield f"{name}: without a zone: {moment!r}"
    dated = (article.published_at is None, article.published_raw is None, article.published_precision is None)
    if len(set(dated)) > 1:
        yield f"published: {article.published_at}, {article.published_raw!r}, {article.published_precision}"
    for address in (article.canonical_url, *(image.url for image in article.images)):
        if address is not None and not address.startswith(("http://", "https://")):
            yield f"address: {address!r}"[:200]
    if article.language is not None and not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", article.language):
        yield f"language: {article.language!r}"


def _texts(value: object) -> Iterator[str]:
    """All strings in a field's value, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(key)
            yield from _texts(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif hasattr(value, "__dataclass_fields__"):
        for field in fields(value):  # type: ignore[arg-type] # - it is a dataclass's instance
            yield from _texts(getattr(value, field.name))


_ECHOED = ("url", "role", "position")  # what the caller gave, or what is no text
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def unwritable_texts(found: list[Article] | Rejection) -> Iterator[str]:
    """Fields with control characters, line breaks, lone surrogates or codes that are no characters."""
    for item in [found] if isinstance(found, Rejection) else found:
        for field in fields(item):
            for text in () if field.name in _ECHOED else _texts(getattr(item, field.name)):
                if match := _CONTROL.search(text):
                    near = text[max(0, match.start() - 20) : match.end() + 20]
                    yield f"{field.name}: U+{ord(match[0]):04X} in {near!r}"


# --- how pages are damaged --------------------------------------------------------------------


def make_input(corpus: Corpus, seed: int, number: int) -> Input:
    """The input of that number: a page of the corpus, damaged in one to four ways, or random bytes."""
    rng = random.Random(f"{seed}:{number}")
    if rng.random() < 0.02:
        return Input(
            rng.randbytes(rng.randrange(2_000)), _address(rng), _content_type(rng), ("random bytes",)
        )
    body = rng.choice(corpus)
    steps = []
    for _ in range(rng.choice((1, 1, 2, 2, 3, 4))):
        name, damage = rng.choice(_DAMAGES)
        body = damage(body, rng, corpus)[:_MOST_BYTES]
        steps.append(name)
    return Input(body, _address(rng), _content_type(rng), tuple(steps))


_MOST_BYTES = 3_000_000
_ADDRESSES = (
    *(
        "https://news.example/2024/05/03/a-story",
        "https://news.example/",
        "http://[",
        "",
        "news.example/a?b#c",
    ),
    *(
        "https://xn--e1afmkfd.example/أخبار/٢٠٢٤",
        "https://news.example/a.txt",
        "//news.example:99999/",
        "\x00\ud800",
    ),
)
_CONTENT_TYPES = (
    *(
        "text/html",
        "text/html; charset=utf-8",
        "text/html; charset=windows-1256",
        "text/html;charset=iso-8859-1",
    ),
    *(
        "text/html; charset=shift_jis",
        "text/html; charset=utf-16",
        "text/html; charset=\x00",
        "text/plain",
        "",
        ";",
    ),
    "application/xhtml+xml; charset=gb2312",
)


def _address(rng: random.Random) -> str:
    return _ADDRESSES[0] if rng.random() < 0.7 else rng.choice(_ADDRESSES)


def _content_type(rng: random.Random) -> str | None:
    return None if rng.random() < 0.6 else rng.choice(_CONTENT_TYPES)


def _flip_bytes(body: bytes, rng: random.Random, _: Corpus) -> bytes:
    damaged = bytearray(body)
    for _number in range(rng.choice((1, 10, 100, 1_000)) if damaged else 0):
        damaged[rng.randrange(len(damaged))] = rng.randrange(256)
    return bytes(damaged)


def _cut_out(body: bytes, rng: random.Random, _: Corpus) -> bytes:
    start, end = _stretch(body, rng)
    return body[:start] + body[end:]


def _cut_off(body: bytes, rng: random.Random, _: Corpus) -> bytes:
    return body[: rng.randrange(len(body) + 1)]


def _stretch(body: bytes, rng: random.Random) -> tuple[int, int]:
    start = rng.randrange(len(body) + 1)
    return start, min(len(body), start + rng.choice((10, 100, 1_000, 10_000, 100_000)))


def _repeat(body: bytes, rng: random.Random, _: Corpus) -> bytes:
    start, end = _stretch(body, rng)
    times = min(rng.choice((2, 10, 100, 3_000)), 1 + 2_000_000 // max(1, end - start))
    return body[:end] + body[start:end] * times + body[end:]


def _splice(body: bytes, rng: random.Random, corpus: Corpus) -> bytes:
    other = rng.choice(corpus)
    start, end = _stretch(other, rng)
    place = _tag_place(body, rng)
    if rng.random() < 0.5:
        return body[:place] + other[_tag_place(other, rng) :]
    return body[:place] + other[start:end] + body[place:]


def _tag_place(body: bytes, rng: random.Random) -> int:
    """Where a tag starts."""
    return max(0, body.find(b"<", rng.randrange(len(body) + 1)))


_TAGS = (
    *(
        "<div>",
        "<span>",
        "<b id=1>",
        "<p>",
        "<table>",
        "<td>",
        "<ul><li>",
        "<a href='//['>",
        "<svg>",
        "<math><mi>",
    ),
    *(
        "<select>",
        "<template>",
        "<blockquote>",
        "<h1>",
        "<title>",
        "<!--",
        "<script>",
        "<style>",
        "<form>",
        "</p>",
    ),
    *(
        "</div>",
        "<article>",
        "<aside>",
        "<br>",
        "<time>",
        "<noscript>",
        "<textarea>",
        "<plaintext>",
        "<frameset>",
    ),
)


def _nest(body: bytes, rng: random.Random, _: Corpus) -> bytes:
    place = _tag_place(body, rng)
    tag = rng.choice(_TAGS).encode()
    return body[:place] + tag * rng.choice((1, 3, 50, 1_000, 10_000)) + body[place:]


def _swap_tags(body: bytes, rng: random.Random, _: Corpus) -> bytes:
    old = rng.choice((b"p", b"div", b"span", b"li", b"h1", b"article", b"a", b"br", b"section"))
    new = rng.choice(
        (b"p", b"div", b"table", b"td", b"b", b"x-y", b"svg", b"option", b"li", b"h2", b"script")
    )
    return re.sub(rb"(?i)(</?)%b\b" % old, rb"\g<1>" + new, body)


def _drop_tags(body: bytes, rng: random.Random, _: Corpus) -> bytes:
    kind = rng.choice((rb"</[a-z0-9]+>", rb"</p>", rb"<p\b[^>]*>", rb"<script.*?</script>", rb"<[a-z][^>]*>"))
    share = rng.choice((0.1, 0.5, 1.0))
    return re.sub(kind, lambda match: b"" if rng.random() < share else match[0], body, flags=re.I | re.S)


def _storm(body: bytes, rng: random.Random, _: Corpus) -> bytes:
    place = _tag_place(body, rng)
    count = rng.choice((10, 1_000, 20_000))
    attributes = b" ".join(b"a%d=%d" % (number, number) for number in range(count))
    return body[:place] + b"<div " + attributes + rng.choice((b">", b"", b'x="')) + body[place:]


_JUNK = (
    *(
        "\0",
        "\ufeff",
        "\ufffd",
        "\x01\x02\x0b\x1f",
        "\x7f\x85\x92",
        "\u2028\u2029",
        "\ud800",
        "\ufffe\uffff",
        "\u202e",
    ),
    *(
        "&#0;",
        "&#1;",
        "&#x85;",
        "&#xd800;",
        "&#x110000;",
        "&#xfffe;",
        "&amp;amp;lt;p&gt;",
        "&nbsp;&zwnj;",
        "&bogus;",
    ),
    *(
        "]]>",
        "<![CDATA[",
        "-->",
        '">',
        "'>",
        "</script>",
        "\r\n\x0c",
        "﷽" * 20,
        "a" + "\u0301" * 50,
        "🇵🇸👨‍👩‍👧",
    ),
    *(
        "٣٠ نوفمبر ٢٠٢٣",
        "1445/13/45 هـ",
        "0000-00-00T99:99:99Z",
        "9999-12-31T23:59:59+23:59",
        "31 février 2023",
    ),
    *(
        "منذ ٩٩٩٩٩٩٩٩٩ ساعات",
        "99999999999 hours ago",
        "12:99 PM, Feb 30, 2024",
        "2024-05-03T10:20:30.123456789-99:99",
    ),
    *(
        "إقرأ أيضاً:",
        "اقرأ أيضا",
        "كلمات دلالية: ",
        "المصدر: ",
        "(وام) -",
        "LONDON, May 3 (Reuters) - ",
        "By ",
        "، ",
    ),
)


def _junk(body: bytes, rng: random.Random, _: Corpus) -> bytes:
    for _number in range(rng.choice((1, 5, 50))):
        place = (
            rng.randrange(len(body) + 1)
            if rng.random() < 0.5
            else body.find(b">", rng.randrange(len(body) + 1)) + 1
        )
        junk = rng.choice(_JUNK).encode("utf-8", "surrogatepass") * rng.choice((1, 1, 1, 20))
        body = body[:place] + junk + body[place:]
    return body


_VALUE = re.compile(rb"(content|datetime|href|src|class|property|name|lang)=(\"[^\"]{0,300}\"|'[^']{0,300}')")


def _change_values(body: bytes, rng: random.Random, _: Corpus) -> bytes:
    share = rng.choice((0.01, 0.1, 0.5))

    def change(match: re.Match[bytes]) -> bytes:
        if rng.random() > share:
            return match[0]
        return match[1] + b'="' + rng.choice(_JUNK).encode("utf-8", "surrogatepass") + b'"'

    return _VALUE.sub(change, body)


_JSON_LD = re.compile(rb"(<script[^>]{0,200}ld\+json[^>]{0,200}>)(.*?)(</script>)", re.I | re.S)
_HOSTILE_JSON = (
    *("null", "[]", "{}", "true", "1e999", "-0", "99999999999999999999", "NaN", '""', '["", " ", "\\n"]'),
    *('"\\ud800"', '"\\u0000"', '"<p>x</p>"', '"&lt;p&gt;"', '"{\\"@type\\":\\"NewsArticle\\"}"'),
    *('[[[{"name":{}}]]]', '[{"name":["a",["b"]]}]', '{"@type":["NewsArticle",null,{"@type":1}]}'),
    *('{"@graph":{"@graph":[]}}', '{"@value":"2024-13-45"}'),
)
_JSON_VALUE = re.compile(r':\s*(?:"(?:[^"\\]|\\.){0,400}"|\d+|true|false|null)')


def _corrupt_json(body: bytes, rng: random.Random, _: Corpus) -> bytes:
    def corrupt(match: re.Match[bytes]) -> bytes:
        text = match[2].decode("utf-8", "replace")
        kind = rng.randrange(6)
        if kind == 0:
            text = _JSON_VALUE.sub(
                lambda m: f": {rng.choice(_HOSTILE_JSON)}" if rng.random() < 0.3 else m[0], text
            )
        elif kind == 1:
            text = text[: rng.randrange(len(text) + 1)]
        elif kind == 2:
            text = text.replace("}", ",}").replace('"', rng.choice(("'", "&quot;", '"', "\\x22")))
        elif kind == 3:
            text = json.dumps(text)
        elif kind == 4:
            text = rng.choice("[{") * rng.choice((10, 1_000, 100_000)) + text
        else:
            text = "".join(c if rng.random() > 0.01 else rng.choice('{}[]",:\\\x01') for c in text)
        return match[1] + text.encode("utf-8", "replace") + match[3]

    damaged = _JSON_LD.sub(corrupt, body)
    if damaged == body:
        place = _tag_place(body, rng)
        keys = ("headline", "author", "datePublished", "articleBody", "image", "keywords")
        values = ",".join(f'"{key}":{rng.choice(_HOSTILE_JSON)}' for key in keys)
        script = f'<script type="application/ld+json">{{"@type":"NewsArticle",{values}}}</script>'
        return body[:place] + script.encode() + body[place:]
    return damaged


_CHARSETS = (
    *(
        "cp1256",
        "iso8859-6",
        "cp1252",
        "cp1251",
        "koi8-r",
        "cp1250",
        "cp1255",
        "shift_jis",
        "euc_jp",
        "gb18030",
        "big5",
    ),
    *("euc_kr", "utf-16", "utf-16-be", "utf-32-le", "utf-8-sig", "iso2022_jp", "utf-7", "cp437", "mac-roman"),
)


def _lie_about_charset(body: bytes, rng: random.Random, _: Corpus) -> bytes:
    charset = rng.choice(_CHARSETS)
    text = body.decode("utf-8", "replace")
    kind = rng.randrange(4)
    if kind == 0:
        return text.encode(charset, "replace")
    if kind == 1:
        return re.sub(rb"(?i)charset\s*=\s*[\"']?[\w-]+", b"charset=" + charset.encode(), body)
    if kind == 2:  # mojibake
        return body.decode("latin-1").encode("utf-8")
    start, end = _stretch(body, rng)
    return body[:start] + body[start:end].decode("utf-8", "replace").encode(charset, "ignore") + body[end:]


_DAMAGES: tuple[tuple[str, Callable[[bytes, random.Random, Corpus], bytes]], ...] = (
    ("bytes flipped", _flip_bytes),
    ("a part cut out", _cut_out),
    ("the end cut off", _cut_off),
    ("a part repeated", _repeat),
    ("two pages spliced", _splice),
    ("tags nested", _nest),
    ("tags swapped", _swap_tags),
    ("tags dropped", _drop_tags),
    ("a storm of attributes", _storm),
    ("junk put in", _junk),
    ("values changed", _change_values),
    ("JSON-LD corrupted", _corrupt_json),
    ("a lie about the charset", _lie_about_charset),
)


if __name__ == "__main__":
    main()
