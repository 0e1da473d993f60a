"""Archives of all kinds into the warehouse, from this machine and from object storage."""

from __future__ import annotations

import gzip
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from moto.server import ThreadedMotoServer

from flows.alone import _checked, parameters_in
from flows.backfill_archive import _find, _Intake, _parts_of, backfill_archive
from flows.parameters import WrongParameters
from flows.run import Run
from flows.settings import Settings
from tasks.crawl.intake import ArchiveAt, Reader, Wanted
from tasks.model import Fetch
from tests.crawl.archives import AT, WARCINFO, page, record, response, write
from tests.flows.jobs import Job
from warehouse.connect import open_reader, open_writer
from warehouse.query import rows_of

ROOT = Path(__file__).resolve().parents[2]

HEADLINES = [f"The {name} stays" for name in ("ferry", "harbour", "library", "market", "orchard", "station")]


def url(headline: str, host: str = "news.test") -> str:
    return f"http://{host}/{headline.split()[1]}"


def ask(data_folder: Path, sql: str) -> list[dict[str, Any]]:
    with open_reader(data_folder / "warraq.duckdb") as connection:
        return rows_of(connection.execute(sql))


def headlines(data_folder: Path) -> list[str]:
    return [row["headline"] for row in ask(data_folder, "SELECT headline FROM articles ORDER BY headline")]


