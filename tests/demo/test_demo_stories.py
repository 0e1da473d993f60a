"""The stories that `demo.expected` tells of are those that story detection finds in its texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import combinations

import numpy as np

from demo.expected import expected_articles, expected_stories
from tasks.model import StoryText
from tasks.story import decide_stories

FIRST_SEEN = datetime(2026, 11, 23, tzinfo=UTC)


def test_story_detection_finds_the_stories_of_the_demo_web_and_no_other() -> None:
    articles = [
        StoryText(
            article_id=f"{one.page_url} {one.role}",
            version_id=f"{one.page_url} {one.role}",
            source=one.source,
            published_at=one.published_at or FIRST_SEEN,
            headline=one.headline,
            text=one.text,
            agency=one.agency,
        )
        for one in expected_articles(1)
    ]

    decision = decide_stories(articles, np.array(list(combinations(range(len(articles)), 2))))

    told = [{f"{url} {role}": kind for url, role, kind in story.members} for story in expected_stories()]
    found: dict[str, dict[str, str]] = {}
    for member in decision.members:
        found.setdefault(member.story_id, {})[member.article_id] = member.kind
    assert sorted(map(_settle, found.values())) == sorted(map(_settle, told))


def _settle(kinds: Mapping[str, str]) -> list[tuple[str, str]]:
    """Kinds by article; where one outlet has it twice, either may represent the other."""
    sources = {article_id.split("/")[2] for article_id in kinds}
    return sorted((one, kind if len(sources) > 1 else "any") for one, kind in kinds.items())
