"""Decide about stories in the rows of the warehouse: it knows no story, and stories know no warehouse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from tasks.model import ChangedText, StoryText
from tasks.story import ReadTexts, Recall, Taken, compare_versions, decide_stories
from warehouse.load import (
    ChangeRow,
    Decide,
    DecisionRows,
    MemberRow,
    MergeRow,
    PairRow,
    Pairs,
    TextRow,
)


def deciding(recall: Recall) -> Decide:
    """The decision that loads ask for; with `recall`, what one has read of a text the next need not read."""

    def decide(
        texts: Iterable[TextRow],
        candidates: Pairs,
        changes: Sequence[ChangeRow],
        taken: Taken,
        read: ReadTexts,
    ) -> DecisionRows:
        decision = decide_stories(
            map(_story_text, texts),
            candidates,
            partial(recall.imprints, read=read),
            taken,
        )
        versions = compare_versions([ChangedText(**row) for row in changes])
        return DecisionRows(
            [MemberRow(*member) for member in decision.members],
            [MergeRow(*merge) for merge in decision.merges],
            [PairRow(*pair) for pair in (*decision.pairs, *versions)],
        )

    return decide


def _story_text(row: TextRow) -> StoryText:
    return StoryText(
        article_id=row.article_id,
        version_id=row.version_id,
        source=row.source,
        published_at=row.published_at,
        headline=row.headline,
        text=None,
        agency=row.agency,
        story_id=row.story_id,
        represents=row.represents,
        is_new=row.is_new,
        fingerprint=row.fingerprint,
    )
