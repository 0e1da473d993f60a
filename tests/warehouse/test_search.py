"""Search: the same hits with an index, without one and with half of one, whatever happened to it."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tasks import words
from tests.warehouse.scene import (
    NOON,
    answered,
    article,
    at,
    fetched,
    load,
    package,
    place,
    settings_of,
    warehouse,
)
from warehouse import search as search_module
from warehouse.connect import Place, open_reader
from warehouse.maintain import back_up, restore
from warehouse.postings import reading_ahead
from warehouse.search import Found, index_path, search, snippet, tidy_index, update_index
from warehouse.transaction import WarehouseBusy

A, B, C, D = (f"https://sada.example/{name}" for name in "abcd")

_ROWS = [
    fetched(A, article(A, "الذکاء الاصطناعی في المدارس", "تجربة في مئة مدرسة.", published_at=at(-60))),
    fetched(
        B,
        article(B, "مؤتمر في جنيف", "بحث المؤتمر أثر الذكاء والعمل.", "ورأى أن الاصطناعي منه قليل."),
        source="nashra",
    ),
    fetched(C, article(C, "الذكاء عند الغربان", "طائر يعد إلى عشرة.")),
    fetched(D, article(D, "AI in schools", "Une école à Paris: l'intelligence artificielle.")),
]


def _index(folder: Path) -> Path:
    return index_path(place(folder))


def _found(folder: Path, text: str, **bounds: Any) -> Found:
    with open_reader(place(folder), wait=5) as connection:
        return search(connection, _index(folder), text, wording=words, **bounds)


def _urls(found: Found) -> list[str]:
    return [hit["url"] for hit in found["hits"]]


@pytest.fixture(params=["without an index", "indexed", "indexed and sorted", "half of it indexed"])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    with warehouse(tmp_path, package(tmp_path, "one", _ROWS)) as connection:
        if request.param != "without an index":
            most = 2 if request.param.startswith("half") else None
            update_index(connection, _index(tmp_path), wording=words, most=most)
        if request.param == "indexed and sorted":
            assert tidy_index(connection, _index(tmp_path), wording=words)
    return tmp_path


_ASKED = [
    ("الذكاء الاصطناعي", [A, B]),  # in the headline before in the text
    ("الاصطناعى ذكاء", [A, B]),
    ("ذكاء", [C, A, B]),  # the shorter text is more about it
    ("مدرسة", [A]),
    ("المدارس", [A]),
    ("ECOLE", [D]),
    ("الغربان جنيف", []),  # all the words or none
    ("لا شيء", []),
    ("", []),
    ("'; DROP TABLE article; --", []),
]


@pytest.fixture(params=["each looked up", "by whole columns"])
def how(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How what is found is looked up: of few texts each, of many whole columns."""
    if request.param != "each looked up":
        monkeypatch.setattr(search_module, "_FEW", -1)
        monkeypatch.setattr(search_module, "_MANY", -1)


@pytest.mark.usefixtures("how")
@pytest.mark.parametrize(("text", "expected"), _ASKED)
def test_articles_with_all_the_words_are_found_best_first(
    folder: Path, text: str, expected: list[str]
) -> None:
    found = _found(folder, text)

    assert (_urls(found), found["in_all"], found["not_searched"]) == (expected, len(expected), 0)


def test_a_hit_says_what_it_is_and_shows_where(folder: Path) -> None:
    (hit,) = _found(folder, "قليل جنيف")["hits"]

    score = hit.pop("score")  # type: ignore[misc]
    assert score > 0
    assert hit == {
        "article_id": article(B, "")["article_id"],
        "source": "nashra",
        "published_at": NOON,
        "published_precision": None,
        "headline": "مؤتمر في جنيف",
        "snippet": "بحث المؤتمر أثر الذكاء والعمل. ورأى أن الاصطناعي منه **قليل.**",
        "url": B,
    }


_BOUNDS: list[tuple[dict[str, Any], list[str]]] = [
    ({"source": "nashra"}, [B]),
    ({"since": at(-30)}, [C, B]),
    ({"until": at(-30)}, [A]),
    ({"since": at(-60), "until": at(0)}, [A]),
    ({"most": 1}, [C]),
]


