"""What was refused, by reason, with the last pages of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from report.charts import draw_bars
from report.figure import Chart
from report.ink import LOST
from report.language import Language
from report.sections import Row, Tables
from report.text import distinct, name_of

_MOST_BARS = 15


def show(tables: Tables, lang: Language) -> dict[str, Any] | None:
    """The reasons, most first, each with its last pages."""
    reasons = tables.get("refusals", ())
    if not reasons:
        return None
    pages: dict[tuple[str, str], list[Row]] = {}
    for row in tables.get("rejections", ()):
        pages.setdefault((row["stage"], row["reason"]), []).append(row)
    groups = [{**row, "rows": pages.get((row["stage"], row["reason"]), [])} for row in reasons]
    return {"chart": _chart(reasons, lang), "groups": groups}


def _chart(reasons: Sequence[Row], lang: Language) -> Chart:
    shown = reasons[:_MOST_BARS]
    names = distinct(
        [
            name_of(
                f"{lang.named('reason', row['reason'])} · {lang.named('step', row['stage'])}",
                direction=lang.direction,
            )
            for row in shown
        ]
    )
    bars = [
        {"name": name, "count": row["count"], "shown": lang.number(row["count"]), "colour": LOST}
        for name, row in zip(names, shown, strict=True)
    ]
    return Chart(
        Markup(draw_bars(bars, lang, width=620)),  # noqa: S704 - vl-convert escapes the texts it draws
        lang.say("refused.label"),
        lang.say(
            "refused.say",
            most=names[0],
            n=lang.figure("totals_rejections", reasons[0], "count"),
        ),
        (
            (lang.say("runs.reason"), lang.say("runs.step"), lang.say("runs.count")),
            *(
                (
                    lang.named("reason", row["reason"]),
                    lang.named("step", row["stage"]),
                    lang.figure("totals_rejections", row, "count"),
                )
                for row in reasons
            ),
        ),
    )
