"""The automations of the project: what is done when a source, a load or a run goes wrong.

Made anew by `make up` and by `make automations`; those of other names are left alone, and one that was
switched off in the UI stays off.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from prefect.automations import AutomationCore, EventTrigger, Posture
from prefect.blocks.notifications import CustomWebhookNotificationBlock
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ActionTypes, ChangeFlowRunState, RunDeployment, SendNotification
from prefect.exceptions import ObjectNotFound
from prefect.types import SecretDict

from flows.alerts import EVENT, KINDS, teller
from flows.broken_runs import BROKEN, TELLERS, WATCHED
from flows.settings import Settings, settings_or_exit
from flows.told import NOTE
from tasks.stages import LOADED, WAREHOUSE

_NOTE = f"{NOTE}/alert"
_WEBHOOK = "warraq-alerts"
_HEARTBEATS_MISSED = timedelta(seconds=100)  # three, and some


class NoSuchBlock(RuntimeError):
    """WARRAQ_ALERT_BLOCK names a block that the server does not have."""


def create_automations(settings: Settings) -> list[str]:
    """Create or update all of them; gives their names. The deployments must be there. Raises NoSuchBlock."""
    with get_client(sync_client=True) as client:
        action = _Action(client, settings)
        automations = list(_automations(settings, action))
        for automation in automations:
            known = client.read_automations_by_name(automation.name)
            for one in known[:1]:
                # The client sends what was set by name only, and the server wants all.
                whole = automation.model_dump(mode="json", exclude={"owner_resource"}) | {
                    "enabled": one.enabled
                }
                client.update_automation(one.id, AutomationCore.model_validate(whole))
            if not known:
                client.create_automation(automation)
    return [automation.name for automation in automations]


def _automations(settings: Settings, action: _Action) -> Iterator[AutomationCore]:
    for kind in KINDS:
        yield AutomationCore(
            name=teller(kind),
            description="Told once by the flow watch-warehouse; the table alert has it until it is over.",
            trigger=EventTrigger(expect={f"{EVENT}{kind}"}, match={"prefect.resource.id": "warraq.source.*"}),
            actions=[
                action(
                    "{{ event.payload.title }}",
                    "{{ event.payload.sentence }}",
                    evidence="event.payload",
                    alert="{{ event.payload.alert }}",
                )
            ],
        )
    yield AutomationCore(
        name="warraq: nothing was loaded for too long",
        description="Each load sends an event; this one answers to their absence.",
        trigger=EventTrigger(
            expect={LOADED},
            match={"prefect.resource.id": WAREHOUSE},
            posture=Posture.Proactive,
            within=timedelta(hours=settings.fresh_hours),
        ),
        actions=[
            action(
                "Nothing was loaded for too long",
                f"No load for {settings.fresh_hours:g} hours. See in the UI whether runs of ingest-news are "
                "late, failed or switched off, and in the mart source_health which sources still answer.",
            )
        ],
    )
    yield AutomationCore(
        name=TELLERS[0],
        description="Told at once, by the event of its state.",
        trigger=EventTrigger(
            expect={"prefect.flow-run.Failed", "prefect.flow-run.Crashed"},
            match={"prefect.resource.id": "prefect.flow-run.*"},
            match_related={"prefect.resource.role": "flow", "prefect.resource.name": WATCHED},
        ),
        actions=[
            action(
                "{{ flow.name }}: the run {{ flow_run.name }} {{ flow_run.state.name | lower }}",
                _of_run("{{ flow_run.state.message }}", "{{ flow_run.id }}"),
                flow_run="{{ flow_run.id }}",
            )
        ],
    )
    yield AutomationCore(
        name=TELLERS[1],
        description="Seen by the flow watch-warehouse: a server that starts or stops misses its own events.",
        trigger=EventTrigger(expect={BROKEN}, match={"prefect.resource.id": "warraq.run.*"}),
        actions=[
            action(
                "{{ event.payload.title }}",
                _of_run("{{ event.payload.message }}", "{{ event.payload.flow_run }}"),
                flow_run="{{ event.payload.flow_run }}",
            )
        ],
    )
    yield AutomationCore(
        name="warraq: a run fell silent",
        description="A run whose process died with its worker sends no heartbeat: it is marked as crashed. "
        "For one that was over before its first heartbeat came this answers in vain: its state stays.",
        trigger=EventTrigger(
            after={"prefect.flow-run.heartbeat"},
            expect={
                "prefect.flow-run.heartbeat",
                *(
                    f"prefect.flow-run.{state}"
                    for state in ("Completed", "Failed", "Crashed", "Cancelled", "Suspended", "Paused")
                ),
            },
            match={"prefect.resource.id": "prefect.flow-run.*"},
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            within=_HEARTBEATS_MISSED,
        ),
        actions=[
            ChangeFlowRunState(
                name=None,
                state=StateType.CRASHED,
                message="No heartbeat: its process is gone, or its machine is.",
                force=False,
            )
        ],
    )


def _of_run(message: str, flow_run: str) -> str:
    return (
        f"{message} Its log is on its page: /runs/flow-run/{flow_run}. "
        "If it was cut short, what it had on disk is taken up by the next ingest-news."
    )


class _Action:
    """What an alert does: a notification where a block is configured, else the flow note-alert."""

    def __init__(self, client: SyncPrefectClient, settings: Settings) -> None:
        self._block = _block_id(client, settings)
        self._note = None if self._block else client.read_deployment_by_name(_NOTE).id

    def __call__(
        self, title: str, sentence: str, *, evidence: str | None = None, **about: str
    ) -> ActionTypes:
        """`title`, `sentence` and what it is `about` are templates; `evidence` is the name of what has it."""
        if self._block:
            figures = f"\n\n{{{{ {evidence}.evidence }}}}" if evidence else ""
            return SendNotification(block_document_id=self._block, subject=title, body=sentence + figures)
        parameters: dict[str, object] = {"title": _rendered(title), "sentence": _rendered(sentence)}
        if evidence:
            template = f"{{{{ {evidence}.evidence | tojson }}}}"
            parameters["evidence"] = {
                "__prefect_kind": "json",
                "value": {"__prefect_kind": "jinja", "template": template},
            }
        parameters |= {name: _rendered(template) for name, template in about.items()}
        return RunDeployment(
            source="selected", deployment_id=self._note, parameters=parameters, job_variables=None
        )


def _rendered(template: str) -> dict[str, str]:
    return {"__prefect_kind": "jinja", "template": template}


def _block_id(client: SyncPrefectClient, settings: Settings) -> UUID | None:
    """The notification block of the settings; a webhook's is made from its address, which it keeps secret."""
    if settings.alert_block:
        kind, _, name = settings.alert_block.partition("/")
        try:
            return client.read_block_document_by_name(name, kind).id
        except ObjectNotFound:
            raise NoSuchBlock(
                f"WARRAQ_ALERT_BLOCK names {settings.alert_block!r}, and there is no such block: make it in "
                "the UI under Blocks, and name it as type/name, such as slack-webhook/newsroom."
            ) from None
    if settings.alert_url is None:
        return None
    block = CustomWebhookNotificationBlock(
        name="Warraq",
        url="{{address}}",
        json_data={"subject": "{{subject}}", "body": "{{body}}", "text": "{{subject}}\n{{body}}"},
        headers=None,
        cookies=None,
        secrets=SecretDict({"address": settings.alert_url.get_secret_value()}),
    )
    return UUID(str(block.save(_WEBHOOK, overwrite=True)))


def main() -> int:
    """`make automations`, for a server that is there already; returns the exit code."""
    try:
        names = create_automations(settings_or_exit())
    except NoSuchBlock as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(names))
    return 0


if __name__ == "__main__":
    sys.exit(main())
