"""The contract: hostile or broken values are stored exactly, or refused with a reason; never in between."""

from __future__ import annotations

import json
import os
import re
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.package import SCHEMA
from tests.warehouse.scene import NOON, article, contents, fetched, load, package, warehouse
from warehouse.package import PackageRefused, find_damaged

A = "https://sada.example/a"
B = "https://sada.example/b"

_BROKEN_ARTICLES = [
    ({"headline": "  "}, "empty_headline"),
    ({"article_id": None}, "null_key"),
    ({"version_id": "not a uuid"}, "null_key"),
    ({"url": None}, "null_key"),
    ({"role": "sidebar"}, "unknown_value"),
    ({"paragraphs": [{"kind": "advert", "text": "اشتر"}]}, "unknown_value"),
    ({"position": -1}, "null_key"),
    ({"published_at": NOON + timedelta(days=1, minutes=1), "published_precision": "minute"}, "future_date"),
    ({"modified_at": NOON + timedelta(days=1, minutes=1)}, "future_date"),
    ({"published_at": NOON, "published_precision": None}, "unknown_value"),
    ({"published_precision": "day"}, "unknown_value"),
    ({"published_precision": "second", "published_at": NOON}, "unknown_value"),
    ({"authors": [None]}, "null_key"),
    ({"images": [{"url": None, "caption": "صورة"}]}, "null_key"),
    ({"text_fingerprint": "7"}, "null_key"),
    ({"keywords_raw": "ا" * 10_000_000}, "absurd_length"),
    ({"paragraphs": [{"kind": "paragraph", "text": "ا" * 10_000_000}]}, "absurd_length"),
    ({"published_at": NOON.replace(year=1200), "published_precision": "day"}, "absurd_date"),
    ({"headline": "ا" * 5001}, "absurd_length"),
    ({"keywords": [{"surface": "ا" * 20_001, "folded": "ا"}]}, "absurd_length"),
    ({"headline": "عنوان\0"}, "nul_character"),
    ({"paragraphs": [{"kind": "paragraph", "text": "نص\0"}]}, "nul_character"),
    ({"keywords": [{"surface": None, "folded": "ا"}]}, "null_key"),
]


@pytest.mark.parametrize(("broken", "reason"), _BROKEN_ARTICLES)
def test_a_broken_article_is_rejected_with_its_payload(
    tmp_path: Path, broken: dict[str, Any], reason: str
) -> None:
    good = article(B, "خبر", position=1, role="related")
    one = package(tmp_path, "one", [fetched(A, article(A, "خبر") | broken, good)])

    with warehouse(tmp_path, one) as connection:
        rejected = connection.execute("SELECT stage, reason, url, payload FROM rejection").fetchall()
        urls = connection.execute("SELECT url FROM article").fetchall()

    ((stage, found, url, payload),) = rejected
    key, value = next(iter(broken.items()))
    assert (stage, found, url) == ("contract", reason, broken.get("url", A))
    assert urls == [(B,)]
    assert len(payload) <= 100_000
    if len(payload) < 100_000 and key not in ("published_at", "modified_at", "text_fingerprint"):
        assert json.loads(payload)[key] == value


_BROKEN_ROWS = [
    ({"fetch_id": None}, "null_key"),
    ({"page_id": "7"}, "null_key"),
    ({"source": ""}, "null_key"),
    ({"fetched_at": None}, "null_key"),
    ({"outcome": "lost"}, "unknown_value"),
    ({"kind": "video"}, "unknown_value"),
    ({"fetched_at": NOON.replace(year=2999)}, "future_date"),
    ({"fetched_at": datetime.now(UTC) + timedelta(days=1, hours=1)}, "future_date"),
    ({"fetched_at": NOON.replace(year=1980)}, "absurd_date"),
    ({"claimed_at": NOON.replace(year=9999)}, "absurd_date"),
    ({"run_id": "7"}, "null_key"),
    ({"wire_bytes": -1}, "absurd_number"),
    ({"body_bytes": None}, "absurd_number"),
    ({"archive_path": "archive/a.warc.gz", "archive_offset": None}, "null_key"),
    ({"archive_path": "../../etc/passwd"}, "foreign_path"),
    ({"archive_path": "/etc/passwd"}, "foreign_path"),
    ({"etag": "a" * 10_000_000}, "absurd_length"),
    ({"elapsed": float("nan")}, "absurd_number"),
    ({"url": "https://sada.example/" + "a" * 9000}, "absurd_length"),
    ({"redirects": ["https://sada.example/" + "a" * 65_536]}, "absurd_length"),
    ({"robots_tags": ["noindex " * 1000]}, "absurd_length"),
    (
        {"rejections": [{"stage": "extract", "reason": "no_text", "detail": "a" * 10_001, "url": None}]},
        "absurd_length",
    ),
    ({"etag": '"\0"'}, "nul_character"),
    ({"rule_version": None}, "null_key"),
    ({"rejections": [{"stage": None, "reason": "x", "detail": None, "url": None}]}, "null_key"),
]


