"""Rows for reports under test, as warehouse.query.report_tables gives them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

MADE_AT = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
ROOM = "http://127.0.0.1:4280"

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
        "thirty_days": [0] * 29 + [1],
        "in_all": 2,
        "more": 0,
        "live": 2,
        "late": 0,
        "silent": 0,
        "blocked": 0,
        "too_new": 0,
        "from_archives": 0,
        "no_articles": 0,
    } | said


def volume(outlets: Sequence[str], days: int = 30) -> list[dict[str, Any]]:
    """Rows of the section volume: one article of each outlet on the last day."""
    last = MADE_AT.date()
    return [
        {
            "day": last - timedelta(days=back),
            "place": place,
            "outlet": outlet,
            "outlets": 1,
            "articles": 0 if back else 1,
            "articles_of_day": 0 if back else len(outlets),
            "articles_of_month": len(outlets),
            "days": 1,
            "most": len(outlets),
            "peak_day": last,
            "last_day": last,
            "elsewhere": 0,
        }
        for back in reversed(range(days))
        for place, outlet in enumerate(outlets, start=1)
    ]


def of_day(name: str, outlet: str, back: int, **said: Any) -> dict[str, Any]:
    """A row of the section days: one article, so many days before the last."""
    return {
        "source": name,
        "outlet": outlet,
        "place": 1,
        "day": MADE_AT.date() - timedelta(days=back),
        "articles": 1,
        "mean_articles": 1.0,
        "is_gap": False,
        "is_early": False,
        "beyond": None,
        "gaps": 0,
        "above": 0,
        "below": 0,
        "early": 0,
        "outlets": 1,
        "outlets_shown": 1,
    } | said


def member(story: str, place: int, outlet: str, headline: str, **said: Any) -> dict[str, Any]:
    """A row of the section members."""
    return {
        "story_id": story,
        "members": 2,
        "place": 1,
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
        "more": 0,
        "more_stories": 0,
        "first_outlet": outlet,
        "first_times": 1,
    } | said


def tables(texts: tuple[str, ...] = ("صباح البلدات", "The Harbour Ledger")) -> Tables:
    """A small warehouse in which every text that a page could write is one of `texts`."""
    return {
        "totals": [
            {
                "outlets": len(texts),
                "pages": 9,
                "articles": 7,
                "corrected": 1,
                "stories": 1,
                "stories_of_several_outlets": 1,
                "exact_copies": 0,
                "edited_copies": 1,
                "indirect_copies": 0,
                "excerpts": 0,
                "refused": len(texts),
            }
        ],
        "refusals": [{"stage": "fetch", "reason": "http_404", "count": len(texts)}],
        "sources": [source(f"s{at}", text) for at, text in enumerate(texts)],
        "volume": volume(texts),
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
                "indirect_copies": 0,
                "excerpts": 0,
                "seconds_after": None,
                "kept": 0.9,
                "credited": 0,
                "more": 0,
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
                "more": 0,
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
                "fetch_id": None,
                "archived_fetch_id": None,
                "more": 0,
            }
            for text in texts
        ],
    }
