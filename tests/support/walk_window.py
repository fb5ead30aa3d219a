"""Walks every panel, menu and dialog of the window and tells what cannot be read.

``python -m tests.support.walk_window WIDTH HEIGHT LANGUAGE STUDY FOLDER [PICTURES]`` prints a JSON
list of sentences. The size is that of the screen in device pixels; QT_SCALE_FACTOR divides it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QToolButton, QWidget

from tests.support.legible import menu_problems, problems
from tests.support.window_storm import wait
from workstation.app.composition import build_window
from workstation.keeping.kept_settings import KeptSettings
from workstation.measuring.new_annotations import new_annotation
from workstation.messages import Message
from workstation.session.annotation_kinds import AnnotationKind
from workstation.ui.analysis.feature import AnalysisFeature
from workstation.ui.asking.finding_dialog import FindingDialog
from workstation.ui.asking.prompts import Prompts
from workstation.ui.board.feature import BoardFeature
from workstation.ui.films.screen_size_dialog import ScreenSizeDialog
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.help.display_patterns import LuminanceDialog
from workstation.ui.language import install_language
from workstation.ui.main_window import MainWindow
from workstation.ui.segmenting.term_dialog import SegmentTermDialog
from workstation.ui.shell.docks import DockPlace
from workstation.ui.widgets.theme import apply_theme

DIALOGS = (
    "about", "keys", "edit_keys", "user_guide", "palette", "import_report", "acknowledge",
    "settings",
)  # fmt: skip
PLUGIN = "lung_nodules_ct"


class _Answers(Prompts):
    """Names a reader."""

    def reader(self, parent: QWidget, present: str) -> str:  # noqa: ARG002
        return "Dr. Long-Compound Name"


class Walk:
    """A walk through one window.

    Parameters
    ----------
    pictures : Path or None
        Where to put a picture of each step, to be looked at.
    """

    def __init__(self, window: MainWindow, screen: QSize, pictures: Path | None) -> None:
        self._window = window
        self._screen = screen
        self._pictures = pictures
        self.found: list[str] = []

    def look(self, where: str, at: QWidget | None = None) -> None:
        """Note what cannot be read now."""
        root = at or self._window
        settle()
        self.found += [f"{where}: {each}" for each in problems(root, self._screen)]
        if self._pictures is not None:
            self._pictures.mkdir(parents=True, exist_ok=True)
            root.grab().save(str(self._pictures / f"{where.replace('/', '-')}.png"))

    def panels(self, when: str) -> None:
        """Every panel of the rail, and the studies."""
        for feature in self._window.features:
            for panel in feature.docks:
                if panel.place is not DockPlace.STUDIES:
                    self._window.docks.bring_to_front(panel.widget)
                    self.look(f"{when}/{panel.place.value}")
        self._window.docks.close()
        self.look(when)

    def tools(self) -> None:
        """Every tool is on the bar or behind its arrow."""
        bar = self._window.tool_bar
        more = bar.findChild(QToolButton, "qt_toolbar_ext_button")
        hidden = [
            action.text() or action.toolTip()
            for action in bar.actions()
            if not action.isSeparator()
            and (widget := bar.widgetForAction(action)) is not None
            and not widget.isVisible()
        ]
        if hidden and (more is None or not more.isVisible()):
            self.found.append(f"tools are lost: {hidden}")

    def menus(self) -> None:
        """Every menu and submenu of the menu bar."""
        for menu in self._window.findChildren(QMenu):
            if menu.title():
                self.found += menu_problems(menu, self._screen)

    def dialogs(self) -> None:
        """Every dialog that needs no answer to come up."""
        for name in DIALOGS:
            self._window.actions_table[name].trigger()
            settle()
            for dialog in self._window.findChildren(QDialog):
                if dialog.isVisible():
                    self.look(f"dialog/{name}", dialog)
                    dialog.close()
        for made in (
            FindingDialog(None, self._window),
            SegmentTermDialog(self._window),
            ScreenSizeDialog(3.8, "HDMI-1", self._window),
            LuminanceDialog(self._window),
        ):
            made.show()
            self.look(f"dialog/{type(made).__name__}", made)
            made.close()


def settle(seconds: float = 0.15) -> None:
    """Let layouts and timers come to rest."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


def fill(window: MainWindow) -> None:
    """Measurements, findings of a plugin, a segmentation, a decision."""
    viewport = window.features[BoardFeature].stage.active
    frame = viewport.frame()
    assert frame is not None
    assert viewport.view is not None
    rows, columns = frame.values.shape[:2]
    places = ((0.4, 0.4), (0.6, 0.6))
    for kind in (AnnotationKind.LENGTH, AnnotationKind.ELLIPSE):
        points = tuple(
            viewport.view.to_point(viewport.plane, viewport.index, rows * r, columns * c)
            for r, c in places
        )
        drawn = new_annotation(kind, viewport, points, window.workspace, text="")
        assert drawn is not None
        window.workspace.put_annotation(drawn, text=Message("Region"))
    analysis = window.features[AnalysisFeature]
    window.docks.bring_to_front(analysis.panel)
    card = analysis.panel.cards[PLUGIN]
    wait(card.run.isEnabled)
    card.run.click()
    wait(_done(window))
    assert window.workspace.findings, "the plugin found nothing to look at"
    window.features[FindingsFeature].panel.step(1)
    window.actions_table["accept"].trigger()
    window.actions_table["key_image"].trigger()
    settle()


def _done(window: MainWindow) -> Callable[[], bool]:
    runs = window.features[AnalysisFeature].plugins.runs
    return lambda: bool(runs) and not runs[-1].is_open and window.jobs.running == 0


def main() -> None:
    """Walk, and print what was found."""
    width, height, language, study, folder, *more = sys.argv[1:]
    scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    screen = QSize(round(int(width) / scale), round(int(height) / scale))
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_theme(app)
    install_language(app, language)
    settings = KeptSettings(Path(folder) / "settings.toml")
    settings.change(tour_seen=True)

    def crash(error: BaseException) -> None:
        raise SystemExit(f"{type(error).__name__}: {error}")

    window = build_window(
        data_folder=Path(folder), settings=settings, on_crash=crash, prompts=_Answers()
    )
    window.resize(screen)
    window.show()
    walk = Walk(window, screen, Path(more[0]) if more else None)
    walk.panels("start")
    window.open_paths([Path(study)])
    wait(lambda: window.workspace.active_image is not None and window.jobs.running == 0)
    walk.panels("opened")
    walk.tools()
    fill(window)
    walk.panels("read")
    walk.menus()
    walk.dialogs()
    window.close()
    sys.stdout.write(json.dumps(walk.found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
