"""What is remembered of texts is what they say, however many came between."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from tasks.model import StoryText
from tasks.story import Recall, imprint_texts, text_fingerprint
from tasks.story.sketch import Imprint


def article(name: str, fingerprint: str | None = None) -> StoryText:
    return StoryText(
        article_id=name,
        version_id=name,
        source="outlet",
        published_at=datetime(2026, 5, 3, tzinfo=UTC),
        headline="عنوان",
        text=None,
        fingerprint=fingerprint or text_fingerprint(words(name)),
    )


def words(name: str) -> str:
    return " ".join(f"{name}{number}" for number in range(30))


def read(versions: Sequence[str]) -> list[str]:
    return list(map(words, versions))


def as_values(imprint: Imprint) -> tuple[list[int], list[int], str]:
    return imprint.shingles.tolist(), imprint.sketch.tolist(), imprint.fingerprint


def test_what_is_remembered_is_what_would_be_made_anew_and_is_not_read_again() -> None:
    asked: list[str] = []

    def watch(versions: Sequence[str]) -> list[str]:
        asked.extend(versions)
        return read(versions)

    texts = [article(name) for name in "abc"]
    recall = Recall()
    recall.imprints(texts[:2], watch)

    again = recall.imprints(texts, watch)

    assert asked == ["a", "b", "c"]
    assert list(map(as_values, again)) == [as_values(imprint_texts([words(name)])[0]) for name in "abc"]


def test_a_fingerprint_that_is_not_the_text_s_makes_nobody_take_one_text_for_another() -> None:
    # An older way to fold or to hash gave them, or a package that was written elsewhere.
    strange = text_fingerprint("another text")
    recall = Recall()

    found = recall.imprints([article("a", strange), article("b", strange)], read)

    assert list(map(as_values, found)) == [as_values(imprint_texts([words(name)])[0]) for name in "ab"]
    assert as_values(recall.imprints([article("c", strange)], read)[0]) == as_values(
        imprint_texts([words("c")])[0]
    )


def test_texts_without_a_fingerprint_are_read_each_time() -> None:
    texts = [replace(article(name), fingerprint=None) for name in "ab"]
    recall = Recall()
    first = recall.imprints(texts, read)

    again = recall.imprints(texts[1:], read)

    assert as_values(again[0]) == as_values(first[1]) != as_values(first[0])


def test_the_oldest_are_forgotten_where_there_is_room_for_few() -> None:
    recall = Recall(most_shingles=200)
    first = recall.imprints([article("a"), article("b")], read)

    recall.imprints([article("c")], read)

    again = recall.imprints([article("b")], read)
    assert again[0] is first[1]
    assert recall.imprints([article("a")], read)[0] is not first[0]


def test_more_than_there_is_room_for_is_made_all_the_same() -> None:
    texts = [article(name) for name in "abc"]

    assert len(Recall(most_shingles=1).imprints(texts, read)) == 3
