"""What a Prefect server must have before a flow can run: writer limit, work pool, deployments."""

from __future__ import annotations

import subprocess
import sys

from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import StateType
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker
from prefect.states import Crashed

from tasks.stages import WRITER_LIMIT

POOL = "warraq"


class DeployFailed(RuntimeError):
    """Prefect refused a deployment; the message has its words."""


def create_writer_limit() -> None:
    """Let one load run at a time. To be called before any flow is started on a server of our own.

    A load that was killed keeps its slot, and a restarted server has forgotten the lease that would free it.
    """
    with get_client(sync_client=True) as client:
        client.upsert_global_concurrency_limit_by_name(WRITER_LIMIT, 1)
        client.update_global_concurrency_limit(WRITER_LIMIT, GlobalConcurrencyLimitUpdate(active_slots=0))


def end_leftover_runs() -> int:
    """End the runs that a stopped server still takes for running; gives their number.

    Each holds its deployment's concurrency slot, and every later run of it would be cancelled. To be called
    before a worker is started on a server that has no other.
    """
    going_on = FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING, StateType.CANCELLING])
    with get_client(sync_client=True) as client:
        leftover = client.read_flow_runs(
            flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=going_on))
        )
        for run in leftover:
            client.set_flow_run_state(run.id, Crashed(message="Its worker was stopped while it ran."))
    return len(leftover)


def send_what_is_queued() -> None:
    """Hand over logs and task-run events that Prefect's client still holds, before its server is stopped.

    What is left goes out when the process ends, which then waits a minute for a server that is gone.
    """
    for worker in (APILogWorker, EventsWorker):
        worker.drain_all(timeout=10)


def deploy_all() -> None:
    """Register the work pool and all deployments of prefect.yaml. Raises DeployFailed."""
    for arguments in (("work-pool", "create", POOL, "--type", "process", "--overwrite"), ("deploy", "--all")):
        command = [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise DeployFailed(f"`prefect {' '.join(arguments)}` failed:\n{done.stdout}{done.stderr}")