@pytest.fixture
def archives(tmp_path: Path) -> Path:
    """A folder with a file of each kind, an article in each, and what is wrong with archives."""
    folder = tmp_path / "archives"
    folder.mkdir()
    warc, zst, wet, jsonl, parquet, piece = HEADLINES
    write(
        folder / "a.warc.gz",
        [
            WARCINFO,
            response(url(warc), page(warc)),
            record("request", url(warc), b"GET / HTTP/1.1\r\n\r\n", Content_Type="application/http"),
            response("http://news.test/logo.png", b"\x89PNG", "Content-Type: image/png"),
            response("http://news.test/lost", b"", status="404 Not Found"),
        ],
    )
    write(folder / "b.warc.zst", [WARCINFO, response(url(zst), page(zst))])
    text = (wet + "\n" + (wet + ", the council said on Friday after a meeting of four hours. ") * 6).encode()
    write(folder / "c.wet.gz", [WARCINFO, record("conversion", url(wet), text, Content_Type="text/plain")])
    rows = [{"url": url(jsonl), "html": page(jsonl).decode(), "fetched_at": AT.isoformat()}, {"html": "<p>"}]
    (folder / "d.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    table = pa.table({"url": [url(parquet)], "html": [page(parquet)], "fetched_at": [AT]})
    pq.write_table(table, folder / "e.parquet")
    (folder / "f.warc.gz").write_bytes(gzip.compress(WARCINFO + response(url(piece), page(piece))))
    return folder


def test_archives_of_every_kind_come_in_with_a_row_for_what_is_broken(
    run: Job, tmp_path: Path, archives: Path
) -> None:
    data_folder = tmp_path / "data"
    damaged = bytearray((archives / "a.warc.gz").read_bytes())
    (archives / "g.warc.gz").write_bytes(damaged[: len(damaged) - 20])

    totals = run(data_folder, "backfill_archive", f"archive={archives}")

    assert headlines(data_folder) == HEADLINES
    reasons = [
        (row["url"].rsplit("/", 1)[1].partition("#")[0], row["reason"])
        for row in ask(data_folder, "SELECT url, reason FROM rejection ORDER BY url, reason")
    ]
    assert reasons == [("d.jsonl.gz", "bad_row"), ("g.warc.gz", "truncated_record"), ("lost", "http_404")]
    assert (totals["new articles"], totals["left out"]) == (6, 2)
    places = [
        row["archive_path"]
        for row in ask(data_folder, "SELECT archive_path FROM fetches WHERE outcome = 'fetched'")
    ]
    assert sum(place.startswith("file:///") for place in places) == 3  # read where they lie
    assert len(list((data_folder / "archive").rglob("*.warc.gz"))) == 3  # the others are kept by us


def state_of(data_folder: Path) -> dict[str, Any]:
    tables = ("fetches", "article_version", "appearance", "rejection")
    rows: dict[str, Any] = {
        table: ask(data_folder, f"SELECT * EXCLUDE (load_id) FROM {table} ORDER BY ALL") for table in tables
    }
    return rows | {"archive": sorted((data_folder / "archive").rglob("*.warc.gz"))}


def test_the_same_archives_a_second_time_add_nothing_and_are_not_read(
    run: Job, tmp_path: Path, archives: Path
) -> None:
    data_folder = tmp_path / "data"
    run(data_folder, "backfill_archive", f"archive={archives}")
    before = state_of(data_folder)

    again = run(data_folder, "backfill_archive", f"archive={archives}/**")

    assert not any(again.values())  # there was nothing to do
    assert state_of(data_folder) == before


def test_archives_that_were_touched_or_copied_add_nothing(run: Job, tmp_path: Path, archives: Path) -> None:
    data_folder = tmp_path / "data"
    rows = [{"url": f"http://news.test/{name}", "html": page(f"The {name} stays").decode()} for name in "xyz"]
    undated = "\n".join(map(json.dumps, [*rows, rows[0]]))
    (archives / "h.jsonl").write_text(undated + "\nno JSON")
    (archives / "i.warc.gz").write_bytes((archives / "a.warc.gz").read_bytes()[:-20])
    run(data_folder, "backfill_archive", f"archive={archives}")
    before = state_of(data_folder)

    for path in archives.iterdir():
        path.touch()
    (archives / "j.jsonl").write_text(undated)
    run(data_folder, "backfill_archive", f"archive={archives}")

    assert state_of(data_folder) == before


GERMAN = """<html lang="de"><head><title>Die Fähre bleibt</title></head>
<body><article><h1>Die Fähre bleibt</h1>
<p>Die Fähre bleibt, sagte der Rat am Freitag nach einer Sitzung von vier Stunden, die öffentlich war.</p>
<p>Der Beschluss gilt ab Januar und wird nach einem Jahr noch einmal geprüft, heißt es im Protokoll.</p>
<p>Mehrere Anwohner sprachen dagegen, während das Hafenamt und beide Schulen dafür waren.</p>
</article></body></html>"""
FILTERS: list[tuple[tuple[str, ...], list[str]]] = [
    (('hosts=["harbour.test"]',), ["The ferry stays"]),
    (("since=2026-11-21",), []),
    (("until=2026-11-21",), ["Die Fähre bleibt", "The ferry stays", "The library stays"]),
    (('languages=["de"]',), ["Die Fähre bleibt"]),
]


@pytest.mark.parametrize(("asked", "expected"), FILTERS, ids=[asked[0] for asked, _ in FILTERS])
def test_only_what_is_wanted_comes_in(
    run: Job, tmp_path: Path, asked: tuple[str, ...], expected: list[str]
) -> None:
    write(
        tmp_path / "a.warc.gz",
        [
            response("http://www.harbour.test/ferry", page("The ferry stays")),
            response("http://news.test/library", page("The library stays")),
            response("http://news.test/faehre", GERMAN.encode()),
        ],
    )

    run(tmp_path / "data", "backfill_archive", f"archive={tmp_path}/a.warc.gz", *asked)

    assert headlines(tmp_path / "data") == expected


def as_page_files(folder: Path) -> None:
    for name in ("ferry", "library"):
        (folder / f"{name}.html").write_bytes(page(f"The {name} stays"))
    (folder / "z.html").write_text(GERMAN, "utf-8")


def as_rows(folder: Path) -> None:
    bodies = [page("The ferry stays").decode(), page("The library stays").decode(), GERMAN]
    rows = [{"url": f"http://news.test/{number}", "html": body} for number, body in enumerate(bodies)]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))


@pytest.mark.parametrize("fill", [as_page_files, as_rows])
def test_pages_in_other_languages_are_left_out_once_and_for_all(
    run: Job, tmp_path: Path, fill: Callable[[Path], None]
) -> None:
    data_folder, folder = tmp_path / "data", tmp_path / "pages"
    folder.mkdir()
    fill(folder)
    asked = f"archive={folder}", 'languages=["de"]'
    first = run(data_folder, "backfill_archive", *asked)
    before = state_of(data_folder)

    for path in folder.iterdir():
        path.touch()
    again = run(data_folder, "backfill_archive", *asked)

    assert [(each["left out"], each["due"], each["fetched"]) for each in (first, again)] == [
        (2, 1, 1),
        (2, 1, 0),
    ]
    assert state_of(data_folder) == before

    run(data_folder, "backfill_archive", f"archive={folder}")

    assert headlines(data_folder) == ["Die Fähre bleibt", "The ferry stays", "The library stays"]


