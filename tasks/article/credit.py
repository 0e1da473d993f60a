"""The line that says whose text an article is: «المصدر: صدى البلد», "Quelle: dpa"."""

from __future__ import annotations

import re

SOURCE_CREDIT = re.compile(
    r"^\W*(?:المصدر|المصادر|مصدر|منبع|ماخذ|המקור|מקור|source|quelle|fuente|fonte|bron|źródło|zdroj|kaynak|sumber|источник)"
    r"\s*[:：|]\s*(?P<name>\S.{0,60}?)\s*[.]?$",
    re.IGNORECASE,
)
