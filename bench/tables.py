"""Put the figures of the extraction benchmark into Markdown tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bench.growth import steepest
from bench.truth import PageScores

SETS = {
    "scrapinghub": "article-extraction-benchmark",
    "fundus": "pages of 100+ news publishers",
    "rtl": "Arabic, Persian, Hebrew, Japanese pages",
}
_FIELDS = ("title", "date", "authors")

Row = Sequence[str]


def render(report: Mapping[str, Any]) -> str:
    """All tables of a report, for reading; `report` is what is printed as JSON."""
    labels, quality = report["extractors"], report["quality"]
    parts = ["## Quality in short, doubtful pages left out", _in_short(labels, quality)]
    for dataset, summaries in quality.items():
        pages = max(summary["pages"] for summary in summaries.values())
        parts += [f"## {SETS.get(dataset, dataset)}: {pages} pages", _quality(labels, summaries)]
    parts += ["## Pages without an article", _refusals(labels, report["refuse"])]
    timed = report["timed"]
    parts += [
        f"## Speed: {timed['pages']} pages of {timed['mean_bytes'] // 1000} KB on average",
        f"Processor time on one core, the best of {timed['rounds']} for each page.",
        _speed(labels, report["speed"]),
        "## Cost of large pages",
        _growth(report["growth"]),
        f"The most costly took {max(cost['seconds'] for cost in report['growth']):.2f} s.",
        "The cost of {} grows fastest, {:.1f} times as fast as the page.".format(*steepest(report["growth"])),
    ]
    parts += [f"Not measured: {name}: {reason}" for name, reason in report["not_measured"].items()]
    return "\n\n".join(parts) + "\n"


def list_worst(scored: Sequence[PageScores], count: int) -> str:
    """For each set the `count` pages with the lowest body F1, and as many with another field lost."""
    parts = []
    for dataset in dict.fromkeys(row.dataset for row in scored):
        rows = [row for row in scored if row.dataset == dataset and "body" in row.scores]
        worst = sorted(rows, key=lambda row: (_page_f1(row), row.page))[:count]
        header = ["body F1", "precision", "recall", "headline", "day", "minute", "authors F1", "page"]
        parts += [f"## Worst of {SETS.get(dataset, dataset)}", markdown(header, map(_page_row, worst))]
        for field in _FIELDS:
            lost = [row.page for row in rows if _is_lost(row, field)]
            if lost:
                more = f" and {len(lost) - count} more" if len(lost) > count else ""
                parts.append(f"{field} lost: {', '.join(lost[:count])}{more}")
    return "\n\n".join(parts) + "\n"


def markdown(header: Row, rows: Iterable[Row]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _in_short(labels: Mapping[str, str], quality: Mapping[str, Any]) -> str:
    """One row for a library, with the better body of its modes: the table that the field is known by.

    The fields are those of the set that has them on most pages.
    """
    modes: dict[str, list[str]] = {}
    for name, label in labels.items():
        if any(name in summaries for summaries in quality.values()):
            modes.setdefault(label.partition(",")[0], []).append(name)
    most = max(
        quality.values(),
        key=lambda found: sum(each.get("title", {}).get("pages", 0) for each in found.values()),
    )
    header = ["", *(f"{SETS.get(each, each)}: body F1 / below 0.5" for each in quality)]
    rows = []
    for library, names in modes.items():
        row = [f"{library}, best of its modes" if len(names) > 1 else labels[names[0]]]
        for found in quality.values():
            bodies = [found[name].get("body", {}) for name in names]
            best = max(bodies, key=lambda body: body.get("f1", -1.0))
            row.append(f"{_number(best.get('f1'))} / {_percent(best.get('below_half'))}")
        able: Mapping[str, Any] = next((most[name] for name in names if "title" in most[name]), {})
        title, date, authors = (able.get(field, {}) for field in _FIELDS)
        when = f"{_number(date.get('minute'))} ({_number(date.get('day'))})" if date else "–"
        rows.append([*row, _number(title.get("exact")), when, _number(authors.get("f1"))])
    return markdown([*header, "headline exact", "minute (day)", "authors F1"], rows)


def _quality(labels: Mapping[str, str], summaries: Mapping[str, Any]) -> str:
    header = ["", "body F1", "precision", "recall", "below 0.5", "headline", "day", "minute", "authors F1"]
    rows = []
    for name, summary in sorted(summaries.items(), key=lambda item: -item[1].get("body", {}).get("f1", 0)):
        body, title, date, authors = (summary.get(field, {}) for field in ("body", *_FIELDS))
        cells = [_number(body.get(key)) for key in ("f1", "precision", "recall")]
        cells += [_percent(body.get("below_half")), _number(title.get("exact"))]
        cells += [_number(date.get("day")), _number(date.get("minute")), _number(authors.get("f1"))]
        rows.append([labels[name], *cells, str(summary["refused"]), str(summary["failed"])])
    return markdown([*header, "refused", "of these failed"], rows)


def _refusals(labels: Mapping[str, str], refused: Sequence[Mapping[str, Any]]) -> str:
    names = dict.fromkeys(name for page in refused for name in page["answers"])
    return markdown(
        ["page", "what it is", *(labels[name] for name in names)],
        [[page["page"], page["kind"], *(page["answers"][name] for name in names)] for page in refused],
    )


def _speed(labels: Mapping[str, str], speeds: Mapping[str, Mapping[str, float]]) -> str:
    header = ["", "ms, median", "ms, mean", "× the floor, medians", "× the floor, means", "× ours", "failed"]
    rows = []
    for name, speed in sorted(speeds.items(), key=lambda item: item[1]["median_ms"]):
        times = [f"{speed[key]:.2f}" for key in ("median_ms", "mean_ms")]
        ratios = [f"{speed[key]:.1f}" for key in ("ratio", "ratio_of_means")]
        of_ours = f"{speed['median_ms'] / speeds['ours']['median_ms']:.1f}"
        rows.append([labels[name], *times, *ratios, of_ours, str(speed["failed"])])
    return markdown(header, rows)


def _growth(costs: Sequence[Mapping[str, Any]]) -> str:
    """Where the milliseconds for a megabyte stay the same from row to row, the cost is linear."""
    header = ["made of", "so much", "MB", "seconds", "ms a MB", "read as"]
    rows = []
    for cost in costs:
        figures = [f"{cost['megabytes']:.2f}", f"{cost['seconds']:.3f}"]
        each = f"{1000 * cost['seconds'] / cost['megabytes']:.0f}"
        rows.append([cost["kind"], cost["amount"], *figures, each, cost["answer"]])
    return markdown(header, rows)


def _page_row(row: PageScores) -> Row:
    tp, fp, fn = row.scores["body"]
    precision, recall = tp / (tp + fp) if tp + fp else 0, tp / (tp + fn) if tp + fn else 0
    title, date = row.scores.get("title"), row.scores.get("date", {})
    flags = [title and title[0], date.get("day"), date.get("minute")]
    marks = ["–" if flag is None else "yes" if flag else "no" for flag in flags]
    figures = [f"{each:.3f}" for each in (_page_f1(row), precision, recall)]
    return [*figures, *marks, _number(row.scores.get("authors")), row.page]


def _page_f1(row: PageScores) -> float:
    tp, fp, fn = row.scores["body"]
    return float(2 * tp / (2 * tp + fp + fn)) if tp + fp + fn else 1.0


def _is_lost(row: PageScores, field: str) -> bool:
    """Whether the truth has the field and ours is not right throughout."""
    match field, row.scores.get(field):
        case _, None:
            return False
        case "title", (exact, _):
            return not exact
        case "date", matches:
            return not all(matches[key] for key in ("day", "minute") if key in matches)
        case _, f1:
            return bool(f1 < 1)


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}%"