def test_pages_in_other_languages_do_not_keep_a_backfill_from_coming_further(
    run: Job, tmp_path: Path
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    as_page_files(folder)

    for _ in range(2):
        run(
            tmp_path / "data",
            "backfill_archive",
            f"archive={folder}",
            'languages=["de"]',
            "most_pages=2",
        )

    assert headlines(tmp_path / "data") == ["Die Fähre bleibt"]


@pytest.fixture
def intake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> _Intake:
    """A backfill of at most one page into an empty warehouse."""
    monkeypatch.setattr("flows.run.get_run_logger", lambda: logging.getLogger("run"))
    settings = Settings(data_folder=tmp_path / "data", warehouse=tmp_path / "warehouse.duckdb")
    with open_writer(settings.warehouse_path):
        pass
    run = Run("run", "backfill-archive", settings, {}, AT)
    return _Intake(run, Reader("run", Wanted(), {}), most_pages=1)


def a_page(name: str) -> tuple[Fetch, bytes]:
    address = f"http://news.test/{name}"
    return Fetch(name, "run", "news", "page", address, address, AT, "fetched"), b"<p>A page"


class Silence:
    """Progress that nobody is told."""

    def __init__(self, *_: object) -> None: ...

    def tell(self, done: int) -> None: ...


def test_what_is_under_way_is_known_until_something_else_is(intake: _Intake) -> None:
    batches = [[a_page("a")], [a_page("a")], [a_page("a"), a_page("b")]]

    new = [[fetch.fetch_id for fetch, _ in intake._news(batch)] for batch in batches]

    assert new == [["a"], [], ["b"]]


def test_no_file_is_opened_once_there_is_enough(intake: _Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def told_pages(archive: ArchiveAt, *_: Any) -> Iterator[tuple[Fetch, bytes]]:
        opened.append(archive.address)
        yield a_page(archive.address)

    def load(under_way: Any) -> None:
        intake.pages += under_way is not None

    monkeypatch.setattr("flows.backfill_archive.told_pages", told_pages)
    monkeypatch.setattr("flows.backfill_archive.Progress", Silence)
    monkeypatch.setattr(intake, "_extract", lambda batch: batch)
    monkeypatch.setattr(intake, "_load", load)

    intake.read_archives([ArchiveAt(f"file:///{name}.jsonl", 1, AT, "jsonl") for name in "abc"])

    assert opened == ["file:///a.jsonl"]


def test_a_backfill_goes_on_at_the_place_where_it_was_stopped(run: Job, tmp_path: Path) -> None:
    noise = os.urandom(1 << 20)  # so that the archive has several batches
    write(
        tmp_path / "a.warc.gz",
        [
            each
            for number in range(160)
            for each in (
                response(f"http://news.test/{number}", page(f"The ferry number {number} stays")),
                response(f"http://news.test/{number}.png", noise, "Content-Type: image/png"),
            )
        ],
    )
    data_folder = tmp_path / "data"

    first = run(data_folder, "backfill_archive", f"archive={tmp_path}/a.warc.gz", "most_pages=1")
    rest = run(data_folder, "backfill_archive", f"archive={tmp_path}/a.warc.gz")

    assert 0 < first["due"] < 160
    assert first["due"] + rest["due"] == 160
    assert len(headlines(data_folder)) == 160


@pytest.mark.parametrize(
    ("mib", "parts"),
    [
        (0, [0]),
        (3, [3]),
        (31, [31]),
        (33, [16, 17]),
        (64, [32, 16, 16]),
        (187, [64, 61, 31, 31]),
        (300, [64, 64, 64, 54, 27, 27]),
    ],
)
def test_an_archive_is_loaded_in_parts_that_become_small_towards_its_end(mib: int, parts: list[int]) -> None:
    archive = ArchiveAt("file:///a.warc.gz", mib << 20, AT, "records")

    found = [(part.start >> 20, part.end >> 20) for part in _parts_of(archive)]

    assert [end - start for start, end in found] == parts
    assert [start for start, _ in found] == [sum(parts[:number]) for number in range(len(parts))]


@pytest.fixture
def storage() -> Iterator[Mapping[str, str]]:
    """The environment of whoever reads from an S3 server on 127.0.0.1."""
    server = ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    _, port = server.get_host_and_port()
    yield {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    server.stop()


def test_an_archive_may_be_named_as_an_address(tmp_path: Path) -> None:
    (tmp_path / "news of 2026").mkdir()
    file = tmp_path / "news of 2026" / "a.warc.gz"
    write(file, [WARCINFO])

    found = [_find(where, None)[0][0].address for where in (file.as_uri(), file.parent.as_uri(), str(file))]

    assert found == [file.as_uri()] * 3


def test_an_archive_is_one_however_the_way_to_it_is_spelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "news").mkdir()
    write(tmp_path / "news" / "a.warc.gz", [WARCINFO])
    (tmp_path / "news" / "a.html").write_text("<p>A page")
    (tmp_path / "news" / "index.jsonl").write_text('{"file": "a.html"}\n')
    monkeypatch.chdir(tmp_path / "news")

    for where in ("../news", "../news/*.warc.gz", "../news/a.warc.gz", f"file://{tmp_path}/news/../news"):
        archives, _ = _find(where, None)

        assert [one.address for one in archives] == [(tmp_path / "news" / "a.warc.gz").as_uri()]


def test_the_index_of_a_folder_of_saved_pages_is_no_archive_wherever_it_lies(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.html").write_text("<p>A page")
    (tmp_path / "deep" / "index.jsonl").write_text('{"file": "a.html", "url": "http://news.test/a"}\n')
    (tmp_path / "index.jsonl").write_text('{"url": "http://news.test/b", "html": "<p>B"}\n')

    archives, saved = _find(str(tmp_path), None)

    assert [one.address for one in archives] == [(tmp_path / "index.jsonl").as_uri()]
    assert [page.url for page in saved] == ["http://news.test/a"]


def test_a_pattern_may_name_archives_and_pages_at_once(tmp_path: Path) -> None:
    for name in ("a.warc.gz", "b.html", "c.jsonl", "index.jsonl"):
        (tmp_path / name).write_text('{"file": "b.html", "url": "http://news.test/b"}\n')

    archives, saved = _find(f"{tmp_path}/*", None)

    assert [one.address.rpartition("/")[2] for one in archives] == ["a.warc.gz", "c.jsonl"]
    assert [page.url for page in saved] == ["http://news.test/b"]


def test_the_folder_of_nobody_is_not_found() -> None:
    with pytest.raises(FileNotFoundError, match="~nobody-of-this-name"):
        _find("~nobody-of-this-name/a.warc.gz", None)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a.csv", "nothing to read at .*/a.csv: no archive .* and no saved page"),
        ("empty", "nothing to read at .*/empty: no archive .* and no saved page"),
        ("*.html", "There is nothing at .*; is the path right"),
        ("b", "There is nothing at .*/b; is the path right"),
    ],
)
def test_what_is_not_to_be_found_is_told_as_it_is(tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "a.csv").touch()
    (tmp_path / "empty").mkdir()

    with pytest.raises(FileNotFoundError, match=told):
        _find(str(tmp_path / name), None)


def test_a_name_that_no_file_can_have_is_told() -> None:
    with pytest.raises(WrongParameters, match="too long"):
        backfill_archive.fn("a" * 5000)


@pytest.mark.parametrize("where", ["file://", "file://news/a.warc.gz"])
def test_an_address_of_no_file_here_is_told(where: str) -> None:
    with pytest.raises(WrongParameters, match="three slashes"):
        backfill_archive.fn(where)


def test_a_folder_may_be_named_for_a_year() -> None:
    pairs = ["archive=2026", "most_pages=10", 'hosts=["bbc.com"]', "index=[a.jsonl"]

    parameters = parameters_in(pairs, {"archive", "index"})

    assert parameters == {"archive": "2026", "most_pages": 10, "hosts": ["bbc.com"], "index": "[a.jsonl"}


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        ('languages=["arabic"]', 'languages.0: One is written as "ar" or "pt-BR".'),
        ('hosts=["http://bbc.com/"]', 'hosts.0: One is written as "bbc.com".'),
        ("sample=0", "sample: Input should be greater than 0."),
    ],
)
def test_a_filter_that_is_none_is_told_by_an_example(argument: str, told: str) -> None:
    with pytest.raises(WrongParameters, match=re.escape(f"backfill_archive cannot take this: {told}")):
        _checked("backfill_archive", ["archive=pages", argument])