@pytest.mark.usefixtures("how")
@pytest.mark.parametrize(("bounds", "expected"), _BOUNDS)
def test_a_search_can_be_bounded(folder: Path, bounds: dict[str, Any], expected: list[str]) -> None:
    assert _urls(_found(folder, "ذكاء", **bounds)) == expected


@pytest.mark.usefixtures("how")
def test_what_an_article_said_before_it_changed_is_not_found(folder: Path) -> None:
    two = package(
        folder, "two", [fetched(A, article(A, "حساب في المدارس", "تجربة."), when=NOON + timedelta(hours=1))]
    )

    with warehouse(folder, two):
        pass

    assert (_urls(_found(folder, "الاصطناعي")), _urls(_found(folder, "حساب"))) == ([B], [A])


def test_an_index_of_other_loads_than_the_warehouse_has_hides_no_article(tmp_path: Path) -> None:
    page = fetched(C, article(C, "الذكاء عند الغربان", "طائر يعد إلى عشرة."))
    one, two, three = (
        package(tmp_path, name, rows)
        for name, rows in (("one", _ROWS[:1]), ("two", _ROWS[1:2]), ("three", [page]))
    )
    with warehouse(tmp_path, one, two) as connection:
        update_index(connection, _index(tmp_path), wording=words)
    other = tmp_path / "other"
    other.mkdir()
    _index(tmp_path).rename(_index(other))

    with warehouse(other, one, three):
        pass
    found = _found(other, "الذكاء")

    assert (sorted(_urls(found)), found["not_searched"]) == ([A, C], 0)


@pytest.mark.parametrize("since_then", [False, True])
def test_index_and_warehouse_are_compared_only_if_there_was_a_load_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, since_then: bool
) -> None:
    compared = []
    count = search_module.count_missing
    with warehouse(tmp_path, package(tmp_path, "one", _ROWS[:1])) as connection:
        update_index(connection, _index(tmp_path), wording=words)
        if since_then:
            load(connection, package(tmp_path, "two", _ROWS[1:2]))
    monkeypatch.setattr(
        search_module, "count_missing", lambda connection: compared.append(1) or count(connection)
    )

    found = _found(tmp_path, "الذكاء الاصطناعي")

    assert (_urls(found), len(compared)) == (([A, B], 1) if since_then else ([A], 0))


def test_an_article_loaded_while_the_index_is_brought_up_to_date_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As a lake allows: its other writers do not wait for the index.
    two = package(tmp_path, "two", _ROWS[1:2])
    add = search_module._add
    with warehouse(tmp_path, package(tmp_path, "one", _ROWS[:1])) as connection:

        def _meanwhile(*arguments: Any) -> None:
            add(*arguments)
            connection.commit()
            load(connection, two)
            connection.begin()

        monkeypatch.setattr(search_module, "_add", _meanwhile)
        update_index(connection, _index(tmp_path), wording=words)

    assert _urls(_found(tmp_path, "الذكاء الاصطناعي")) == [A, B]


def test_sorting_takes_out_what_no_article_says_any_more(tmp_path: Path) -> None:
    one = package(tmp_path, "one", _ROWS)
    two = package(tmp_path, "two", [fetched(A, article(A, "حساب", "تجربة."), when=at(60))])

    with warehouse(tmp_path, one) as connection:
        update_index(connection, _index(tmp_path), wording=words)
        sorted_first = tidy_index(connection, _index(tmp_path), wording=words)
        sorted_again = tidy_index(connection, _index(tmp_path), wording=words)
        load(connection, two)
        added = update_index(connection, _index(tmp_path), wording=words)
        sorted_after_a_change = tidy_index(connection, _index(tmp_path), wording=words)
    with duckdb.connect(_index(tmp_path)) as connection:
        left = connection.execute(
            "SELECT count(*), count(DISTINCT document), (SELECT count(*) FROM document) FROM posting "
            "WHERE word IN (SELECT unnest(?))",
            [list(map(words.hash_word, ("اصطناع", "حساب")))],
        ).fetchall()

    assert (sorted_first, sorted_again, added, sorted_after_a_change) == (True, False, 1, True)
    assert left == [(2, 2, 4)]
    assert _urls(_found(tmp_path, "حساب")) == [A]


