"""The curves of the parameters of stories are of the parameters that there are."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from bench.story_parameters import PARAMETERS, Parameter, Scores, changed, draw

_PLACES = (
    ("LEAST_CONTAINMENT", "tasks.story.verify"),
    ("LEAST_RELATION", "tasks.story.sift"),
    ("LEAST_DAYS", "tasks.story.stock"),
    ("WINDOW_DAYS", "bench.story_memory"),
    ("_WORDS", "tasks.story.shingle"),
    ("_RUN", "tasks.story.verify"),
)


@pytest.mark.parametrize("parameter", PARAMETERS, ids=[each.title for each in PARAMETERS])
def test_what_is_said_to_be_used_is(parameter: Parameter) -> None:
    assert parameter.used in parameter.values
    if parameter.constants == ("_HIGHEST",):
        used: float = (1 << 64) // (int(sys.modules["tasks.story.sketch"]._HIGHEST) + 1)
        assert used == parameter.used
        return
    for constant in parameter.constants:
        found = {
            getattr(module, constant)
            for name, module in sys.modules.items()
            if name.startswith(("tasks.story.", "bench.story_memory")) and hasattr(module, constant)
        }
        assert found == {parameter.used}


@pytest.mark.parametrize(("constant", "module"), _PLACES)
def test_a_value_is_put_into_each_module_and_taken_back(constant: str, module: str) -> None:
    parameter = next(each for each in PARAMETERS if constant in each.constants)
    before = getattr(sys.modules[module], constant)

    with changed(parameter, 7):
        assert getattr(sys.modules[module], constant) == 7

    assert getattr(sys.modules[module], constant) == before


def test_a_thinner_sketch_keeps_one_shingle_in_as_many_as_said() -> None:
    parameter = next(each for each in PARAMETERS if each.constants == ("_HIGHEST",))

    with changed(parameter, 16):
        assert np.uint64((1 << 60) - 1) == sys.modules["tasks.story.sketch"]._HIGHEST


def test_each_parameter_is_a_panel() -> None:
    scores = Scores(0.98, 0.001, 0.97, 1.0)

    drawn = draw({each.title: dict.fromkeys(each.values, scores) for each in PARAMETERS})

    assert drawn.startswith("<svg")
    assert all(each.title in drawn for each in PARAMETERS)
