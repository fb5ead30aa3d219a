"""Boxes to choose from that show words and hold values."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox

from workstation.language import say
from workstation.messages import Message


def offer(box: QComboBox, values: Iterable[str]) -> None:
    """Add values of data in the language of the reader; each item holds its value."""
    for value in values:
        box.addItem(say(Message.term(value.replace("_", " "))), value)


def choose(box: QComboBox, value: str) -> None:
    """Choose a value; one that is not offered changes nothing."""
    at = box.findData(value)
    if at >= 0:
        box.setCurrentIndex(at)