def _torn(index: Path) -> None:
    index.write_bytes(index.read_bytes()[:5000])


def _of_other_words(index: Path) -> None:
    with duckdb.connect(index) as connection:
        connection.execute("UPDATE about SET words_version = 1")
        connection.execute("UPDATE posting SET word = word + 1")


def _another_database(index: Path) -> None:
    index.unlink()
    with duckdb.connect(index) as connection:
        connection.execute("CREATE TABLE invoice (id INTEGER)")


@pytest.mark.parametrize("damage", [_torn, _of_other_words, _another_database])
def test_an_index_that_cannot_serve_is_done_without_and_made_anew(tmp_path: Path, damage: Any) -> None:
    with warehouse(tmp_path, package(tmp_path, "one", _ROWS)) as connection:
        update_index(connection, _index(tmp_path), wording=words)
    damage(_index(tmp_path))

    without = _urls(_found(tmp_path, "ذكاء"))
    with warehouse(tmp_path) as connection:
        added = update_index(connection, _index(tmp_path), wording=words)

    assert (without, added, _urls(_found(tmp_path, "ذكاء"))) == ([C, A, B], 4, [C, A, B])


def test_a_search_says_how_much_it_could_not_look_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_module, "READ_AT_MOST", 3)
    with warehouse(tmp_path, package(tmp_path, "one", _ROWS)):
        pass

    found = _found(tmp_path, "ذكاء")

    assert found["not_searched"] == 1


_HOLD = """
import sys, time, duckdb
with duckdb.connect(sys.argv[1]):
    print("open", flush=True)
    time.sleep(30)
"""


def test_a_search_does_not_wait_for_ever_for_an_index_in_use(tmp_path: Path) -> None:
    with warehouse(tmp_path, package(tmp_path, "one", _ROWS)) as connection:
        update_index(connection, _index(tmp_path), wording=words)
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(_index(tmp_path))], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"

    with pytest.raises(WarehouseBusy, match="was in use for"):
        _found(tmp_path, "ذكاء", wait=0.1)
    holder.kill()
    holder.wait()

    assert _urls(_found(tmp_path, "ذكاء", wait=5)) == [C, A, B]


_SNIPPETS = [
    ("one two three", {"two"}, 240, "one **two** three"),
    ("one\ntwo", {"two"}, 240, "one **two**"),
    ("nothing of it", {"two"}, 240, "nothing of it"),
    ("", {"two"}, 240, ""),
    (
        "a " * 100 + "two b two" + " c" * 100,
        {"two"},
        60,
        "… " + "a " * 20 + "**two** b **two** c c c c c c …",
    ),
    ("今天天气很好" * 10, {"天气"}, 240, "今天**天气**很好" * 10),
    ("«الذكاء» والعمل", {"ذكاء"}, 240, "**«الذكاء»** والعمل"),
]


@pytest.mark.parametrize(("text", "wanted", "width", "expected"), _SNIPPETS)
def test_a_snippet_is_the_passage_with_the_words_marked(
    text: str, wanted: set[str], width: int, expected: str
) -> None:
    assert snippet(text, wanted, words.search_words, width=width) == expected


@pytest.mark.essential
def test_the_command_prints_what_it_finds_and_says_what_went_wrong(tmp_path: Path) -> None:
    with warehouse(tmp_path, package(tmp_path, "one", _ROWS)):
        pass

    found = _command(place(tmp_path), "الذكاء الاصطناعي", "--source", "nashra")
    nothing = _command(place(tmp_path), "لا شيء")
    no_words = _command(place(tmp_path), "!")
    no_warehouse = _command(place(tmp_path, "none"), "شيء")

    assert found.stdout.splitlines()[:2] == ["مؤتمر في جنيف", f"first seen 2023-11-30 12:00  nashra  {B}"]
    assert found.stdout.splitlines()[-1] == "1 found"
    assert (nothing.returncode, nothing.stdout) == (1, "0 found\n")
    assert (no_words.returncode, no_words.stderr) == (2, "There is no word in '!' to search for.\n")
    assert no_warehouse.returncode == 2
    assert no_warehouse.stderr.startswith("There is no warehouse at")


