"""Decide which articles are one story: who joins whom, who stands for all, and which stories are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations, count
from operator import attrgetter

import numpy as np

from tasks.identity import identify
from tasks.model import ChangedText, MemberKind, PairKind, StoryMember, StoryMerge, StoryPair, StoryText
from tasks.story.agency import is_own_agency
from tasks.story.library import Library
from tasks.story.overlap import count_overlaps
from tasks.story.shingle import TextHashes
from tasks.story.sift import ImprintEach, Numbers, imprint_each, sift
from tasks.story.sketch import imprint_texts, shingles_of
from tasks.story.verify import Evidence

# Of a story with more members these, the earliest, are compared with a newcomer: the cost stays bounded.
_MOST_COMPARED = 48


Taken = Callable[[Collection[str]], Collection[str]]
"""Which of these story ids are those of stories that have members beside the new texts."""


@dataclass(frozen=True, slots=True)
class StoryDecision:
    """The stories after a batch. Everything is sorted, so that equal input gives an equal decision."""

    members: tuple[StoryMember, ...]  # all members of all new and changed stories, by story and article
    merges: tuple[StoryMerge, ...]  # by the story that ends
    pairs: tuple[StoryPair, ...]  # the candidates with text in common, by left and right


def _none_taken(_ids: Collection[str]) -> Collection[str]:
    return ()


def decide_stories(
    texts: Iterable[StoryText],
    candidates: Numbers,
    imprint_each: ImprintEach = imprint_each,
    taken: Taken = _none_taken,
) -> StoryDecision:
    """Verify `candidates` on the full texts and put the articles into stories.

    `texts` are the new articles that have candidates, then these candidates, and every present member of the
    stories that those belong to, with its `story_id`; the members of a story follow one another. `candidates`
    are rows of two places in them. The texts are gone through once, and no more is held of them than is
    needed (see `sift`). Their order does not matter otherwise. A present story never loses a member: it
    grows, or ends in another one. A new one is named after its earliest member, and beside `taken` ones after
    what that says now.
    Raises ValueError if an article is given twice, the order is another, or there is no text of which to make
    an imprint; IndexError if a candidate is not among the texts.
    """
    library = Library(sift(texts, candidates, imprint_each))
    shelf = _Shelf(library)
    for number, text in enumerate(library.texts):
        if text.story_id is None:
            shelf.place(number)
    stories = shelf.changed()
    _name_new(stories, library, taken)
    library.get_to_know(pair for story in stories for pair in combinations(story.members[:_MOST_COMPARED], 2))
    members = _describe(stories, library, shelf.roundups())
    merges = [merge for story in stories for merge in _merges(story, library)]
    return StoryDecision(
        tuple(sorted(members, key=attrgetter("story_id", "article_id"))),
        tuple(sorted(merges, key=attrgetter("story_id"))),
        tuple(sorted(_related_pairs(library), key=attrgetter("left_id", "right_id"))),
    )


def compare_versions(changes: Sequence[ChangedText]) -> list[StoryPair]:
    """What articles that changed have in common with what they said before: pairs of kind `version`."""
    texts = [*(change.previous_text for change in changes), *(change.text for change in changes)]
    shingles = TextHashes.of(shingles_of(imprint_texts(texts)))
    before = np.arange(len(changes))
    pairs = np.stack((before, before + len(changes)), axis=1)
    shared = count_overlaps(shingles, pairs)
    left, right = shingles.sizes[: len(changes)], shingles.sizes[len(changes) :]
    articles = [change.article_id for change in changes]
    return list(
        _pairs(
            (articles, articles),
            ([change.previous_version_id for change in changes], [change.version_id for change in changes]),
            ["version"] * len(changes),
            Evidence(shared, left, right),
        )
    )


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
        evidence = library.evidence(library.one_texts)
        self._kinds = library.kinds(library.one_texts, evidence)
        # Of one text with each, and the Jaccard similarity.
        self._neighbours: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for (one, other), jaccard in zip(library.one_texts.tolist(), evidence.jaccard.tolist(), strict=True):
            self._neighbours[one].append((other, jaccard))
            self._neighbours[other].append((one, jaccard))
        present: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(library.texts):
            if text.story_id is not None:
                present[text.story_id].append(number)
        self._story_of: dict[int, _Story] = {}
        for story_id, members in present.items():
            self._put(_Story(members, story_id))
        library.get_to_know(self._asked_for())

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
        for (one, other), kind in zip(library.one_texts.tolist(), self._kinds, strict=True):
            if kind == "excerpt":
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

    def _asked_for(self) -> Iterator[tuple[int, int]]:
        """Nearly all pairs that placing is going to ask for: of articles that hang together."""
        seen: set[int] = set()
        for number in self._neighbours:
            if number in seen:
                continue
            reached, further = {number}, [number]
            opened: set[_Story] = set()
            while further:
                one = further.pop()
                near = {other for other, _ in self._neighbours.get(one, ())}
                story = self._story_of.get(one)
                if story is not None and story not in opened:  # its other members lead to no more
                    opened.add(story)
                    near.update(story.members)
                near = near - reached
                reached |= near
                further += near
            seen |= reached
            if 2 < len(reached) <= _MOST_COMPARED:
                yield from combinations(sorted(reached), 2)

    def _put(self, story: _Story) -> None:
        for member in story.members:
            self._story_of[member] = story

    def _welcoming(self, number: int) -> list[_Story]:
        """The stories to which the article belongs and with a member of one text with it; closest first."""
        if number not in self._neighbours:
            return []
        jaccards: dict[_Story, float] = {}
        for neighbour, jaccard in self._neighbours[number]:
            story = self._story_of.get(neighbour)
            if story is not None:
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


def _related_pairs(library: Library) -> Iterator[StoryPair]:
    """The candidates that are one text or related, with the evidence."""
    evidence = library.evidence(library.related)
    is_one_text = library.are_one_text(library.related)
    kinds: list[PairKind] = [
        kind if is_one else "related"
        for kind, is_one in zip(library.kinds(library.related, evidence), is_one_text, strict=True)
    ]
    left, right = ([library.texts[number] for number in side.tolist()] for side in library.related.T)
    return _pairs(
        ([text.article_id for text in left], [text.article_id for text in right]),
        ([text.version_id for text in left], [text.version_id for text in right]),
        kinds,
        evidence,
    )


def _pairs(
    articles: tuple[Sequence[str], Sequence[str]],
    versions: tuple[Sequence[str], Sequence[str]],
    kinds: Sequence[PairKind],
    evidence: Evidence,
) -> Iterator[StoryPair]:
    """Pairs, given by column: an array's numbers at a time cost a third of one by one."""
    return map(
        StoryPair,
        *articles,
        *versions,
        kinds,
        evidence.containment_of_left.tolist(),
        evidence.containment_of_right.tolist(),
        evidence.jaccard.tolist(),
        evidence.shared.tolist(),
        evidence.left.tolist(),
        evidence.right.tolist(),
    )


