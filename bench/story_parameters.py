"""Change the parameters of stories one at a time, and draw what each value is worth.

    python -m bench.story_parameters [--draw docs/images/story-parameters.svg] [--size 10000] [--seed 13]

Each value decides a made stream and the real Arabic articles of the yardstick (WARRAQ_BENCH, or
../shared/bench beside the repository) in memory, in loads of 1,000; the yardstick scores the answers. Some
three minutes. The last line printed is JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import altair
import numpy as np
import vl_convert

from bench.dedupe import BATCH, answer_in_memory, read_texts, write_answer
from bench.stories import Corpus, make_corpora, score_answer, yardstick_of_stories
from bench.tables import markdown
from report.ink import OTHER, colour_of
from tasks.model import StoryText

_WIDTH, _HEIGHT = 210, 130  # pixels of a panel
_PANELS_A_ROW = 3


class Parameter(NamedTuple):
    """What is changed: constants of modules, by their names, to each of the values."""

    title: str
    constants: Sequence[str]
    used: float
    values: Sequence[float]


PARAMETERS = (
    Parameter("one text: shared, of the shorter", ("LEAST_CONTAINMENT",), 0.5, (0.35, 0.4, 0.5, 0.6, 0.7)),
    Parameter("one text: shingles shared", ("LEAST_SHARED",), 10, (3, 5, 10, 15, 20, 30)),
    Parameter("related: shared, of the shorter", ("LEAST_RELATION",), 0.33, (0.2, 0.25, 0.33, 0.4, 0.5)),
    Parameter("edited: words kept", ("LEAST_KEPT",), 0.6, (0.4, 0.5, 0.6, 0.7, 0.8)),
    Parameter("edited: words replaced", ("MOST_REPLACED",), 0.2, (0.05, 0.1, 0.2, 0.3, 0.4)),
    Parameter("stock phrase: on so many days", ("LEAST_DAYS",), 4, (2, 3, 4, 5, 7)),
    Parameter("in stock: share of a text", ("LEAST_IN_STOCK",), 0.8, (0.5, 0.6, 0.7, 0.8, 0.9)),
    Parameter("window, days", ("WINDOW_DAYS",), 3, (1, 2, 3, 4, 6)),
    Parameter("words of a shingle", ("_WORDS", "_RUN"), 3, (2, 3, 4, 5)),
    Parameter("sketch: one shingle in", ("_HIGHEST",), 8, (8, 12, 16, 24, 32)),
)
# Each has constants of its own, or took them from another by name.
_MODULES = ("shingle", "sketch", "sift", "stock", "verify", "library", "cluster", "overlap")


class Scores(NamedTuple):
    """What a value is worth: of the made stream, and of the labelled real pairs."""

    synthetic_f1: float
    falsely_linked: float
    real_f1: float
    real_precision: float  # one event counted as right


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--draw", type=Path, help="where the curves go (SVG)")
    parser.add_argument("--size", type=int, default=10_000, help="documents of the made stream")
    parser.add_argument("--seed", type=int, default=13, help="of the made stream")
    args = parser.parse_args()
    yardstick = yardstick_of_stories()
    if yardstick is None:
        print("Nothing measured: neither WARRAQ_BENCH nor ../shared/bench holds the yardstick.")
        print(json.dumps({"bench": "story parameters", "skipped": "no yardstick"}))
        return
    sys.path.insert(0, str(yardstick))
    with tempfile.TemporaryDirectory(prefix="warraq-parameters-") as name:
        made, real = make_corpora(yardstick, Path(name), [args.size], args.seed, short=False)
        texts = {corpus: read_texts(corpus.documents, corpus.lang) for corpus in (made, real)}
        found: dict[str, dict[float, Scores]] = {}
        for parameter in PARAMETERS:
            found[parameter.title] = {}
            for value in parameter.values:
                with changed(parameter, value):
                    found[parameter.title][value] = _worth(made, real, texts, Path(name))
            print(f"### {parameter.title}\n\n{_table(parameter, found[parameter.title])}\n", flush=True)
    if args.draw:
        args.draw.write_text(draw(found), encoding="utf-8")
    print(json.dumps({"bench": "story parameters", "found": _plain(found)}))


@contextmanager
def changed(parameter: Parameter, value: float) -> Iterator[None]:
    """Put the value wherever a module has taken one of the constants."""
    names = [f"tasks.story.{name}" for name in _MODULES] + ["bench.story_memory"]
    places = [
        (sys.modules[module], constant)
        for module in names
        for constant in parameter.constants
        if hasattr(sys.modules[module], constant)
    ]
    if not places:
        raise LookupError(f"no module has {' or '.join(parameter.constants)}")
    before = [getattr(module, constant) for module, constant in places]
    put: Any = np.uint64((1 << 64) // int(value) - 1) if "_HIGHEST" in parameter.constants else value
    for module, constant in places:
        setattr(module, constant, put)
    try:
        yield
    finally:
        for (module, constant), old in zip(places, before, strict=True):
            setattr(module, constant, old)


def _worth(made: Corpus, real: Corpus, texts: Mapping[Corpus, list[StoryText]], folder: Path) -> Scores:
    scored = []
    for corpus in (made, real):
        _, rows = answer_in_memory(texts[corpus], BATCH)
        write_answer(folder / "answer.jsonl", rows)
        scored.append(score_answer(corpus, folder / "answer.jsonl"))
    synthetic, judged = scored
    return Scores(
        synthetic["f1"],
        synthetic["falsely_linked"],
        judged["f1"]["value"],
        judged["precision_lenient"]["value"],
    )


def _table(parameter: Parameter, found: Mapping[float, Scores]) -> str:
    rows = [
        (
            f"**{value:g}**" if value == parameter.used else f"{value:g}",
            f"{scores.synthetic_f1:.3f}",
            f"{100 * scores.falsely_linked:.2f}%",
            f"{scores.real_f1:.3f}",
            f"{scores.real_precision:.3f}",
        )
        for value, scores in found.items()
    ]
    return markdown(("value", "synthetic F1", "falsely linked", "real F1", "one event right"), rows)


def draw(found: Mapping[str, Mapping[float, Scores]]) -> str:
    """The SVG of the curves: a panel for each parameter, F1 of both corpora over its values."""
    panels = [_panel(parameter, found[parameter.title]) for parameter in PARAMETERS]
    rows = [
        altair.hconcat(*panels[start : start + _PANELS_A_ROW])
        for start in range(0, len(panels), _PANELS_A_ROW)
    ]
    chart = altair.vconcat(*rows).configure(background="white", font="sans-serif", padding=12)
    svg: str = vl_convert.vegalite_to_svg(chart.to_json(), allowed_base_urls=[])
    return svg


def _panel(parameter: Parameter, found: Mapping[float, Scores]) -> Any:
    lines = {"made stream": "synthetic_f1", "real articles": "real_f1"}
    points = [
        {"value": value, "line": line, "f1": max(getattr(scores, field), _LEAST_F1)}
        for value, scores in found.items()
        for line, field in lines.items()
    ]
    colour = altair.Color(
        "line:N",
        title=None,
        scale=altair.Scale(domain=list(lines), range=[colour_of(0), colour_of(1)]),
        legend=altair.Legend(orient="bottom", symbolOpacity=1),
    )
    values = altair.Axis(values=list(parameter.values), format="~g", labelFlush=False)
    scale = altair.Scale(type="log" if parameter.values[-1] > 10 else "linear", zero=False, nice=False)
    curves = (
        altair.Chart(altair.InlineData(values=points), title=parameter.title)
        .mark_line(point=True)
        .encode(
            x=altair.X("value:Q", title=None, scale=scale, axis=values),
            y=altair.Y("f1:Q", title="F1", scale=altair.Scale(domain=[_LEAST_F1, 1.0])),
            color=colour,
        )
    )
    used = (
        altair.Chart(altair.InlineData(values=[{"value": parameter.used}]))
        .mark_rule(strokeDash=[4, 3], color=OTHER)
        .encode(x=altair.X("value:Q", scale=scale))
    )
    return (used + curves).properties(width=_WIDTH, height=_HEIGHT)


_LEAST_F1 = 0.85  # what is below stands on the axis


def _plain(found: Mapping[str, Mapping[float, Scores]]) -> dict[str, dict[str, dict[str, float]]]:
    return {
        title: {f"{value:g}": scores._asdict() for value, scores in of_value.items()}
        for title, of_value in found.items()
    }


if __name__ == "__main__":
    main()
