"""Decide which articles are one story: who joins whom, who stands for all, and which stories are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from types import MappingProxyType

from tasks.identity import identify
from tasks.model import ChangedText, MemberKind, PairKind, StoryMember, StoryMerge, StoryPair, StoryText
from tasks.story.agency import is_own_agency
from tasks.story.library import Library
from tasks.story.sketch import Imprint, imprint_texts
from tasks.story.verify import Evidence, Likeness, compare

# Of a story with more members these, the earliest, are compared with a newcomer: the cost stays bounded.
_MOST_COMPARED = 48


@dataclass(frozen=True, slots=True)
class StoryDecision:
    """The stories after a batch. Everything is sorted, so that equal input gives an equal decision."""

    members: tuple[StoryMember, ...]  # all members of all new and changed stories, by story and article
    merges: tuple[StoryMerge, ...]  # by the story that ends
    pairs: tuple[StoryPair, ...]  # the candidates with text in common, by left and right


def decide_stories(
    texts: Sequence[StoryText],
    candidates: Sequence[tuple[str, str]],
    imprints: Mapping[str, Imprint] = MappingProxyType({}),
) -> StoryDecision:
    """Verify `candidates` on the full texts and put the articles into stories.

    `texts` holds the new articles that have candidates, these candidates, and every present member of the
    stories that those belong to, with its `story_id`. The order of either argument does not matter. A present
    story never loses a member: it grows, or ends in another one. `imprints` may hold those of some texts, by
    article.
    Raises ValueError if an article is given twice, KeyError if a candidate is not among the texts.
    """
    library = Library(texts, candidates, imprints)
    shelf = _Shelf(library)
    for number, text in enumerate(library.texts):
        if text.story_id is None:
            shelf.place(number)
    stories = shelf.changed()
    roundups = shelf.roundups()
    library.get_to_know(pair for story in stories for pair in combinations(story.members[:_MOST_COMPARED], 2))
    members = [member for story in stories for member in _describe(story, library, roundups)]
    merges = [merge for story in stories for merge in _merges(story, library)]
    return StoryDecision(
        tuple(sorted(members, key=lambda member: (member.story_id, member.article_id))),
        tuple(sorted(merges, key=lambda merge: merge.story_id)),
        tuple(sorted(_pairs(library), key=lambda pair: (pair.left_id, pair.right_id))),
    )


def compare_versions(changes: Sequence[ChangedText]) -> list[StoryPair]:
    """What articles that changed have in common with what they said before: pairs of kind `version`."""
    before = imprint_texts([change.previous_text for change in changes])
    after = imprint_texts([change.text for change in changes])
    return [
        _pair(
            "version",
            (change.article_id, change.article_id),
            (change.previous_version_id, change.version_id),
            compare(old.shingles, new.shingles),
        )
        for change, old, new in zip(changes, before, after, strict=True)
    ]


@dataclass(eq=False, slots=True)
class _Story:
    """A story in the making, its members by their numbers in the library; one member is a story, too."""

    members: list[int]  # in the order of time
    story_id: str | None = None  # None: not a story in the warehouse yet
    ended: tuple[tuple[str, int], ...] = ()  # present stories that go on in it, each with who showed it

    @property
    def anchor(self) -> int:
        """The earliest member: what the others are compared with."""
        return self.members[0]


class _Shelf:
    """The stories so far, and which one each article is in."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._neighbours: dict[int, list[int]] = defaultdict(list)  # of one text with each
        for one, other in library.one_texts:
            self._neighbours[one].append(other)
            self._neighbours[other].append(one)
        present: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(library.texts):
            if text.story_id is not None:
                present[text.story_id].append(number)
        self._story_of: dict[int, _Story] = {}
        for story_id, members in present.items():
            self._put(_Story(members, story_id))

    def changed(self) -> list[_Story]:
        """Stories of two members and more, but for those that nothing new was found about."""
        texts = self._library.texts
        return [
            story
            for story in dict.fromkeys(self._story_of.values())
            if len(story.members) > 1
            and (
                story.story_id is None
                or any(member in self._neighbours for member in story.members)
                # Its representative now says something else, or was taken away.
                or not any(texts[member].represents for member in story.members)
            )
        ]

    def roundups(self) -> frozenset[int]:
        """Articles that hold the texts of two or more stories, each as an excerpt."""
        held: dict[int, set[int]] = defaultdict(set)
        library = self._library
        for one, other in library.one_texts:
            if library.kind(one, other) == "excerpt":
                inner, outer = sorted((one, other), key=library.size)
                held[outer].add(id(self._story_of[inner]))
        return frozenset(outer for outer, stories in held.items() if len(stories) > 1)

    def place(self, number: int) -> None:
        """Put an article into the story that is closest to it, or into one of its own.

        Other stories that it belongs to become one with that story if they are related to it themselves.
        """
        welcoming = self._welcoming(number)
        if not welcoming:
            self._story_of[number] = _Story([number])
            return
        story = welcoming[0]
        for other in welcoming[1:]:
            if self._belongs(other.anchor, story):
                story = self._join(story, other, number)
        story.members = sorted([*story.members, number])
        self._story_of[number] = story

    def _put(self, story: _Story) -> None:
        for member in story.members:
            self._story_of[member] = story

    def _welcoming(self, number: int) -> list[_Story]:
        """The stories to which the article belongs and with a member of one text with it; closest first."""
        if number not in self._neighbours:
            return []
        jaccards: dict[_Story, float] = {}
        for neighbour in self._neighbours[number]:
            story = self._story_of.get(neighbour)
            if story is not None:
                jaccard = self._library.evidence(number, neighbour).jaccard
                jaccards[story] = max(jaccard, jaccards.get(story, 0.0))
        belonging = [story for story in jaccards if self._belongs(number, story)]
        return sorted(belonging, key=lambda story: (-jaccards[story], story.anchor))

    def _belongs(self, number: int, story: _Story) -> bool:
        """Whether the anchor and at least half of the others are related to the article.

        A link to one member is not enough: a roundup has one to each story that it holds.
        """
        to_anchor, *to_others = self._library.are_related(number, story.members[:_MOST_COMPARED])
        return to_anchor and 2 * sum(to_others) >= len(to_others)

    def _join(self, one: _Story, other: _Story, number: int) -> _Story:
        """Make two stories one. The id of the one that began earlier goes on."""
        first, second = sorted((one, other), key=lambda story: story.anchor)
        ended = first.ended + second.ended
        if first.story_id is not None and second.story_id is not None:
            ended += ((second.story_id, number),)
        joined = _Story(
            sorted([*first.members, *second.members]),
            first.story_id or second.story_id,
            ended,
        )
        self._put(joined)
        return joined