def _describe(stories: Sequence[_Story], library: Library, roundups: frozenset[int]) -> list[StoryMember]:
    represented = [_choose_representative(story, library, roundups) for story in stories]
    others = [
        (member, representative)
        for story, (representative, _) in zip(stories, represented, strict=True)
        for member in story.members
        if member != representative
    ]
    found = _compare_with_representative(np.array(others, dtype=np.int64).reshape(-1, 2), library)
    members = []
    kind: MemberKind
    for story, (representative, why) in zip(stories, represented, strict=True):
        story_id = _id(story)
        for member in story.members:
            if member == representative:
                size = library.size(member)
                whole = float(size > 0)
                kind, evidence, reason = "representative", (whole, whole, whole, size), why
            else:
                kind, evidence, reason = next(found)
            if member in roundups:
                reason += "; a roundup: it holds texts of other stories, too"
            article_id = library.texts[member].article_id
            members.append(StoryMember(story_id, article_id, kind, *evidence, member in roundups, reason))
    return members


def _compare_with_representative(
    pairs: Numbers, library: Library
) -> Iterator[tuple[MemberKind, tuple[float, float, float, int], str]]:
    """What each first article is to the second, the evidence as `StoryMember` has it, and the reason."""
    evidence = library.evidence(pairs)
    share, share_of_representative = (
        evidence.containment_of_left.tolist(),
        evidence.containment_of_right.tolist(),
    )
    is_one_text = library.are_one_text(pairs)
    # Equal texts are that, however short.
    kinds: list[MemberKind] = [
        kind if is_one or kind == "exact" else "indirect"
        for kind, is_one in zip(library.kinds(pairs, evidence), is_one_text, strict=True)
    ]
    reasons = map(_explain, kinds, share, share_of_representative)
    numbers = zip(
        share, share_of_representative, evidence.jaccard.tolist(), evidence.shared.tolist(), strict=True
    )
    return zip(kinds, numbers, reasons, strict=True)


