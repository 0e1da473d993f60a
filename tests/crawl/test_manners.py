"""Manners, proven from the server's own log."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from tasks.crawl.fetch import fetch_pages
from tasks.crawl.fetch_log import fetch_of, line_of
from tasks.crawl.turns import HostTurns, forget_hosts
from tasks.identity import identify
from tasks.model import Candidate, Fetch, Known
from tests.crawl.conftest import Crawl, site
from tests.web.server import BadWeb, Conversation, Visit


def gaps(visits: list[Visit]) -> list[float]:
    return [later.at - sooner.at for sooner, later in pairwise(visits)]


def most_at_once(visits: list[Visit]) -> int:
    ends = {id(visit): visit.ended or visit.at for visit in visits}
    return max(sum(other.at <= visit.at < ends[id(other)] for other in visits) for visit in visits)


def put_pages(web: BadWeb, host: str, count: int) -> list[str]:
    return [web.put(host, f"/{number}", f"<p>{number}</p>") for number in range(count)]


def test_requests_keep_the_delay_of_the_site(web: BadWeb, crawl: Crawl) -> None:
    crawl.sites = {"news": site("news", crawl_delay=0.1)}

    crawl.fetch(*put_pages(web, "news.test", 5))

    assert len(web.log) == 6
    assert min(gaps(web.log)) >= 0.1


@pytest.mark.parametrize("rule", ["Crawl-delay: 0.2", "Request-rate: 5/1"])
def test_requests_keep_the_delay_that_robots_txt_asks_for(web: BadWeb, crawl: Crawl, rule: str) -> None:
    web.put("news.test", "/robots.txt", f"User-agent: *\n{rule}\n")

    crawl.fetch(*put_pages(web, "news.test", 4))

    assert min(gaps(web.log)) >= 0.2


def test_a_host_is_asked_for_no_more_at_once_than_its_site_allows(web: BadWeb, crawl: Crawl) -> None:
    crawl.sites = {"news": site("news", most_at_once=3)}

    async def slow_page(talk: Conversation) -> None:
        await asyncio.sleep(0.1)
        await talk.answer(b"<p>At last</p>")

    crawl.fetch(*[web.put("news.test", f"/{number}", slow_page) for number in range(7)])

    assert most_at_once(web.visits("news.test")) == 3


def test_a_slow_host_does_not_hold_the_others_up(web: BadWeb, crawl: Crawl) -> None:
    crawl.sites = {"news": site("news", crawl_delay=0.3), "other": site("other")}
    slow = put_pages(web, "news.test", 4)
    quick = put_pages(web, "other.test", 30)

    crawl.with_settings(concurrency=2).fetch(*slow, *quick)

    assert web.visits("other.test")[-1].at < web.visits("news.test")[2].at


def test_every_request_says_who_asks(web: BadWeb, crawl: Crawl) -> None:
    crawl.fetch(*put_pages(web, "news.test", 1))

    assert {visit.headers["user-agent"] for visit in web.log} == {"Warraq/0.1 (+https://warraq.test/about)"}


@pytest.mark.parametrize(
    ("contact", "sender"), [("editor@warraq.test", "editor@warraq.test"), ("https://warraq.test/", None)]
)
def test_a_mailbox_is_said_in_from_too(web: BadWeb, crawl: Crawl, contact: str, sender: str | None) -> None:
    crawl.with_settings(contact=contact, user_agent="Copyist/2.0").fetch(*put_pages(web, "news.test", 1))

    assert {(visit.headers["user-agent"], visit.headers.get("from")) for visit in web.log} == {
        (f"Copyist/2.0 (+{contact})", sender)
    }


@pytest.mark.parametrize(("status", "form"), [(429, "seconds"), (503, "date")])
def test_retry_after_is_waited_for_by_the_whole_host(
    web: BadWeb, crawl: Crawl, status: int, form: str
) -> None:
    crawl.sites = {"news": site("news", most_at_once=1), "other": site("other")}
    seconds = 2 if form == "date" else 1  # a date has no fractions: up to one second of it is lost
    busy = f"http://news.test/busy?after={seconds}&status={status}&form={form}"
    beside = put_pages(web, "news.test", 3)
    good = put_pages(web, "other.test", 1)

    fetches = crawl.fetch(busy, *beside, *good)

    assert {fetches[url].outcome for url in (busy, *beside, *good)} == {"fetched"}
    refused, *later = web.visits("news.test")[1:]
    assert refused.path.startswith("/busy")
    assert min(visit.at for visit in later) - refused.at >= 1.0
    assert web.visits("other.test")[-1].at - refused.at < 0.5


def test_a_host_that_asks_for_a_long_pause_is_left_alone(web: BadWeb, crawl: Crawl) -> None:
    crawl.sites = {"news": site("news", most_at_once=1)}
    busy = "http://news.test/busy?after=3600"
    beside = put_pages(web, "news.test", 3)

    fetches = crawl.fetch(busy, *beside)

    assert {fetches[url].reason for url in beside} == {"retry_later"}
    assert (fetches[busy].status, fetches[busy].reason) == (429, "http_429")
    assert len(web.visits("news.test")) == 2  # robots.txt and the one page


def test_a_host_that_asked_for_a_long_pause_is_left_alone_by_later_runs_too(
    web: BadWeb, crawl: Crawl
) -> None:
    crawl.fetch("http://news.test/busy?after=3600", run="first")
    page = put_pages(web, "news.test", 1)[0]
    asked = len(web.log)

    second = crawl.fetch(page, run="second")[page]

    assert (second.outcome, second.reason) == ("failed", "retry_later")
    assert len(web.log) == asked


def test_the_delay_holds_from_one_batch_to_the_next(web: BadWeb, crawl: Crawl) -> None:
    crawl.sites = {"news": site("news", crawl_delay=0.2)}
    pages = put_pages(web, "news.test", 3)

    for number, page in enumerate(pages):
        crawl.fetch(page, batch=f"{number}")

    assert min(gaps(web.log)) >= 0.2


def test_a_host_that_stays_busy_is_asked_a_few_times(web: BadWeb, crawl: Crawl) -> None:
    busy = "http://news.test/busy?times=99&status=503"

    fetches = crawl.fetch(busy)

    assert fetches[busy].reason == "http_503"
    asked = web.visits("news.test", "/busy?times=99&status=503")
    assert [gap > least for gap, least in zip(gaps(asked), (0.05, 0.1), strict=True)] == [True, True]


def test_what_robots_txt_forbids_is_not_asked_for(web: BadWeb, crawl: Crawl) -> None:
    web.put("news.test", "/robots.txt", "User-agent: warraq\nDisallow: /private\n")
    private = web.put("news.test", "/private/page", "<p>Private</p>")
    public = web.put("news.test", "/page", "<p>Public</p>")

    fetches = crawl.fetch(private, public)

    assert (fetches[private].outcome, fetches[private].reason) == ("refused", "robots_disallowed")
    assert fetches[public].outcome == "fetched"
    assert [visit.path for visit in web.log] == ["/robots.txt", "/page"]


def test_a_redirect_into_forbidden_ground_is_not_followed(web: BadWeb, crawl: Crawl) -> None:
    web.put("other.test", "/robots.txt", "User-agent: *\nDisallow: /\n")
    url = "http://news.test/redirect_to?url=http://other.test/page"

    fetch = crawl.fetch(url)[url]

    assert (fetch.outcome, fetch.reason, fetch.url) == (
        "refused",
        "robots_disallowed",
        "http://other.test/page",
    )
    assert [visit.path for visit in web.visits("other.test")] == ["/robots.txt"]


def test_robots_txt_is_asked_for_once_in_a_run(web: BadWeb, crawl: Crawl) -> None:
    web.put("news.test", "/robots.txt", "User-agent: *\nDisallow: /private\n")
    urls = put_pages(web, "news.test", 6)

    crawl.fetch(*urls[:3], batch="0001")
    fetches = crawl.fetch(*urls[3:], "http://news.test/private", batch="0002")

    assert fetches["http://news.test/private"].outcome == "refused"
    assert len(web.visits("news.test", "/robots.txt")) == 1
    assert len(web.log) == 7


def test_robots_txt_is_remembered_for_the_next_run(web: BadWeb, crawl: Crawl) -> None:
    web.put("news.test", "/robots.txt", "User-agent: *\nDisallow: /private\n")
    crawl.fetch(*put_pages(web, "news.test", 1), run="first")

    fetches = crawl.fetch("http://news.test/private", "http://news.test/0", run="second")

    assert fetches["http://news.test/private"].reason == "robots_disallowed"
    assert len(web.visits("news.test", "/robots.txt")) == 1


def age_robots(crawl: Crawl, hours: float) -> None:
    for path in (crawl.settings.data_folder / "robots").iterdir():
        fetch = fetch_of(path.read_bytes())
        path.write_bytes(line_of(replace(fetch, fetched_at=fetch.fetched_at - timedelta(hours=hours))))


def test_robots_txt_is_asked_for_again_after_a_day_and_may_answer_not_modified(
    web: BadWeb, crawl: Crawl
) -> None:
    rules = "User-agent: *\nDisallow: /private\n"
    web.put("news.test", "/robots.txt", rules, headers={"ETag": '"rules"'})
    crawl.fetch("http://news.test/private", run="first")
    age_robots(crawl, 23)
    crawl.fetch("http://news.test/private", run="second")
    age_robots(crawl, 2)

    third = crawl.fetch("http://news.test/private", run="third")
    crawl.fetch("http://news.test/private", run="fourth")

    assert third["http://news.test/private"].reason == "robots_disallowed"
    assert third["http://news.test/robots.txt"].outcome == "unchanged"
    asked = web.visits("news.test", "/robots.txt")
    assert [visit.headers.get("if-none-match") for visit in asked] == [None, '"rules"']
    assert len(web.log) == 2


def test_a_robots_txt_that_could_not_be_had_is_asked_for_by_the_next_run(web: BadWeb, crawl: Crawl) -> None:
    web.put("news.test", "/robots.txt", "", status=500)
    pages = put_pages(web, "news.test", 2)
    crawl.fetch(pages[0], run="first", batch="0001")
    crawl.fetch(pages[1], run="first", batch="0002")
    web.put("news.test", "/robots.txt", "User-agent: *\nAllow: /\n")

    fetches = crawl.fetch(*pages, run="second")

    assert {fetches[page].outcome for page in pages} == {"fetched"}
    assert len(web.visits("news.test", "/robots.txt")) == 2


def test_a_damaged_memory_of_robots_txt_is_none(web: BadWeb, crawl: Crawl) -> None:
    page = put_pages(web, "news.test", 1)[0]
    crawl.fetch(page, run="first")
    for path in (crawl.settings.data_folder / "robots").iterdir():
        path.write_bytes(path.read_bytes()[:50])

    assert crawl.fetch(page, run="second")[page].outcome == "fetched"
    assert len(web.visits("news.test", "/robots.txt")) == 2


def test_a_short_pause_outlasts_the_batch(web: BadWeb, crawl: Crawl) -> None:
    page = web.put("news.test", "/page", "busy", status=503, headers={"Retry-After": "1"})
    crawl.with_settings(retries=0).fetch(page, run="first")

    crawl.with_settings(retries=0).fetch(page, run="second")

    first, second = web.visits("news.test", "/page")
    assert second.at - (first.ended or 0) > 0.9


def test_batches_that_lead_to_one_host_at_the_same_time_share_its_delay(web: BadWeb, crawl: Crawl) -> None:
    async def lead_on(talk: Conversation) -> None:
        await talk.answer(status=302, headers={"Location": f"http://third.test{talk.visit.path}"})

    for path in ("/1", "/2"):
        web.put("third.test", path, f"<p>{path}</p>")
        web.put("news.test", path, lead_on)
        web.put("other.test", path, lead_on)
    crawl.sites = {"news": site("news", crawl_delay=0.2)}

    with ThreadPoolExecutor(2) as threads:
        for name in ("news", "other"):
            threads.submit(crawl.fetch, f"http://{name}.test/1", f"http://{name}.test/2", batch=name)

    asked = web.visits("third.test")
    assert [visit.path for visit in asked if visit.path == "/2"] == ["/2"] * 2
    assert min(gaps(asked)) > 0.18


def test_a_pause_of_years_is_not_believed(web: BadWeb, crawl: Crawl) -> None:
    page = web.put("news.test", "/page", "busy", status=429, headers={"Retry-After": "999999999"})
    crawl.with_settings(longest_pause=3600.0).fetch(page, run="first")

    later = crawl.fetch(page, run="second")[page]

    until = HostTurns(crawl.settings.data_folder, "news.test")
    assert later.reason == "retry_later"
    assert until.asked_until is not None
    assert timedelta(minutes=59) < until.asked_until - datetime.now(UTC) <= timedelta(hours=1)
    assert 3540 < until.at - time.monotonic() <= 3600


def test_what_is_remembered_of_hosts_is_forgotten_when_it_says_nothing_any_more(
    web: BadWeb, crawl: Crawl
) -> None:
    crawl.fetch(*put_pages(web, "news.test", 1), *put_pages(web, "other.test", 1))
    crawl.fetch("http://news.test/busy?after=3600", run="second")
    folder = crawl.settings.data_folder
    news, other = (folder / "hosts" / identify("host", host) for host in ("news.test", "other.test"))
    robots = sorted((folder / "robots").iterdir())
    for path in (other, robots[0]):
        os.utime(path, (0, 0))

    forget_hosts(folder)

    left = {path.name for path in (folder / "hosts").iterdir()}
    assert left == {news.name, f"{news.name}.0", f"{news.name}.asked"}
    assert list((folder / "robots").iterdir()) == robots[1:]


def test_twin_hosts_share_their_turns(web: BadWeb, crawl: Crawl) -> None:
    crawl.sites = {"news": site("news", crawl_delay=0.1, most_at_once=1)}
    twins = ("news.test", "www.news.test", "m.news.test")
    crawl = Crawl(replace(crawl.settings, connect_to=web.connect_to(*twins)), crawl.sites)

    crawl.fetch(*(web.put(twin, f"/{twin}/{number}", "<p>Page</p>") for twin in twins for number in range(2)))

    assert len(web.log) == 9
    assert min(gaps(web.log)) >= 0.1
    assert most_at_once(web.log) == 1


def test_batches_share_what_a_host_allows_at_once(web: BadWeb, crawl: Crawl) -> None:
    async def slow_page(talk: Conversation) -> None:
        await asyncio.sleep(0.1)
        await talk.answer(b"<p>At last</p>")

    crawl.sites = {"news": site("news", most_at_once=2)}
    pages = [web.put("news.test", f"/{number}", slow_page) for number in range(9)]

    with ThreadPoolExecutor(3) as threads:
        for number in range(3):
            threads.submit(crawl.fetch, *pages[number::3], batch=f"{number}")

    assert {visit.path for visit in web.log} == {"/robots.txt", *(f"/{number}" for number in range(9))}
    assert most_at_once(web.log) == 2


def test_a_host_of_two_sites_is_asked_as_the_stricter_wants(web: BadWeb, crawl: Crawl) -> None:
    async def slow_page(talk: Conversation) -> None:
        await asyncio.sleep(0.05)
        await talk.answer(b"<p>At last</p>")

    sites = {"wide": site("wide", most_at_once=4), "narrow": site("narrow", most_at_once=1)}
    pages = [web.put("news.test", f"/{number}", slow_page) for number in range(8)]
    candidates = [Candidate(page, "narrow" if page.endswith("7") else "wide", None) for page in pages]

    asyncio.run(
        fetch_pages(candidates, sites=sites, run_id="run", known={}, settings=crawl.settings, batch="0001")
    )

    assert most_at_once(web.log) == 1


CRAWLER = """
import asyncio, json, sys
from pathlib import Path
from tasks.crawl import CrawlSettings
from tasks.crawl.fetch import fetch_pages
from tasks.model import Candidate, Site

