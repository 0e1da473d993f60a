"""Tables that a run leaves in Prefect's UI stay of a size that a page can show."""

from __future__ import annotations

from pathlib import Path

from flows.artifacts import funnel_table, losses_table, summary_page
from flows.funnel import Funnel
from flows.publish_report import _front
from tasks.model import Fetch
from tests.report.report_rows import tables
from tests.warehouse.scene import NOON
from warehouse.run import FunnelRow


def _row(host: str, step: str, count: int, reason: str | None = None) -> FunnelRow:
    return {"source": "news.example", "host": host, "step": step, "reason": reason, "count": count}


def test_an_archive_of_many_hosts_has_a_row_for_the_largest_and_one_for_the_others() -> None:
    funnel = [_row(f"h{number}.example", "fetched", number) for number in range(1, 2_001)]
    funnel += [_row(f"h{number}.example", "articles", 1) for number in range(1, 2_001)]

    *hosts, others, all_of_them = funnel_table(funnel, {"news.example": "The News"})

    assert len(hosts) == 300
    assert {row["host"] for row in hosts} == {f"h{number}.example" for number in range(1_701, 2_001)}
    assert hosts == sorted(hosts, key=lambda row: str(row["host"]))
    assert (others["source"], others["host"]) == ("others", "1,700 hosts")
    assert (others["fetched"], others["articles"]) == (sum(range(1, 1_701)), 1_700)
    assert (all_of_them["source"], all_of_them["fetched"]) == ("all", sum(range(1, 2_001)))


def test_a_run_of_few_hosts_has_a_row_for_each() -> None:
    funnel = [_row("b.example", "due", 2), _row("a.example", "due", 1)]

    assert funnel_table(funnel, {}) == [
        {"source": "news.example", "host": "a.example", "due": 1},
        {"source": "news.example", "host": "b.example", "due": 2},
        {"source": "all", "host": "", "due": 3},
    ]


def test_a_loss_in_a_file_is_told_by_its_path_as_people_read_it() -> None:
    funnel = Funnel()
    files = [Path(f"/news/{name}.jsonl") for name in ("خبر", "b", "c", "d")]
    places = [f"{file.as_uri()}#{place}" for file in files for place in (1, 2)]

    funnel.count_answers([_broken(place) for place in places], {})

    assert funnel.say_losses() == [
        "bad_row: 8 pages at /news/خبر.jsonl, /news/b.jsonl, /news/c.jsonl and 1 other file. Row 1: …"
    ]


def test_a_loss_in_object_storage_is_one_of_a_file() -> None:
    funnel = Funnel()

    funnel.count_answers([_broken(f"s3://news/{name}.html") for name in "abcd"], {})

    assert funnel.say_losses() == [
        "bad_row: 4 pages at s3://news/a.html, s3://news/b.html, s3://news/c.html and 1 other file. Row 1: …"
    ]


def _broken(url: str) -> Fetch:
    return Fetch("id", "run", "saved", "page", url, url, NOON, "failed", reason="bad_row", detail="Row 1: …")


def test_the_losses_of_many_hosts_end_with_a_row_for_the_smallest() -> None:
    funnel = [_row(f"h{number}.example", "failed", number, "timeout") for number in range(1, 501)]

    *first, rest = losses_table(funnel, {})

    assert (len(first), first[0]["pages"], first[-1]["pages"]) == (300, 500, 201)
    assert (rest["source"], rest["host"], rest["pages"]) == ("others", "200 rows", sum(range(1, 201)))


def test_the_page_of_a_report_says_what_the_report_says_of_stories(tmp_path: Path) -> None:
    rows = tables()
    rows["members"][0] |= {"headline": "خبر الأولى", "kind": "near"}
    rows["members"][1] |= {"headline": "Ferry line opens", "kind": "representative"}
    for row in rows["members"]:
        row |= {"first_outlet": "a_b <i> *c*", "first_times": 3}
    untimed = tables()
    for row in untimed["members"]:
        row |= {"first_outlet": None, "first_times": None}

    told = _front(rows, tmp_path, None)

    assert "1 story in several places, 1 of these in several outlets; 1 corrected" in told
    assert "several outlets carry, \u2068a_b &lt;i&gt; *c*\u2069 is first most often (3).</div>" in told
    assert '<div dir="auto">Ferry line opens (2)</div>' in told
    assert "is first most often" not in _front(untimed, tmp_path, None)


def test_a_story_of_a_summary_names_an_outlet_once_that_has_it_on_several_pages() -> None:
    counts = ("articles", "corrections", "pages_fetched", "pages_unchanged", "stories", "outlets")
    found = dict.fromkeys(counts, 2) | {"members": {}, "rejections": []}

    page = summary_page(found, [{"headline": "خبر", "outlets": ["الصباح", "Sada", "الصباح"]}])

    assert '<span dir="auto">الصباح, Sada</span>' in page
