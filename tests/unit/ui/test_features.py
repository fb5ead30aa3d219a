"""Features are made with what their constructors name."""

from __future__ import annotations

from typing import ClassVar

import pytest

from workstation.ui import features
from workstation.ui.features import Features
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.feature import Feature


class Given:
    pass


class First:
    actions: ClassVar[tuple[ActionSpec, ...]] = ()

    def __init__(self, given: Given) -> None:
        self.given = given

    def feature(self) -> Feature:
        return Feature(handlers={"first": lambda _on: None})


class Second:
    actions: ClassVar[tuple[ActionSpec, ...]] = ()

    def __init__(self, first: First, given: Given) -> None:
        self.first, self.given = first, given

    def feature(self) -> Feature:
        return Feature(handlers={"second": lambda _on: None})


def test_a_feature_is_given_the_parts_and_the_earlier_features_that_it_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(features, "FEATURES", (First, Second))
    given = Given()
    made = Features({Given: given})
    assert made[Second].first is made[First]
    assert made[First].given is made[Second].given is made[Given] is given
    assert [list(each.handlers) for each in made] == [["first"], ["second"]]
    assert [list(each.handlers) for each in reversed(made)] == [["second"], ["first"]]


def test_a_feature_that_names_a_later_one_or_nothing_known_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(features, "FEATURES", (Second, First))
    with pytest.raises(KeyError, match="First"):
        Features({Given: Given()})
    monkeypatch.setattr(features, "FEATURES", (First,))
    with pytest.raises(KeyError, match="Given"):
        Features({})
