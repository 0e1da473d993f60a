"""What is kept for marts: after any loads, the rows that their queries give of the whole warehouse."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.scene import LONG, article, at, contents, fetched, load, package, place, warehouse
from warehouse import connect as connect_module
from warehouse.connect import WarehouseRefused, migrate, open_reader, open_writer
from warehouse.kept import differing

_KEPT = ("current_article", "correction", "former_version")


def _any_article(chance: random.Random, url: str, **fields: Any) -> dict[str, Any]:
    fields |= {
        "published_at": chance.choice([None, at(chance.randrange(-9000, 0))]),
        "byline_raw": chance.choice([None, "سارة حسن"]),
        "authors": chance.choice([[], ["سارة حسن"]]),
        "images": chance.choice([[], [{"url": f"{url}.jpg", "caption": None}]]),
        "keywords": chance.choice(
            [
                [],
                [{"surface": "أخبار", "folded": "اخبار"}, {"surface": "اخبار", "folded": "اخبار"}],
                [{"surface": "مال", "folded": "مال"}],
            ]
        ),
    }
    texts = LONG[: chance.randrange(2, 6)]
    return article(url, chance.choice(["خبر", "خبر مصحح", "خبر آخر"]), *texts, **fields)


def _any_package(chance: random.Random, folder: Path, number: int) -> Path:
    """Pages new and old, visited earlier or later, read by older or newer rules or by mended ones."""
    rows = []
    for spot in chance.sample(range(6), chance.randrange(1, 5)):
        url = f"https://sada.example/{spot}"
        found = [_any_article(chance, url)] if chance.random() < 0.8 else []
        if found and chance.random() < 0.3:
            other = f"https://sada.example/{(spot + 1) % 6}"
            found.append(_any_article(chance, other, role="related", position=1))
        rows.append(
            fetched(
                url,
                *found,
                when=at(60 * chance.randrange(4)),
                source=chance.choice(["sada", "nashra"]),
                rule_version=chance.choice(["2", "9", "10"]),
            )
        )
    return package(folder, f"any {number}", rows)


@pytest.mark.parametrize("is_together", [False, True])
def test_an_article_that_only_older_rules_find_is_kept_as_former_at_once(
    tmp_path: Path, is_together: bool
) -> None:
    url = "https://sada.example/1"
    newer = fetched(url, rule_version="2")
    older = fetched(url, article(url, "خبر"), rule_version="1")
    batches = [[newer, older]] if is_together else [[newer], [older]]
    packages = [package(tmp_path, f"one {number}", rows) for number, rows in enumerate(batches)]

    with warehouse(tmp_path, *packages) as connection:
        withdrawn = connection.execute("SELECT is_withdrawn FROM article").fetchall()
        found = differing(connection)

    assert (withdrawn, found) == ([(True,)], [])


@pytest.mark.parametrize("seed", range(4))
def test_after_each_of_any_loads_the_kept_rows_are_those_of_the_whole_query(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    packages = [_any_package(chance, tmp_path, number) for number in range(12)]

    with warehouse(tmp_path) as connection:
        found = []
        for each in packages:
            load(connection, each)
            found += differing(connection)
        before = contents(connection)
        load(connection, packages[0])
        after = contents(connection)
        corrected = connection.execute("SELECT count(*) FROM current_article WHERE is_corrected").fetchall()

    assert found == []
    assert after == before
    assert corrected != [(0,)]


def test_a_warehouse_that_lacks_the_rows_is_filled_once_when_it_is_opened(tmp_path: Path) -> None:
    chance = random.Random(7)
    with warehouse(tmp_path, *(_any_package(chance, tmp_path, number) for number in range(6))) as connection:
        before = {name: contents(connection)[name] for name in _KEPT}
        connection.execute("DELETE FROM mart WHERE name IN (SELECT unnest(?))", [_KEPT])
        for name in _KEPT:
            connection.execute(f"DELETE FROM {name}")

    with open_writer(place(tmp_path)) as connection:
        after = {name: contents(connection)[name] for name in _KEPT}

    assert after == before
    assert all(before.values())


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("digest", [None, "of another text"])
def test_a_reader_refuses_a_warehouse_whose_kept_rows_are_not_those_of_this_code(
    tmp_path: Path, digest: str | None
) -> None:
    path = place(tmp_path)
    with warehouse(tmp_path) as connection:
        if digest is None:
            connection.execute("DELETE FROM mart WHERE name = 'correction'")
        else:
            connection.execute("UPDATE mart SET sha256 = ? WHERE name = 'correction'", [digest])

    with pytest.raises(WarehouseRefused, match=r"in \['correction'\]: the next load brings it up to date"):
        open_reader(path)
    open_writer(path).close()

    open_reader(path).close()


@pytest.mark.essential
def test_a_migration_has_the_kept_rows_made_anew_even_if_it_is_killed_before_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, folder = place(tmp_path), tmp_path / "migrations"
    shutil.copytree(Path(connect_module.__file__).parent / "migrations", folder)
    (folder / "999_mended.sql").write_text("UPDATE article_version SET byline_raw = 'هند عمر'")
    one = package(
        tmp_path, "one", [fetched("https://sada.example/1", article("https://sada.example/1", "خبر"))]
    )
    with warehouse(tmp_path, one) as connection:
        migrate(connection, path, folder)
        connection.execute("DELETE FROM migration WHERE number = 999")  # this code does not know it

    with pytest.raises(WarehouseRefused, match="the next load brings it up to date"):
        open_reader(path)
    with monkeypatch.context() as patched:
        patched.setattr(connect_module, "refresh_marts", _killed)
        with pytest.raises(KeyboardInterrupt):
            open_writer(path)
    with pytest.raises(WarehouseRefused, match="the next load brings it up to date"):
        open_reader(path)

    with open_writer(path) as connection:
        had = connection.execute("SELECT had_byline_raw FROM current_article").fetchall()
        found = differing(connection)
    assert (had, found) == ([(True,)], [])
