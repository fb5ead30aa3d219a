"""Models by their ids."""

from __future__ import annotations

import pytest

from workstation.errors import WorkstationError
from workstation.language import catalog
from workstation.risk.registry import MODELS, find_model, input_name, limits_of, model_title


def test_every_model_is_found_by_its_id_and_has_its_title() -> None:
    for model in MODELS:
        assert find_model(model.id) is model
        assert model_title(model.id) == model.title
    assert len({model.id for model in MODELS}) == len(MODELS)


def test_a_model_of_another_version_has_its_id_in_words() -> None:
    assert str(model_title("lung_rads_2022")) == "lung rads 2022"


def test_an_input_that_another_score_gave_names_it_in_every_language() -> None:
    chinese = catalog("zh_CN")
    told = input_name("mayo_probability")
    assert str(told) == "mayo probability"
    assert chinese.say(told) == "Mayo 概率"
    assert str(input_name("brock_2b_linear_predictor")) == "brock 2b linear predictor"
    assert str(input_name("fdg_uptake")) == "fdg uptake"
    assert not any(letter.isascii() for letter in chinese.say(input_name("nodule_type")))


def test_an_unknown_model_names_the_nearest_or_all() -> None:
    with pytest.raises(WorkstationError) as near:
        find_model("brok_2b")
    assert str(near.value.hint) == "Did you mean “brock_2b”?"
    with pytest.raises(WorkstationError) as far:
        find_model("zzzzzz")
    assert str(far.value.hint) == f"Models: {', '.join(model.id for model in MODELS)}."


def test_limits_are_those_of_the_output() -> None:
    assert limits_of("brock_2b", "probability") == (0.1,)
    assert limits_of("brock_2b", "linear_predictor") == ()
    assert limits_of("lung_rads_2022", "probability") == ()