def test_a_source_of_an_archive_is_told_where_it_goes() -> None:
    with pytest.raises(WrongParameters, match=r"sources\.0: Input should be .* goes into other_sources"):
        _checked("reprocess_pages", ['sources=["harbour_test"]'])


PLACES = "SELECT replace(archive_path, 'file://', '') AS path, count(*) AS pages FROM fetches GROUP BY ALL"


def places(data_folder: Path) -> dict[str, int]:
    """How many bodies are said to lie in which archive."""
    return {row["path"]: row["pages"] for row in ask(data_folder, PLACES)}


def test_an_archive_has_its_pages_back_once_the_copy_that_was_read_last_is_gone(
    run: Job, tmp_path: Path
) -> None:
    data_folder, copies = tmp_path / "data", tmp_path / "copies"
    copies.mkdir()
    first, second, third = (copies / name for name in ("a.warc.gz", "b.warc", "c.warc.zst"))
    for archive in (first, second, third):
        write(archive, [WARCINFO, *(response(url(headline), page(headline)) for headline in HEADLINES)])
    run(data_folder, "backfill_archive", f"archive={copies}")
    before = {name: rows for name, rows in state_of(data_folder).items() if name != "fetches"}
    in_reach = run(data_folder, "backfill_archive", f"archive={copies}")
    found = [places(data_folder)]
    again = []

    for gone, named in ((third, second), (second, first)):
        gone.unlink()
        run(data_folder, "backfill_archive", f"archive={named}")
        found.append(places(data_folder))
        again.append(run(data_folder, "backfill_archive", f"archive={named}"))

    assert found == [{str(third): 6}, {str(second): 6}, {str(first): 6}]
    assert {name: rows for name, rows in state_of(data_folder).items() if name != "fetches"} == before
    assert not any(any(totals.values()) for totals in (in_reach, *again))


