"""One row of the table of actions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing that the reader can do.

    `group` names actions of which one is checked at a time; `icon` is a qtawesome name and
    puts the action on the tool bar.
    """

    id: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    checkable: bool = False
    group: str = ""
    icon: str = ""
    separator: bool = False
