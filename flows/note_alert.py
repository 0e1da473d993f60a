"""Note an alert where no notification block is configured: a line of the log, an artifact."""

from __future__ import annotations

import html
from typing import Any

from prefect import flow, get_run_logger

from flows.artifacts import publish_page
from flows.run import name_run

ALERTS = "alerts"
"""The key of the artifact: its history in the UI is the history of alerts."""


@flow(name="note-alert", flow_run_name="note alert")
def note_alert(title: str, sentence: str, evidence: dict[str, Any] = {}) -> None:  # noqa: B006 - as in the form
    """Write an alert to the log and to the artifact `alerts`. Automations start it; nobody else need.

    Args:
        title: What is wrong, in a few words.
        sentence: What is wrong, where, and what to do about it.
        evidence: The figures that it is told by.
    """
    get_run_logger().warning("%s. %s", title, sentence)
    lines = [f'## <span dir="auto">{html.escape(title)}</span>', ""]
    lines += [f'<div dir="auto">{html.escape(sentence)}</div>', ""]
    if evidence:
        lines += ["| | |", "|---|---|"]
        lines += [f"| {name.replace('_', ' ')} | {_cell(value)} |" for name, value in evidence.items()]
    publish_page(key=ALERTS, markdown="\n".join(lines), description=title)
    name_run(title)


def _cell(value: Any) -> str:
    return html.escape(" ".join(str(value).split())).replace("|", "&#124;")