def _command(at: Place, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flows.search", *arguments],
        cwd=Path(__file__).parents[2],
        env=os.environ | settings_of(at),
        capture_output=True,
        text=True,
    )


def test_an_index_that_was_whole_looks_only_at_what_the_last_load_touched(tmp_path: Path) -> None:
    packages = [
        package(tmp_path, name, [fetched(url, article(url, "حساب", text), when=at(minute))])
        for name, url, minute, text in (
            ("one", A, 1, "الأولى."),
            ("two", B, 2, "الثانية."),
            ("three", A, 3, "الثالثة."),
            ("four", C, 4, "الرابعة."),
        )
    ]
    added = []

    with warehouse(tmp_path) as connection:
        for number, each in enumerate(packages):
            summary = load(connection, each)
            if number != 1:  # whose articles the next one has to find
                after = summary["load_id"]
                added.append(update_index(connection, _index(tmp_path), wording=words, after=after))
        again = update_index(connection, _index(tmp_path), wording=words)

    assert (added, again) == ([1, 2, 1], 0)
    assert _urls(_found(tmp_path, "الثالثة")) == [A]
    assert _urls(_found(tmp_path, "الأولى")) == []


@pytest.mark.usefixtures("how")
def test_what_was_said_and_is_no_more_is_not_counted_until_it_is_said_again(tmp_path: Path) -> None:
    first = [fetched(B, article(B, "حساب", "الأولى."))]
    found = []

    with warehouse(tmp_path, package(tmp_path, "first", first)) as connection:
        for hour, text in enumerate(("الأولى من عشر.", "الثانية.", "الأولى من عشر.")):
            row = fetched(A, article(A, "حساب", text), when=NOON + timedelta(hours=hour))
            loaded = load(connection, package(tmp_path, f"at {hour}", [row]))
            update_index(connection, _index(tmp_path), wording=words, after=loaded["load_id"])
            hits = search(connection, _index(tmp_path), "الأولى", wording=words, most=1)
            found.append((_urls(hits), hits["in_all"]))

    assert found == [([B], 2), ([B], 1), ([B], 2)]


@pytest.mark.usefixtures("how")
def test_an_index_of_more_than_the_warehouse_has_hides_nothing(tmp_path: Path) -> None:
    """As after a backup was put in its place."""
    known = package(tmp_path, "known", [fetched(A, article(A, "حساب", "حساب ثم كلام آخر كثير."))])
    lost = [fetched(f"{B}/{number}", article(f"{B}/{number}", "حساب", "حساب.")) for number in range(3)]
    with warehouse(tmp_path / "later", known, package(tmp_path, "lost", lost)) as connection:
        update_index(connection, _index(tmp_path), wording=words)

    with warehouse(tmp_path, known):
        pass

    found = _found(tmp_path, "حساب", most=1)
    assert (_urls(found), found["in_all"]) == ([A], 1)


def test_words_read_ahead_make_the_index_that_texts_of_the_warehouse_make(tmp_path: Path) -> None:
    again = article(A, "الذكاء في المدارس", "تجربة في مئة مدرسة.", "وغيرها.")
    lying = article(B, "حساب", "هندسة.")
    rows = [
        *_ROWS,
        fetched(A, again, when=at(60)),
        fetched(f"{A}/beside", again | {"role": "related", "position": 1}, when=at(61)),
        # One key for two texts: which of them holds is not for the file to say.
        fetched(f"{B}/1", lying, when=at(62)),
        fetched(f"{B}/2", lying | {"headline": "جبر"}, when=at(61)),
        fetched(f"{C}/1", article(f"{C}/1", "", "بلا عنوان."), when=at(62)),
        fetched(f"{C}/2", article(f"{C}/2", "عنوان", paragraphs=None), when=at(62)),
        fetched(f"{C}/3", article(f"{C}/3", "日本語の見出し", "日本 and نص."), when=at(62)),
        answered(f"{C}/4", "gone"),
    ]
    one, two = package(tmp_path, "one", _ROWS[:2]), package(tmp_path, "two", rows)
    made = []

    for name in ("ahead", "behind"):
        folder = tmp_path / name
        folder.mkdir()
        with warehouse(folder) as connection:
            for each in (one, two):
                with reading_ahead(each, words) if name == "ahead" else nullcontext() as ahead:
                    load(connection, each)
                    update_index(connection, _index(folder), wording=words, ahead=ahead)
        made.append(_postings(_index(folder)))

    assert made[0] == made[1]
    assert len({version_id for version_id, *_ in made[0]}) == 8


