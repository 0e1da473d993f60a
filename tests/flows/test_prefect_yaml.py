"""prefect.yaml is what Prefect understands: it ignores a key that it does not know without a word."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect.client.schemas.schedules import CronSchedule

from flows.parameters import SITES

ROOT = Path(__file__).resolve().parents[2]
FILE: dict[str, Any] = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))
CONTAINERS: dict[str, Any] = yaml.safe_load((ROOT / "prefect.containers.yaml").read_text("utf-8"))

KNOWN = {
    "file": {"name", "prefect-version", "build", "push", "pull", "deployments", "definitions"},
    "deployment": {
        "name",
        "entrypoint",
        "description",
        "tags",
        "parameters",
        "work_pool",
        "concurrency_limit",
        "schedules",
    },
    "schedule": {"slug", "cron", "timezone", "active", "parameters"},
    "work_pool": {"name", "work_queue_name", "job_variables"},
    "concurrency_limit": {"limit", "collision_strategy"},
}

ALL = [*FILE["deployments"], *CONTAINERS["deployments"]]
deployments = pytest.mark.parametrize(
    "deployment", ALL, ids=[f"{one['work_pool']['name']}-{one['name']}" for one in ALL]
)


def test_the_file_has_no_key_that_prefect_would_ignore() -> None:
    assert set(FILE) | set(CONTAINERS) <= KNOWN["file"]


def test_in_containers_everything_but_the_demo_is_as_it_is_in_processes() -> None:
    here, there = (
        [{key: value for key, value in one.items() if key != "work_pool"} for one in file["deployments"]]
        for file in (FILE, CONTAINERS)
    )

    assert there == [one for one in here if one["name"] != "demo"]


@pytest.mark.parametrize(
    ("given", "expected"), [({"schedule": {}}, {"schedule"}), ({"concurency_limit": 1}, {"concurency_limit"})]
)
def test_a_key_that_prefect_would_ignore_is_found(given: dict[str, Any], expected: set[str]) -> None:
    assert unknown_keys(FILE["deployments"][0] | given) == expected


@deployments
def test_a_deployment_has_no_key_that_prefect_would_ignore(deployment: dict[str, Any]) -> None:
    assert unknown_keys(deployment) == set()


def unknown_keys(deployment: dict[str, Any]) -> set[str]:
    unknown = set(deployment) - KNOWN["deployment"]
    unknown |= {
        key for schedule in deployment.get("schedules", ()) for key in set(schedule) - KNOWN["schedule"]
    }
    unknown |= set(deployment["work_pool"]) - KNOWN["work_pool"]
    unknown |= set(deployment.get("concurrency_limit", {})) - KNOWN["concurrency_limit"]
    return unknown


@deployments
def test_a_deployment_starts_a_flow_with_parameters_that_it_has(deployment: dict[str, Any]) -> None:
    path, name = deployment["entrypoint"].split(":")
    flow = getattr(importlib.import_module(path.removesuffix(".py").replace("/", ".")), name)

    given = deployment.get("parameters", {})
    schema = flow.parameters.model_dump()
    still_asked = set(schema.get("required") or ()) - set(given)
    assert set(given) <= set(schema["properties"])
    if not still_asked:
        flow.validate_parameters(given)
        for schedule in deployment.get("schedules", ()):
            of_schedule = schedule.get("parameters", {})
            assert set(of_schedule) <= set(schema["properties"])
            flow.validate_parameters(given | of_schedule)


def test_a_scheduled_run_asks_only_for_what_is_due() -> None:
    crawls = [one for one in FILE["deployments"] if one["entrypoint"].endswith(":ingest_news")]

    forced = {
        (one["name"], schedule["slug"]): (one.get("parameters", {}) | schedule.get("parameters", {})).get(
            "ask_all_again", False
        )
        for one in crawls
        for schedule in one["schedules"]
    }

    assert forced == {("demo", "every-hour"): False, ("world", "every-quarter-hour"): False}


@deployments
def test_a_schedule_is_one_that_prefect_can_read(deployment: dict[str, Any]) -> None:
    for schedule in deployment.get("schedules", ()):
        CronSchedule(cron=schedule["cron"], timezone=schedule["timezone"])


def test_what_would_reach_the_internet_is_paused() -> None:
    (world,) = (one for one in FILE["deployments"] if one["name"] == "world")
    (demo,) = (one for one in FILE["deployments"] if one["name"] == "demo")

    assert [schedule["active"] for schedule in world["schedules"]] == [False]
    assert sorted(demo["parameters"]["sources"]) == [name for name, site in SITES.items() if site.demo]
