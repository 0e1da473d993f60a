"""How a host is slowed down, paused, given up and tried again."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
import traceback
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tasks.crawl.politeness import HostClosed, HostPace
from tasks.crawl.turns import HostTurns
from tasks.model import Feed
from tests.crawl.conftest import Crawl, site
from tests.web.server import BadWeb, Conversation


def pace(**changes: Any) -> HostPace:
    usual = {"delay": 1.0, "most_at_once": 4, "longest": 600.0, "give_up_after": 4}
    return HostPace(**(usual | {"turns": turns()} | changes))


def turns() -> HostTurns:
    """Those of a host that nobody has asked yet."""
    return HostTurns(Path(tempfile.mkdtemp(prefix="warraq-turns-")), "news.test")


def test_the_delay_follows_the_latency_half_way_and_never_below_the_declared_one() -> None:
    host = pace(delay_factor=2.0, longest_delay=10.0)

    delays = []
    for latency in (3.0, 3.0, 100.0, 0.1, 0.1, 0.1, 0.1, 0.1):
        host.answered(latency, well=True)
        delays.append(host.delay)

    assert delays == pytest.approx([3.5, 4.75, 7.375, 3.7875, 1.99375, 1.096875, 1.0, 1.0])


def test_an_answer_that_is_an_error_never_shortens_the_delay() -> None:
    host = pace(delay_factor=2.0)
    host.answered(5.0, well=True)

    host.answered(0.01, well=False)

    assert host.delay == 5.5


def test_answers_of_one_event_are_one_pause_and_double_the_delay_once() -> None:
    host = pace(first_back_off=2.0)
    began = time.monotonic()

    for _ in range(4):
        host.busy(began, None)
    first_free = host.free_at - time.monotonic()
    host.busy(time.monotonic(), None)
    second_free = host.free_at - time.monotonic()

    assert 1.5 < first_free <= 2.0 < second_free <= 4.0
    assert host.delay == 4.0
    assert not host.closed


def test_the_longest_retry_after_of_an_event_holds() -> None:
    host = pace()
    began = time.monotonic()

    for pause in (5.0, 60.0, 1.0):
        host.busy(began, pause)

    assert 55.0 < host.free_at - time.monotonic() <= 60.0


def test_a_host_that_is_busy_again_and_again_is_closed() -> None:
    host = pace(give_up_after_busy=3)

    for _ in range(3):
        host.busy(time.monotonic(), None)

    assert host.closed


async def take_turn(host: HostPace) -> float:
    async with host.turn(asyncio.Semaphore(9)) as began:
        return began


def test_a_closed_host_keeps_nothing_of_those_that_it_turned_away() -> None:
    async def turn_away(host: HostPace) -> int:
        try:
            async with host.turn(asyncio.Semaphore(1)):
                raise AssertionError("a closed host gave a turn")
        except HostClosed as closed:
            return len(traceback.extract_tb(closed.__traceback__))

    async def scene() -> tuple[int, int]:
        host = pace()
        host.close("retry_later", "Come back tomorrow.")
        return await turn_away(host), await turn_away(host)

    first, second = asyncio.run(scene())

    assert first == second


def test_a_host_without_an_answer_is_let_be_and_then_tried_once() -> None:
    async def scene() -> list[str]:
        host = pace(delay=0.0, probe_after=0.1)
        opened = time.monotonic()
        for _ in range(6):  # the last two were under way when the circuit opened
            host.failed(opened, "timeout")
        told = []

        async def probe() -> None:
            async with host.turn(asyncio.Semaphore(9)) as began:
                told.append(f"probe after {began - opened >= 0.1}")
                await asyncio.sleep(0.05)
                host.failed(began, "timeout")

        async def other() -> None:
            try:
                await take_turn(host)
                told.append("another request went out")
            except HostClosed as closed:
                told.append(closed.reason)

        await asyncio.gather(probe(), other(), other())
        return told

    assert asyncio.run(scene()) == ["probe after True", "host_down", "host_down"]


def test_a_probe_that_is_cancelled_leaves_the_next_one_to_try() -> None:
    async def scene() -> str:
        host = pace(delay=0.0, probe_after=0.05)
        everyone = asyncio.Semaphore(10)
        for _ in range(4):
            host.failed(time.monotonic(), "unreachable")

        async def probe() -> None:
            async with host.turn(everyone):
                await asyncio.sleep(60)

        first = asyncio.create_task(probe())
        await asyncio.sleep(0.1)
        first.cancel()
        await asyncio.wait([first])
        async with asyncio.timeout(10), host.turn(everyone):
            return "let through"

    assert asyncio.run(scene()) == "let through"


def test_a_host_that_answers_the_probe_is_as_before() -> None:
    async def scene() -> bool:
        host = pace(delay=0.0, probe_after=0.05)
        for _ in range(4):
            host.failed(time.monotonic(), "timeout")
        async with host.turn(asyncio.Semaphore(9)):
            host.answered(0.1, well=True)
        for _ in range(3):
            host.failed(await take_turn(host), "timeout")
        await take_turn(host)
        return host.closed

    assert not asyncio.run(scene())


@pytest.mark.parametrize("seed", range(20))
def test_whatever_a_host_does_the_delay_holds_and_nobody_waits_for_ever(seed: int) -> None:
    chance = random.Random(seed)
    delay = chance.choice([0.0, 0.005, 0.02])
    host = HostPace(
        delay=delay,
        most_at_once=chance.choice([1, 2, 4]),
        longest=5.0,
        give_up_after=chance.choice([2, 4]),
        give_up_after_busy=4,
        delay_factor=chance.choice([0.0, 1.0]),
        first_back_off=0.01,
        longest_back_off=0.05,
        probe_after=chance.choice([0.0, 0.02]),
        turns=turns(),
    )
    began: list[float] = []
    closed: list[str] = []

    async def request(everyone: asyncio.Semaphore) -> None:
        try:
            async with host.turn(everyone) as at:
                began.append(at)
                await asyncio.sleep(chance.choice([0.0, 0.003, 0.01]))
                match chance.choice(["well", "well", "busy", "failed", "cancelled"]):
                    case "well":
                        host.answered(0.005, well=True)
                    case "busy":
                        host.busy(at, chance.choice([None, 0.02]))
                    case "failed":
                        host.failed(at, "timeout")
                    case "cancelled":
                        raise asyncio.CancelledError
        except HostClosed as error:
            closed.append(error.reason)
        except asyncio.CancelledError:
            pass

    async def scene() -> None:
        everyone = asyncio.Semaphore(3)
        async with asyncio.timeout(30):
            await asyncio.gather(*(request(everyone) for _ in range(25)))

    asyncio.run(scene())

    assert len(began) + len(closed) == 25
    assert all(later - sooner >= delay - 0.001 for sooner, later in pairwise(began))


def test_a_host_that_comes_back_loses_only_what_was_asked_meanwhile(web: BadWeb, crawl: Crawl) -> None:
    crawl.sites = {"news": site("news", most_at_once=1)}
    asked = []

    async def down_for_a_while(talk: Conversation) -> None:
        asked.append(talk.visit.at)
        if len(asked) <= 4:
            talk.reset()
        else:
            await talk.answer(b"<p>Back again</p>")

    urls = [web.put("news.test", f"/{number}", down_for_a_while) for number in range(10)]

    fetches = crawl.with_settings(retries=0).fetch(*urls)

    assert [fetches[url].reason for url in urls] == ["disconnected"] * 4 + [None] * 6
    assert asked[4] - asked[3] >= 0.2


def test_a_host_that_is_down_when_it_is_asked_for_robots_txt_is_tried_once_more(
    web: BadWeb, crawl: Crawl
) -> None:
    async def down_at_first(talk: Conversation) -> None:
        if talk.earlier:
            await talk.answer(b"User-agent: *\nDisallow: /private\n")
        else:
            talk.reset()

    web.put("news.test", "/robots.txt", down_at_first)
    page = web.put("news.test", "/page", "<p>Page</p>")

    fetches = crawl.with_settings(retries=0).fetch(page, "http://news.test/private")

    assert fetches[page].outcome == "fetched"
    assert fetches["http://news.test/private"].reason == "robots_disallowed"
    assert fetches["http://news.test/robots.txt"].outcome == "fetched"
    first, second = web.visits("news.test", "/robots.txt")
    assert second.at - (first.ended or 0) >= 0.2


def test_pages_are_asked_for_of_a_host_that_was_down_when_its_seeds_were(web: BadWeb, crawl: Crawl) -> None:
    async def down_at_first(talk: Conversation) -> None:
        if talk.earlier:
            await talk.answer(b"", 404)
        else:
            talk.reset()

    web.put("news.test", "/robots.txt", down_at_first)
    feed = web.put("news.test", "/feed", "<rss/>")
    page = web.put("news.test", "/page", "<p>Page</p>")
    crawl = crawl.with_settings(retries=0)

    found = crawl.discover(Feed(feed))
    fetch = crawl.fetch(page)[page]

    assert [one.reason for one in found.fetches if one.kind == "feed"] == ["disconnected"]
    assert fetch.outcome == "fetched"


def test_a_slow_host_is_asked_less_often(web: BadWeb, crawl: Crawl) -> None:
    crawl.sites = {"news": site("news", most_at_once=1)}

    async def slow(talk: Conversation) -> None:
        await asyncio.sleep(0.1)
        await talk.answer(b"<p>At last</p>")

    urls = [web.put("news.test", f"/{number}", slow) for number in range(5)]

    crawl.with_settings(delay_factor=2.0).fetch(*urls)

    pauses = [later.at - (sooner.ended or 0) for sooner, later in pairwise(web.visits("news.test")[1:])]
    assert pauses[0] < pauses[-1]
    assert pauses[-1] > 0.15


def test_several_answers_of_429_at_once_are_one_pause(web: BadWeb, crawl: Crawl) -> None:
    crawl.sites = {"news": site("news", most_at_once=4)}
    asked: dict[str, int] = {}

    async def busy_at_first(talk: Conversation) -> None:
        asked[talk.visit.path] = asked.get(talk.visit.path, 0) + 1
        await asyncio.sleep(0.1)  # so that four are under way when the first is told
        if asked[talk.visit.path] == 1:
            await talk.answer(b"busy", 429)
        else:
            await talk.answer(b"<p>Page</p>")

    urls = [web.put("news.test", f"/{number}", busy_at_first) for number in range(4)]

    fetches = crawl.with_settings(first_back_off=0.4, give_up_after_busy=2).fetch(*urls)

    assert {fetches[url].outcome for url in urls} == {"fetched"}
    visits = web.visits("news.test")[1:]
    assert 0.4 <= visits[4].at - visits[3].at < 0.8 + 0.4
