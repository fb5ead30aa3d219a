"""Icons in the color of the theme, also when the theme is changed."""

from __future__ import annotations

import weakref

import qtawesome
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QAbstractButton
from shiboken6 import isValid

from workstation.ui.widgets.theme import colors

_Target = QAction | QAbstractButton
_drawn: dict[tuple[str, str], QIcon] = {}
_names: weakref.WeakKeyDictionary[_Target, str] = weakref.WeakKeyDictionary()


def set_icon(target: _Target, name: str) -> None:
    """Give an action or a button an icon, which follows the theme from now on.

    Parameters
    ----------
    target : QAction or QAbstractButton
        What is shown with it.
    name : str
        Of qtawesome, e.g. "mdi6.ruler".
    """
    _names[target] = name
    _paint(target, name)


def recolor_icons() -> None:
    """Paint every icon anew after the theme was changed."""
    for target, name in list(_names.items()):
        if isValid(target):
            _paint(target, name)


def _paint(target: _Target, name: str) -> None:
    present = colors()
    target.setIcon(qtawesome.icon(name, color=present.text, color_disabled=present.disabled))


def drawn_icon(name: str, color: str) -> QIcon:
    """An icon in a color, for what paints itself; made once for each color."""
    key = (name, color)
    if key not in _drawn:
        _drawn[key] = qtawesome.icon(name, color=color)
    return _drawn[key]
