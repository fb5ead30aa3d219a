from __future__ import annotations

import pytest
from pydantic import ValidationError

from workstation.domain.study import WindowSetting
from workstation.imaging.window_preset import WindowPreset
from workstation.messages import Message

LUNG = {"id": "x", "title": "Lung", "quantity": "HU", "center": -600, "width": 1500}


def test_a_preset_is_a_window_of_its_name() -> None:
    preset = WindowPreset.model_validate({**LUNG, "function": "SIGMOID"})
    window = WindowSetting(center=-600, width=1500, explanation=Message("Lung"), function="SIGMOID")
    assert preset.window == window


@pytest.mark.parametrize(
    ("stated", "quantity", "suits"),
    [
        ("HU", "HU", True),
        ("HU", "HU_MOD", False),
        ("HU", "", False),
        ("SUV*", "SUVbw", True),
        ("SUV*", "US", False),
    ],
)
def test_it_is_offered_where_values_mean_the_same(stated: str, quantity: str, suits: bool) -> None:
    assert WindowPreset.model_validate({**LUNG, "quantity": stated}).suits(quantity) is suits


@pytest.mark.parametrize(
    "wrong",
    [
        {"width": 0},
        {"width": 0.5},
        {"center": float("nan")},
        {"function": "CUBIC"},
        {"title": ""},
        {"color": "red"},
    ],
)
def test_what_is_no_window_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        WindowPreset.model_validate({**LUNG, **wrong})
