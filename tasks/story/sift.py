"""Read texts some at a time, and keep only those that have something in common with a new one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tasks.model import StoryText
from tasks.story.overlap import count_overlaps
from tasks.story.shingle import TextHashes, distinct
from tasks.story.sketch import Imprint, digests_of, imprint_texts, shingles_of
from tasks.story.stock import Traces, list_shingles, only_listed, stock_shingles
from tasks.story.verify import LEAST_RELATION, PairCounts, have_in_common, most_shared
from tasks.word_hash import Hashes

Numbers = NDArray[np.int64]

ImprintEach = Callable[[Sequence[StoryText]], Sequence[Imprint]]
"""An imprint of each text."""


def imprint_each(texts: Sequence[StoryText]) -> list[Imprint]:
    """An imprint of each text, of the words that it comes with. Raises ValueError if one has none."""
    return imprint_texts([_words_of(text) for text in texts])


def _words_of(text: StoryText) -> str:
    if text.text is None:
        raise ValueError(f"article {text.article_id} has no text, and nobody was named who reads it")
    return text.text


# More than the 3,000 of an ordinary load of 1,000 articles; of 250 words each 13 MB, and as much of imprints.
_AT_ONCE = 4_000


class Book(NamedTuple):
    """A text, and what it is compared by."""

    text: StoryText
    imprint: Imprint


class Sifted(NamedTuple):
    """Texts, and their pairs that have enough in common to be related, if none of it is a stock phrase."""

    books: list[Book]
    pairs: Numbers  # rows of two places in `books`, each pair once
    shared: Numbers  # distinct shingles of each pair
    stock: Hashes  # the stock phrases in new texts, sorted: learned from all texts, those let go too


def sift(texts: Iterable[StoryText], candidates: Numbers, imprint_each: ImprintEach) -> Sifted:
    """Keep the texts that can be related to a candidate of theirs, and stories of which one can.

    `candidates` are rows of two places in `texts`, one of them at least of a new text. New texts come first,
    and are held until all have come; of the others, members of a story follow one another, and no more is
    held than is kept, but for some at a time; words that a text comes with are held as long as it is.
    Raises ValueError if an article comes twice, a story in two places, or a new text after others; IndexError
    if a candidate does not come.
    """
    candidates = _once(candidates)
    new: dict[int, Book] = {}
    others: dict[int, Book] = {}  # that came last
    kept: dict[int, Book] = {}
    pairs, shared = [np.empty((0, 2), dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    traces = Traces()
    come = 0
    for batch in _batches(_checked(texts)):
        if others:
            kept |= {number: _apart(book) for number, book in _needed(others, pairs[-1]).items()}
            traces += _faint_traces(others, new)
        first, come = come, come + len(batch)
        known_from = first + sum(text.is_new for text in batch)
        books = dict(zip(range(first, come), map(Book, batch, imprint_each(batch)), strict=True))
        new |= {number: book for number, book in books.items() if number < known_from}
        others = {number: book for number, book in books.items() if number >= known_from}
        of_batch = candidates[slice(*candidates[:, 1].searchsorted((first, come)))]
        found, sharing = _related(new | others, of_batch)
        pairs.append(found)
        shared.append(sharing)
    if candidates.max(initial=-1) >= come:
        raise IndexError(f"text {candidates.max()} is a candidate, but only {come} came")
    every = np.concatenate(pairs)
    kept = _needed(new, every) | kept | _needed(others, every)
    places = np.fromiter(kept, dtype=np.int64)
    traces += _traces([*new.values(), *others.values()])
    stock = only_listed([stock_shingles(traces)], _told(new))[0]
    return Sifted(list(kept.values()), places.searchsorted(every), np.concatenate(shared), stock)


def _once(pairs: Numbers) -> Numbers:
    """Each pair of two texts once, the lesser number first, in the order of the greater one."""
    count = pairs.max(initial=0) + 1
    keys = pairs.max(axis=1)
    keys *= count
    keys += pairs.min(axis=1)
    keys = distinct(keys.view(np.uint64)).view(np.int64)
    found = np.empty((keys.size, 2), dtype=np.int64)
    np.divmod(keys, count, out=(found[:, 1], found[:, 0]))
    is_of_two = found[:, 0] != found[:, 1]
    return found if is_of_two.all() else found[is_of_two]


def _checked(texts: Iterable[StoryText]) -> Iterator[StoryText]:
    articles: set[str] = set()
    stories: set[str] = set()
    story: str | None = None
    is_behind_others = False
    for text in texts:
        if text.article_id in articles:
            raise ValueError(f"article {text.article_id} is given twice")
        if text.story_id is not None and text.story_id != story and text.story_id in stories:
            raise ValueError(f"members of story {text.story_id} do not follow one another")
        if text.is_new and is_behind_others:
            raise ValueError(f"article {text.article_id} is new and comes after others")
        yield text
        articles.add(text.article_id)
        story = text.story_id
        if story is not None:
            stories.add(story)
        is_behind_others = not text.is_new


def _batches(texts: Iterable[StoryText]) -> Iterator[list[StoryText]]:
    """Some texts at a time, a story never in two parts."""
    batch: list[StoryText] = []
    for text in texts:
        if len(batch) >= _AT_ONCE and (text.story_id is None or text.story_id != batch[-1].story_id):
            yield batch
            batch = []
        batch.append(text)
    if batch:
        yield batch


def _related(books: dict[int, Book], pairs: Numbers) -> tuple[Numbers, Numbers]:
    """The pairs that can be related, and what they share."""
    is_named = np.zeros(pairs.max(initial=-1) + 1, dtype=bool)
    is_named[pairs] = True
    imprints = [books[number].imprint for number in np.flatnonzero(is_named).tolist()]
    places = (np.cumsum(is_named) - 1).take(pairs)
    texts = TextHashes.of(shingles_of(imprints))
    smaller = texts.sizes.take(places).min(axis=1)
    digests = digests_of(imprints).take(places)
    is_equal = digests[:, 0] == digests[:, 1]
    likely = np.flatnonzero(_can_be_related(most_shared(texts, places), smaller) | is_equal)
    shared = count_overlaps(texts, places[likely])
    is_related = _can_be_related(shared, smaller[likely]) | is_equal[likely]
    return pairs[likely[is_related]], shared[is_related]


def _can_be_related(shared: Numbers, smaller: Numbers) -> NDArray[np.bool_]:
    without_stock = np.zeros(shared.size, dtype=bool)
    return have_in_common(LEAST_RELATION, PairCounts(shared, smaller, shared, smaller, without_stock))


def _needed(books: dict[int, Book], pairs: Numbers) -> dict[int, Book]:
    """Those in a pair, and all members of the stories in which one is or the representative is not."""
    paired = set(pairs.ravel().tolist()).intersection(books)
    stories = {books[number].text.story_id for number in paired}
    # It changed or was taken away: the story is to get another one.
    stories |= {book.text.story_id for book in books.values()}.difference(
        book.text.story_id for book in books.values() if book.text.represents
    )
    stories.discard(None)
    return {
        number: book for number, book in books.items() if number in paired or book.text.story_id in stories
    }


def _apart(book: Book) -> Book:
    """With an imprint of its own: those of texts that were hashed together are parts of one array."""
    return Book(book.text, book.imprint.apart())


def _traces(books: Sequence[Book]) -> Traces:
    imprints = [book.imprint for book in books]
    return Traces(
        [book.text.published_at.astimezone(UTC).toordinal() for book in books],
        [imprint.sketch for imprint in imprints],
        shingles_of(imprints),
    )


def _faint_traces(others: dict[int, Book], new: dict[int, Book]) -> Traces:
    """With the shingles that new texts have, and some more: a stock phrase of a pair is in its new text."""
    traces = _traces(list(others.values()))
    traces.shingles = only_listed(traces.shingles, _told(new))
    return traces


def _told(books: dict[int, Book]) -> NDArray[np.bool_]:
    return list_shingles(shingles_of([book.imprint for book in books.values()]))
