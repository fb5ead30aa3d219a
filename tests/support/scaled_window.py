"""What a reader sees and measures in a window, as numbers, for one scale of the screen.

`python -m tests.support.scaled_window STUDY SCRATCH` prints them as JSON; `QT_SCALE_FACTOR` sets
the scale.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from workstation.app.composition import build_window
from workstation.keeping.kept_settings import KeptSettings
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow

# The middle of the window, which is the same on every screen, in parts of the viewport.
_START, _END = (0.35, 0.4), (0.65, 0.6)
_LONGEST_S = 300


def pixels_of(image: QImage) -> NDArray[np.uint8]:
    """(rows, columns, 3) RGB of a picture, in device pixels."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), -1)
    return rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).copy()


def _wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + _LONGEST_S
    while not done():
        if time.monotonic() > end:
            raise SystemExit("the window did not come to rest")
        QApplication.processEvents()
        time.sleep(0.005)


def _extent(changed: NDArray[np.bool_]) -> list[int]:
    rows, columns = np.nonzero(changed)
    return [int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1] if rows.size else [0, 0]


def read(window: MainWindow) -> dict[str, object]:
    """Numbers of the active viewport: what is clicked, measured, painted and copied."""
    window.actions_table["layout_grid-1x1"].trigger()
    window.resize(1200, 800)
    QApplication.processEvents()
    viewport = window.features[BoardFeature].area.stage.active
    width, height = viewport.width(), viewport.height()
    start = QPoint(round(width * _START[0]), round(height * _START[1]))
    end = QPoint(round(width * _END[0]), round(height * _END[1]))
    window.actions_table["tool_length"].trigger()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    _wait(lambda: bool(window.workspace.annotations) and window.jobs.running == 0)
    (line,) = window.workspace.annotations
    ratio = viewport.devicePixelRatioF()

    def picture() -> NDArray[np.int16]:
        QApplication.processEvents()
        return pixels_of(viewport.picture()).astype(np.int16)

    viewport.text_mode = 2
    viewport.selected_annotation = ""
    bare = picture()
    viewport.selected_annotation = line.id
    handled = np.abs(picture() - bare).max(axis=2) > 60
    around = [
        round(v * ratio) for v in (start.y() - 14, start.y() + 14, start.x() - 14, start.x() + 14)
    ]
    viewport.selected_annotation = ""
    viewport.text_mode = 0
    lettered = np.abs(picture() - bare).max(axis=2) > 60
    corner = lettered[: round(200 * ratio), : round(300 * ratio)]
    window.actions_table["copy_view"].trigger()
    copied = QGuiApplication.clipboard().image()
    middle = bare[
        bare.shape[0] // 4 : -bare.shape[0] // 4, bare.shape[1] // 4 : -bare.shape[1] // 4
    ]
    middle = middle[: middle.shape[0] // 2 * 2, : middle.shape[1] // 2 * 2, 0]
    blocks = middle.reshape(middle.shape[0] // 2, 2, -1, 2)
    even = np.ptp(blocks, axis=(1, 3)) == 0
    return {
        "ratio": ratio,
        "logical": [width, height],
        "device": [bare.shape[1], bare.shape[0]],
        "start": viewport.picture_point(QPointF(start)),
        "end": viewport.picture_point(QPointF(end)),
        "length_mm": line.readings[0].value,
        "points": line.points,
        "copied": [copied.width(), copied.height()],
        "handle": _extent(handled[around[0] : around[1], around[2] : around[3]]),
        "letters": int(np.count_nonzero(corner)),
        "lettered": _extent(corner),
        "even_blocks": float(even.mean()),
    }


def main() -> None:
    """Open the study and print what was read."""
    study, scratch = Path(sys.argv[1]), Path(sys.argv[2])
    app = QApplication([])
    window = build_window(
        data_folder=scratch / "data",
        settings=KeptSettings(scratch / "settings.toml"),
        on_crash=lambda error: sys.exit(repr(error)),
    )
    window.show()
    window.open_paths([study])
    _wait(lambda: window.workspace.active_image is not None and window.jobs.running == 0)
    sys.stdout.write(json.dumps(read(window)) + "\n")
    window.close()
    app.processEvents()


if __name__ == "__main__":
    main()
