"""Stories: who joins whom, who represents, what merges, and what never does."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from tasks.identity import identify
from tasks.model import ChangedText, StoryMember, StoryMerge, StoryPair, StoryText
from tasks.story import StoryDecision, cluster, compare_versions, decide_stories, imprint_texts
from tasks.story.library import Library
from tasks.story.sift import sift


def words(name: str, first: int, last: int) -> str:
    """A run of words of a made-up text; two names have no word in common."""
    return " ".join(f"{name}{number}" for number in range(first, last))


def article(
    article_id: str,
    text: str,
    hours: float = 0,
    *,
    source: str = "outlet",
    agency: str | None = None,
    headline: str = "عنوان",
    story_id: str | None = None,
    represents: bool = False,
) -> StoryText:
    moment = datetime(2026, 5, 3, tzinfo=UTC) + timedelta(hours=hours)
    return StoryText(
        article_id, f"v-{article_id}", source, moment, headline, text, agency, story_id, represents
    )


def pairs(*places: tuple[int, int]) -> NDArray[np.int64]:
    return np.array(places, dtype=np.int64).reshape(-1, 2)


def decide(*texts: StoryText) -> StoryDecision:
    """Decide with every pair as a candidate."""
    return decide_stories(texts, pairs(*combinations(range(len(texts)), 2)))


def stories(decision: StoryDecision) -> set[frozenset[str]]:
    members: dict[str, set[str]] = {}
    for member in decision.members:
        members.setdefault(member.story_id, set()).add(member.article_id)
    return {frozenset(each) for each in members.values()}


def kinds(decision: StoryDecision) -> dict[str, str]:
    return {member.article_id: member.kind for member in decision.members}


def test_a_story_tells_the_evidence_for_each_member() -> None:
    whole = article("a", words("w", 0, 102))
    brief = article("b", words("w", 0, 42), 1)

    decision = decide(whole, brief)

    story_id = identify("story", "a")
    assert decision.members == (
        StoryMember(story_id, "a", "representative", 1.0, 1.0, 1.0, 100, False, "came first"),
        StoryMember(
            story_id,
            "b",
            "excerpt",
            1.0,
            0.4,
            0.4,
            40,
            False,
            "an excerpt: the representative has 100% of it",
        ),
    )
    assert decision.merges == ()


def test_copies_are_exact_near_or_excerpts() -> None:
    text = words("w", 0, 100)

    decision = decide(
        article("first", text),
        article("respelled", text.replace(" ", " ، "), 1),
        article("edited", words("w", 0, 60) + " هنا " + words("w", 61, 100), 2),
        article("cut", words("w", 0, 50), 3),
        article("other", words("other", 0, 100), 4),
    )

    assert kinds(decision) == {
        "first": "representative",
        "respelled": "exact",
        "edited": "near",
        "cut": "excerpt",
    }


def test_a_text_that_was_cut_or_extended_a_little_is_not_told_to_be_edited() -> None:
    text = words("w", 0, 100)

    decision = decide(
        article("first", text),
        article("cut", words("w", 0, 90), 1),
        article("extended", text + " " + words("more", 0, 10), 2),
        article("edited", words("w", 0, 60) + " هنا " + words("w", 61, 100), 3),
    )

    told = {member.article_id: (member.kind, member.reason) for member in decision.members}
    assert {told[each] for each in ("cut", "extended", "edited")} == {
        ("near", "the same text, cut: it has 90% of the representative"),
        ("near", "the same text and more: the representative has 91% of it"),
        ("near", "the same text, edited: 97% of the shorter one is shared"),
    }


def test_a_member_that_others_brought_in_is_no_copy_of_the_representative() -> None:
    decision = decide(
        article("first", words("w", 0, 100)),
        article("longer", words("w", 30, 130), 1),
        article("sequel", words("w", 62, 162), 2),
    )

    told = {member.article_id: (member.kind, member.reason) for member in decision.members}
    assert told == {
        "first": ("representative", "came first"),
        "longer": ("near", "the same text, edited: 69% of the shorter one is shared"),
        "sequel": ("indirect", "one text with other members, and 37% of the shorter one is shared"),
    }


def test_less_than_half_of_the_shorter_text_is_kept_as_related_and_not_merged() -> None:
    ours = article("ours", words("w", 0, 100))
    sharing = article("sharing", words("w", 0, 45) + " " + words("own", 0, 60), 1)
    quoting = article("quoting", words("w", 0, 25) + " " + words("more", 0, 60), 2)

    decision = decide(ours, sharing, quoting)

    assert (decision.members, decision.merges) == ((), ())
    assert decision.pairs == (
        StoryPair(
            "ours", "sharing", "v-ours", "v-sharing", "related", 43 / 98, 43 / 103, 43 / 158, 43, 98, 103
        ),
    )


def test_a_text_edited_all_over_is_one_with_the_original_though_few_shingles_are_left() -> None:
    original = words("w", 0, 120).split()
    every_sixth = [f"x{place}" if place % 6 == 5 else word for place, word in enumerate(original)]
    # Fewer words changed, but together: another report on the same template.
    template = [f"x{place}" if place % 11 >= 6 else word for place, word in enumerate(original)]

    edited = decide(article("a", " ".join(original)), article("b", " ".join(every_sixth), 1))
    other_news = decide(article("a", " ".join(original)), article("c", " ".join(template), 1))

    shares = [round(each.pairs[0].containment_of_left, 2) for each in (edited, other_news)]
    assert (shares, stories(edited), stories(other_news)) == ([0.51, 0.37], {frozenset("ab")}, set())


def test_a_changed_article_is_a_version_of_itself_and_no_duplicate() -> None:
    change = ChangedText(
        article_id="a",
        previous_version_id="v1",
        version_id="v2",
        previous_text=words("w", 0, 100),
        text=words("w", 0, 90) + " " + words("new", 0, 10),
    )

    pairs = compare_versions([change])

    assert pairs == [StoryPair("a", "a", "v1", "v2", "version", 88 / 98, 88 / 98, 88 / 108, 88, 98, 98)]


def test_a_present_story_about_which_nothing_new_was_found_is_left_as_it_is() -> None:
    text = words("w", 0, 100)
    present = [article("a", text, story_id="s", represents=True), article("b", text, 1, story_id="s")]
    other = article("c", words("w", 0, 8) + " " + words("own", 0, 90), 2)

    decision = decide_stories([*present, other], pairs((0, 2), (1, 2)))

    assert decision == StoryDecision((), (), ())


def test_a_present_story_that_lost_its_representative_gets_another() -> None:
    text = words("w", 0, 100)

    decision = decide_stories([article(name, text, story_id="s") for name in "bc"], pairs())

    assert kinds(decision) == {"b": "representative", "c": "exact"}


def test_a_pair_that_is_no_candidate_is_not_looked_at() -> None:
    texts = [article("a", words("w", 0, 100)), article("b", words("w", 0, 100))]

    assert decide_stories(texts, pairs()) == StoryDecision((), (), ())


SHORT = [
    # (text, headline of the copy, merged)
    (words("w", 0, 7), "عنوان", True),  # five shingles under one headline
    (words("w", 0, 7), "عنوان آخر", False),
    (words("w", 0, 6), "عنوان", False),
    (words("w", 0, 12), "عنوان آخر", True),  # ten shingles say enough by themselves
    ("", "عنوان", False),
]


@pytest.mark.parametrize(("text", "headline", "merged"), SHORT)
def test_very_short_texts_are_merged_only_if_equal_and_telling(
    text: str, headline: str, merged: bool
) -> None:
    decision = decide(article("a", text), article("b", text, 1, headline=headline))

    assert stories(decision) == ({frozenset("ab")} if merged else set())


def test_a_short_text_is_not_an_excerpt_of_anything() -> None:
    decision = decide(article("a", words("w", 0, 100)), article("b", words("w", 0, 11), 1))

    assert decision.members == ()


@pytest.mark.parametrize("hours", [-1, 0.5, 9])
def test_a_roundup_never_glues_the_stories_that_it_holds(hours: float) -> None:
    one, two = words("one", 0, 80), words("two", 0, 80)
    roundup = article("roundup", f"{one} {two} " + words("own", 0, 40), hours)

    decision = decide(
        article("one", one),
        article("one-copy", one, 1),
        article("two", two, 0.1),
        article("two-copy", two, 1.1),
        roundup,
    )

    apart = [story - {"roundup"} for story in stories(decision)]
    assert sorted(map(sorted, apart)) == [["one", "one-copy"], ["two", "two-copy"]]
    assert kinds(decision)["roundup"] == "excerpt"
    assert [member.reason for member in decision.members if member.article_id == "roundup"] == [
        "longer: it has 100% of the representative; a roundup: it holds texts of other stories, too"
    ]
    assert sum("roundup" in (pair.left_id, pair.right_id) for pair in decision.pairs) == 4


def test_links_from_one_to_the_next_do_not_make_a_story() -> None:
    chain = [article(f"c{step}", words("w", 50 * step, 50 * step + 100), step) for step in range(8)]

    decision = decide(*chain)

    assert all(len(story) <= 2 for story in stories(decision))


def test_a_late_article_merges_the_two_stories_that_it_shows_to_be_one() -> None:
    # Two rewritings have 40% of their text in common; the full text, found late, has nearly all of both.
    present = [
        article("a1", words("w", 0, 100), 0, story_id="s-early"),
        article("a2", words("w", 0, 100), 1, story_id="s-early"),
        article("b1", words("w", 60, 160), 2, story_id="s-late"),
        article("b2", words("w", 60, 160), 3, story_id="s-late"),
    ]

    decision = decide(*present, article("full", words("w", 0, 160), 9))

    assert stories(decision) == {frozenset({"a1", "a2", "b1", "b2", "full"})}
    assert {member.story_id for member in decision.members} == {"s-early"}
    assert decision.merges == (
        StoryMerge(
            "s-late",
            "s-early",
            "full (outlet, 2026-05-03 09:00) is one text with articles of both, "
            "and these are related to one another",
        ),
    )


def test_a_present_story_keeps_its_id_and_its_members_when_an_earlier_article_turns_up() -> None:
    text = words("w", 0, 100)
    present = [article("b", text, 5, story_id="s"), article("c", text, 6, story_id="s")]

    decision = decide(*present, article("a", text, 0))

    assert {(member.story_id, member.article_id, member.kind) for member in decision.members} == {
        ("s", "a", "representative"),
        ("s", "b", "exact"),
        ("s", "c", "exact"),
    }


def test_deciding_again_with_nothing_new_changes_nothing() -> None:
    texts = [article(name, words("w", 0, 100), hours) for hours, name in enumerate("abc")]
    first = decide(*texts)
    story_of = {member.article_id: member.story_id for member in first.members}

    again = decide(*(replace(text, story_id=story_of[text.article_id]) for text in texts))

    assert again == first


REPRESENTATIVES = [
    # (articles, representative, reason)
    (
        [article("a", words("w", 0, 100), 0), article("b", words("w", 0, 100), 1)],
        "a",
        "came first",
    ),
    (
        [article("a", words("w", 0, 60), 0), article("b", words("w", 0, 100), 0)],
        "b",
        "the longest of those that came first",
    ),
    (
        [article("b", words("w", 0, 100), 0), article("a", words("w", 0, 100), 0)],
        "a",
        "came first beside others that are as long, and its id is the least",
    ),
    (
        [
            article("a", words("w", 0, 100), 0, source="sabah", agency="وام"),
            article("b", words("w", 0, 100), 1, source="wam", agency="وام"),
        ],
        "b",
        "the agency's own article: wam",
    ),
    (
        [
            article("a", words("w", 0, 100), 0, source="sabah", agency="رويترز"),
            article("b", words("w", 0, 100), 1, source="wam", agency="رويترز"),
        ],
        "a",
        "came first",
    ),
]


@pytest.mark.parametrize(("texts", "representative", "reason"), REPRESENTATIVES)
def test_the_representative_is_the_agencys_own_else_the_earliest_else_the_longest(
    texts: list[StoryText], representative: str, reason: str
) -> None:
    decision = decide(*texts)

    found = [(each.article_id, each.reason) for each in decision.members if each.kind == "representative"]
    assert found == [(representative, reason)]


def test_daily_texts_on_one_template_are_not_one_story() -> None:
    def bulletin(day: int) -> StoryText:
        slots = [words(f"day{day}x{slot}x", 0, 8) for slot in range(6)]
        fixed = [words(f"fixed{slot}x", 0, 14) for slot in range(6)]
        text = " ".join(f"{stock} {news}" for stock, news in zip(fixed, slots, strict=True))
        return article(f"day{day}", text, 24 * day)

    decision = decide(*(bulletin(day) for day in range(4)))

    assert decision.members == ()


def test_a_text_carried_on_many_days_stays_one_story() -> None:
    text = words("w", 0, 100)

    decision = decide(*(article(f"d{day}", text + f" صحيفة{day}", 24 * day) for day in range(6)))

    assert stories(decision) == {frozenset(f"d{day}" for day in range(6))}


def test_the_order_of_the_input_does_not_matter() -> None:
    texts = [
        article(f"{name}{copy}", words(name, 0, 60 + 10 * copy), copy) for name in "pqrs" for copy in range(5)
    ]
    texts.append(article("mix", words("p", 0, 60) + " " + words("q", 0, 60), 3))
    shuffle = random.Random(3)

    decisions = []
    for _ in range(5):
        every = list(combinations(range(len(texts)), 2))
        turned = [shuffle.choice([pair, pair[::-1]]) for pair in shuffle.sample(every, len(every))]
        decisions.append(decide_stories(texts, pairs(*turned)))
        shuffle.shuffle(texts)

    assert len(decisions[0].members) == 21
    assert all(decision == decisions[0] for decision in decisions)


def test_an_article_given_twice_is_refused_by_name() -> None:
    texts = [article("a", "x"), article("a", "y")]

    with pytest.raises(ValueError, match="article a is given twice"):
        decide_stories(texts, pairs())


def test_a_candidate_without_its_text_is_an_error() -> None:
    with pytest.raises(IndexError):
        decide_stories([article("a", "x")], pairs((0, 1)))


def test_a_large_story_is_looked_through_once_and_not_for_each_of_its_members() -> None:
    text = words("w", 0, 40)
    known = [article(f"{number:03}", text, number, story_id="s") for number in range(200)]
    texts = [*known, article("new", text, 300)]
    sifted = sift(texts, pairs((200, 0), (200, 1)), lambda some: imprint_texts([each.text for each in some]))
    shelf = cluster._Shelf(Library(sifted))
    looked_through = []

    class Members(list[int]):
        def __iter__(self) -> Iterator[int]:
            looked_through.append(len(self))
            return super().__iter__()

    for story in set(shelf._story_of.values()):
        story.members = Members(story.members)

    assert (list(shelf._asked_for()), looked_through) == ([], [200])
