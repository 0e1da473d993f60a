"""Archives of any maker, from any byte on, whole or damaged."""

from __future__ import annotations

import gzip
import random
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zstandard
from fastwarc.warc import ArchiveIterator

from tasks.crawl.coding import TooLarge
from tasks.crawl.records import ArchiveFile, BadRecord, Record, open_archive
from tasks.crawl.warc import body_of
from tests.crawl.archives import WARCINFO, page, record, response, write

URLS = [f"http://news.test/{number}" for number in range(40)]
RECORDS = [WARCINFO, *(response(url, page(url)) for url in URLS)]
NAMES = ["a.warc", "a.warc.gz", "a.warc.zst"]


def read(path: Path, start: int = 0, end: int | None = None) -> list[tuple[int, str]]:
    """Place and address of each record; of a broken one its reason."""
    with path.open("rb") as file:
        return [
            (
                placed.offset,
                placed.record.reason if isinstance(placed.record, BadRecord) else placed.record.url,
            )
            for placed in ArchiveFile(file).records(start, end)
        ]


@pytest.mark.parametrize("name", NAMES)
def test_every_record_is_found_at_its_place(tmp_path: Path, name: str) -> None:
    places = write(tmp_path / name, RECORDS)

    assert read(tmp_path / name) == list(zip(places, ["", *URLS], strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_slices_of_any_size_have_each_record_once(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, RECORDS)
    size = (tmp_path / name).stat().st_size

    for step in (97, 1000, 70_000):
        found = [one for at in range(0, size, step) for one in read(tmp_path / name, at, at + step)]
        assert found == read(tmp_path / name)


def test_fastwarc_reads_the_same(tmp_path: Path) -> None:
    write(tmp_path / "a.warc.gz", RECORDS)

    with (tmp_path / "a.warc.gz").open("rb") as file:
        theirs = [(one.stream_pos, one.reader.read()) for one in ArchiveIterator(file, parse_http=True)]
    with (tmp_path / "a.warc.gz").open("rb") as file:
        ours = [
            (placed.offset, placed.record.payload)
            for placed in ArchiveFile(file).records()
            if isinstance(placed.record, Record)
        ]

    assert ours == theirs


def test_a_zstandard_file_may_bring_its_dictionary(tmp_path: Path) -> None:
    samples = [response(f"{url}?{number}", page(url)) for url in URLS for number in range(9)]
    dictionary = zstandard.train_dictionary(4096, samples).as_bytes()
    path = tmp_path / "a.warc.zst"
    for packed in (dictionary, zstandard.compress(dictionary)):
        places = write(path, RECORDS, dictionary=dictionary, kept=packed)

        assert read(path) == list(zip(places, ["", *URLS], strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_damage_in_the_middle_costs_the_records_that_it_hits(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    places = write(path, RECORDS)
    damaged = bytearray(path.read_bytes())
    damaged[places[10] + 3 : places[10] + 90] = b"\0" * 87
    path.write_bytes(damaged)

    found = read(path)

    urls = [url for _, url in found if "/" in url]
    assert urls == [url for number, url in enumerate(URLS, start=1) if number != 10]
    assert [(at, reason) for at, reason in found if "/" not in reason and reason] == [
        (places[10], "malformed_record")
    ]


def test_damage_deep_in_a_record_is_no_end_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    noise = random.Random(1).randbytes(300_000)
    places = write(
        path, [WARCINFO, response("http://news.test/a", noise), response("http://news.test/b", noise)]
    )
    damaged = bytearray(path.read_bytes())
    damaged[places[1] + 200_000 : places[1] + 200_500] = b"\xff" * 500
    path.write_bytes(damaged)

    with path.open("rb") as file:
        records = [placed.record for placed in ArchiveFile(file).records()]

    told = [f"{record.reason}: {record}" for record in records if isinstance(record, BadRecord)]
    assert len(records) == 3
    assert [re.sub("[0-9]+", "N", each) for each in told] == [
        "malformed_record: The record is damaged: it cannot be unpacked beyond its first N bytes."
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_last_record_that_was_cut_short_is_told_and_the_others_are_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    *whole, last = write(path, RECORDS)
    content = path.read_bytes()

    for size in (4, 12, 40, 100, (len(content) - last) // 2):
        path.write_bytes(content[: last + size])
        assert read(path)[len(whole) :] == [(last, "truncated_record")], size


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_ends_in_its_first_record_was_cut_short(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, RECORDS[1:])
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:40])

    assert read(tmp_path / name) == [(0, "truncated_record")]


def member(data: bytes, *, name: bytes = b"", extra: int = 0) -> bytes:
    """A gzip member with a name, a comment and so many bytes of an extra field in its head (RFC 1952)."""
    head = b"\x1f\x8b\x08\x1c" + bytes(5) + b"\x03" + extra.to_bytes(2, "little") + bytes(extra)
    return head + name + b"\0a comment\0" + gzip.compress(data, mtime=0)[10:]


def test_a_members_head_may_lie_on_the_border_of_what_is_read_at_once(tmp_path: Path) -> None:
    first, second = (response(f"http://a.example/{number}", page("A headline")) for number in range(2))
    shortest = len(member(first))
    for left in (3, 11, 13, 18):  # bytes of the second head before the border
        path = tmp_path / f"{left}.warc.gz"
        packed = member(first, extra=65_536 - left - shortest) + member(second, name=b"second.warc")
        path.write_bytes(packed)

        with path.open("rb") as file:
            found = [one.record.url for one in ArchiveFile(file).stream() if isinstance(one.record, Record)]

        assert found == ["http://a.example/0", "http://a.example/1"]


def test_a_file_in_one_piece_is_told_and_can_be_read_through(tmp_path: Path) -> None:
    pieces = {
        "a.warc.gz": gzip.compress(b"".join(RECORDS)),
        "a.warc.zst": zstandard.compress(b"".join(RECORDS)),
    }
    for name, packed in pieces.items():
        (tmp_path / name).write_bytes(packed)
        with (tmp_path / name).open("rb") as file:
            archive = ArchiveFile(file)
            assert archive.is_in_one_piece()
            found = [one.record.url for one in archive.stream() if isinstance(one.record, Record)]
        assert found == ["", *URLS]
        write(tmp_path / name, RECORDS)
        with (tmp_path / name).open("rb") as file:
            assert not ArchiveFile(file).is_in_one_piece()


def test_a_piece_that_breaks_off_gives_what_it_has(tmp_path: Path) -> None:
    packed = gzip.compress(b"".join(response(url, random.Random(url).randbytes(9000)) for url in URLS))
    (tmp_path / "a.warc.gz").write_bytes(packed[: len(packed) // 2])

    with (tmp_path / "a.warc.gz").open("rb") as file:
        *whole, last = ArchiveFile(file).stream()

    assert 10 < len(whole) < 30
    assert isinstance(last.record, BadRecord)
    assert last.record.reason == "truncated_record"


def long_page(url: str) -> bytes:
    """A page whose first block is far larger than its head once it is packed."""
    return page(url) + random.Random(url).randbytes(30_000).hex().encode()


def test_a_zstandard_record_is_found_though_its_first_block_is_long(tmp_path: Path) -> None:
    places = write(tmp_path / "a.warc.zst", [WARCINFO, *(response(url, long_page(url)) for url in URLS)])

    assert read(tmp_path / "a.warc.zst") == list(zip(places, ["", *URLS], strict=True))


LONG = [response("http://news.test/long", long_page("long") * 4), *RECORDS]


@pytest.mark.parametrize(
    ("packed", "count"),
    [
        (gzip.compress(b"".join(LONG)), len(LONG)),  # its first record is longer than any head
        (gzip.compress(WARCINFO) + gzip.compress(b"".join(RECORDS[1:])), len(RECORDS)),
        (gzip.compress(WARCINFO) + gzip.compress(b"".join(LONG)), len(LONG) + 1),
        # bgzip: members of 64 KiB, wherever a record ends
        (
            b"".join(gzip.compress(b"".join(LONG)[at : at + 65_280]) for at in range(0, 300_000, 65_280)),
            len(LONG),
        ),
    ],
    ids=["long first", "description apart", "long after it", "bgzip"],
)
def test_records_that_share_members_are_told_and_all_read(tmp_path: Path, packed: bytes, count: int) -> None:
    (tmp_path / "a.warc.gz").write_bytes(packed)

    with (tmp_path / "a.warc.gz").open("rb") as file:
        archive = ArchiveFile(file)
        assert archive.is_in_one_piece()
        found = [one.record for one in archive.stream()]

    assert len([one for one in found if isinstance(one, Record)]) == count == len(found)


def test_records_that_are_packed_together_further_on_are_told(tmp_path: Path) -> None:
    places = write(tmp_path / "a.warc.gz", [*RECORDS[:6], b"".join(RECORDS[6:9]), *RECORDS[9:]])

    found = read(tmp_path / "a.warc.gz")

    assert [what for at, what in found if at == places[6]] == [URLS[5], "packed_together"]
    assert found[-1] == (places[-1], URLS[-1])


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc.zst"])
def test_a_record_that_goes_on_behind_its_end_is_told(tmp_path: Path, name: str) -> None:
    length = len(RECORDS[3].partition(b"\r\n\r\n")[2]) - 4
    short = RECORDS[3].replace(b"Content-Length: %d" % length, b"Content-Length: %d" % (length - 100))
    places = write(tmp_path / name, [*RECORDS[:3], short, *RECORDS[4:]])

    found = read(tmp_path / name)

    assert [what for at, what in found if at == places[3]] == [URLS[2], "malformed_record"]
    assert len(found) == len(RECORDS) + 1


@pytest.mark.parametrize("more", [-100, 100, 700, 1_000_000])
def test_a_wrong_length_costs_one_record(tmp_path: Path, more: int) -> None:
    length = len(RECORDS[3].partition(b"\r\n\r\n")[2]) - 4
    wrong = RECORDS[3].replace(b"Content-Length: %d" % length, b"Content-Length: %d" % (length + more))
    records = [*RECORDS[:3], wrong, *RECORDS[4:]]
    write(tmp_path / "a.warc", records)
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(b"".join(records)))

    plain = [what for _, what in read(tmp_path / "a.warc")]
    with (tmp_path / "b.warc.gz").open("rb") as file:
        piece = [one.record.url for one in ArchiveFile(file).stream() if isinstance(one.record, Record)]

    others = {url for url in URLS if url != URLS[2]}
    assert others <= set(plain)
    assert len(plain) == len(RECORDS) + (more < 0)
    assert more > 700 or set(piece) >= others - {URLS[3]}


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@pytest.mark.parametrize("border", [b"\n\n", b"\r\n\r\n"], ids=["lf", "crlf"])
def test_lines_of_a_record_may_end_as_on_unix(tmp_path: Path, name: str, border: bytes) -> None:
    records = []
    for one in RECORDS:
        head, _, block = one.removesuffix(b"\r\n\r\n").partition(b"\r\n\r\n")
        records.append(head.replace(b"\r\n", b"\n") + b"\n\n" + block + border)
    places = write(tmp_path / name, records)
    size = (tmp_path / name).stat().st_size

    whole = read(tmp_path / name)
    in_slices = [one for at in range(0, size, 700) for one in read(tmp_path / name, at, at + 700)]

    assert whole == in_slices == list(zip(places, ["", *URLS], strict=True))


def test_a_head_of_unix_whose_end_is_lost_takes_no_other_along(tmp_path: Path) -> None:
    of_unix = []
    for one in RECORDS[1:4]:
        head, _, block = one.partition(b"\r\n\r\n")
        of_unix.append((head.replace(b"\r\n", b"\n"), block))
    (head, block), *others = of_unix
    lost = head.partition(b"Content-Length")[0] + block
    write(tmp_path / "a.warc", [lost, *(b"\n\n".join(each) for each in others)])

    assert [what for _, what in read(tmp_path / "a.warc")] == ["malformed_record", URLS[1], URLS[2]]


def test_a_page_about_archives_is_none_where_lines_end_as_the_standard_has_it(tmp_path: Path) -> None:
    about = b"<pre>A record begins with its version:\n\nWARC/1.0\nWARC-Type: response\n\n</pre>"
    records = [RECORDS[0], response("http://news.test/about", about), RECORDS[1]]
    places = write(tmp_path / "a.warc", records)

    in_two = [*read(tmp_path / "a.warc", 0, places[1] + 1), *read(tmp_path / "a.warc", places[1] + 1)]

    assert in_two == list(zip(places, ["", "http://news.test/about", URLS[0]], strict=True))


@pytest.mark.parametrize(
    ("date", "expected"), [("2026", (1, 1)), ("2026-11", (11, 1)), ("2026-11-20", (11, 20))]
)
def test_a_date_may_be_as_short_as_the_standard_has_it(
    tmp_path: Path, date: str, expected: tuple[int, int]
) -> None:
    dated = RECORDS[1].replace(b"2026-11-20T08:00:00Z", date.encode())
    (place,) = write(tmp_path / "a.warc.gz", [dated])

    with (tmp_path / "a.warc.gz").open("rb") as file:
        at = ArchiveFile(file).record(place).at

    assert at == datetime(2026, *expected, tzinfo=UTC)


@pytest.mark.parametrize("kind", ["", "Content-Type: Application/HTTP;msgtype=response\r\n"])
def test_an_answer_is_one_whatever_its_record_calls_it(tmp_path: Path, kind: str) -> None:
    called = RECORDS[1].replace(b"Content-Type: application/http; msgtype=response\r\n", kind.encode(), 1)
    (place,) = write(tmp_path / "a.warc.gz", [called])

    with (tmp_path / "a.warc.gz").open("rb") as file:
        one = ArchiveFile(file).record(place)

    assert (one.status, one.payload) == (200, page(URLS[0]))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_whose_beginning_is_lost_gives_the_others(tmp_path: Path, name: str) -> None:
    places = write(tmp_path / name, RECORDS)
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[5:])

    found = read(tmp_path / name)

    others = [(place - 5, url) for place, url in zip(places[1:], URLS, strict=True)]
    assert found == [(0, "malformed_record"), *others]


def test_a_piece_may_begin_with_a_broken_record(tmp_path: Path) -> None:
    broken = b"WARC/1.0\r\nWARC-Type: response\r\n\r\n"
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(b"".join([broken, *RECORDS])))

    with (tmp_path / "a.warc.gz").open("rb") as file:
        archive = ArchiveFile(file)
        assert archive.is_in_one_piece()
        found = [one.record.url for one in archive.stream() if isinstance(one.record, Record)]

    assert found == ["", *URLS]


@pytest.mark.parametrize("date", ["0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00", "", "20261120"])
def test_a_date_that_is_none_in_utc_is_none(tmp_path: Path, date: str) -> None:
    dated = RECORDS[1].replace(b"2026-11-20T08:00:00Z", date.encode())
    (place,) = write(tmp_path / "a.warc.gz", [dated])

    with (tmp_path / "a.warc.gz").open("rb") as file:
        at = ArchiveFile(file).record(place).at

    assert at is None or at.year == 2026


GZIPPED = gzip.compress(b"<p>x", mtime=0)  # the same in each process that collects the tests
PACKED_TWICE = gzip.compress(GZIPPED, mtime=0)
CHUNKED = f"{len(GZIPPED):x}\r\n".encode() + GZIPPED + b"\r\n0\r\n\r\n"
BODIES = [
    (("Content-Type: text/html",), b"<p>x", b"<p>x"),
    (("Transfer-Encoding: chunked",), b"4\r\n<p>x\r\n3;a=b\r\nyz!\r\n0\r\n\r\n", b"<p>xyz!"),
    (("Transfer-Encoding: chunked",), b"4\n<p>x\n3;a=b\nyz!\n0\n\n", b"<p>xyz!"),
    (("Transfer-Encoding: chunked",), b"2026\nA text without its chunks", b"2026\nA text without its chunks"),
    (("Transfer-Encoding: chunked",), b"<p>taken out by the crawler", b"<p>taken out by the crawler"),
    (("Content-Encoding: gzip",), GZIPPED, b"<p>x"),
    (("Content-Encoding: gzip",), b"\n <p>unpacked by the crawler", b"\n <p>unpacked by the crawler"),
    (("Content-Encoding: br",), b"\xef\xbb\xbf<p>the same", b"\xef\xbb\xbf<p>the same"),
    (
        ("Content-Encoding: gzip", "Transfer-Encoding: chunked"),
        CHUNKED,
        b"<p>x",
    ),
    (("Transfer-Encoding: gzip, chunked",), CHUNKED, b"<p>x"),
    (("Transfer-Encoding: gzip", "Transfer-Encoding: Chunked"), CHUNKED, b"<p>x"),
    (("Content-Encoding: gzip", "Transfer-Encoding: gzip, chunked"), PACKED_TWICE, b"<p>x"),
    (("Content-Encoding: gzip", "Transfer-Encoding: gzip, chunked"), GZIPPED, b"<p>x"),
    (("Transfer-Encoding: gzip, chunked",), b"<p>unpacked by the crawler", b"<p>unpacked by the crawler"),
    (("Content-Encoding: identity, gzip",), GZIPPED, b"<p>x"),
    (("Content-Encoding: gzip", "Content-Encoding: gzip"), PACKED_TWICE, b"<p>x"),
    (("Content-Encoding: gzip", "Content-Encoding: gzip"), GZIPPED, b"<p>x"),
]


@pytest.mark.parametrize(("headers", "sent", "expected"), BODIES)
def test_a_body_is_unpacked_as_its_headers_say(
    tmp_path: Path, headers: tuple[str, ...], sent: bytes, expected: bytes
) -> None:
    (place,) = write(tmp_path / "a.warc.gz", [response("http://news.test/a", sent, *headers)])

    with (tmp_path / "a.warc.gz").open("rb") as file:
        assert body_of(ArchiveFile(file).record(place)) == expected


def test_a_transfer_coding_has_the_bound_of_all_bodies(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<" * (70 << 20))
    (place,) = write(
        tmp_path / "a.warc.gz", [response("http://news.test/a", bomb, "Transfer-Encoding: gzip, chunked")]
    )

    with (tmp_path / "a.warc.gz").open("rb") as file, pytest.raises(TooLarge):
        body_of(ArchiveFile(file).record(place))


def test_a_record_beyond_the_bound_is_told_and_not_held(tmp_path: Path) -> None:
    huge = record("resource", "http://news.test/huge", b"\0" * (70 << 20))
    write(tmp_path / "a.warc.gz", [huge, RECORDS[1]])

    found = read(tmp_path / "a.warc.gz")

    assert [what for _, what in found] == ["too_large", URLS[0]]


@pytest.mark.parametrize("content", [b"", b"<p>A page", b"PK\3\4"], ids=repr)
def test_another_file_is_no_archive_or_has_no_record(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.warc.gz").write_bytes(content)

    try:
        found = read(tmp_path / "a.warc.gz")
    except BadRecord as error:
        found = [(0, error.reason)]

    assert found in ([(0, "not_an_archive")], [(0, "malformed_record")])


@pytest.mark.parametrize("name", NAMES)
def test_a_length_that_no_file_can_have_costs_one_record(tmp_path: Path, name: str) -> None:
    absurd = re.sub(rb"Content-Length: [0-9]+", b"Content-Length: 100000000000000", RECORDS[1], count=1)
    _, at, *_ = write(tmp_path / name, [WARCINFO, absurd, RECORDS[2]])

    (_, first), (place, what), (_, last) = read(tmp_path / name)

    assert (first, place, last) == ("", at, URLS[1])
    assert what in ("too_large", "malformed_record")


def test_a_zstandard_file_whose_dictionary_is_missing_says_so(tmp_path: Path) -> None:
    dictionary = zstandard.train_dictionary(4096, [each for each in RECORDS for _ in range(8)])
    packed = zstandard.ZstdCompressor(dict_data=dictionary).compress(RECORDS[1])
    (tmp_path / "a.warc.zst").write_bytes(packed)

    with pytest.raises(BadRecord, match="dictionary") as raised:
        read(tmp_path / "a.warc.zst")

    assert raised.value.reason == "not_an_archive"


def test_an_archive_is_never_read_over_the_open_web() -> None:
    with pytest.raises(ValueError, match="is none of"):
        open_archive("http://127.0.0.1/a.warc.gz")
