"""What a Prefect server must have before a flow can run: writer limit, work pool, deployments, automations.

usage: python -m flows.deploy (for the server that PREFECT_API_URL names; `make up` does it for its own)
"""

from __future__ import annotations

import contextlib
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import (
    DeploymentScheduleCreate,
    GlobalConcurrencyLimitUpdate,
    WorkPoolCreate,
)
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.responses import DeploymentResponse
from prefect.events.worker import EventsWorker
from prefect.exceptions import ObjectAlreadyExists, PrefectHTTPStatusError
from prefect.logging.handlers import APILogWorker
from prefect.states import Crashed
from pydantic import TypeAdapter, ValidationError

from flows.settings import settings_or_exit
from tasks.stages import WRITER_LIMIT

POOL = "warraq"

_AS_IT_WAS = TypeAdapter(list[DeploymentResponse])
_DEPLOY = ("deploy", "--all")


class DeployFailed(RuntimeError):
    """Prefect refused a deployment; the message has its words."""


def create_writer_limit() -> None:
    """Let one load run at a time. To be called before any flow is started on a server of our own.

    A load that was killed keeps its slot, and a restarted server has forgotten the lease that would free it.
    """
    with get_client(sync_client=True) as client:
        with contextlib.suppress(ObjectAlreadyExists):  # another job of the data folder began with us
            client.upsert_global_concurrency_limit_by_name(WRITER_LIMIT, 1)
        client.update_global_concurrency_limit(WRITER_LIMIT, GlobalConcurrencyLimitUpdate(active_slots=0))


def end_leftover_runs() -> int:
    """End the runs that the server takes for running and whose process is gone; gives their number.

    Each holds its deployment's concurrency slot, and every later run of it would be cancelled. To be called
    while no worker is at work. A run outlives a worker that was killed: one whose process lives goes on.
    """
    going_on = FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING, StateType.CANCELLING])
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs(flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=going_on)))
        leftover = [run for run in runs if not _lives(run.infrastructure_pid, run.id)]
        for run in leftover:
            client.set_flow_run_state(run.id, Crashed(message="Its worker was stopped while it ran."))
    return len(leftover)


def _lives(infrastructure_pid: str | None, flow_run_id: UUID) -> bool:
    """Whether the process of a run lives, told by what a process worker writes: the process's id.

    Ids are used again, after a restart of the machine or of a container the same ones first: where it can be
    read, the process's environment has to name the run.
    """
    try:
        pid = int(infrastructure_pid or "")
    except ValueError:
        return False
    if Path("/proc/self/environ").exists():
        try:
            environment = Path(f"/proc/{pid}/environ").read_bytes()
        except OSError:
            return False  # it is gone, or somebody else's
        # Of one that has ended, and that nobody has waited for, it is empty.
        return f"PREFECT__FLOW_RUN_ID={flow_run_id}".encode() in environment.split(b"\0")
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it lives, and is somebody else's
    return True


def await_worker(since: datetime, *, wait: float = 60.0) -> bool:
    """Whether a worker of the pool has told the server, after `since`, that it is there."""
    deadline = time.monotonic() + wait
    with get_client(sync_client=True) as client:
        while time.monotonic() < deadline:
            workers = client.read_workers_for_work_pool(POOL)
            if any(one.last_heartbeat_time and one.last_heartbeat_time >= since for one in workers):
                return True
            time.sleep(0.3)
    return False


def send_what_is_queued() -> None:
    """Hand over logs and task-run events that Prefect's client still holds, before its server is stopped.

    What is left goes out when the process ends, which then waits a minute for a server that is gone.
    """
    for worker in (APILogWorker, EventsWorker):
        worker.drain_all(timeout=10)


