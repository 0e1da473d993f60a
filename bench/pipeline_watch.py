"""Watch a flow and all processes below it: processor time and memory, by what each process is there for."""

from __future__ import annotations

import os
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_EVERY = 0.5  # seconds between two looks; the kernel takes some milliseconds to add up a process's memory
_TICK = os.sysconf("SC_CLK_TCK")

Role = str
"""workers: read, extract, sketch and pack; server: Prefect's; flow: everything else, the loads among it."""


class FlowFailed(RuntimeError):
    """The flow that was watched ended with an error."""


@dataclass(slots=True)
class Watched:
    """What was seen of a flow, from its order to its end: seconds by the clock and of processors, MiB."""

    began: float  # of the epoch
    seconds: float = 0.0
    processor: float = 0.0
    peak: Counter[Role] = field(default_factory=Counter)  # in the moment in which all together were largest
    _looks: list[tuple[float, Counter[Role]]] = field(default_factory=list)

    def spent_since(self, at: float) -> Counter[Role]:
        """Processor seconds by role from a moment (of the epoch) until the end."""
        last = self._looks[-1][1]
        before = next((spent for looked, spent in reversed(self._looks) if looked <= at), Counter[Role]())
        return Counter({role: last[role] - before[role] for role in last})


def watch(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Watched:
    """Run a command in a folder until it ends, and look at its processes meanwhile. Raises FlowFailed."""
    before = os.times()
    watched = Watched(time.time())
    flow = subprocess.Popen(command, cwd=folder, env=dict(environment), stdout=subprocess.DEVNULL)
    roles: dict[int, Role] = {}
    spent: dict[int, float] = {}
    while flow.poll() is None:
        memory: Counter[Role] = Counter()
        for process in _tree(flow.pid):
            roles[process] = _role(process) or roles.get(process, "flow")
            spent[process] = max(spent.get(process, 0.0), _processor(process))
            memory[roles[process]] += round(_memory(process))
        if memory.total() > watched.peak.total():
            watched.peak = memory
        by_role: Counter[Role] = Counter()
        for process, seconds in spent.items():
            by_role[roles[process]] += seconds  # type: ignore[assignment]  # typeshed counts in whole numbers
        watched._looks.append((time.time(), by_role))
        time.sleep(_EVERY)
    if flow.returncode:
        raise FlowFailed(f"{' '.join(command)} ended with code {flow.returncode}.")
    after = os.times()
    watched.seconds = time.time() - watched.began
    watched.processor = (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
    return watched


def _tree(root: int) -> list[int]:
    """A process and all below it."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    return [process for process in parents if root in _above(process, parents)]


def _above(process: int, parents: Mapping[int, int]) -> Iterator[int]:
    while process:
        yield process
        process = parents.get(process, 0)


def _role(process: int) -> Role | None:
    """What a process is there for; None if it has ended."""
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes()
    except (OSError, ProcessLookupError):
        return None
    if b"LokyProcess" in command:
        return "workers"
    if b"with_parent.py" in command:
        return "server"
    return "flow" if command else None


def _memory(process: int) -> float:
    """MiB of a process that are its own, shared pages by their share (PSS); 0 if it has ended."""
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except (OSError, ProcessLookupError):
        pass
    return 0.0


def _processor(process: int) -> float:
    """Seconds of processor time of a process; 0 if it has ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (OSError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICK
