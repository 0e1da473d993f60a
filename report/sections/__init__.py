"""The sections of the report: each module turns its rows into what its template shows, or None for none."""

from collections.abc import Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]
"""Rows by section, as `warehouse.query.report_tables` gives them; a section may be missing."""