address, urls, folder, run = json.loads(sys.argv[1]), json.loads(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
site = Site("news", "News", "http://news.test/", "en", (), crawl_delay=0.1)
hosts = {"news.test": tuple(address), "www.news.test": tuple(address)}
settings = CrawlSettings(folder, "test", connect_to=hosts, delay_factor=0.0)
pages = [Candidate(url, "news", None) for url in urls]
print("ready", flush=True)
sys.stdin.readline()
asyncio.run(fetch_pages(pages, sites={"news": site}, run_id=run, known={}, settings=settings, batch="0001"))
"""


def test_two_processes_share_the_turns_of_a_host(web: BadWeb, crawl: Crawl) -> None:
    async def slow_page(talk: Conversation) -> None:
        await asyncio.sleep(0.05)
        await talk.answer(b"<p>At last</p>")

    of_run = {
        run: [web.put(host, f"/{run}-{number}", slow_page) for number in range(16)]
        for run, host in (("first", "news.test"), ("second", "www.news.test"))
    }
    address, folder = json.dumps(["127.0.0.1", web.port]), str(crawl.settings.data_folder)

    command = [sys.executable, "-c", CRAWLER, address]
    processes = [
        subprocess.Popen(
            [*command, json.dumps(pages), folder, run], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for run, pages in of_run.items()
    ]
    for process in processes:
        assert process.stdout is not None
        # One may need seconds more than the other to get there.
        assert process.stdout.readline() == b"ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.close()
    ends = [process.wait(60) for process in processes]

    assert ends == [0, 0]
    assert {visit.path for visit in web.log} == {
        "/robots.txt",
        *(f"/{run}-{number}" for run in of_run for number in range(16)),
    }
    changes = sum(sooner.host != later.host for sooner, later in pairwise(web.log))
    assert changes > 1  # they did ask at the same time
    # A turn is taken a moment before the request is sent, and on a busy machine that moment is a long one.
    assert web.log[-1].at - web.log[0].at >= 0.1 * (len(web.log) - 1) - 0.3
    assert most_at_once(web.log) == 1


def test_a_process_that_is_killed_in_its_turn_holds_nobody_up(web: BadWeb, crawl: Crawl) -> None:
    page = web.put("news.test", "/page", "<p>Page</p>")
    address, folder = json.dumps(["127.0.0.1", web.port]), str(crawl.settings.data_folder)
    arguments = [address, json.dumps(["http://news.test/silent"]), folder, "first"]
    with subprocess.Popen([sys.executable, "-c", CRAWLER, *arguments]) as process:
        while not web.visits("news.test", "/silent"):
            time.sleep(0.01)
        process.kill()

    assert crawl.fetch(page, run="second")[page].outcome == "fetched"


ROBOTS = [
    ("/status?code=404", "failed", "http_404", "fetched", None),
    ("/status?code=500", "failed", "http_500", "refused", "robots_unavailable"),
    ("/silent", "failed", "timeout", "failed", "timeout"),
    ("/redirect_chain?left=9", "failed", "too_many_redirects", "fetched", None),
    ("/redirect_loop", "failed", "redirect_loop", "fetched", None),
    ("/redirect_to?url=http://127.0.0.1/", "failed", "private_address", "failed", "private_address"),
    ("/gzip_bomb", "failed", "too_large", "refused", "robots_unavailable"),
    ("/empty", "failed", "empty_body", "fetched", None),
    ("/endless_body", "fetched", None, "fetched", None),  # its first 500 KB hold no rule
]


@pytest.mark.parametrize(("answer", "outcome", "reason", "page_outcome", "page_reason"), ROBOTS)
def test_robots_txt_that_misbehaves_has_the_meaning_of_rfc_9309(
    web: BadWeb,
    crawl: Crawl,
    answer: str,
    outcome: str,
    reason: str | None,
    page_outcome: str,
    page_reason: str | None,
) -> None:
    robots = web.put("news.test", "/robots.txt", b"", status=302, headers={"Location": answer})
    (page,) = put_pages(web, "news.test", 1)

    fetches = crawl.fetch(page)

    assert (fetches[robots].outcome, fetches[robots].reason) == (outcome, reason)
    assert (fetches[page].outcome, fetches[page].reason) == (page_outcome, page_reason)


def known_from(fetch: Fetch) -> dict[str, Known]:
    known = Known(
        fetch.requested_url,
        fetch.etag,
        fetch.last_modified,
        fetch.body_sha256,
        answered_by=fetch.url,
        moved_to=fetch.moved_to,
    )
    return {fetch.requested_url: known}


def test_what_is_known_of_one_page_is_not_said_to_another_that_its_address_leads_to_now(
    web: BadWeb, crawl: Crawl
) -> None:
    old = web.put("news.test", "/old", "<p>Old</p>", headers={"ETag": '"1"'})
    new = web.put("news.test", "/new", "<p>New</p>", headers={"ETag": '"1"'})
    page = web.put("news.test", "/short", b"", status=302, headers={"Location": old})
    known = known_from(crawl.fetch(page, run="first")[page])
    web.put("news.test", "/short", b"", status=302, headers={"Location": new})

    fetch = crawl.fetch(page, run="second", known=known)[page]

    assert (fetch.url, fetch.outcome, fetch.archive is not None) == (new, "fetched", True)


@pytest.mark.parametrize(
    ("steps", "moved_to"),
    [
        ([301], "/1"),
        ([308, 301], "/2"),
        ([301, 302], "/1"),
        ([302, 301], None),
        ([307], None),
    ],
)
def test_where_permanent_redirects_alone_lead_is_remembered(
    web: BadWeb, crawl: Crawl, steps: list[int], moved_to: str | None
) -> None:
    for number, status in enumerate(steps):
        web.put("news.test", f"/{number}", b"", status=status, headers={"Location": f"/{number + 1}"})
    web.put("news.test", f"/{len(steps)}", "<p>Here now</p>", headers={"ETag": '"1"'})
    page = "http://news.test/0"
    first = crawl.fetch(page, run="first")[page]
    before = len(web.log)

    second = crawl.fetch(page, run="second", known=known_from(first))[page]

    there = moved_to and f"http://news.test{moved_to}"
    assert (first.moved_to, second.moved_to, second.outcome) == (there, there, "unchanged")
    assert web.log[before].path == (moved_to or "/0")
    assert second.url == first.url


def test_a_page_that_moved_and_is_not_there_any_more_is_asked_for_where_it_was(
    web: BadWeb, crawl: Crawl
) -> None:
    page = web.put("news.test", "/old", "<p>Back again</p>")
    known = {page: Known(page, moved_to="http://news.test/new")}

    fetch = crawl.fetch(page, known=known)[page]

    assert (fetch.outcome, fetch.url, fetch.moved_to) == ("fetched", page, None)
    assert [visit.path for visit in web.log] == ["/robots.txt", "/new", "/old"]


def test_a_page_that_moved_and_is_gone_there_is_gone(web: BadWeb, crawl: Crawl) -> None:
    page = web.put("news.test", "/old", "<p>Back again</p>")
    known = {page: Known(page, moved_to="http://news.test/status?code=410")}

    assert crawl.fetch(page, known=known)[page].outcome == "gone"


def test_a_move_to_the_home_page_is_not_believed(web: BadWeb, crawl: Crawl) -> None:
    page = web.put("news.test", "/old", b"", status=301, headers={"Location": "/"})
    web.put("news.test", "/", "<p>Home</p>")

    assert crawl.fetch(page)[page].moved_to is None


@pytest.mark.parametrize("first", ["short", "page"])
def test_a_page_is_not_asked_for_again_by_an_address_that_leads_to_it(
    web: BadWeb, crawl: Crawl, first: str
) -> None:
    crawl.sites = {"news": site("news", most_at_once=1)}
    page = web.put("news.test", "/page", "<p>Page</p>")
    target = f"{page}?utm_source=short"
    short = web.put("news.test", "/short", b"", status=301, headers={"Location": target})
    order = [short, page] if first == "short" else [page, short]

    fetches = crawl.fetch(*order)
    again = crawl.fetch(*order)

    body = fetches[order[0]].body_sha256
    assert [fetches[url].outcome for url in order] == ["fetched", "unchanged"]
    assert (fetches[order[1]].body_sha256, fetches[order[1]].archive) == (body, None)
    assert "had got the page already" in (fetches[order[1]].detail or "")
    assert fetches[short].moved_to == target
    assert [visit.path.partition("?")[0] for visit in web.log].count("/page") == 1
    assert again == fetches


def test_two_addresses_asked_at_once_that_lead_to_one_page_bring_it_once(web: BadWeb, crawl: Crawl) -> None:
    crawl.sites = {"news": site("news", most_at_once=4)}

    async def slow(talk: Conversation) -> None:
        await asyncio.sleep(0.3)
        await talk.answer(b"<p>Page</p>")

    page = web.put("news.test", "/page", slow)
    short = [web.put("news.test", f"/{n}", b"", status=301, headers={"Location": page}) for n in range(3)]

    fetches = crawl.fetch(*short, page)

    assert len(web.visits("news.test", "/page")) == 1
    assert sorted(fetches[url].outcome for url in (*short, page)) == ["fetched", *["unchanged"] * 3]


def test_two_addresses_asked_at_once_that_lead_to_each_other_end(web: BadWeb, crawl: Crawl) -> None:
    crawl.sites = {"news": site("news", most_at_once=2)}
    there = web.put("news.test", "/there", b"", status=302, headers={"Location": "/back"})
    back = web.put("news.test", "/back", b"", status=302, headers={"Location": "/there"})

    fetches = crawl.fetch(there, back)

    assert [fetches[url].reason for url in (there, back)] == ["redirect_loop", "redirect_loop"]


def test_a_page_that_failed_is_asked_for_again_by_another_address(web: BadWeb, crawl: Crawl) -> None:
    crawl.sites = {"news": site("news", most_at_once=1)}
    page = web.put("news.test", "/page", "down", status=500)
    short = web.put("news.test", "/short", b"", status=302, headers={"Location": page})

    fetches = crawl.fetch(page, short)

    assert [fetches[url].reason for url in (page, short)] == ["http_500", "http_500"]


def test_what_has_not_changed_is_not_sent_again(web: BadWeb, crawl: Crawl) -> None:
    page = web.put("news.test", "/page", "<p>Page</p>" * 100, headers={"ETag": '"1"'})
    first = crawl.fetch(page, run="first")[page]
    known = Known(page, first.etag, first.last_modified, first.body_sha256)

    second = crawl.fetch(page, run="second", known={page: known})[page]

    assert (second.outcome, second.status, second.archive) == ("unchanged", 304, None)
    assert (second.etag, second.body_sha256) == (first.etag, first.body_sha256)
    assert web.log[-1].headers["if-none-match"] == '"1"'


def test_the_same_body_is_unchanged_although_the_server_sends_it_again(web: BadWeb, crawl: Crawl) -> None:
    page = web.put("news.test", "/page", "<p>Page</p>")
    first = crawl.fetch(page, run="first")[page]

    second = crawl.fetch(page, run="second", known={page: Known(page, body_sha256=first.body_sha256)})[page]

    assert (second.outcome, second.status, second.archive) == ("unchanged", 200, None)


def test_pages_of_an_earlier_start_count_for_the_limit_of_a_host(web: BadWeb, crawl: Crawl) -> None:
    crawl.sites["news"] = site("news", most_at_once=1)
    urls = put_pages(web, "news.test", 5)
    crawl.with_settings(max_pages_per_host=3).fetch(*urls[:2])

    fetches = crawl.with_settings(max_pages_per_host=3).fetch(*urls)

    assert [fetches[url].reason for url in urls] == [None, None, None, "page_limit", "page_limit"]


def test_a_host_gets_no_more_than_its_pages_and_its_time(web: BadWeb, crawl: Crawl) -> None:
    crawl.sites["news"] = site("news", most_at_once=1)
    urls = put_pages(web, "news.test", 4)
    web.put("other.test", "/robots.txt", "User-agent: *\nCrawl-delay: 3600\n")
    slow = put_pages(web, "other.test", 2)

    fetches = crawl.with_settings(max_pages_per_host=3).fetch(*urls, *slow)

    assert [fetches[url].reason for url in urls] == [None, None, None, "page_limit"]
    assert [fetches[url].reason for url in slow] == ["host_time_limit", "host_time_limit"]
