"""Say the report's own words, numbers and times in a language. Pure: no clock, no database."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol
from markupsafe import Markup, escape

from report.figure import NONE, Figure

LANGUAGES = ("en", "ar")

# The Arabic of Egypt has the digits ٠١٢; the plain locale "ar" has 012.
_LOCALES = {"en": "en_GB", "ar": "ar_EG"}
_DATED = {"day": ("%Y-%m-%d", "d MMM yyyy"), "month": ("%Y-%m", "MMMM yyyy"), "year": ("%Y", "yyyy")}
_UNITS = (("d", 86_400), ("h", 3_600), ("min", 60))


@dataclass(frozen=True)
class Language:
    """One language of the report.

    Names of months, plurals and separators are Babel's, from CLDR; it has no digits but those of ASCII, so
    these are ours.
    """

    code: str
    locale: Locale
    texts: dict[str, Any]

    @property
    def direction(self) -> str:
        return self.locale.text_direction

    def say(self, key: str, **values: Any) -> str:
        """The text of `section.name`; of several forms, that of the number `n`. Numbers become digits.

        Markup if a value is a figure or markup itself: the other values are escaped then. Raises KeyError
        for a text that the language lacks.
        """
        section, _, name = key.partition(".")
        text = self.texts[section][name]
        if isinstance(text, dict):
            n = values["n"]
            form = self.locale.plural_form(n.value if isinstance(n, Figure) else n)
            text = text.get(form, text["other"])
        shown = {
            name: self.number(value) if isinstance(value, int) else value for name, value in values.items()
        }
        if any(hasattr(value, "__html__") for value in shown.values()):
            return escape(text).format(**shown)
        return str(text).format(**shown)

    def figure(
        self,
        query: str,
        row: Mapping[str, Any],
        column: str,
        form: Literal["number", "percent", "duration"] = "number",
    ) -> Figure:
        """The number in this column of a row of `queries/<query>.sql`, shown in this form."""
        value = row[column]
        shown = "—" if value is None else getattr(self, form)(value)
        return Figure(value, f"{query}.{column}", shown)

    def named(self, section: str, name: str) -> str:
        """What a word of the warehouse (a step, a reason, a kind) is called; itself if nobody named it."""
        return str(self.texts[section].get(name.replace(" ", "_"), name.replace("_", " ")))

    def because(self, reason: str) -> str:
        """What it means that a page was refused for this reason, in a sentence; "" for an unknown one."""
        sentences = self.texts["because"]
        return str(sentences.get(reason) or (sentences["http"] if reason.startswith("http_") else ""))

    def tongue(self, code: str) -> str:
        """What a language (BCP 47) is called; its code if CLDR has no name for it."""
        try:
            return Locale.parse(code, sep="-").get_display_name(self.locale) or code
        except (ValueError, UnknownLocaleError):
            return code

    def number(self, value: float) -> str:
        return self.digits(
            format_decimal(value, format="#,##0.##", locale=self.locale, numbering_system="default")
        )

    def percent(self, share: float | None) -> str:
        return "—" if share is None else self.say("units.percent", count=self.number(round(100 * share)))

    def day(self, day: dt.date, *, year: bool = False) -> str:
        """As 24 Nov, or with the year 24 Nov 2026."""
        text = format_date(day, "d MMM yyyy" if year else "d MMM", locale=self.locale)
        return self.digits(text)

    def date(self, day: dt.date, *, year: bool = False) -> Markup:
        """The same with its machine-readable form beside it."""
        return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), self.day(day, year=year))

    def moment(self, at: dt.datetime | None) -> Markup:
        if at is None:
            return NONE
        text = self.digits(format_datetime(at, self.say("units.moment"), locale=self.locale))
        return Markup('<time datetime="{}">{}</time>').format(at.isoformat(), text)

    def published(self, at: dt.datetime, precision: str | None) -> Markup:
        """When an article was published, no more exactly than its page says.

        `precision` is that of `articles.published_precision`; for "first seen" or None, `at` is when the
        article was first seen, and is said to be.
        """
        if precision == "minute":
            return self.moment(at)
        if precision not in _DATED:
            return Markup("{} {}").format(self.say("room.undated"), self.moment(at))
        form, shown = _DATED[precision]
        text = self.digits(format_date(at, shown, locale=self.locale))
        return Markup('<time datetime="{}">{}</time>').format(at.strftime(form), text)

    def duration(self, seconds: float | None) -> str:
        """90 as "2 min", 7200 as "2 h"; with its sign."""
        if seconds is None:
            return "—"
        sign, seconds = ("−" if seconds < 0 else ""), abs(seconds)
        for unit, size in _UNITS:
            if seconds >= size:
                n = round(seconds / size)
                return self.say(f"units.{unit}", n=n, count=f"{sign}{self.number(n)}")
        return self.say("units.s", count=f"{sign}{self.number(round(seconds))}")

    def digits(self, text: str) -> str:
        """The text with the language's digits for those of ASCII."""
        return text.translate(str.maketrans("0123456789", self.texts["digits"]))

    def digits_of(self, expression: str) -> str:
        """An expression of Vega that gives the same text with the language's digits and separators.

        Vega formats numbers in ASCII, and can be given no other digits for one chart alone.
        """
        symbols = {",": get_group_symbol(self.locale, numbering_system="default")}
        symbols |= {"[.]": get_decimal_symbol(self.locale, numbering_system="default")}
        symbols |= {str(digit): self.digits(str(digit)) for digit in range(10)}
        for ours, theirs in symbols.items():
            if ours.strip("[]") != theirs:
                expression = f"replace({expression}, /{ours}/g, '{theirs}')"
        return expression


@cache
def language(code: str) -> Language:
    """The language of this code. Raises KeyError for one that is not in LANGUAGES."""
    texts = tomllib.loads((Path(__file__).parent / "languages" / f"{code}.toml").read_text("utf-8"))
    return Language(code, Locale.parse(_LOCALES[code]), texts)
