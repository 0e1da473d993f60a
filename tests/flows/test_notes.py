"""Which notes of an alert count as written, on a real Prefect server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from prefect.events import Event

from flows import told as seen

ROOT = Path(__file__).resolve().parents[2]
_BEGAN = datetime(2026, 11, 27, 18, tzinfo=UTC)
_SCENE = """
import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from flows.alone import own_server
from flows.settings import Settings
with own_server(Settings(), log_level="ERROR"):
    from prefect.client.orchestration import get_client
    from prefect.states import Completed, Crashed
    from flows import broken_runs, told as seen
    from flows.note_alert import note_alert
    from flows.publish_report import publish_report
    from flows.watch_warehouse import watch_warehouse

    with get_client(sync_client=True) as client:
        flow = client.create_flow(note_alert)
        deployment = client.create_deployment(flow, name="alert")

        def note(state, name=None, **parameters):
            run = client.create_flow_run_from_deployment(deployment, parameters=parameters, name=name)
            client.set_flow_run_state(run.id, state, force=True)
            return run

        def again():
            return seen.note_again(client, datetime.now(UTC) - timedelta(days=1))

        def ended(flow, state):
            run = client.create_flow_run(flow)
            client.set_flow_run_state(run.id, state, force=True)
            return run

        about = str(uuid4())
        note(Crashed(), title="a", flow_run=about)
        note(Completed(name=seen.LEFT), title="a", flow_run=about)
        other = {"title": "b", "flow_run": about}
        third = client.create_flow_run_from_deployment(deployment, parameters=other)
        told = {"before": seen.was_noted_before(client, third.id, about, history_days=30)}
        told["waiting"] = again()
        client.set_flow_run_state(third.id, Completed(name=seen.LEFT), force=True)
        told["lost"] = [again(), again()]
        note(Completed(), title="silent")
        seen._SAME_ALERT = timedelta(0)
        note(Crashed(), title="silent")
        told["later"] = [again(), again()]

        odd, about_it = "told before: the news", str(uuid4())
        note(Completed(), f"told before: {odd}", title=odd, flow_run=about_it)
        last = client.create_flow_run_from_deployment(deployment, parameters={"flow_run": about_it})
        told["odd title"] = seen.was_noted_before(client, last.id, about_it, history_days=30)

        first = note(Crashed(), title="of yesterday", flow_run=str(uuid4()))
        tried = again()
        midnight = datetime.now(UTC)
        for run in seen.notes_since(client, first.created):
            if run.parameters == first.parameters:
                client.set_flow_run_state(run.id, Crashed(), force=True)
        notes = seen.notes_since(client, first.created)
        (second,) = [run for run in notes if f"again:{first.id}" in run.tags]
        told["border"] = [tried, seen.note_again(client, second.created - timedelta(microseconds=1))]

        ended(watch_warehouse, Completed())
        lost = ended(publish_report, Crashed(message="Its machine was switched off."))
        for days in (3, 40):
            monday = datetime.now(UTC) + timedelta(days=days)
            since = seen.unwatched_since(client, monday, history_days=30)
            found = broken_runs.tell_broken_runs(client, since, monday, by_note=True)
            told[f"after {days} days"] = [run.id == lost.id for run in found]
        note(Completed(), title="c", flow_run=str(lost.id))
        monday = datetime.now(UTC) + timedelta(days=3)
        since = seen.unwatched_since(client, monday, history_days=30)
        told["noted"] = len(broken_runs.tell_broken_runs(client, since, monday, by_note=True))
    print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, prefect_home: Path) -> dict[str, Any]:
    """What a server says of notes and runs, one scene after another."""
    data_folder = tmp_path_factory.mktemp("notes")
    shutil.copytree(prefect_home, data_folder / "prefect-alone")
    done = subprocess.run(
        [sys.executable, "-c", _SCENE],
        cwd=ROOT,
        env=os.environ | {"WARRAQ_DATA_FOLDER": str(data_folder), "WARRAQ_ROOT": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def test_a_note_counts_if_it_wrote_and_is_of_the_same_alert(told: dict[str, Any]) -> None:
    assert (told["before"], told["waiting"]) == (False, 0)
    assert (told["lost"], told["later"]) == ([1, 0], [1, 0])


def test_a_title_that_begins_as_a_note_without_words_does_counts_as_written(told: dict[str, Any]) -> None:
    assert told["odd title"]


def test_a_note_whose_first_try_lies_too_far_back_is_not_tried_anew(told: dict[str, Any]) -> None:
    assert told["border"] == [1, 0]


def test_a_run_that_broke_before_a_weekend_off_is_told_after_it_once(told: dict[str, Any]) -> None:
    assert (told["after 3 days"], told["noted"]) == ([True], 0)


def test_what_prefect_is_about_to_forget_is_left_alone(told: dict[str, Any]) -> None:
    assert told["after 40 days"] == []


@pytest.mark.parametrize(
    ("told_after", "now", "is_due"),
    [([], 1, True), ([20], 30, False), ([20], 40, True), ([20, 40], 70, False), ([20, 40], 80, True)],
)
def test_what_nobody_answers_to_is_told_again_after_twice_as_long(
    told_after: list[int], now: int, is_due: bool
) -> None:
    events = [
        Event(event="told", occurred=_BEGAN + timedelta(minutes=one), resource={"prefect.resource.id": "a"})
        for one in told_after
    ]

    assert seen.is_due(_BEGAN + timedelta(minutes=now), began=_BEGAN, events=events) is is_due
