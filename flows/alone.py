"""Run one flow with a Prefect server of its own: `python -m flows.alone backfill_archive archive=pages`.

Prefect reads its settings when it is imported, so whatever imports it is imported once they name the server.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Any

from flows.interrupt import interruptible
from flows.parameters import WrongParameters
from flows.sentence import TOLD, leave_sentences_to_command
from flows.server import free_port, prefect_server, settings_for
from flows.settings import Settings, settings_or_exit

FLOWS = ("ingest_news", "backfill_archive", "reprocess_pages", "publish_report", "maintain_warehouse")

_USAGE = f"""usage: python -m flows.alone FLOW [name=value ...]
FLOW is one of {", ".join(FLOWS)}; a value is JSON (true, 10, ["sabah"]) or else a text."""


@contextmanager
def own_server(settings: Settings, *, log_level: str = "INFO") -> Iterator[str]:
    """A Prefect server for the length of the block, known to this process; gives the address of its UI.

    To be entered before anything imports Prefect. Raises flows.server.ServerDidNotStart.
    """
    with _served(settings, *_made_known(settings, log_level)) as address:
        yield address


def _made_known(settings: Settings, log_level: str) -> tuple[Path, int]:
    """Tell this process of the server that is to be, before Prefect is imported; gives its home and port."""
    home, port = (settings.data_folder / "prefect-alone").resolve(), free_port()
    os.environ |= settings_for(home, port) | {"PREFECT_LOGGING_LEVEL": log_level}
    return home, port


@contextmanager
def _served(settings: Settings, home: Path, port: int) -> Iterator[str]:
    Thread(target=_import, args=("flows.deploy",)).start()  # the server takes seconds
    with prefect_server(home, port, history_days=settings.history_days) as address:
        deploy = import_module("flows.deploy")
        deploy.create_writer_limit()
        try:
            yield address
        finally:
            deploy.send_what_is_queued()


def _import(module: str) -> None:
    with suppress(Exception):  # whoever asks for the module raises it again, where it can be told
        import_module(module)


def main(arguments: Sequence[str]) -> int:
    """Run the flow that `arguments` name and print what it returns; returns the exit code."""
    # Deployments have hyphens in their names.
    name, *pairs = [arguments[0].replace("-", "_"), *arguments[1:]] if arguments else [""]
    wrong = [f"{pair} is no name=value." for pair in pairs if "=" not in pair]
    if name and name not in FLOWS:
        wrong.append(f"{arguments[0]} is no flow that runs by itself.")
    if not name or wrong:
        print(*wrong, _USAGE, sep="\n", file=sys.stderr)
        return 2
    try:
        settings = settings_or_exit(writing=True)
        with interruptible():
            server = _made_known(settings, "INFO")
            flow = _checked(name, pairs)
            with _served(settings, *server):
                result = flow()
    except TOLD as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Stopped. What it had on disk is taken up by the next ingest_news.", file=sys.stderr)
        return 130  # as a shell has it
    # Of checks that nothing was found wrong is what one wants to read.
    if isinstance(result, Mapping) and (name == "maintain_warehouse" or any(result.values())):
        width = max(24, *map(len, result))
        for step, count in result.items():
            print(f"{step:{width}} {count}")
        if _is_all_lost(result):
            print("Nothing of it could be had; the warnings above say why.", file=sys.stderr)
            return 1
    elif isinstance(result, Mapping):
        print("There was nothing to do.")
    else:
        print(result)
    return 0


def parameters_in(pairs: Sequence[str], texts: Set[str]) -> dict[str, Any]:
    """What `name=value` pairs say; those in `texts` are no numbers, lists or the like ("archive=2026").

    Raises WrongParameters.
    """
    parameters: dict[str, Any] = {}
    for pair in pairs:
        key, _, text = pair.partition("=")
        try:
            value = json.loads(text)
            parameters[key] = text if key in texts and not isinstance(value, str) else value
        except json.JSONDecodeError as error:
            if text.startswith(("[", "{")) and key not in texts:
                raise WrongParameters(
                    f"{pair} is no JSON ({error}). A shell takes quotation marks out: '{key}=[\"one\"]'."
                ) from error
            parameters[key] = text
    return parameters


def _checked(name: str, pairs: Sequence[str]) -> Callable[[], Any]:
    """The flow with its parameters, to be run. Raises WrongParameters for what it does not take."""
    flow = getattr(import_module(f"flows.{name}"), name)
    exceptions = import_module("prefect.exceptions")
    properties = flow.parameters.properties
    parameters = parameters_in(pairs, {key for key, one in properties.items() if one.get("type") == "string"})
    names = list(properties)
    unknown = sorted(set(parameters) - set(names))
    if unknown:
        raise WrongParameters(f"{name} takes no {unknown[0]!r}; it takes {', '.join(names)}.")
    missing = [each for each in flow.parameters.required if each not in parameters]
    if missing:
        raise WrongParameters(f"{name} wants {missing[0]}=…, and it was not given.")
    # Prefect would log the same at length, and where it was raised, to whoever typed the command.
    logging.getLogger("prefect.flows").addFilter(lambda record: "validation failed" not in record.msg)
    leave_sentences_to_command()
    try:
        flow.validate_parameters(parameters)
    except exceptions.ParameterTypeError as error:
        what = "; ".join(_told(line.strip(" -")) for line in str(error).splitlines()[1:])
        what += " (a day is written as 2026-11-21)" if "valid date" in what else ""
        if what.startswith("sources.") and "other_sources" in properties:
            what += " (a source that no file of tasks/sites declares goes into other_sources)"
        raise WrongParameters(f"{name} cannot take this: {what}.") from error
    return partial(flow, **parameters)


def _told(wrong: str) -> str:
    """What is wrong with a parameter, with an example in the place of a pattern, which few can read."""
    name, _, what = wrong.partition(": ")
    example = _EXAMPLES.get(name.partition(".")[0])
    return f"{name}: One is written as {example}" if example and "match pattern" in what else wrong


_EXAMPLES = {"languages": '"ar" or "pt-BR"', "hosts": '"bbc.com"', "other_sources": '"harbour_test"'}


def _is_all_lost(totals: Mapping[str, int]) -> bool:
    """Whether a crawl or a backfill wanted something and has nothing, so that a schedule can tell."""
    lost = totals.get("failed", 0) + totals.get("seeds lost", 0)
    return lost > 0 and not any(totals.get(step, 0) for step in ("seeds read", "fetched", "unchanged"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