def test_the_texts_of_a_package_that_is_too_large_for_memory_are_not_read_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.postings.AT_ONCE", 3)
    counts = []

    for rows in (_ROWS[:3], _ROWS):
        with reading_ahead(package(tmp_path, str(len(rows)), rows), words) as ahead:
            counts.append(len(ahead.result().version_ids))

    assert counts == [3, 0]


def _postings(index: Path) -> list[tuple[Any, ...]]:
    with duckdb.connect(index, read_only=True) as connection:
        return connection.execute(
            "SELECT version_id, length, word, weight "
            "FROM document INNER JOIN posting ON document.number = posting.document ORDER BY ALL"
        ).fetchall()


def test_what_is_no_package_has_no_words_and_breaks_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1")

    with reading_ahead(broken, words) as ahead:
        found = ahead.result()

    assert found.version_ids == []


@pytest.mark.file_only("a lake is backed up with the means of its catalog")
def test_what_a_backup_does_not_have_is_not_counted_once_it_is_put_back(tmp_path: Path) -> None:
    kept = [fetched(f"{A}/{one}", article(f"{A}/{one}", "حساب", "حساب")) for one in range(12)]
    lost = fetched(B, article(B, "خبر", "حساب ثم كلام آخر كثير"))
    changed = fetched(f"{A}/1", article(f"{A}/1", "هندسة", "هندسة"), when=at(60))
    with warehouse(tmp_path, package(tmp_path, "kept", kept)) as connection:
        update_index(connection, _index(tmp_path), wording=words)
        backup = back_up(connection, tmp_path / "backups", keep=1)
        load(connection, package(tmp_path, "lost", [lost]))
        update_index(connection, _index(tmp_path), wording=words)

    restore(backup, place(tmp_path))
    found = [_found(tmp_path, "حساب", most=2)["in_all"]]
    with warehouse(tmp_path) as connection:
        update_index(connection, _index(tmp_path), wording=words)
        found.append(search(connection, _index(tmp_path), "حساب", wording=words, most=2)["in_all"])
        loaded = load(connection, package(tmp_path, "changed", [changed]))
        update_index(connection, _index(tmp_path), wording=words, after=loaded["load_id"])
        found.append(search(connection, _index(tmp_path), "حساب", wording=words, most=2)["in_all"])

    assert found == [12, 12, 11]


@pytest.mark.file_only("a lake is backed up with the means of its catalog")
def test_an_index_that_was_sorted_without_having_all_does_not_pass_for_whole_after_a_backup(
    tmp_path: Path,
) -> None:
    changed = fetched(A, article(A, "هندسة", "الثانية"), when=at(60))
    with warehouse(
        tmp_path, package(tmp_path, "one", [fetched(A, article(A, "حساب", "الأولى"))])
    ) as connection:
        update_index(connection, _index(tmp_path), wording=words)
        backup = back_up(connection, tmp_path / "backups", keep=1)
        load(connection, package(tmp_path, "two", [changed]))
        assert tidy_index(connection, _index(tmp_path), wording=words)

    restore(backup, place(tmp_path))

    assert _found(tmp_path, "حساب")["in_all"] == 1


def test_no_hits_can_be_asked_for_and_are_counted(folder: Path) -> None:
    assert _found(folder, "ذكاء", most=0) == {"hits": [], "in_all": 3, "not_searched": 0}
