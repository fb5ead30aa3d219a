"""Frozen values → JSON → the same values, of the very same types."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from numpy.typing import NDArray

from tests.support.studies import finding
from workstation.domain.finding import Finding, FindingStatus
from workstation.errors import InputError
from workstation.messages import NOTHING, Message
from workstation.plain.values import from_json, from_plain, to_json, to_plain, writable


class Color(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    word: str = "ü 漢"
    sentence: Message = NOTHING
    either: Message | str = ""
    outcome: Message | float | str = 1.0
    count: int = 3
    size: float = 2.5
    flag: bool = True
    color: Color = Color.RED
    when: datetime = datetime(2026, 1, 2, tzinfo=UTC)
    data: bytes = b"\x00\xff"
    pair: tuple[float, float] | None = None
    many: tuple[tuple[str, Any], ...] = (("a", 1), ("b", "x"))
    mixed: float | str = "x"


def again(value: Any) -> Any:
    return from_plain(type(value), from_json(to_json(value)))


@pytest.mark.parametrize(
    "value",
    [
        Every(),
        Every(pair=(1.0, 2.0), mixed=4.5),
        Every(size=math.inf),
        Every(many=(("box", (1, 2, 3)),)),
        Every(sentence=Message("{count} slice", many="{count} slices", count=3)),
        Every(either=Message("{a} of {b:.1f}", a=Message("one"), b=2.5), outcome=Message("none")),
        Every(either="{typed}", outcome="typed"),
    ],
)
def test_every_type_comes_back_as_it_was(value: Every) -> None:
    found = again(value)
    assert found == value
    assert type(found.color) is Color
    assert type(found.when) is datetime


def test_enumerations_within_values_are_enumerations_again() -> None:
    decided = finding().decided(FindingStatus.ACCEPTED, by="Dr. Z")
    found = again(decided)
    assert isinstance(found, Finding)
    assert type(found.history[0].status) is FindingStatus
    assert found == decided


def test_arrays_come_back() -> None:
    @dataclass(frozen=True, slots=True, eq=False)
    class Affine:
        matrix: NDArray[np.float64]
        other: NDArray[np.float64] | None = None

    plain = json.loads(json.dumps(to_plain(Affine(np.eye(3) / 3))))
    assert_array_equal(np.array(plain["matrix"]), np.eye(3) / 3)
    assert plain["other"] is None


def test_a_plain_text_is_a_sentence_only_where_nothing_else_can_be() -> None:
    kept = {**to_plain(Every()), "sentence": "3 slices {of}", "either": "mass", "outcome": "none"}
    found = from_plain(Every, kept)
    assert found.sentence == Message.term("3 slices {of}")
    assert str(found.sentence) == "3 slices {of}"
    assert (found.either, found.outcome) == ("mass", "none")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("word", 3),
        ("word", {"text": "slices"}),
        ("sentence", 3),
        ("sentence", {"text": 3}),
        ("sentence", {"text": "{count} slices", "fields": {"number": 3}}),
        ("either", {"fields": {}}),
        ("count", 3.5),
        ("count", True),
        ("count", "3"),
        ("size", "wide"),
        ("size", 10**400),
        ("size", True),
        ("flag", 1),
        ("color", "green"),
        ("when", "yesterday"),
        ("data", "***"),
        ("pair", [1.0]),
        ("pair", [1.0, 2.0, 3.0]),
        ("many", [["a"]]),
    ],
)
def test_a_value_of_another_type_is_refused(name: str, wrong: object) -> None:
    with pytest.raises(InputError):
        from_plain(Every, {**to_plain(Every()), name: wrong})


def test_what_a_newer_version_added_is_ignored_and_what_is_new_has_its_default() -> None:
    plain = to_plain(Every())
    del plain["count"]
    assert from_plain(Every, {**plain, "added": 1}) == Every()


@pytest.mark.parametrize("text", ["{", "NaN", "[" * 99999, "Infinity", '"\udce9"'])
def test_damaged_json_is_a_known_fault(text: str) -> None:
    with pytest.raises(InputError):
        from_json(text)


@pytest.mark.parametrize("value", [object(), {1, 2}, 3 + 4j])
def test_what_json_does_not_know_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        to_json(value)


@pytest.mark.parametrize("word", ["half \udce9", "nothing \0", "ü 漢 🙂", 'quoted "\\'])
def test_every_letter_comes_back_and_can_be_written(word: str) -> None:
    text = to_json(Every(word=word))
    assert writable(text) == text
    assert from_plain(Every, from_json(text)).word == word


@pytest.mark.parametrize("plain", ["x", [1], 3, None, True])
def test_what_holds_no_fields_is_no_value_of_defaults(plain: object) -> None:
    with pytest.raises(InputError):
        from_plain(Every, plain)
