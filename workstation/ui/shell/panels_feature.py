"""Which panels stand beside the pictures."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QMainWindow, QStatusBar, QToolBar, QToolTip, QWidget

from workstation.language import tr
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.action_table import ActionTable
from workstation.ui.shell.docks import DockPlace, Docks
from workstation.ui.shell.feature import Feature, Handler
from workstation.ui.shell.rail import Rail
from workstation.ui.widgets.icons import set_icon

_ICONS = {
    DockPlace.MEASURE: "mdi6.ruler",
    DockPlace.SEGMENTS: "mdi6.layers-outline",
    DockPlace.FUSION: "mdi6.vector-intersection",
    DockPlace.AI: "mdi6.creation",
    DockPlace.FINDINGS: "mdi6.format-list-checks",
    DockPlace.RISK: "mdi6.gauge",
    DockPlace.REPORT: "mdi6.file-document-edit-outline",
    DockPlace.DOCUMENTS: "mdi6.file-eye-outline",
}
"""Of the rail, from top to bottom."""
_HINT_MS = 4000


def _id(place: DockPlace) -> str:
    return f"panel_{place.value}"


class PanelsFeature:
    """The rail of panels, and a key that leaves the pictures alone."""

    actions: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec(
            "panel_studies", "&Studies", "&View/&Panels", ("Alt+0",), True, after="full_screen"
        ),
        ActionSpec("panel_measure", "&Measurements", "&View/&Panels", ("Alt+1",), True),
        ActionSpec("panel_segments", "Se&gments", "&View/&Panels", ("Alt+2",), True),
        ActionSpec("panel_fusion", "&Fusion", "&View/&Panels", ("Alt+3",), True),
        ActionSpec("panel_ai", "&AI plugins", "&View/&Panels", ("Alt+4",), True),
        ActionSpec("panel_findings", "F&indings", "&View/&Panels", ("Alt+5",), True),
        ActionSpec("panel_risk", "&Risk scores", "&View/&Panels", ("Alt+6",), True),
        ActionSpec("panel_report", "Re&port", "&View/&Panels", ("Alt+7",), True),
        ActionSpec("panel_documents", "&Documents", "&View/&Panels", ("Alt+8",), True),
        ActionSpec("pictures_only", "Pictures &only", "&View", ("Shift+Space",), True),
    )

    def __init__(self, docks: Docks, table: ActionTable, host: QMainWindow) -> None:
        self._docks = docks
        self._table = table
        self._host = host
        self._hidden: list[QWidget] = []
        self._closed: list[DockPlace] = []
        for place, icon in _ICONS.items():
            set_icon(table[_id(place)], icon)
        self.rail = Rail((table[_id(place)] for place in _ICONS), host)
        host.addToolBar(Qt.ToolBarArea.RightToolBarArea, self.rail)
        docks.places_changed.connect(self._follow)
        self._follow()

    def feature(self) -> Feature:
        """What the actions do."""
        handlers: dict[str, Handler] = {_id(place): self._shower(place) for place in DockPlace}
        handlers["pictures_only"] = self._leave_pictures_alone
        return Feature(handlers=handlers, leave=self._bring_back)

    def _shower(self, place: DockPlace) -> Handler:
        return lambda on: self._show(place, on)

    def _show(self, place: DockPlace, on: bool) -> None:
        self._bring_back()
        if on:
            self._docks.open(place)
        else:
            self._docks.close(place)

    def _follow(self) -> None:
        if self._hidden and self._docks.open_place is not None:
            # Something wants to be seen: it stays, and so does what surrounds it.
            self._closed = [place for place in self._closed if place is DockPlace.STUDIES]
            self._bring_back()
        for place in DockPlace:
            self._table[_id(place)].setChecked(self._docks.shows(place))

    def _leave_pictures_alone(self, on: bool) -> None:
        if not on:
            self._bring_back()
            return
        self._closed = [place for place in DockPlace if self._docks.shows(place)]
        for place in self._closed:
            self._docks.close(place)
        bars = self._host.findChildren(QToolBar) + self._host.findChildren(QStatusBar)
        self._hidden = [each for each in (self._host.menuBar(), *bars) if not each.isHidden()]
        for bar in self._hidden:
            bar.hide()
        key = next(iter(self._table.keys("pictures_only")), "")
        words = tr("{key} shows menus and panels again", key=key)
        middle = self._host.mapToGlobal(self._host.rect().center())
        QToolTip.showText(middle, words, self._host, QRect(), _HINT_MS)

    def _bring_back(self) -> None:
        """Show again what was hidden for the sake of the pictures."""
        hidden, self._hidden = self._hidden, []
        closed, self._closed = self._closed, []
        for bar in hidden:
            bar.show()
        for place in closed:
            self._docks.open(place)
        self._table["pictures_only"].setChecked(False)
