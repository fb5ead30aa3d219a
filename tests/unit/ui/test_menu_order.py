"""Rows of features in the order of the menus."""

from __future__ import annotations

import pytest

from workstation.ui.features import FEATURES, every_action
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.action_table import in_menu_order


def row(name: str, menu: str = "&View", after: str = "") -> ActionSpec:
    return ActionSpec(name, name, menu, after=after)


def order(*features: tuple[ActionSpec, ...]) -> list[str]:
    return [each.id for each in in_menu_order(features)]


def test_rows_of_a_feature_stay_together_and_features_follow_one_another() -> None:
    assert order((row("a"), row("b")), (row("c"),)) == ["a", "b", "c"]


def test_a_row_stands_behind_the_one_that_it_names_and_the_next_behind_it() -> None:
    assert order((row("a"), row("b")), (row("x", after="a"), row("y"))) == ["a", "x", "y", "b"]


def test_a_feature_may_name_a_row_of_a_later_one() -> None:
    assert order((row("x", after="b"), row("y")), (row("a"), row("b"), row("c"))) == [
        "a", "b", "x", "y", "c",
    ]  # fmt: skip


def test_menus_keep_their_own_order_whatever_a_feature_begins_with() -> None:
    help_first = (row("about", "&Help"), row("open", "&File"), row("theme", "&View/T&heme"))
    assert order(help_first, (row("zoom"),)) == ["open", "theme", "zoom", "about"]


def test_rows_that_stand_behind_nothing_are_an_error() -> None:
    with pytest.raises(ValueError, match="gone"):
        order((row("a", after="gone"),))
    with pytest.raises(ValueError, match="a"):
        order((row("a", "&File"), row("b", "&View", after="a")))


def test_no_action_is_named_twice_and_every_feature_is_listed_once() -> None:
    ids = [each.id for each in every_action()]
    assert len(ids) == len(set(ids)) == sum(len(kind.actions) for kind in FEATURES)
    assert len(FEATURES) == len(set(FEATURES))