@pytest.mark.parametrize(("broken", "reason"), _BROKEN_ROWS)
def test_a_broken_row_is_rejected_with_its_payload_and_the_others_are_loaded(
    tmp_path: Path, broken: dict[str, Any], reason: str
) -> None:
    rows = [fetched(A, article(A, "خبر")) | broken, fetched(B, article(B, "خبر"))]
    one = package(tmp_path, "one", rows)

    with warehouse(tmp_path, one) as connection:
        rejected = connection.execute("SELECT stage, reason, payload[1] FROM rejection").fetchall()
        urls = connection.execute("SELECT url FROM fetches").fetchall()

    assert (rejected, urls) == ([("contract", reason, "{")], [(B,)])


_AT_THE_BORDER = [
    {"published_at": NOON + timedelta(days=1), "published_precision": "minute"},  # a zone read wrongly
    {"published_at": NOON.replace(year=1600), "published_precision": "year"},
    {"modified_at": NOON + timedelta(days=1)},
    {"headline": "ا" * 5000},
    {"paragraphs": [{"kind": "paragraph", "text": "ا" * 5_000_000}]},
    {"paragraphs": []},
    {"position": 0},
]


@pytest.mark.parametrize("odd", _AT_THE_BORDER)
def test_what_is_odd_but_possible_is_stored(tmp_path: Path, odd: dict[str, Any]) -> None:
    one = package(tmp_path, "one", [fetched(A, article(A, "خبر") | odd)])

    with warehouse(tmp_path, one) as connection:
        counts = connection.execute(
            "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM rejection)"
        ).fetchall()

    assert counts == [(1, 0)]


def test_a_time_beyond_all_times_is_no_claim(tmp_path: Path) -> None:
    one = package(tmp_path, "one", [fetched(A, article(A, "خبر"))])
    table = pq.read_table(one)
    beyond = pa.array([2**63 - 1], pa.int64()).cast(pa.timestamp("us", tz="UTC"))  # DuckDB's infinity
    column = table.schema.get_field_index("claimed_at")
    pq.write_table(table.set_column(column, table.schema.field("claimed_at"), beyond), one)

    with warehouse(tmp_path, one) as connection:
        reasons = connection.execute("SELECT reason FROM rejection").fetchall()

    assert reasons == [("absurd_date",)]


def test_a_fetch_that_a_package_holds_twice_is_loaded_once(tmp_path: Path) -> None:
    one = package(tmp_path, "one", [fetched(A, article(A, "خبر")), fetched(A, article(A, "خبر"))])

    with warehouse(tmp_path, one) as connection:
        reasons = connection.execute("SELECT reason FROM rejection").fetchall()
        fetches = connection.execute("SELECT count(*) FROM fetches").fetchall()

    assert (reasons, fetches) == ([("duplicate_fetch",)], [(1,)])


_STORED = [
    "'; DROP TABLE article; --",
    "عنوان \u202eمقلوب\u202c \u200f\u2066x\u2069",
    '<script>alert("1")</script>',
    '=HYPERLINK("http://x")',
    "\x01\x1f\x7f\ufeff\ufffe",
    "{'a': 1} $source ? %s {} \\",
    "👩‍👩‍👧‍👦 e\u0301 \U0010ffff",
]


@pytest.mark.parametrize("value", _STORED)
def test_a_hostile_value_is_stored_exactly(tmp_path: Path, value: str) -> None:
    hostile = article(
        A,
        value,
        value,
        byline_raw=value,
        authors=[value],
        keywords=[{"surface": value, "folded": value}],
        images=[{"url": value, "caption": value}],
    )
    one = package(tmp_path, "one", [fetched(A, hostile, source=value, detail=value)])

    with warehouse(tmp_path, one) as connection:
        stored = connection.execute(
            "SELECT headline, paragraphs[1].text, byline_raw, surface, caption, source, detail "
            "FROM article_version, article_keyword, image, fetches"
        ).fetchall()

    assert stored == [(value,) * 7]


