"""What stands beside a measurement on the picture: few words, and no caveat left out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.session.test_workspace import annotation
from workstation.measuring.short_words import short_words
from workstation.messages import NOTHING, Message
from workstation.session.annotations import Reading


def reading(name: str, value: float, unit: str, caveat: Message = NOTHING) -> Reading:
    return Reading(name=Message.term(name), value=value, unit=unit, caveat=caveat)


REGION = (
    reading("Area", 410.04, "mm²"),
    reading("Mean", 421.4, "HU"),
    reading("SD", 13.2, "HU"),
    reading("Min", 380.0, "HU"),
    reading("Max", 460.0, "HU"),
)


def words(*readings: Reading, text: str = "") -> list[str]:
    return short_words(replace(annotation(), readings=readings, text=text), str)


def test_one_number_stands_alone() -> None:
    assert words(reading("Length", 12.34, "mm")) == ["12.3 mm"]


def test_a_region_says_mean_deviation_and_size() -> None:
    assert words(*REGION) == ["421 ± 13.2 HU · 410.0 mm²"]


def test_a_circle_says_its_diameter() -> None:
    assert words(reading("Diameter", 20.0, "mm"), *REGION) == ["421 ± 13.2 HU · ⌀ 20.0 mm"]


def test_uptake_says_its_maximum() -> None:
    uptake = tuple(replace(each, unit="SUVbw") if each.unit == "HU" else each for each in REGION)
    (line,) = words(*uptake)
    assert line.startswith("Max 460.00 · 421.40 ± 13.20 SUVbw")


def test_two_axes_are_one_product() -> None:
    axes = (reading("Long axis", 53.21, "mm"), reading("Short axis", 48.9, "mm"))
    assert words(*axes) == ["53.2 × 48.9 mm"]


def test_of_several_others_the_first_stands_with_its_name() -> None:
    assert words(reading("Ratio", 0.5, ""), reading("Heart", 120.0, "mm")) == ["Ratio 0.500"]


def test_the_words_of_the_reader_come_first_and_caveats_are_never_left_out() -> None:
    far = Message("at the detector")
    assert words(
        reading("Area", 410.0, "mm²", far), *REGION[1:4],
        reading("Max", 460.0, "HU", Message("max of a slab of 10 mm")), text="Apex\nagain",
    ) == [
        "Apex", "again", "421 ± 13.2 HU · 410.0 mm²", "(at the detector)",
        "(max of a slab of 10 mm)",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "Arrow"])
def test_without_numbers_only_words_stand(text: str) -> None:
    assert words(text=text) == ([text] if text else [])