def deploy_all() -> None:
    """Register the work pool and all deployments of prefect.yaml. Raises DeployFailed.

    Runs are started where we are and by our Python, unless WARRAQ_ROOT and WARRAQ_PYTHON say otherwise. What
    was switched, made or paused by hand stays so, also if this was killed half-way and is called again: it is
    kept in a file of the data folder until it is put back.
    """
    unfinished = settings_or_exit().data_folder / "deploying.json"
    before = _of_a_killed_start(unfinished)
    if before is None:
        before = _deployments()
        unfinished.parent.mkdir(parents=True, exist_ok=True)
        partial = unfinished.with_suffix(".partial")
        partial.write_bytes(_AS_IT_WAS.dump_json(before))
        partial.replace(unfinished)
    where = {"WARRAQ_ROOT": str(Path.cwd()), "WARRAQ_PYTHON": shlex.quote(sys.executable)}
    try:
        _register_pool()
        command = [sys.executable, "-m", "prefect", "--no-prompt", *_DEPLOY]
        done = subprocess.run(command, capture_output=True, text=True, env=where | os.environ)
        if done.returncode != 0:
            raise DeployFailed(f"`prefect {' '.join(_DEPLOY)}` failed:\n{done.stdout}{done.stderr}")
    finally:
        _keep_what_was_done_by_hand(before)
        unfinished.unlink()


def _register_pool() -> None:
    """The work pool as `prefect work-pool create --overwrite` has it, without the seconds its start takes."""
    worker = import_module("prefect.workers.process").ProcessWorker  # jobs import us, and need none
    template = worker.get_default_base_job_template()
    pool = WorkPoolCreate(name=POOL, type=worker.type, base_job_template=template)
    with get_client(sync_client=True) as client:
        try:
            client.create_work_pool(pool, overwrite=True)
        except PrefectHTTPStatusError as error:
            raise DeployFailed(f"Prefect refused the work pool {POOL}: {error}") from error


def _of_a_killed_start(unfinished: Path) -> list[DeploymentResponse] | None:
    """Deployments as they were before a start that did not come to its end; None if each did."""
    try:
        return _AS_IT_WAS.validate_json(unfinished.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError:
        # The machine went down while it was written, or another version of Prefect wrote it.
        print(
            f"{unfinished} cannot be read and is left out: look in the UI whether schedules are on or off as "
            "you want them.",
            file=sys.stderr,
        )
        return None


def _deployments() -> list[DeploymentResponse]:
    with get_client(sync_client=True) as client:
        return client.read_deployments()


def _keep_what_was_done_by_hand(before: Sequence[DeploymentResponse]) -> None:
    """Schedules that were switched, or made, and deployments that were paused: whoever runs it decides.

    What prefect.yaml says of `active` is for the first time. A schedule without a slug is none of its own.
    """
    after = {deployment.id: deployment for deployment in _deployments()}
    with get_client(sync_client=True) as client:
        for old in before:
            if old.id not in after:
                continue
            new = after[old.id].schedules
            switched = {schedule.slug: schedule.active for schedule in old.schedules if schedule.slug}
            for schedule in new:
                if switched.get(schedule.slug or "", schedule.active) != schedule.active:
                    client.update_deployment_schedule(old.id, schedule.id, active=not schedule.active)
            ours = {schedule.id for schedule in new}
            made = [one for one in old.schedules if not one.slug and one.id not in ours]
            if made:
                client.create_deployment_schedules(
                    old.id,
                    [
                        DeploymentScheduleCreate(
                            schedule=one.schedule,
                            active=one.active,
                            max_scheduled_runs=one.max_scheduled_runs,
                            parameters=one.parameters,
                        )
                        for one in made
                    ],
                )
            if old.paused:
                client.pause_deployment(old.id)


def main() -> int:
    """All of it, on a server that is there already; may be repeated. Returns the exit code."""
    with get_client(sync_client=True) as client:
        client.upsert_global_concurrency_limit_by_name(WRITER_LIMIT, 1)
    deploy_all()
    automations = import_module("flows.automations")  # it needs what is deployed, not the other way round
    print("\n".join(automations.create_automations(settings_or_exit())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