def test_a_lone_surrogate_is_packaged_as_what_cannot_be_shown(tmp_path: Path) -> None:
    with warehouse(tmp_path) as connection:
        load(connection, package(tmp_path, "one", [fetched(A, article(A, "عنوان \ud800"))]))
        stored = connection.execute("SELECT headline FROM article_version").fetchall()

    assert stored == [("عنوان \ufffd",)]


def test_a_lone_surrogate_cannot_be_smuggled_in(tmp_path: Path) -> None:
    smuggled = package(tmp_path, "two", [fetched(A, article(A, "خبر"), detail="SURROGATE")])
    smuggled.write_bytes(_with_raw_surrogate(smuggled))

    with warehouse(tmp_path) as connection:
        before = contents(connection)
        with pytest.raises(PackageRefused, match=r"two\.parquet cannot be read"):
            load(connection, smuggled)
        after = contents(connection)

    assert after == before


def _with_raw_surrogate(path: Path) -> bytes:
    table = pq.read_table(path)
    pq.write_table(table, path, compression="none")
    data = path.read_bytes()
    assert b"SURROGATE" in data
    return data.replace(b"SURROGATE", b"\xed\xa0\x80ROGATE")


def _metadata(**changes: bytes | None) -> dict[bytes, bytes]:
    metadata = {
        b"warraq.package": b"2",
        b"warraq.package_id": b"5a9f5b4e-0000-4000-8000-000000000001",
        b"warraq.run_id": b"5a9f5b4e-0000-4000-8000-000000000002",
    }
    for name, value in changes.items():
        metadata.pop(f"warraq.{name}".encode())
        if value is not None:
            metadata[f"warraq.{name}".encode()] = value
    return metadata


_EMPTY = SCHEMA.empty_table()
_BROKEN_PACKAGES = [
    (_EMPTY.replace_schema_metadata(_metadata(package=None)), "is not marked as a load package"),
    (_EMPTY.replace_schema_metadata(_metadata(package=b"1")), "of version 1; this code reads version 2"),
    (_EMPTY.replace_schema_metadata(_metadata(package_id=None)), "does not say its warraq.package_id"),
    (_EMPTY.replace_schema_metadata(_metadata(run_id=b"7")), "does not say its warraq.run_id"),
    (
        _EMPTY.drop_columns(["url"]).replace_schema_metadata(_metadata()),
        "url is missing where VARCHAR is due",
    ),
    (
        _EMPTY.set_column(0, "fetch_id", pa.array([], pa.int64())).replace_schema_metadata(_metadata()),
        "fetch_id is BIGINT where VARCHAR is due",
    ),
    (
        _EMPTY.append_column("extra", pa.array([], pa.int64())).replace_schema_metadata(_metadata()),
        "extra is unknown",
    ),
]


@pytest.mark.parametrize(("table", "reason"), _BROKEN_PACKAGES)
def test_a_package_that_is_none_is_refused_with_the_reason(
    tmp_path: Path, table: pa.Table, reason: str
) -> None:
    path = tmp_path / "package.parquet"
    pq.write_table(table, path)

    with warehouse(tmp_path) as connection, pytest.raises(PackageRefused, match=reason):
        load(connection, path)


