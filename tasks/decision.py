"""Decide about stories in the rows of the warehouse: it knows no story, and stories know no warehouse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from tasks.model import ChangedText, StoryText
from tasks.story import ReadTexts, Recall, Taken, compare_versions, decide_stories
from warehouse.load import ChangeRow, Decide, DecisionRows, Pairs, TextRow


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
            (StoryText(**row, text=None) for row in texts),
            candidates,
            partial(recall.imprints, read=read),
            taken,
        )
        versions = compare_versions([ChangedText(**row) for row in changes])
        members: list[Any] = [member._asdict() for member in decision.members]
        merges: list[Any] = [merge._asdict() for merge in decision.merges]
        pairs: list[Any] = [pair._asdict() for pair in (*decision.pairs, *versions)]
        return DecisionRows(members, merges, pairs)

    return decide