def _choose_representative(story: _Story, library: Library, roundups: frozenset[int]) -> tuple[int, str]:
    """The member that stands for the story, and why.

    Only members that are related to all others come into question, unless there is none, and no roundups.
    Of these an agency's own article goes first, then the earliest, then the longest, then that of the
    least id.
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
    beside = [
        each for each in choice if each != first and library.texts[each].published_at == text.published_at
    ]
    longest = max(map(library.size, beside), default=0)
    if beside and longest < library.size(first):
        return first, "the longest of those that came first"
    if beside and longest == library.size(first):
        return first, "came first beside others that are as long, and its id is the least"
    if first == story.anchor:
        return first, "came first"
    return first, "the first that has text in common with every other member and is no roundup"


def _explain(kind: MemberKind, share: float, share_of_representative: float) -> str:
    """Why an article is a member, from what it is to the representative: the share of each that is shared."""
    if kind == "exact":
        return "the same text as the representative's"
    if kind == "indirect":
        shorter = max(share, share_of_representative)  # the same words are more of it
        return f"one text with other members, and {shorter:.0%} of the shorter one is shared"
    if kind == "near":
        return _explain_near(share, share_of_representative)
    if share > share_of_representative:
        return f"an excerpt: the representative has {share:.0%} of it"
    return f"longer: it has {share_of_representative:.0%} of the representative"


def _explain_near(share: float, share_of_representative: float) -> str:
    """What is less than a quarter longer or shorter is no excerpt, whether or not a word of it was edited."""
    if share == 1 > share_of_representative:
        return f"the same text, cut: it has {_percent(share_of_representative)} of the representative"
    if share_of_representative == 1 > share:
        return f"the same text and more: the representative has {_percent(share)} of it"
    shorter = max(share, share_of_representative)
    return f"the same text, edited: {_percent(shorter)} of the shorter one is shared"


def _percent(share: float) -> str:
    """Rounded, but 100% for the whole alone."""
    return f"{share if share == 1 else min(share, 0.99):.0%}"


def _merges(story: _Story, library: Library) -> list[StoryMerge]:
    """The merges behind a story that holds present ones; all name the story that goes on in the end."""
    into = _id(story)
    return [
        StoryMerge(
            story_id=ended,
            into_story_id=into,
            reason=f"{_name(library.texts[number])} is one text with articles of both, "
            "and these are related to one another",
        )
        for ended, number in story.ended
    ]


def _name_new(stories: Sequence[_Story], library: Library, taken: Taken) -> None:
    """Give each new story an id: the same whenever and in whatever batch it begins, if nothing is in its way.

    An article that founded a story and says something else by now may found another: the first keeps its id.
    """
    present = {text.story_id for text in library.texts}
    unnamed = [story for story in stories if story.story_id is None]
    for turn in count():
        if not unnamed:
            return
        names = [_id_after(library.texts[story.anchor], turn) for story in unnamed]
        gone = present.union(taken(names))
        for story, name in zip(unnamed, names, strict=True):
            story.story_id = None if name in gone else name
        unnamed = [story for story in unnamed if story.story_id is None]


def _id_after(text: StoryText, turn: int) -> str:
    # The article alone, then with what it says, then numbered.
    return identify("story", text.article_id, *(text.version_id, str(turn))[:turn])


def _id(story: _Story) -> str:
    assert story.story_id is not None, "it was named"
    return story.story_id


def _name(text: StoryText) -> str:
    return f"{text.article_id} ({text.source}, {text.published_at:%Y-%m-%d %H:%M})"
