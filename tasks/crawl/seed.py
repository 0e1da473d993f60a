"""What a seed says, whatever its format: addresses, newest first as far as it tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Entry:
    """An address that a seed announces."""

    url: str  # absolute, but otherwise as written
    headline: str | None = None
    at: datetime | None = None  # aware
    updated: datetime | None = None  # aware; when it changed after that


@dataclass(frozen=True, slots=True)
class Announcement:
    """A seed's entries in its own order, and a sentence on what was not read, if anything."""

    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[Entry, ...] = ()  # of an index of sitemaps: where to read on
    note: str | None = None


def dates_of(published: datetime | None, updated: datetime | None) -> tuple[datetime | None, datetime | None]:
    """An entry's date, which is when it was published if that is said; and when it changed after that."""
    if published is None:
        return updated, None
    return published, updated if updated and updated > published else None


def believed_updates(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries, without the times of change if it is one for all: then it is when the seed was made."""
    updates = {entry.updated for entry in entries}
    if len(entries) > 1 and len(updates) == 1:
        return tuple(replace(entry, updated=None) for entry in entries)
    return tuple(entries)


class UnreadableSeed(ValueError):
    """The body is not what the seed is declared to be; `reason` is a slug, the message a sentence."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def read_date(text: str, timezone: str) -> datetime | None:
    """An ISO 8601 / W3C date, of a day or to the second; without a zone it is taken to be in `timezone`."""
    try:
        date = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=ZoneInfo(timezone))


def clean_headline(text: str | None) -> str | None:
    """One line without needless spaces, cut at 500 characters; None if nothing is left."""
    writable = (text or "").encode("utf-8", "replace").decode()  # JSON can hold half a character: "\\ud83d"
    return " ".join(writable.split())[:500].strip() or None


def in_utc(date: datetime | None) -> datetime | None:
    """In UTC; None for a date that no clock in UTC can show (the year 1 with a zone east of it)."""
    try:
        return date and date.astimezone(UTC)
    except OverflowError:
        return None
