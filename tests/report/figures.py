"""Hold every number of a report to the rows of the queries that docs/warehouse.md shows."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
from selectolax.lexbor import LexborHTMLParser, LexborNode

from report.language import language
from warehouse.query import REPORT_BOUNDS, rows_of

_DOCS = Path(__file__).parents[2] / "docs" / "warehouse.md"

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by the name of their query."""

_NO_FIGURES = {
    r"\bp50\b|\bp95\b": "the usual names of two quantiles",
    r"\(4\d\d\)|\(5\d\d\)": "statuses of HTTP, by which Arabic names a reason",
}

# What stands in the words of a page, in markup, or in an element that is looked at by itself.
_LOOKED_AT_ELSEWHERE = "data, time, bdi, style, title, svg, code, .headline, .change"

_PERCENT = {"rate", "usual_rate", "kept", "containment", "containment_of_representative"}
_SECONDS = {"silent_seconds", "usual_seconds", "seconds_after", "median_seconds", "long_seconds"}
_SECONDS |= {"seconds_after_first"}
_UNITS = {"en": (("d",), ("h",), ("min",), ("s",)), "ar": (("يوم", "أيام", "يومًا"), ("س",), ("د",), ("ث",))}
_SIGNS = str.maketrans("٠١٢٣٤٥٦٧٨٩٫−", "0123456789.-", "٬,؜")


def documented() -> dict[str, str]:
    """The queries that docs/warehouse.md shows, by name."""
    text = _DOCS.read_text("utf-8")
    return dict(re.findall(r"`warehouse/queries/(\w+)\.sql`\n\n```sql\n(.*?)```", text, re.DOTALL))


def documented_rows(connection: duckdb.DuckDBPyConnection) -> Rows:
    """What the documented queries of the report give, asked as they are shown there."""
    return {
        name: rows_of(connection.execute(sql, REPORT_BOUNDS.get(name.removeprefix("report_"), {})))
        for name, sql in documented().items()
        if name.startswith(("report_", "totals"))
    }


def wrong_numbers(html: str, rows: Rows, code: str, made_at: dt.datetime) -> list[str]:
    """What the report says and no query does, a line for each."""
    tree = LexborHTMLParser(html)
    assert tree.body is not None
    return [
        *_wrong_figures(tree, rows, code),
        *_wrong_neighbours(tree, rows, code),
        *_wrong_times(tree, rows, made_at),
        *_wrong_alternatives(tree),
        *_wrong_drawings(tree),
        *_bare_numbers(tree),
    ]


def _wrong_figures(tree: LexborHTMLParser, rows: Rows, code: str) -> Iterator[str]:
    """Figures whose value is in no row of the query they name, or is not what is shown."""
    values: dict[tuple[str, str], dict[str, Any]] = {}
    for node in tree.css("data"):
        query, _, column = str(node.attributes["data-from"]).partition(".")
        if (query, column) not in values:
            found = [row[column] for row in rows.get(query, ()) if column in row]
            values[query, column] = {str(value): value for value in found}
        value = values[query, column].get(str(node.attributes["value"]))
        if value is None:
            yield f"{query}.{column} is nowhere {node.attributes['value']}"
        elif not _shows(node.text(), value, column, code):
            yield f"{query}.{column} is {value} and is shown as {node.text()}"


def _shows(shown: str, value: float, column: str, code: str) -> bool:
    shown = shown.translate(_SIGNS).rstrip(" ▲▼")
    if column in _PERCENT:
        return shown in (f"{round(100 * value)}%", f"{round(100 * value)}٪")
    if column in _SECONDS:
        sizes = (86_400, 3_600, 60, 1)
        unit, size = next(
            (pair for pair in zip(_UNITS[code], sizes, strict=True) if abs(value) >= pair[1]),
            (_UNITS[code][-1], 1),
        )
        return shown in {f"{round(value / size)} {form}" for form in unit}
    return float(shown) == round(value, 2)


def _wrong_neighbours(tree: LexborHTMLParser, rows: Rows, code: str) -> Iterator[str]:
    """Figures beside a name or a day with which no row of their query has them."""
    labelled = {query: [(row, _labels(row, code)) for row in of] for query, of in rows.items()}
    known = {query: set().union(*(labels for _, labels in of)) for query, of in labelled.items()}
    for line in tree.css("tbody tr, .members li, section > p.say, .figures li"):
        headings = line.parent.parent.css("thead th") if line.tag == "tr" and line.parent else []
        about = _names(line) if line.tag in ("tr", "li") else set()
        card = _card(line)
        about |= {name for head in card.css("h3") for name in _names(head)} if card else set()
        cells = line.css("th, td") if line.tag == "tr" else [line]
        outlets = {_plain(name.text()) for name in line.css(".name bdi")}
        seen: dict[str, dict[str, str]] = {}
        for place, cell in enumerate(cells):
            over = _names(headings[place]) if len(headings) == len(cells) else set()
            for node in cell.css("data"):
                query, _, column = str(node.attributes["data-from"]).partition(".")
                value = str(node.attributes["value"])
                wanted = (about | over) & known.get(query, set()) | outlets
                if not any(str(row.get(column)) == value and wanted <= of for row, of in labelled[query]):
                    yield f"{query}.{column} is not {value} for {sorted(wanted)}"
                seen.setdefault(query, {}).setdefault(column, value)
        for query, together in seen.items():
            if _comes_once(line, query):
                of = rows[query]
                if not any(all(str(row[name]) == value for name, value in together.items()) for row in of):
                    yield f"no row of {query} has {together}"


