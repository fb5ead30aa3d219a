"""The list of windows on the tool bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from workstation.domain.image import NamedVoiLut
from workstation.domain.study import WindowSetting
from workstation.language import shown, tr
from workstation.session.events import StudiesClosed
from workstation.session.workspace import Workspace
from workstation.ui.widgets.inputs import ComboBox
from workstation.viewer.stage import Stage

_KEYS = 9


class PresetBox(ComboBox):
    """Offers the windows of the active image; follows what is shown."""

    def __init__(self, workspace: Workspace, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        workspace.subscribe(StudiesClosed, lambda _event: self.clear())
        self.setMinimumWidth(200)
        self.setToolTip(tr("Windows; keys 1 to 9, 0 for the full range"))
        self.setAccessibleName(tr("Window"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.activated.connect(self._choose)
        stage.window_changed.connect(self.follow)

    def follow(self) -> None:
        """List what is offered and mark what is shown."""
        windows = self._stage.windows
        names = [tr("Window…"), *(_name(n, w) for n, w in enumerate(windows, start=1))]
        names += [table_words(n, name) for n, (name, _table) in enumerate(self._tables, start=1)]
        if [self.itemText(n) for n in range(self.count())] != names:
            self.clear()
            self.addItems(names)
        setting = self._stage.active.window_setting
        chosen = [n for n, window in enumerate(windows, start=1) if window == setting]
        tables = [table for _name_of_it, table in self._tables]
        viewport = self._stage.active
        shown = viewport.state_table
        if viewport.use_voi_lut and shown is None and tables:
            shown = tables[0]
        if viewport.use_voi_lut:
            chosen = [len(windows) + n for n, each in enumerate(tables, 1) if each is shown]
        self.setCurrentIndex(chosen[0] if chosen else 0)

    @property
    def _tables(self) -> tuple[NamedVoiLut, ...]:
        """The VOI LUTs of the active image."""
        view = self._stage.view
        image = view.image if view is not None else None
        return image.voi_luts if image is not None else ()

    def _choose(self, number: int) -> None:
        count = len(self._stage.windows)
        if number <= count:
            self._stage.set_preset(number)
            return
        name, table = self._tables[number - count - 1]
        viewport = self._stage.active
        self._stage.set_window(viewport.window_setting, use_voi_lut=True)
        for each in self._stage.on_stack(viewport.view.stack_id if viewport.view else ""):
            each.state_table = table
            each.table_words = table_words(number - count, name)
            each.refresh()
        self.follow()


def table_words(number: int, name: str) -> str:
    """How a VOI LUT of the file is named."""
    words = tr("VOI LUT {number}", number=number)
    return f"{words}  {name}" if name else words


def _name(number: int, window: WindowSetting) -> str:
    words = f"{shown(window.explanation)}  {window.width:.6g}/{window.center:.6g}"
    return f"{number}  {words}" if number <= _KEYS else words
