"""Decide which articles are one story: who joins whom, who stands for all, and which stories are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tasks.fold import fold
from tasks.identity import identify
from tasks.model import MemberKind, StoryMember, StoryMerge, StoryText
from tasks.story.agency import is_own_agency
from tasks.story.shingle import shingles_of_folded
from tasks.story.stock import stock_shingles, without
from tasks.story.verify import (
    LEAST_CONTAINMENT,
    LEAST_RELATION,
    LEAST_SHARED,
    Evidence,
    compare,
    has_in_common,
)

# Of a story with more members these, the earliest, are compared with a newcomer: the cost stays bounded.
_MOST_COMPARED = 48


@dataclass(frozen=True, slots=True)
class VerifiedPair:
    """Two articles with one text, whether or not they are in one story: a roundup and what it holds."""

    left: str  # article_id; the lesser of the two
    right: str
    kind: MemberKind  # exact | near | excerpt
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class StoryDecision:
    """The stories after a batch. Everything is sorted, so that equal input gives an equal decision."""

    members: tuple[StoryMember, ...]  # all members of all stories that have two or more, by story and article
    merges: tuple[StoryMerge, ...]  # by the story that ends
    pairs: tuple[VerifiedPair, ...]  # the candidates that passed, by left and right


def decide_stories(texts: Sequence[StoryText], candidates: Sequence[tuple[str, str]]) -> StoryDecision:
    """Verify `candidates` on the full texts and put the articles into stories.

    `texts` holds the new articles, their candidates, and every present member of the stories that those
    belong to, with its `story_id`. The order of either argument does not matter. A present story never
    loses a member: it grows, or ends in another one. Raises ValueError if an article is given twice, KeyError
    if a candidate is not among the texts.
    """
    library = _Library(texts)
    pairs = library.verify(candidates)
    shelf = _Shelf(library, pairs)
    for article_id in library.in_time_order:
        if library.text(article_id).story_id is None:
            shelf.place(article_id)
    stories = [story for story in shelf.stories() if len(story.members) > 1]
    roundups = shelf.roundups()
    members = [member for story in stories for member in _describe(story, library, roundups)]
    merges = [merge for story in stories for merge in _merges(story, library)]
    return StoryDecision(
        tuple(sorted(members, key=lambda member: (member.story_id, member.article_id))),
        tuple(sorted(merges, key=lambda merge: merge.story_id)),
        tuple(pairs),
    )


class _Library:
    """The texts of one decision, each folded once, each two different texts compared once.

    Stock phrases are learned from the texts at hand, so which they are depends on the batch.
    """

    def __init__(self, texts: Iterable[StoryText]) -> None:
        self._texts: dict[str, StoryText] = {}
        self._folded: dict[str, str] = {}
        for text in texts:
            if text.article_id in self._texts:
                raise ValueError(f"article {text.article_id} is given twice")
            self._texts[text.article_id] = text
            self._folded[text.article_id] = fold(text.text)
        self._shingles = {folded: shingles_of_folded(folded) for folded in set(self._folded.values())}
        stock = stock_shingles(
            (text.published_at.astimezone(UTC).date(), self._shingles[self._folded[article_id]])
            for article_id, text in self._texts.items()
        )
        self._telling = {folded: without(hashes, stock) for folded, hashes in self._shingles.items()}
        self._evidence: dict[tuple[str, str], tuple[Evidence, Evidence]] = {}
        self.in_time_order = sorted(self._texts, key=self.time)

    def text(self, article_id: str) -> StoryText:
        return self._texts[article_id]

    def time(self, article_id: str) -> tuple[datetime, str]:
        return self._texts[article_id].published_at, article_id

    def size(self, article_id: str) -> int:
        """Distinct shingles."""
        return self._shingles[self._folded[article_id]].size

    def verify(self, candidates: Iterable[tuple[str, str]]) -> list[VerifiedPair]:
        """The candidates that are one text, each once."""
        ordered = sorted({(min(pair), max(pair)) for pair in candidates if pair[0] != pair[1]})
        return [
            VerifiedPair(left, right, self.kind(left, right), self.evidence(left, right))
            for left, right in ordered
            if self.is_one_text(left, right)
        ]

    def is_one_text(self, left: str, right: str) -> bool:
        if self._folded[left] == self._folded[right]:
            return self._identifies(left, right)
        return self._have_in_common(LEAST_CONTAINMENT, left, right)

    def is_related(self, left: str, right: str) -> bool:
        return self._folded[left] == self._folded[right] or self._have_in_common(LEAST_RELATION, left, right)

    def _have_in_common(self, share: float, left: str, right: str) -> bool:
        one, other = sorted((self._folded[left], self._folded[right]))
        return has_in_common(share, *self._compared(one, other))

    def kind(self, left: str, right: str) -> MemberKind:
        if self._folded[left] == self._folded[right]:
            return "exact"
        return self.evidence(left, right).likeness

    def evidence(self, left: str, right: str) -> Evidence:
        """Of the left article against the right one."""
        one, other = self._folded[left], self._folded[right]
        if one > other:
            return self._compared(other, one)[0].turned()
        return self._compared(one, other)[0]

    def _compared(self, one: str, other: str) -> tuple[Evidence, Evidence]:
        """With all shingles, and without stock phrases."""
        known = self._evidence.get((one, other))
        if known is None:
            evidence = telling = compare(self._shingles[one], self._shingles[other])
            left, right = self._telling[one], self._telling[other]
            if left is not self._shingles[one] or right is not self._shingles[other]:
                telling = compare(left, right)
            known = self._evidence[one, other] = evidence, telling
        return known

    def _identifies(self, left: str, right: str) -> bool:
        """Whether equal texts are long enough to be one by intent, not "Watch the video" twice."""
        size = self.size(left)
        if size >= LEAST_SHARED:
            return True
        return size >= 5 and fold(self._texts[left].headline) == fold(self._texts[right].headline)


@dataclass(eq=False, slots=True)
class _Story:
    """A story in the making; one member is a story, too."""

    members: list[str]  # in time order
    story_id: str | None = None  # None: not a story in the warehouse yet
    ended: tuple[tuple[str, str], ...] = ()  # present stories that go on in it, each with who showed it

    @property
    def anchor(self) -> str:
        """The earliest member: what the others are compared with."""
        return self.members[0]


class _Shelf:
    """The stories so far, and which one each article is in."""

    def __init__(self, library: _Library, pairs: Iterable[VerifiedPair]) -> None:
        self._library = library
        self._pairs = tuple(pairs)
        self._neighbours: dict[str, set[str]] = defaultdict(set)
        for pair in self._pairs:
            self._neighbours[pair.left].add(pair.right)
            self._neighbours[pair.right].add(pair.left)
        present: dict[str, list[str]] = defaultdict(list)
        for article_id in library.in_time_order:
            story_id = library.text(article_id).story_id
            if story_id is not None:
                present[story_id].append(article_id)
        self._story_of: dict[str, _Story] = {}
        for story_id, members in present.items():
            self._put(_Story(members, story_id))

    def stories(self) -> list[_Story]:
        return list(dict.fromkeys(self._story_of.values()))

    def roundups(self) -> frozenset[str]:
        """Articles that hold the texts of two or more stories, each as an excerpt."""
        held: dict[str, set[int]] = defaultdict(set)
        for pair in self._pairs:
            if pair.kind == "excerpt":
                inner, outer = pair.left, pair.right
                if pair.evidence.left > pair.evidence.right:
                    inner, outer = outer, inner
                held[outer].add(id(self._story_of[inner]))
        return frozenset(outer for outer, stories in held.items() if len(stories) > 1)

    def place(self, article_id: str) -> None:
        """Put an article into the story that is closest to it, or into one of its own.

        Other stories that it belongs to become one with that story if they are related to it themselves.
        """
        welcoming = self._welcoming(article_id)
        if not welcoming:
            self._put(_Story([article_id]))
            return
        story = welcoming[0]
        for other in welcoming[1:]:
            if self._belongs(other.anchor, story):
                story = self._join(story, other, article_id)
        story.members = sorted([*story.members, article_id], key=self._library.time)
        self._story_of[article_id] = story

    def _put(self, story: _Story) -> None:
        for member in story.members:
            self._story_of[member] = story

    def _welcoming(self, article_id: str) -> list[_Story]:
        """The stories to which the article belongs and with a member of one text with it; closest first."""
        jaccards: dict[_Story, float] = {}
        for neighbour in self._neighbours[article_id]:
            story = self._story_of.get(neighbour)
            if story is not None:
                jaccard = self._library.evidence(article_id, neighbour).jaccard
                jaccards[story] = max(jaccard, jaccards.get(story, 0.0))
        belonging = [story for story in jaccards if self._belongs(article_id, story)]
        return sorted(belonging, key=lambda story: (-jaccards[story], self._library.time(story.anchor)))

    def _belongs(self, article_id: str, story: _Story) -> bool:
        """Whether the anchor and at least half of the others are related to the article.

        A link to one member is not enough: a roundup has one to each story that it holds.
        """
        if not self._library.is_related(article_id, story.anchor):
            return False
        others = story.members[1:_MOST_COMPARED]
        related = sum(self._library.is_related(article_id, other) for other in others)
        return 2 * related >= len(others)

    def _join(self, one: _Story, other: _Story, article_id: str) -> _Story:
        """Make two stories one. The id of the one that began earlier goes on."""
        first, second = sorted((one, other), key=lambda story: self._library.time(story.anchor))
        ended = first.ended + second.ended
        if first.story_id is not None and second.story_id is not None:
            ended += ((second.story_id, article_id),)
        joined = _Story(
            sorted([*first.members, *second.members], key=self._library.time),
            first.story_id or second.story_id,
            ended,
        )
        self._put(joined)
        return joined


def _describe(story: _Story, library: _Library, roundups: frozenset[str]) -> list[StoryMember]:
    representative, why = _choose_representative(story, library, roundups)
    members = []
    for member in story.members:
        evidence = library.evidence(member, representative)
        if member == representative:
            kind: MemberKind = "representative"
            reason = why
        else:
            kind = library.kind(member, representative)
            reason = _explain(member, representative, library, roundups)
        members.append(
            StoryMember(
                story_id=_id(story),
                article_id=member,
                kind=kind,
                containment=evidence.containment_of_left,
                containment_of_representative=evidence.containment_of_right,
                jaccard=evidence.jaccard,
                shared_shingles=evidence.shared,
                reason=reason,
            )
        )
    return members


def _choose_representative(story: _Story, library: _Library, roundups: frozenset[str]) -> tuple[str, str]:
    """The member that stands for the story, and why.

    Only members that are related to all others come into question, unless there is none, and no roundups.
    Of these an agency's own article goes first, then the earliest, then the longest.
    """
    compared = story.members[:_MOST_COMPARED]
    choice = [each for each in compared if each not in roundups] or compared
    central = [each for each in choice if all(library.is_related(each, other) for other in compared)]
    choice = central or choice

    def rank(article_id: str) -> tuple[bool, datetime, int, str]:
        text = library.text(article_id)
        own = is_own_agency(text.source, text.agency)
        return not own, text.published_at, -library.size(article_id), article_id

    first, *rest = sorted(choice, key=rank)
    text = library.text(first)
    if is_own_agency(text.source, text.agency):
        return first, f"the agency's own article: {text.source}"
    if any(library.text(other).published_at == text.published_at for other in rest):
        return first, "the longest of those that came first"
    if first == story.anchor:
        return first, "came first"
    return first, "the first that has text in common with every other member and is no roundup"


def _explain(member: str, representative: str, library: _Library, roundups: frozenset[str]) -> str:
    evidence = library.evidence(member, representative)
    kind = library.kind(member, representative)
    flag = "; a roundup: it holds texts of other stories, too" if member in roundups else ""
    if kind == "exact":
        return f"the same text as the representative's{flag}"
    if not library.is_one_text(member, representative):
        return (
            f"one text with other members, and {evidence.containment:.0%} of the shorter one is shared{flag}"
        )
    if kind == "near":
        return f"the same text, edited: {evidence.containment:.0%} of the shorter one is shared{flag}"
    if evidence.left < evidence.right:
        return f"an excerpt: the representative has {evidence.containment_of_left:.0%} of it{flag}"
    return f"longer: it has {evidence.containment_of_right:.0%} of the representative{flag}"


def _merges(story: _Story, library: _Library) -> list[StoryMerge]:
    """The merges behind a story that holds present ones; all name the story that goes on in the end."""
    into = _id(story)
    return [
        StoryMerge(
            story_id=ended,
            into_story_id=into,
            reason=f"{_name(library.text(article_id))} is one text with articles of both, "
            "and these are related to one another",
        )
        for ended, article_id in story.ended
    ]


def _id(story: _Story) -> str:
    return story.story_id or identify("story", story.anchor)


def _name(text: StoryText) -> str:
    return f"{text.article_id} ({text.source}, {text.published_at:%Y-%m-%d %H:%M})"