def _comes_once(line: LexborNode, query: str) -> bool:
    """Whether each column of the query stands in the line once: then it is one row."""
    columns = [node.attributes["data-from"] for node in line.css(f"data[data-from^='{query}.']")]
    return len(columns) == len({*columns})


def _card(node: LexborNode) -> LexborNode | None:
    """The card of a run or a story around the node."""
    at: LexborNode | None = node
    while at is not None and "card" not in str(at.attributes.get("class") or "").split():
        at = at.parent
    return at


def _names(node: LexborNode) -> set[str]:
    """Names and days that say which row this is."""
    times = {str(time.attributes["datetime"]) for time in node.css("time")}
    return (
        times
        | {_plain(name.text()) for name in node.css("th, .name bdi, .who bdi, .what > bdi")}
        | ({_plain(node.text())} if node.tag == "th" else set())
    )


def _labels(row: Mapping[str, Any], code: str) -> set[str]:
    """How a row is called on the page."""
    lang = language(code)
    labels = set()
    for column, value in row.items():
        if isinstance(value, dt.date | dt.datetime):
            labels.add(value.isoformat())
        elif isinstance(value, str):
            labels.add(_plain(value))
        if column in ("step", "field", "reason", "stage") and value is not None:
            labels.add(_plain(lang.named("step" if column == "stage" else column, value)))
    if row.get("place") and "outlets" in row and row.get("outlet") is None:
        labels.add(_plain(str(lang.say("count.others", n=row["outlets"]))))
    return labels


def _wrong_times(tree: LexborHTMLParser, rows: Rows, made_at: dt.datetime) -> Iterator[str]:
    """Days and times that are in no row."""
    known = {made_at.isoformat()}
    for of in rows.values():
        for row in of:
            known |= {value.isoformat() for value in row.values() if isinstance(value, dt.date | dt.datetime)}
    days = {day[:10] for day in known}
    for node in tree.css("time"):
        at = str(node.attributes["datetime"])
        # The columns of a month have its days, articles or not.
        if at not in known and not (len(at) == 10 and min(days) <= at <= max(days)):
            yield f"no row has the time {at}"
        numbers = re.findall(r"\d+", node.text().translate(_SIGNS))
        expected = dt.datetime.fromisoformat(at)
        if int(numbers[0]) != expected.day or (len(numbers) > 1 and int(numbers[1]) != expected.year):
            yield f"{at} is shown as {node.text()}"


def _wrong_alternatives(tree: LexborHTMLParser) -> Iterator[str]:
    """Texts in a drawing's place that differ from the sentence beside it; numbers in any other attribute."""
    for node in tree.css("figure"):
        spoken = _plain(str(node.attributes["aria-label"]).split(". ", 1)[1])
        section: LexborNode | None = node
        while section is not None and not any(
            _plain(said.text()).startswith(spoken) for said in section.css("p.say")
        ):
            section = section.parent if section.tag != "section" else None
        if section is None:
            yield f"a drawing is said to be: {spoken}"
    for node in tree.css("[aria-label]:not(figure), [title], [alt], [data-of]"):
        for name in ("aria-label", "title", "alt", "data-of"):
            if re.search(r"\d", _without_names(node.attributes.get(name) or "")):
                yield f"{name} says {node.attributes[name]}"


def _wrong_drawings(tree: LexborHTMLParser) -> Iterator[str]:
    """Numbers drawn beside a mark that are no figure of the section; axes have a scale of their own."""
    for section in tree.css("section"):
        shown = {_plain(node.text()).rstrip(" ▲▼") for node in section.css("data")}
        for drawn in section.css("figure svg .mark-text.role-mark text"):
            text = _plain(drawn.text())
            if re.search(r"\d", text) and text not in shown:
                yield f"{section.attributes['aria-labelledby']}: a drawing has {text}"


def _bare_numbers(tree: LexborHTMLParser) -> Iterator[str]:
    """Numbers in the text that say of no query to be of it."""
    for node in tree.css(_LOOKED_AT_ELSEWHERE):
        node.decompose()
    assert tree.body is not None
    text = _without_names(tree.body.text(separator=" "))
    yield from (f"no query gives: {found}" for found in re.findall(r".{0,30}\d.{0,30}", text))


def _without_names(text: str) -> str:
    """The text without what pages have written and what is no figure."""
    text = re.sub("[\u2066-\u2068].*?\u2069", "", text)
    for pattern in _NO_FIGURES:
        text = re.sub(pattern, "", text)
    return text


def _plain(text: str) -> str:
    return " ".join(text.split())
