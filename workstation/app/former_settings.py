"""Settings of programs before the settings file; the one place that speaks with Qt's settings."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from workstation.errors import OutputError
from workstation.keeping.kept_settings import KeptSettings
from workstation.keeping.window_place import KeptWindowPlace, WindowPlace

_log = logging.getLogger(__name__)
_NAME = "Lightbox"
_GEOMETRY, _DOCKS = "geometry", "state"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerSettings:
    """What such a program kept.

    Parameters
    ----------
    values : dict
        Plain data of version 0, see `settings.migrations`.
    file : str
        Where it was.
    """

    values: dict[str, Any] = field(default_factory=dict)
    place: WindowPlace = field(default_factory=WindowPlace)
    file: str = ""


def former_settings(file: Path | None = None) -> FormerSettings:
    """Read what was kept, and change nothing of it.

    Parameters
    ----------
    file : Path or None
        An INI file; None takes where Qt keeps settings on this system.
    """
    former = (
        QSettings(_NAME, _NAME)
        if file is None
        else QSettings(str(file), QSettings.Format.IniFormat)
    )
    values: dict[str, Any] = {}
    for key in former.allKeys():
        value = former.value(key)
        if isinstance(value, list):
            values[key] = [str(each) for each in value]
        elif value is not None and not isinstance(value, QByteArray):
            values[key] = str(value)
    return FormerSettings(
        values=values,
        place=WindowPlace(*(_bytes(former.value(key)) for key in (_GEOMETRY, _DOCKS))),
        file=Path(former.fileName()).name,
    )


def carry_over(settings: KeptSettings, file: Path | None = None) -> None:
    """Take what was kept into a settings file that has not taken it yet, with the window's place.

    What cannot be written is in force until the end, and taken at the next start.
    """
    if settings.is_carried_over:
        return
    former = former_settings(file)
    try:
        KeptWindowPlace.beside(settings.path).carry_over(former.place)
    except OutputError as error:
        _log.warning("the former place of the window is not kept: %s", error.detail)
    settings.carry_over(former.values, former.file)


def _bytes(value: object) -> bytes:
    return bytes(value.data()) if isinstance(value, QByteArray) else b""
