"""What is told of a difference, however many pages it is of."""

from __future__ import annotations

from flows.reprocess_pages import Difference, Tally


def test_a_tally_counts_all_and_keeps_a_few_of_each_source() -> None:
    tally = Tally()
    for number in range(1000):
        url = f"http://sada.example/{number}"
        tally.add(Difference("sada", url, "changed", "خبر", {"section": (None, "سياسة")}))
    tally.add(Difference("nashra", "http://nashra.example/1", "lost", "آخر", {}))
    tally.add(Difference("nashra", "http://nashra.example/2", "same", "ثالث", {}))

    assert [tally.total(kind) for kind in ("same", "changed", "gained", "lost")] == [1, 1000, 0, 1]
    assert tally.table() == [
        {"source": "nashra", "same": 1, "changed": 0, "gained": 0, "lost": 1, "fields": ""},
        {"source": "sada", "same": 0, "changed": 1000, "gained": 0, "lost": 0, "fields": "1000 section"},
    ]
    examples = tally.examples()
    assert [(row["source"], row["what"]) for row in examples] == [("nashra", "lost")] + 5 * [
        ("sada", "changed")
    ]
    assert (examples[0]["before"], examples[0]["today"]) == ("آخر", "")
    assert (examples[1]["before"], examples[1]["today"]) == ("None", "سياسة")
