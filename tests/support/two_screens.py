"""Drives the window on the screens that are there, and prints what it saw as one line of JSON.

Run as ``python -m tests.support.two_screens FOLDER``; settings are kept in the folder from run to
run. The screens come from the platform plugin, e.g. ``offscreen:configfile=...``.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from tests.support.studies import FakeServices
from tests.ui.test_window_tools import at, drag
from workstation.keeping.kept_settings import KeptSettings
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.shell.job_controller import JobController
from workstation.ui.widgets.theme import apply_theme


def _wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 180
    while not done():
        if time.monotonic() > end:
            raise SystemExit("gave up waiting")
        QApplication.processEvents()


def main(folder: Path) -> None:
    """Open a study, measure in a second window, close, and print the facts."""
    app = QApplication([])
    apply_theme(app)
    crashes: list[BaseException] = []
    jobs = JobController(crashes.append)
    settings = KeptSettings(folder / "settings.toml")
    window = MainWindow(
        Workspace(), FakeServices().services(), jobs, settings=settings, prompts=Prompts()
    )
    window.show()
    restored = [w.geometry().getRect() for w in window.features[BoardFeature].windows.windows]
    window.open_paths([folder])
    _wait(lambda: window.workspace.active_image is not None and jobs.running == 0)
    if not restored:
        window.actions_table["new_window"].trigger()
    facts: dict[str, Any] = {"restored": restored, "windows": []}
    (other,) = window.features[BoardFeature].windows.windows
    frame = other.area.frames[0]
    window.features[BoardFeature].display.show_stack("stack-1", frame)
    _wait(lambda: frame.viewport.view is not None and jobs.running == 0)
    for row, area in ((1, window.features[BoardFeature].area), (4, other.area)):
        viewport = area.frames[0].viewport
        QApplication.processEvents()
        window.features[BoardFeature].area.stage.set_active(viewport)
        window.features[MouseFeature].toolbox.choose(AnnotationKind.LENGTH)
        drag(viewport, at(viewport, row, 1), at(viewport, row, 5))
        (made,) = window.workspace.annotations[-1:]
        facts["windows"].append(
            {
                "screen": viewport.screen().name(),
                "length": made.readings[0].value,
                "seen": [
                    len(v.placed_annotations())
                    for v in window.features[BoardFeature].area.stage.viewports
                ],
            }
        )
    window.close()
    facts["crashes"] = [repr(each) for each in crashes]
    facts["left open"] = sum(w.isVisible() for w in app.topLevelWidgets())
    sys.stdout.write(json.dumps(facts) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