def _pairs(library: Library) -> Iterator[StoryPair]:
    """The candidates that are one text or related, with the evidence."""
    for one, other in library.related:
        kind: PairKind = library.kind(one, other) if library.is_one_text(one, other) else "related"
        left, right = library.texts[one], library.texts[other]
        yield _pair(
            kind,
            (left.article_id, right.article_id),
            (left.version_id, right.version_id),
            library.evidence(one, other),
        )


def _pair(
    kind: PairKind, articles: tuple[str, str], versions: tuple[str, str], evidence: Evidence
) -> StoryPair:
    return StoryPair(
        left_id=articles[0],
        right_id=articles[1],
        left_version_id=versions[0],
        right_version_id=versions[1],
        kind=kind,
        containment_of_left=evidence.containment_of_left,
        containment_of_right=evidence.containment_of_right,
        jaccard=evidence.jaccard,
        shared_shingles=evidence.shared,
        left_shingles=evidence.left,
        right_shingles=evidence.right,
    )


def _describe(story: _Story, library: Library, roundups: frozenset[int]) -> list[StoryMember]:
    representative, why = _choose_representative(story, library, roundups)
    story_id = _id(story, library)
    members = []
    for member in story.members:
        evidence = library.evidence(member, representative)
        if member == representative:
            kind: MemberKind = "representative"
            reason = why
        else:
            kind = likeness = library.kind(member, representative)
            reason = _explain(likeness, evidence, is_one_text=library.is_one_text(member, representative))
        if member in roundups:
            reason += "; a roundup: it holds texts of other stories, too"
        members.append(
            StoryMember(
                story_id=story_id,
                article_id=library.texts[member].article_id,
                kind=kind,
                containment=evidence.containment_of_left,
                containment_of_representative=evidence.containment_of_right,
                jaccard=evidence.jaccard,
                shared_shingles=evidence.shared,
                is_roundup=member in roundups,
                reason=reason,
            )
        )
    return members


def _choose_representative(story: _Story, library: Library, roundups: frozenset[int]) -> tuple[int, str]:
    """The member that stands for the story, and why.

    Only members that are related to all others come into question, unless there is none, and no roundups.
    Of these an agency's own article goes first, then the earliest, then the longest.
    """
    compared = story.members[:_MOST_COMPARED]
    choice = [each for each in compared if each not in roundups] or compared

    def rank(number: int) -> tuple[bool, datetime, int, int]:
        text = library.texts[number]
        own = is_own_agency(text.source, text.agency)
        return not own, text.published_at, -library.size(number), number

    ranked = sorted(choice, key=rank)
    first = next((each for each in ranked if all(library.are_related(each, compared))), ranked[0])
    text = library.texts[first]
    if is_own_agency(text.source, text.agency):
        return first, f"the agency's own article: {text.source}"
    if any(library.texts[each].published_at == text.published_at for each in choice if each != first):
        return first, "the longest of those that came first"
    if first == story.anchor:
        return first, "came first"
    return first, "the first that has text in common with every other member and is no roundup"


def _explain(kind: Likeness, evidence: Evidence, *, is_one_text: bool) -> str:
    """Why an article is a member, from what it is to the representative."""
    if kind == "exact":
        return "the same text as the representative's"
    if not is_one_text:
        return f"one text with other members, and {evidence.containment:.0%} of the shorter one is shared"
    if kind == "near":
        return f"the same text, edited: {evidence.containment:.0%} of the shorter one is shared"
    if evidence.left < evidence.right:
        return f"an excerpt: the representative has {evidence.containment_of_left:.0%} of it"
    return f"longer: it has {evidence.containment_of_right:.0%} of the representative"


def _merges(story: _Story, library: Library) -> list[StoryMerge]:
    """The merges behind a story that holds present ones; all name the story that goes on in the end."""
    into = _id(story, library)
    return [
        StoryMerge(
            story_id=ended,
            into_story_id=into,
            reason=f"{_name(library.texts[number])} is one text with articles of both, "
            "and these are related to one another",
        )
        for ended, number in story.ended
    ]


def _id(story: _Story, library: Library) -> str:
    return story.story_id or identify("story", library.texts[story.anchor].article_id)


def _name(text: StoryText) -> str:
    return f"{text.article_id} ({text.source}, {text.published_at:%Y-%m-%d %H:%M})"
