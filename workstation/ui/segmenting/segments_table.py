"""Segments of the masks on the active series."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from workstation.domain.mask import Mask, Segment
from workstation.language import say, shown, tr
from workstation.messages import Message
from workstation.session.events import (
    ActiveImageChanged,
    FindingsChanged,
    MasksChanged,
    SegmentDisplayChanged,
)
from workstation.session.workspace import Workspace
from workstation.ui.widgets.plain_text import plain_tip
from workstation.ui.widgets.titled_table import Index, TitledTableModel

COLUMNS = (Message("Segment"), Message("Color"), Message("Opacity"), Message("State"))


class SegmentsTableModel(TitledTableModel):
    """Rows are segments; ticking, coloring and opacity go to the workspace."""

    columns = COLUMNS

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._rows: tuple[tuple[Mask, Segment], ...] = ()
        workspace.subscribe(MasksChanged, lambda _event: self.refresh())
        workspace.subscribe(ActiveImageChanged, lambda _event: self.refresh())
        for event_type in (SegmentDisplayChanged, FindingsChanged):
            workspace.subscribe(event_type, lambda _event: self._repaint())
        self.refresh()

    def refresh(self) -> None:
        """Take the segments of the active series."""
        self.beginResetModel()
        place = self._workspace.active
        masks = self._workspace.masks_of(place.series.series_instance_uid) if place else ()
        self._rows = tuple((mask, segment) for mask in masks for segment in mask.segments)
        self.endResetModel()

    def _repaint(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 3))

    def segment(self, row: int) -> tuple[Mask, Segment]:
        """Mask and segment of a row."""
        return self._rows[row]

    def shown_rows(self) -> Sized:
        """What stands behind the rows."""
        return self._rows

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column can be ticked, opacity typed."""
        flags = super().flags(index)
        if index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if index.column() == 2:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Name and tick, color, opacity in percent, review state."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        mask, segment = self._rows[index.row()]
        display = self._workspace.segment_display(mask.id, segment.number)
        match (index.column(), role):
            case (0, Qt.ItemDataRole.DisplayRole):
                return shown(segment.label)
            case (0, Qt.ItemDataRole.CheckStateRole):
                return Qt.CheckState.Checked if display.visible else Qt.CheckState.Unchecked
            case (0, Qt.ItemDataRole.ToolTipRole):
                words = f"{shown(segment.label)}: {say(segment.type.words)}"
                name, _, version = segment.algorithm_name.rpartition(" ")
                made_by = f"{say(Message.term(name))} {version}" if name else version
                return plain_tip(f"{words} ({made_by})")
            case (1, Qt.ItemDataRole.DecorationRole):
                return QColor(*display.color_rgb)
            case (2, Qt.ItemDataRole.DisplayRole):
                return f"{display.fill_opacity * 100:.0f} %"
            case (2, Qt.ItemDataRole.EditRole):
                return round(display.fill_opacity * 100)
            case (3, Qt.ItemDataRole.DisplayRole):
                finding = self._workspace.finding_of_segment(mask.id, segment)
                return say(Message.term(finding.status.value)) if finding else tr("not reviewed")
            case _:
                return None

    def setData(  # noqa: N802
        self,
        index: Index,
        value: Any,  # noqa: ANN401
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        """Show or hide, recolor, change the opacity."""
        mask, segment = self._rows[index.row()]
        old = self._workspace.segment_display(mask.id, segment.number)
        if index.column() == 0 and role == Qt.ItemDataRole.CheckStateRole:
            new = replace(old, visible=Qt.CheckState(value) is Qt.CheckState.Checked)
        elif index.column() == 1 and isinstance(value, QColor) and value.isValid():
            color = (value.red(), value.green(), value.blue())
            self._workspace.recolor_segment(mask.id, segment.number, color)
            return True
        elif index.column() == 2 and role == Qt.ItemDataRole.EditRole:
            new = replace(old, fill_opacity=min(max(int(value), 0), 100) / 100)
        else:
            return False
        self._workspace.set_segment_display(mask.id, segment.number, new)
        return True