def _with_a_flipped_bit(content: bytes, place: int) -> bytes:
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def test_a_cut_or_scrambled_package_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    path = package(tmp_path, "one", [fetched(f"{A}/{n}", article(f"{A}/{n}", "خبر")) for n in range(50)])
    whole = path.read_bytes()
    middle = len(whole) // 3
    footer = len(whole) - 8 - int.from_bytes(whole[-8:-4], "little")
    named = whole.rindex(b"warraq.footer_crc32")
    broken = [
        b"",
        b"PAR1",
        whole[:middle],
        whole[: -len(whole) // 4],
        whole[:middle] + bytes(400) + whole[middle + 400 :],
        *(_with_a_flipped_bit(whole, place) for place in range(0, footer, footer // 40)),
        *(_with_a_flipped_bit(whole, place) for place in range(footer, len(whole), 97)),
        # A sum that can no longer be told by its name, or as a sum, is not taken for none.
        *(_with_a_flipped_bit(whole, place) for place in range(named - 3, named + 32)),
    ]

    with warehouse(tmp_path) as connection:
        before = contents(connection)
        for number, content in enumerate(broken):
            # Each a file of its own: DuckDB may take what it read of one a moment ago for what is in it now.
            scrambled = tmp_path / f"{number}.parquet"
            scrambled.write_bytes(content)
            with pytest.raises(PackageRefused):
                load(connection, scrambled)
        with pytest.raises(PackageRefused, match="is not there"):
            load(connection, tmp_path / "none.parquet")
        after = contents(connection)

    assert after == before


def test_of_packages_on_disk_the_newest_are_read_and_of_all_others_the_footer(
    tmp_path: Path,
) -> None:
    whole = package(tmp_path, "whole", [fetched(A, article(A, "خبر"))])
    content = whole.read_bytes()
    damaged = {
        "newest": _with_a_flipped_bit(content, 100),
        "footer": _with_a_flipped_bit(content, len(content) - 100),
        "columns": _with_a_flipped_bit(content, 100),
        "cut": content[:-40],
        "empty": b"",
    }
    for age, (name, spoiled) in enumerate(damaged.items()):
        path = tmp_path / f"{name}.parquet"
        path.write_bytes(spoiled)
        os.utime(path, (NOON.timestamp() - age, NOON.timestamp() - age))
    (tmp_path / "folder.parquet").mkdir()
    os.utime(whole, (0, 0))

    found = [
        {path.stem for path in find_damaged(tmp_path, most_bytes=most)} for most in (len(content), 10**9)
    ]

    assert found == [{"newest", "footer", "cut", "empty"}, set(damaged)]


def test_a_version_that_is_another_articles_is_not_written_twice(tmp_path: Path) -> None:
    told = article(A, "خبر")
    foreign = article(B, "خبر") | {"version_id": told["version_id"]}
    one, two = package(tmp_path, "one", [fetched(A, told)]), package(tmp_path, "two", [fetched(B, foreign)])

    with warehouse(tmp_path, one, two) as connection:
        versions = connection.execute(
            "SELECT CAST(version_id AS VARCHAR), CAST(article_id AS VARCHAR) FROM article_version"
        ).fetchall()

    assert versions == [(told["version_id"], told["article_id"])]


def test_a_package_name_is_a_name_and_not_a_pattern(tmp_path: Path) -> None:
    one = package(tmp_path, "one", [fetched(A, article(A, "خبر"))])
    odd = one.rename(tmp_path / "o[n]e '*?.parquet")
    package(tmp_path, "one", [fetched(B, article(B, "خبر"))])

    with warehouse(tmp_path, odd) as connection:
        urls = connection.execute("SELECT url FROM fetches").fetchall()

    assert urls == [(A,)]


def test_a_sketch_with_a_gap_breaks_no_load(tmp_path: Path) -> None:
    told = article(A, "خبر")
    told["sketch"] = [*told["sketch"], None]

    with warehouse(tmp_path, package(tmp_path, "one", [fetched(A, told)])) as connection:
        hashes = connection.execute("SELECT count(*) FROM sketch").fetchall()

    assert hashes == [(len(set(told["sketch"]) - {None}),)]


def test_every_reason_of_the_contract_is_in_the_page_of_operations() -> None:
    root = Path(__file__).parents[2]
    given = {
        reason
        for path in (root / "warehouse" / "merge").glob("*.sql")
        for reason in re.findall(r"'reason': '([a-z_]+)'", path.read_text("utf-8"))
    }
    explained = set(re.findall(r"`([a-z_]+)`", (root / "docs" / "operations.md").read_text("utf-8")))

    assert "duplicate_fetch" in given
    assert given - explained == set()


def test_a_package_of_earlier_code_has_no_sum_of_its_footer_and_is_loaded(tmp_path: Path) -> None:
    plain, path = tmp_path / "plain.parquet", tmp_path / "earlier.parquet"
    table = pq.read_table(package(tmp_path, "one", [fetched(A, article(A, "خبر"))]))
    with pq.ParquetWriter(plain, SCHEMA.with_metadata(_metadata()), compression="none") as writer:
        writer.write_table(table.cast(SCHEMA))
    columns = plain.read_bytes()[: -8 - int.from_bytes(plain.read_bytes()[-8:-4], "little")]
    with pq.ParquetWriter(path, SCHEMA.with_metadata(_metadata()), compression="none") as writer:
        writer.write_table(table.cast(SCHEMA))
        writer.add_key_value_metadata({"warraq.crc32": str(zlib.crc32(columns))})

    with warehouse(tmp_path) as connection:
        summary = load(connection, path)

    assert summary["package_rows"] == 1