def upload(folder: Path, to: str, storage: Mapping[str, str]) -> None:
    put = (
        "import s3fs, sys; system = s3fs.S3FileSystem(); system.makedirs(sys.argv[2].partition('/')[0]); "
        "system.put(sys.argv[1], sys.argv[2], recursive=True)"
    )
    subprocess.run([sys.executable, "-c", put, str(folder), to], env=os.environ | storage, check=True)


def test_archives_in_object_storage_are_read_where_they_lie(
    run: Job, tmp_path: Path, archives: Path, storage: Mapping[str, str]
) -> None:
    upload(archives, "crawls/2026", storage)

    run(tmp_path / "data", "backfill_archive", "archive=s3://crawls/**/*", **storage)

    assert headlines(tmp_path / "data") == HEADLINES
    assert ask(
        tmp_path / "data", "SELECT count(*) AS n FROM fetches WHERE starts_with(archive_path, 's3://crawls/')"
    ) == [{"n": 3}]


def test_a_copy_that_is_gone_from_object_storage_gives_its_pages_back(
    run: Job, tmp_path: Path, storage: Mapping[str, str]
) -> None:
    data_folder, archive = tmp_path / "data", tmp_path / "a.warc.gz"
    write(archive, [response(url(headline), page(headline)) for headline in HEADLINES])
    start = "import s3fs, sys; system = s3fs.S3FileSystem(); "

    def in_storage(do: str) -> None:
        subprocess.run([sys.executable, "-c", start + do, archive], env=os.environ | storage, check=True)

    in_storage("system.mkdir('copies'); system.put(sys.argv[1], 'copies/a.warc.gz')")
    for where in (archive, "s3://copies/*.warc.gz", archive):
        run(data_folder, "backfill_archive", f"archive={where}", **storage)
    copied = places(data_folder)
    in_storage("system.rm('copies/a.warc.gz')")
    run(data_folder, "backfill_archive", f"archive={archive}", AWS_ENDPOINT_URL="http://127.0.0.1:9")
    unanswered = places(data_folder)
    run(data_folder, "backfill_archive", f"archive={archive}", **storage)

    assert copied == unanswered == {"s3://copies/a.warc.gz": 6}
    assert places(data_folder) == {str(archive): 6}


