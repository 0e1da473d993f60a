"""Which notes of an alert count as written, on a real Prefect server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_SCENE = """
import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4
from flows.alone import own_server
from flows.settings import Settings
with own_server(Settings(), log_level="ERROR"):
    from prefect.client.orchestration import get_client
    from prefect.states import Completed, Crashed
    from flows import broken_runs
    from flows.note_alert import note_alert

    with get_client(sync_client=True) as client:
        flow = client.create_flow(note_alert)
        deployment = client.create_deployment(flow, name="alert")

        def note(state, name=None, **parameters):
            run = client.create_flow_run_from_deployment(deployment, parameters=parameters, name=name)
            client.set_flow_run_state(run.id, state, force=True)
            return run

        def again():
            return broken_runs.note_again(client, datetime.now(UTC))

        about = str(uuid4())
        note(Crashed(), title="a", flow_run=about)
        note(Completed(), "told before: a", title="a", flow_run=about)
        other = {"title": "b", "flow_run": about}
        third = client.create_flow_run_from_deployment(deployment, parameters=other)
        told = {"before": broken_runs.was_noted_before(client, third.id, UUID(about))}
        told["lost"] = [again(), again()]
        note(Completed(), title="silent")
        broken_runs._SAME_ALERT = timedelta(0)
        note(Crashed(), title="silent")
        told["later"] = [again(), again()]
    print(json.dumps(told))
"""


def test_a_note_counts_if_it_wrote_and_is_of_the_same_alert(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SCENE],
        cwd=ROOT,
        env=os.environ | {"WARRAQ_DATA_FOLDER": str(tmp_path), "WARRAQ_ROOT": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {"before": False, "lost": [1, 0], "later": [1, 0]}
