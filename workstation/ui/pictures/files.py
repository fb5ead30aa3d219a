"""Pictures of the screen as files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from workstation.security.integrity import write_whole


def write_png(picture: QImage, path: Path) -> None:
    """Write a picture as PNG; the file appears whole or not at all, for its owner and group.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt does not
    write_whole(path, bytes(data.data()))