@pytest.fixture
def saved(archives: Path) -> Path:
    """A folder of archives and of saved pages with an index each, and what is wrong with pages."""
    (archives / "deep").mkdir()
    link = '<link rel="canonical" href="http://news.test/{}"><title>'
    (archives / "a.html").write_bytes(page("The bakery stays"))
    (archives / "deep" / "b.html.gz").write_bytes(
        gzip.compress(page("The chapel stays").replace(b"<title>", link.format("chapel").encode()))
    )
    text = "The dairy stays, the council said on Friday after a meeting of four hours. "
    (archives / "deep" / "c.txt").write_text("The dairy stays\n" + text * 6)
    (archives / "deep" / "d.html").write_bytes(page("The engine stays"))
    (archives / "empty.html").touch()
    (archives / "torn.html.gz").write_bytes(b"\x1f\x8b nothing of the kind")
    day = "2026-11-20T08:00:00Z"
    rows = [{"file": "a.html", "url": url("The bakery stays"), "fetched_at": day}, {"file": "gone.html"}]
    (archives / "index.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\nno JSON\n")
    rows = [
        {"file": "d.html", "url": url("The engine stays"), "fetched_at": day},
        {"file": "c.txt", "url": url("The dairy stays"), "content_type": "text/plain"},
    ]
    (archives / "deep" / "index.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return archives


def told_of(data_folder: Path, root: str) -> dict[str, Any]:
    """What the tables say, wherever the files lie: below `root` an id is of the address, too."""
    queries = {
        "fetches": f"""SELECT replace(url, '{root}', '') AS url, if(url LIKE 'http%', fetch_id, NULL) AS id,
            source, outcome, reason, detail, content_type, body_sha256, body_bytes FROM fetches""",
        "rejection": f"SELECT replace(url, '{root}', '') AS url, stage, reason, detail FROM rejection",
        "articles": """SELECT article_id, url, headline, text, byline, story_id, published_precision,
            if(published_precision = 'first seen', NULL, published_at) AS published_at FROM articles""",
        "funnel": "SELECT source, host, step, reason, count FROM funnel",
    }
    return {table: ask(data_folder, f"{sql} ORDER BY ALL") for table, sql in queries.items()}


def test_saved_pages_in_object_storage_come_in_as_those_of_a_folder(
    run: Job, tmp_path: Path, saved: Path, storage: Mapping[str, str]
) -> None:
    upload(saved, "saved/2026", storage)

    run(tmp_path / "here", "backfill_archive", f"archive={saved}")
    run(tmp_path / "there", "backfill_archive", "archive=s3://saved/2026", **storage)

    here, there = (
        told_of(tmp_path / name, root)
        for name, root in (("here", saved.as_uri()), ("there", "s3://saved/2026"))
    )
    assert there == here
    assert len(here["articles"]) == len(HEADLINES) + 4


def test_saved_pages_in_object_storage_a_second_time_add_nothing(
    run: Job, tmp_path: Path, saved: Path, storage: Mapping[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "werkzeug")
    upload(saved, "again/2026", storage)
    asked = "archive=s3://again/2026/**", "index=s3://again/2026/index.jsonl"
    run(tmp_path / "data", "backfill_archive", *asked, **storage)
    before = state_of(tmp_path / "data")
    caplog.clear()

    again = run(tmp_path / "data", "backfill_archive", *asked, **storage)

    assert (again["unchanged"], again["fetched"], again["new articles"]) == (4, 0, 0)
    assert state_of(tmp_path / "data") == before
    assert not re.findall(r"GET \S+\.(?:html|html\.gz|txt) ", caplog.text)  # nothing was read again
