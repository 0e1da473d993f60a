"""Rows for reports under test, as warehouse.query.report_tables gives them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

MADE_AT = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)

Tables = dict[str, list[dict[str, Any]]]

HOSTILE = (
    "<script>document.title = 'taken'</script>",
    '"><img src=x onerror="document.title = 1">',
    "\u202eكشف المستور\u202e <b>غليظ",
    "م" * 10_000,
    "{{ 7 * 7 }} 👩‍👩‍👧‍👦 \x00 ]]> &amp;",
)


def source(name: str, outlet: str, **said: Any) -> dict[str, Any]:
    """A row of the section sources."""
    return {
        "source": name,
        "outlet": outlet,
        "health": "live",
        "last_article_at": MADE_AT,
        "last_asked_at": MADE_AT,
        "silent_seconds": 60.0,
        "usual_seconds": 3600.0,
        "articles": 1,
        "pages": 2,
        "refused": 0,
    } | said


def volume(name: str, outlet: str, day: date | None, articles: int = 1) -> dict[str, Any]:
    """A row of the section volume."""
    return {
        "day": day,
        "source": name,
        "outlet": outlet,
        "articles": articles,
        "own_texts": articles,
        "shared_texts": 0,
    }


def member(story: str, place: int, outlet: str, headline: str, **said: Any) -> dict[str, Any]:
    """A row of the section members."""
    return {
        "story_id": story,
        "members": 2,
        "carried_as": place,
        "outlet": outlet,
        "headline": headline,
        "url": f"https://news.example/{story}/{place}",
        "kind": "representative" if place == 1 else "near",
        "published_at": MADE_AT,
        "seconds_after_first": 3600.0 * (place - 1),
        "containment": 1.0,
        "containment_of_representative": 0.4,
        "reason": "came first",
        "article_id": f"article-{story}-{place}",
        "corrections": 0,
    } | said


def tables(texts: tuple[str, ...] = ("صباح البلدات", "The Harbour Ledger")) -> Tables:
    """A small warehouse in which every text that a page could write is one of `texts`."""
    day = MADE_AT.date()
    return {
        "totals": [
            {
                "outlets": len(texts),
                "pages": 9,
                "articles": 7,
                "corrected": 1,
                "stories": 1,
                "members": {"near": 1, "representative": 1},
                "rejections": [{"stage": "fetch", "reason": "http_404", "count": len(texts)}],
            }
        ],
        "sources": [source(f"s{at}", text) for at, text in enumerate(texts)],
        "volume": [volume(f"s{at}", text, day - timedelta(days=at), at + 1) for at, text in enumerate(texts)],
        "funnel": [
            {"started_at": MADE_AT, "flow": "ingest-news", "run_id": "1", "step": step, "count": count}
            for step, count in (("articles", 7), ("due", 9), ("failed", 2), ("fetched", 7))
        ],
        "members": [member("1", at, text, text) for at, text in enumerate(texts, start=1)],
        "syndication": [
            {
                "origin": texts[0],
                "carrier": text,
                "texts": 1,
                "exact_copies": 0,
                "edited_copies": 1,
                "excerpts": 0,
                "seconds_after": None,
                "kept": 0.9,
                "credited": 0,
                "in_all": len(texts) - 1,
            }
            for text in texts[1:]
        ],
        "corrections": [
            {
                "outlet": text,
                "seen_at": None,
                "headline": text,
                "old_headline": "before " + text,
                "new_headline": text,
                "url": "javascript:alert(1)",
                "changed_by": "outlet",
                "article_id": "1",
                "removed": [{"kind": "paragraph", "text": f"{text} one"}],
                "added": [{"kind": "paragraph", "text": f"{text} two"}],
                "in_all": len(texts),
            }
            for text in texts
        ],
        "rejections": [
            {
                "stage": "fetch",
                "reason": "http_404",
                "outlet": None,
                "url": "javascript:" + text,
                "detail": text,
                "last_at": None,
                "archived_fetch_id": None,
            }
            for text in texts
        ],
    }
