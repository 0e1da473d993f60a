"""The main job on the web that misbehaves: each fault is a row with its reason, each good page an article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.jobs import Job
from tests.flows.test_flows import PAGE, ask
from tests.web.__main__ import main
from tests.web.codings import packed_bomb
from tests.web.faults import bad_web
from tests.web.server import BadWeb

# What the warehouse says of each address: outcome and reason of its fetch, stage and reason of its rejection.
EXPECTED = {
    "http://gzip-bomb.test/gzip_bomb": ("failed", "too_large", "fetch", "too_large"),
    "http://br-bomb.test/br_bomb": ("failed", "too_large", "fetch", "too_large"),
    "http://reset.test/reset_halfway": ("failed", "cut_short", "fetch", "cut_short"),
    "http://greeting.test/not_http": ("failed", "bad_answer", "fetch", "bad_answer"),
    "http://wall.test/cookie_wall": ("failed", "redirect_loop", "fetch", "redirect_loop"),
    "http://inward.test/redirect_to?url=http://169.254.169.254/": (
        "failed",
        "private_address",
        "fetch",
        "private_address",
    ),
    "http://robots-500.test/page": ("refused", "robots_unavailable", "fetch", "robots_unavailable"),
    "https://tls-plain.test/page": ("failed", "unreachable", "fetch", "unreachable"),
    "http://gone.test/status?code=410": ("gone", "http_410", "fetch", "http_410"),
    "http://empty.test/empty": ("failed", "empty_body", "fetch", "empty_body"),
    "http://soft.test/soft_404": ("fetched", None, "extract", "soft_404"),
    "http://picture.test/wrong_type": ("fetched", None, "decode", "not_html"),
    "http://refresh.test/meta_refresh": ("failed", "too_many_redirects", "fetch", "too_many_redirects"),
    "http://charset.test/wrong_charset": ("fetched", None, None, None),
    "http://charset-2.test/unknown_charset": ("fetched", None, None, None),
    "http://healthy.test/ferry": ("fetched", None, None, None),
}
HEADLINES = {
    "المجلس يقر موازنة المدينة للعام المقبل",
    "المدارس تفتح أبوابها بعد العطلة",
    "The old ferry stays in service",
}
KEPT = ("article", "article_version", "appearance", "story_member", "author", "keyword")


@pytest.fixture
def web() -> Iterator[BadWeb]:
    for coding in ("gzip", "br"):
        packed_bomb(coding)
    with bad_web() as web:
        web.put("healthy.test", "/ferry", PAGE.format(headline="The old ferry stays in service"))
        yield web


def test_each_fault_is_a_row_with_its_reason_and_a_second_run_changes_nothing(
    run: Job, tmp_path: Path, web: BadWeb
) -> None:
    hosts = {url.split("/")[2] for url in EXPECTED}
    addresses = {host: f"{ip}:{port}" for host, (ip, port) in web.connect_to(*hosts).items()}
    arguments = ("ingest_news", f"urls={json.dumps(list(EXPECTED))}", "sources=[]")

    first = run(tmp_path, *arguments, addresses=addresses)

    rows = ask(
        tmp_path,
        "SELECT fetches.requested_url, fetches.outcome, fetches.reason, rejection.stage,"
        " rejection.reason AS rejected FROM fetches LEFT JOIN rejection USING (fetch_id)"
        " WHERE fetches.kind = 'page'",
    )
    found = {row["requested_url"]: tuple(row.values())[1:] for row in rows}
    assert found == EXPECTED
    assert {row["headline"] for row in ask(tmp_path, "SELECT headline FROM articles")} == HEADLINES
    assert first["new articles"] == len(HEADLINES)
    assert (
        ask(
            tmp_path,
            "SELECT requested_url FROM fetches WHERE coalesce(detail, '') = '' AND reason IS NOT NULL",
        )
        == []
    )
    before = [ask(tmp_path, f"SELECT * EXCLUDE (load_id) FROM {table} ORDER BY ALL") for table in KEPT]

    again = run(tmp_path, *arguments, addresses=addresses)

    assert (again["new articles"], again["corrected"]) == (0, 0)
    assert [
        ask(tmp_path, f"SELECT * EXCLUDE (load_id) FROM {table} ORDER BY ALL") for table in KEPT
    ] == before


@pytest.mark.parametrize(("given", "words"), [("abc", "'abc' is no port"), (None, "of 127.0.0.1 is taken")])
def test_a_port_that_cannot_be_had_is_told_in_a_sentence(
    web: BadWeb, capsys: pytest.CaptureFixture[str], given: str | None, words: str
) -> None:
    with pytest.raises(SystemExit):
        main([given or str(web.port)])

    assert words in capsys.readouterr().err
