"""What a feature of the window hands to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from PySide6.QtWidgets import QWidget

from workstation.messages import Message
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.docks import DockPlace

Handler = Callable[[bool], object]
"""What an action does; checkable ones give their new state."""


@dataclass(frozen=True, slots=True)
class DockPanel:
    """A panel beside the viewports, with its title and its dock."""

    title: Message
    widget: QWidget
    place: DockPlace
    with_pages: bool = False
    """Whether it has pages to read beside its fields, and needs their width."""


def _nothing() -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """What a feature adds to the window.

    What a feature holds of a study goes with `StudiesClosing` and `StudiesClosed`, which its parts
    subscribe to in their constructors: no list of them is kept here.
    """

    handlers: Mapping[str, Handler] = field(default_factory=dict)
    """Action id to what it does, for each row of its `actions`."""
    docks: tuple[DockPanel, ...] = ()
    on_tool_bar: Mapping[str, tuple[QWidget, ...]] = field(default_factory=dict)
    """Widgets that stand on the tool bar behind the actions of a menu, by its name."""
    keep: Callable[[], None] = _nothing
    """The window is asked to close: what was typed goes to the workspace."""
    leave: Callable[[], None] = _nothing
    """The window closes: stop what runs; called in the reverse order of making."""


class FeatureKind(Protocol):
    """A feature of the window, made with what the parameters of its constructor name by type."""

    actions: ClassVar[tuple[ActionSpec, ...]]
    """Its rows of the table of actions; known without a window."""

    def feature(self) -> Feature:
        """What it adds to the window."""
        ...
