"""What goes wrong raises an event, and the project's automations answer to it, on a real Prefect server."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
_SCENE = """
import contextlib, json, os, sys, threading, time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import uuid4
from flows.alone import own_server
from flows.settings import Settings
settings = Settings()
with own_server(settings, log_level="ERROR"):
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowFilter, FlowFilterName
    from prefect.client.schemas.schedules import CronSchedule
    from prefect.automations import AutomationCore, EventTrigger
    from prefect.events import emit_event
    from prefect.events.actions import DoNothing
    from prefect.events.worker import EventsWorker
    from prefect.states import Crashed, Failed, Running
    from flows import automations, deploy, told as seen, watch_warehouse as watching
    from flows.alerts import tell
    from flows.ingest_news import ingest_news
    from flows.note_alert import note_alert
    from flows.watch_warehouse import watch_warehouse
    from warehouse.connect import open_writer
    from tasks.stages import LOADED, WAREHOUSE
    from warehouse.alert import Alert, Change, Raised, record

    deploy.deploy_all()
    automations._HEARTBEATS_MISSED = timedelta(seconds=12)
    seen._NOTED_WITHIN = seen._NOTIFIED_WITHIN = timedelta(0)
    with get_client(sync_client=True) as client:
        unheard = client.create_flow_run(ingest_news, name="ingest in the night", parameters={})
        client.set_flow_run_state(unheard.id, Crashed(message="Its worker died."), force=True)

        def registered():
            return {one.name: one for one in client.read_deployments()}

        for name, is_on in (("world", True), ("report", False)):
            (schedule,) = registered()[name].schedules
            client.update_deployment_schedule(registered()[name].id, schedule.id, active=is_on)
        client.pause_deployment(registered()["reprocess"].id)
        at_five, other = CronSchedule(cron="5 5 * * *", timezone="Asia/Dubai"), {"sources": ["sabah"]}
        client.create_deployment_schedules(registered()["nightly"].id, [(at_five, False)], parameters=other)

        def killed(_):
            raise KeyboardInterrupt

        put_back, deploy._keep_what_was_done_by_hand = deploy._keep_what_was_done_by_hand, killed
        with contextlib.suppress(KeyboardInterrupt):
            deploy.deploy_all()
        deploy._keep_what_was_done_by_hand = put_back
        deploy.deploy_all()
        by_hand = {
            name: [
                registered()[name].paused,
                *sorted(
                    [one.slug or "", one.schedule.cron, one.schedule.timezone, one.active, one.parameters]
                    for one in registered()[name].schedules
                ),
            ]
            for name in ("world", "report", "reprocess", "nightly")
        }
        client.update_deployment_schedule(
            registered()["world"].id, registered()["world"].schedules[0].id, active=False
        )

    names = automations.create_automations(settings)
    automations.create_automations(settings)
    alert = Alert("silent", "sada", "sada", "صدى", {"silent_for": "9 hours", "long_gap": "1 hour"})
    raised = Raised(alert, datetime.now(UTC), None)
    with get_client(sync_client=True) as client:
        told = {"names": names, "on the server": sorted(one.name for one in client.read_automations())}
        told["by hand"] = by_hand

        def noted():
            only = FlowFilter(name=FlowFilterName(any_=["note-alert"]))
            runs = client.read_flow_runs(flow_filter=only)
            return [run.parameters for run in runs if run.deployment_id]

        def wait_for(what, seconds=40):
            deadline = time.monotonic() + seconds
            while not (found := what()) and time.monotonic() < deadline:
                time.sleep(0.3)
            return found

        def scheduled():
            runs = client.read_flow_runs(flow_filter=FlowFilter(name=FlowFilterName(any_=["ingest-news"])))
            return [run.name for run in runs if run.auto_scheduled]

        told["started"] = [
            [*(step["directory"] for one in deployment.pull_steps for step in one.values()),
             deployment.job_variables["command"]]
            for deployment in client.read_deployments()
        ]
        told["scheduled"] = len(wait_for(scheduled, 60))
        tell(raised)
        told["silent"] = wait_for(noted)
        failed = client.create_flow_run(ingest_news, name="ingest 7 sources", parameters={})
        client.set_flow_run_state(failed.id, Failed(message="The warehouse is busy."), force=True)
        of_alert = client.create_flow_run(note_alert, parameters={})
        client.set_flow_run_state(of_alert.id, Failed(message="This must tell nobody."), force=True)
        silent = client.create_flow_run(ingest_news, parameters={})
        client.set_flow_run_state(silent.id, Running(), force=True)
        emit_event(
            "prefect.flow-run.heartbeat", resource={"prefect.resource.id": f"prefect.flow-run.{silent.id}"}
        )
        emit_event(LOADED, resource={"prefect.resource.id": WAREHOUSE})
        EventsWorker.drain_all(timeout=10)
        told["failed"] = wait_for(lambda: [one for one in noted() if "busy" in one["sentence"]])
        told["late"] = wait_for(lambda: [one for one in noted() if "No load for" in one["sentence"]], 60)
        wait_for(lambda: client.read_flow_run(silent.id).state.is_crashed(), 60)
        told["silent run"] = client.read_flow_run(silent.id).state.name
        wait_for(lambda: [one for one in noted() if str(silent.id) in one["sentence"]])

        before = len(noted())
        told["watched"] = [watch_warehouse()["broken runs told late"]]
        wait_for(lambda: len(noted()) > before)
        told["watched"].append(watch_warehouse()["broken runs told late"])
        told["unheard"] = [one for one in noted() if str(unheard.id) in one["sentence"]]
        told["broken"] = [
            len([one for one in noted() if one.get("flow_run") == str(run.id)])
            for run in (unheard, failed, silent)
        ]

        def notes_of(run):
            only = FlowFilter(name=FlowFilterName(any_=["note-alert"]))
            runs = client.read_flow_runs(flow_filter=only)
            return [one for one in runs if one.parameters.get("flow_run") == str(run.id)]

        (note,) = notes_of(unheard)
        client.set_flow_run_state(note.id, Crashed(message="Its worker died."), force=True)
        watch_warehouse()
        watch_warehouse()
        told["notes"] = [one.state.name for one in notes_of(unheard)]
        note_alert("Once", "Not twice.", flow_run=silent.id)
        told["told before"] = [one.name for one in notes_of(silent) if not one.deployment_id]
        told["about alerts"] = [one for one in noted() if "This must" in one["sentence"]]

        # Killed between the record and the word: one alert lasts, the other is over by the next watch.
        lost = [Alert("silent", name, name, name, alert.evidence) for name in ("nashra", "marfa")]
        with open_writer(settings.warehouse_path, wait=10) as connection:
            record(connection, Change(lost, []), datetime.now(UTC))

        def of_lost():
            return [one for one in noted() if one["title"].split(":")[0] in ("nashra", "marfa")]

        watching.look = lambda *_, **__: Change([], [("silent", "marfa")])
        watch_warehouse()
        wait_for(lambda: len(of_lost()) == 2)
        watching.look = lambda *_, **__: Change([], [])
        watch_warehouse()
        time.sleep(3)
        told["lost"] = of_lost()

        posted = []

        class Webhook(BaseHTTPRequestHandler):
            def do_POST(self):
                posted.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *arguments):
                pass

        webhook = HTTPServer(("127.0.0.1", 0), Webhook)
        threading.Thread(target=webhook.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{webhook.server_port}/token-of-the-newsroom"
        automations.create_automations(Settings(alert_url=address))
        time.sleep(2)
        tell(raised)
        told["posted"] = wait_for(lambda: posted)[:]
        document = client.read_block_document_by_name(
            "warraq-alerts", "custom-webhook", include_secrets=False
        )
        told["kept"] = json.dumps(document.data)
        posted.clear()
        heard = client.create_flow_run(ingest_news, parameters={})
        client.set_flow_run_state(heard.id, Failed(message="While somebody listened."), force=True)

        def posted_of_runs():
            return [one for one in posted if "listened" in one["body"]]

        told["webhook heard"] = wait_for(posted_of_runs)
        time.sleep(4)  # the server writes its events every second
        told["watched"].append(watch_warehouse()["broken runs told late"])
        posted.clear()
        of_runs = "warraq: a run failed or crashed"
        (automation,) = client.read_automations_by_name(of_runs)
        client.pause_automation(automation.id)
        client.create_automation(
            AutomationCore(
                name="somebody counts failures",
                trigger=EventTrigger(
                    expect={"prefect.flow-run.Failed"}, match={"prefect.resource.id": "prefect.flow-run.*"}
                ),
                actions=[DoNothing()],
            )
        )
        time.sleep(2)
        missed = client.create_flow_run(ingest_news, parameters={})
        client.set_flow_run_state(missed.id, Failed(message="While nobody listened."), force=True)
        time.sleep(4)
        told["watched"].append(watch_warehouse()["broken runs told late"])
        wait_for(posted_of_runs)
        time.sleep(4)
        told["watched"].append(watch_warehouse()["broken runs told late"])
        told["webhook told late"] = posted_of_runs()
        try:
            automations.create_automations(Settings(alert_block="slack-webhook/nobody"))
        except automations.NoSuchBlock as error:
            told["no block"] = str(error)
    print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, prefect_home: Path) -> dict[str, Any]:
    """What a server with the automations told, one after another."""
    data_folder = tmp_path_factory.mktemp("alerts")
    shutil.copytree(prefect_home, data_folder / "prefect-alone")
    done = subprocess.run(
        [sys.executable, "-c", _SCENE],
        cwd=ROOT,
        env=os.environ
        | {
            "WARRAQ_DATA_FOLDER": str(data_folder),
            "WARRAQ_FRESH_HOURS": "0.004",
            "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_FLUSH_INTERVAL": "1",
        },
        capture_output=True,
        text=True,
        timeout=480,
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def test_each_run_is_one_process_of_our_python_where_the_project_is(told: dict[str, Any]) -> None:
    """A worker that is not told how starts one process to find the code, which then starts another."""
    one = [str(ROOT), f"{shlex.quote(sys.executable)} -m prefect.engine"]

    assert told["started"] == [one] * len(told["started"])
    assert told["started"]


def test_what_was_switched_made_or_paused_by_hand_stays_when_all_is_registered_again(
    told: dict[str, Any],
) -> None:
    """Also when all is registered once more after a kill between what Prefect did and what was put back."""
    assert told["by hand"] == {
        "world": [False, ["every-quarter-hour", "*/15 * * * *", "UTC", True, {}]],
        "report": [False, ["hourly", "37 * * * *", "UTC", False, {}]],
        "reprocess": [True],
        "nightly": [
            False,
            ["", "5 5 * * *", "Asia/Dubai", False, {"sources": ["sabah"]}],
            ["at-three", "0 3 * * *", "UTC", True, {}],
        ],
    }


def test_a_schedule_makes_runs(told: dict[str, Any]) -> None:
    """Prefect's scheduler says nothing to anybody when it fails: its log alone has it."""
    assert told["scheduled"] > 0


def test_each_automation_is_there_once_however_often_they_are_made(told: dict[str, Any]) -> None:
    assert told["on the server"] == sorted(told["names"])
    assert len(set(told["names"])) == 8


def test_an_alert_of_a_source_starts_a_note_with_its_sentence_and_evidence(told: dict[str, Any]) -> None:
    (parameters,) = told["silent"]

    assert parameters["title"] == "صدى: a source has gone silent"
    assert "nothing new for 9 hours" in parameters["sentence"]
    assert parameters["evidence"] == {"silent_for": "9 hours", "long_gap": "1 hour"}


def test_a_failed_run_is_told_and_a_failed_note_is_not(told: dict[str, Any]) -> None:
    (parameters,) = told["failed"]

    assert parameters["title"] == "ingest-news: the run ingest 7 sources failed"
    assert "The warehouse is busy." in parameters["sentence"]
    assert told["about alerts"] == []


def test_a_run_that_broke_while_no_automation_heard_is_told_once_by_the_watch(told: dict[str, Any]) -> None:
    (parameters,) = told["unheard"]

    assert parameters["title"] == "ingest-news: the run ingest in the night crashed"
    assert parameters["sentence"].startswith("Its worker died. Its log is on its page: /runs/flow-run/")
    assert told["watched"][:2] == [1, 0]


def test_what_an_automation_told_of_a_run_is_not_told_again_by_the_watch(told: dict[str, Any]) -> None:
    assert told["broken"] == [1, 1, 1]


def test_a_note_that_broke_before_it_was_written_is_started_again_once(told: dict[str, Any]) -> None:
    assert sorted(told["notes"]) == ["Crashed", "Scheduled"]


def test_a_second_note_about_one_run_writes_nothing(told: dict[str, Any]) -> None:
    assert told["told before"] == ["told before: Once"]


def test_an_alert_that_was_recorded_and_told_to_nobody_is_told_by_the_next_watch_once(
    told: dict[str, Any],
) -> None:
    sentences = {one["title"].split(":")[0]: one["sentence"] for one in told["lost"]}

    assert len(told["lost"]) == 2
    assert "It was over at" in sentences["marfa"]
    assert "It was over at" not in sentences["nashra"]


def test_with_a_webhook_too_each_broken_run_is_told_once(told: dict[str, Any]) -> None:
    (heard,), (late,) = told["webhook heard"], told["webhook told late"]

    assert "While somebody listened." in heard["body"]
    assert "While nobody listened." in late["body"]
    assert told["watched"][2:] == [0, 1, 0]


def test_the_absence_of_loads_is_told(told: dict[str, Any]) -> None:
    assert told["late"]


def test_a_run_whose_heart_is_silent_is_marked_as_crashed(told: dict[str, Any]) -> None:
    assert told["silent run"] == "Crashed"


def test_with_a_webhook_alerts_are_posted_to_it_and_its_address_is_kept_secret(
    told: dict[str, Any],
) -> None:
    assert told["posted"][0]["subject"] == "صدى: a source has gone silent"
    assert "9 hours" in told["posted"][0]["body"]
    assert "token-of-the-newsroom" not in told["kept"]


def test_a_block_that_is_not_there_is_told_with_what_to_do(told: dict[str, Any]) -> None:
    assert "make it in the UI under Blocks" in told["no block"]
