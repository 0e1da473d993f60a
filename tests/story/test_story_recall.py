"""What is remembered of texts is what they say, however many came between."""

from datetime import UTC, datetime

from tasks.model import StoryText
from tasks.story import Recall, imprint_texts
from tasks.story.sketch import Imprint


def article(name: str, text: str) -> StoryText:
    return StoryText(
        article_id=name,
        version_id=f"version of {name}",
        source="outlet",
        published_at=datetime(2026, 5, 3, tzinfo=UTC),
        headline="عنوان",
        text=text,
    )


def words(name: str) -> str:
    return " ".join(f"{name}{number}" for number in range(30))


def as_values(imprint: Imprint) -> tuple[list[int], list[int], str]:
    return imprint.shingles.tolist(), imprint.sketch.tolist(), imprint.fingerprint


def test_what_is_remembered_is_what_would_be_made_anew() -> None:
    texts = [article(name, words(name)) for name in "abc"]
    recall = Recall()
    first = recall.imprints(texts[:2])

    again = recall.imprints(texts)

    assert again[0] is first[0]
    assert list(map(as_values, again)) == [as_values(imprint_texts([text.text])[0]) for text in texts]


def test_another_text_under_the_name_of_a_version_is_not_taken_for_the_old_one() -> None:
    recall = Recall()
    recall.imprints([article("a", words("old"))])

    (imprint,) = recall.imprints([article("a", words("new"))])

    assert as_values(imprint) == as_values(imprint_texts([words("new")])[0])


def test_the_oldest_are_forgotten_where_there_is_room_for_few() -> None:
    recall = Recall(most_shingles=200)
    first = recall.imprints([article("a", words("a")), article("b", words("b"))])

    recall.imprints([article("c", words("c"))])

    again = recall.imprints([article("b", words("b"))])
    assert again[0] is first[1]
    assert recall.imprints([article("a", words("a"))])[0] is not first[0]


def test_more_than_there_is_room_for_is_made_all_the_same() -> None:
    texts = [article(name, words(name)) for name in "abc"]

    assert len(Recall(most_shingles=1).imprints(texts)) == 3
