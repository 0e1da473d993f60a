"""Note an alert where no notification block is configured: a line of the log, an artifact."""

from __future__ import annotations

import html
from typing import Annotated, Any
from uuid import UUID

from prefect import flow, get_run_logger, runtime
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.artifacts import publish_page
from flows.parameters import titled
from flows.run import name_run, outlast
from flows.settings import read_settings
from flows.told import LEFT, NOTE, was_noted_before

ALERTS = "alerts"
"""The key of the artifact: its history in the UI is the history of alerts."""


@flow(name=NOTE, flow_run_name="note alert")
def note_alert(
    title: Annotated[str, titled("Title")],
    sentence: Annotated[str, titled("Sentence")],
    # The form shows an object where the default is one, and nothing here changes it.
    evidence: Annotated[dict[str, Any], titled("Evidence")] = {},  # noqa: B006
    flow_run: Annotated[UUID | None, titled("Flow run")] = None,
    alert: Annotated[str | None, titled("Alert")] = None,
) -> State[None] | None:
    """Write an alert to the log and to the artifact `alerts`. Automations start it; nobody else need.

    An alert that another run notes already is left to that one.

    Args:
        title: What is wrong, in a few words.
        sentence: What is wrong, where, and what to do about it.
        evidence: The figures that it is told by.
        flow_run: The run that it is about, if it is about one.
        alert: The alert of the warehouse that it is about, if it is about one: its kind, subject and time.
    """
    if _is_told_already(str(flow_run) if flow_run else alert or None):
        name_run(f"told before: {title}")
        return Completed(name=LEFT, message="Another run of note-alert is about the same.")
    get_run_logger().warning("%s. %s", title, sentence)
    lines = [f'## <span dir="auto">{html.escape(title)}</span>', ""]
    lines += [f'<div dir="auto">{html.escape(sentence)}</div>', ""]
    if evidence:
        lines += ["| | |", "|---|---|"]
        lines += [f"| {name.replace('_', ' ')} | {_cell(value)} |" for name, value in evidence.items()]
    if flow_run:
        lines += ["", f"[Its page, with its log](/v2/runs/flow-run/{flow_run})"]
    publish_page(key=ALERTS, markdown="\n".join(lines), description=title)
    name_run(title)
    return None


def _is_told_already(subject: str | None) -> bool:
    own, history = UUID(str(runtime.flow_run.id)), read_settings().history_days
    with get_client(sync_client=True) as client:
        return outlast(lambda: was_noted_before(client, own, subject, history_days=history))


def _cell(value: Any) -> str:
    return html.escape(" ".join(str(value).split())).replace("|", "&#124;")
