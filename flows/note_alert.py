"""Note an alert where no notification block is configured: a line of the log, an artifact."""

from __future__ import annotations

import html
from typing import Any
from uuid import UUID

from prefect import flow, get_run_logger, runtime
from prefect.client.orchestration import get_client

from flows.artifacts import publish_page
from flows.broken_runs import NOTE, TOLD_BEFORE, was_noted_before
from flows.run import name_run, outlast

ALERTS = "alerts"
"""The key of the artifact: its history in the UI is the history of alerts."""


@flow(name=NOTE, flow_run_name="note alert")
def note_alert(
    title: str,
    sentence: str,
    evidence: dict[str, Any] = {},  # noqa: B006 - as in the form
    flow_run: UUID | None = None,
) -> None:
    """Write an alert to the log and to the artifact `alerts`. Automations start it; nobody else need.

    An alert that another run notes already is left to that one.

    Args:
        title: What is wrong, in a few words.
        sentence: What is wrong, where, and what to do about it.
        evidence: The figures that it is told by.
        flow_run: The run that it is about, if it is about one.
    """
    if _is_told_already(flow_run):
        name_run(f"{TOLD_BEFORE}{title}")
        return
    get_run_logger().warning("%s. %s", title, sentence)
    lines = [f'## <span dir="auto">{html.escape(title)}</span>', ""]
    lines += [f'<div dir="auto">{html.escape(sentence)}</div>', ""]
    if evidence:
        lines += ["| | |", "|---|---|"]
        lines += [f"| {name.replace('_', ' ')} | {_cell(value)} |" for name, value in evidence.items()]
    publish_page(key=ALERTS, markdown="\n".join(lines), description=title)
    name_run(title)


def _is_told_already(about: UUID | None) -> bool:
    own = UUID(str(runtime.flow_run.id))
    with get_client(sync_client=True) as client:
        return outlast(lambda: was_noted_before(client, own, about))


def _cell(value: Any) -> str:
    return html.escape(" ".join(str(value).split())).replace("|", "&#124;")
