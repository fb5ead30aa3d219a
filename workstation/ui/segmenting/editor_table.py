"""Segments of the image that is edited: shown, locked, named, coded, reviewed."""

from __future__ import annotations

from collections.abc import Callable, Sized
from dataclasses import replace
from typing import Any

import qtawesome
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QIcon

from workstation.domain.mask import Mask, Segment
from workstation.language import say, shown, tr
from workstation.messages import Message
from workstation.session.events import (
    ActiveImageChanged,
    FindingsChanged,
    LabelsChanged,
    MasksChanged,
    SegmentDisplayChanged,
)
from workstation.session.workspace import Workspace
from workstation.ui.widgets.plain_text import plain_tip
from workstation.ui.widgets.theme import colors
from workstation.ui.widgets.titled_table import Index, TitledTableModel

COLUMNS = (
    Message("Show"),
    Message("Color"),
    Message("Segment"),
    Message("Lock"),
    Message("Code"),
    Message("Review"),
)
SHOWN, COLOR, NAME, LOCK, CODE, REVIEW = range(6)


def code_words(segment: Segment) -> str:
    """Type and modifier of a segment in words."""
    if segment.type_modifier is None:
        return say(segment.type.words)
    # Catalogs name what has two sides as a whole: "Left kidney".
    whole = f"{segment.type_modifier.meaning} {segment.type.meaning.lower()}"
    told = say(Message.term(whole))
    if told != whole:
        return told
    return f"{say(segment.type_modifier.words)} {say(segment.type.words)}"


class EditorTableModel(TitledTableModel):
    """Rows are segments of the masks on the active image."""

    columns = COLUMNS

    def __init__(
        self,
        workspace: Workspace,
        masks: Callable[[], tuple[Mask, ...]],
        rename: Callable[[str, int, str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._masks = masks
        self._rename = rename
        self._rows: tuple[tuple[Mask, Segment], ...] = ()
        self._icons: dict[tuple[str, str], QIcon] = {}
        for event_type in (MasksChanged, ActiveImageChanged):
            workspace.subscribe(event_type, lambda _event: self.refresh())
        for repainting in (SegmentDisplayChanged, FindingsChanged):
            workspace.subscribe(repainting, lambda _event: self._repaint())
        workspace.subscribe(LabelsChanged, self._follow_labels)

    def refresh(self) -> None:
        """Take the segments that are there now."""
        self.beginResetModel()
        self._rows = tuple((m, s) for m in self._masks() for s in m.segments)
        self.endResetModel()

    def _follow_labels(self, event: LabelsChanged) -> None:
        if event.committed:
            self._repaint()

    def _repaint(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, REVIEW))

    def segment(self, row: int) -> tuple[Mask, Segment]:
        """Mask and segment of a row."""
        return self._rows[row]

    def row_of(self, mask_id: str, number: int) -> int:
        """Row of a segment, or -1."""
        for row, (mask, segment) in enumerate(self._rows):
            if (mask.id, segment.number) == (mask_id, number):
                return row
        return -1

    def shown_rows(self) -> Sized:
        """What stands behind the rows."""
        return self._rows

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The name can be typed."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == NAME else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Icons, color, words."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        mask, segment = self._rows[index.row()]
        display = self._workspace.segment_display(mask.id, segment.number)
        state = self._workspace.segmentation.state(mask.id, segment.number)
        match (index.column(), role):
            case (0, Qt.ItemDataRole.DecorationRole):
                return self._icon("mdi6.eye" if display.visible else "mdi6.eye-off")
            case (0, Qt.ItemDataRole.ToolTipRole):
                return (
                    tr("Shown; click to hide") if display.visible else tr("Hidden; click to show")
                )
            case (1, Qt.ItemDataRole.DecorationRole):
                return QColor(*display.color_rgb)
            case (2, _):
                return self._named(mask, segment, role)
            case (3, Qt.ItemDataRole.DecorationRole):
                return self._icon("mdi6.lock" if state.locked else "mdi6.lock-open-variant")
            case (3, Qt.ItemDataRole.ToolTipRole):
                return tr("Locked; click to unlock") if state.locked else tr("Click to lock")
            case (4, Qt.ItemDataRole.DisplayRole):
                return code_words(segment)
            case (4, Qt.ItemDataRole.ToolTipRole):
                code = segment.type
                return plain_tip(
                    tr(
                        "{value} ({scheme}); double click to change",
                        value=code.value,
                        scheme=code.scheme,
                    )
                )
            case (5, _):
                return self._review(mask, segment, role)
            case _:
                return None

    def _named(self, mask: Mask, segment: Segment, role: int) -> str | None:
        """The name; its tip has the columns, too, that may have no room in a narrow panel."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return shown(segment.label)
        if role != Qt.ItemDataRole.ToolTipRole:
            return None
        review = self._review(mask, segment, Qt.ItemDataRole.DisplayRole) or ""
        return plain_tip("\n".join((shown(segment.label), code_words(segment), review)))

    def _review(self, mask: Mask, segment: Segment, role: int) -> str | None:
        """How far the review is: what was decided about a finding holds for its segment."""
        finding = self._workspace.finding_of_segment(mask.id, segment)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr("As decided about its finding") if finding is not None else None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        state = self._workspace.segmentation.state(mask.id, segment.number)
        return say(Message.term(state.review.value if finding is None else finding.status.value))

    def setData(  # noqa: N802
        self,
        index: Index,
        value: Any,  # noqa: ANN401
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        """Rename."""
        if index.column() != NAME or role != Qt.ItemDataRole.EditRole or not str(value).strip():
            return False
        mask, segment = self._rows[index.row()]
        name = str(value).strip()
        # What nobody touched stays a word of the program.
        if name != shown(segment.label):
            self._rename(mask.id, segment.number, name)
        return True

    def toggle(self, row: int, column: int) -> None:
        """Show or hide, lock or unlock."""
        mask, segment = self._rows[row]
        if column == SHOWN:
            old = self._workspace.segment_display(mask.id, segment.number)
            new = replace(old, visible=not old.visible)
            self._workspace.set_segment_display(mask.id, segment.number, new)
        elif column == LOCK:
            locked = self._workspace.segmentation.state(mask.id, segment.number).locked
            self._workspace.segmentation.lock(mask.id, segment.number, not locked)

    def _icon(self, name: str) -> QIcon:
        faint = name.endswith(("off", "variant"))
        color = colors().muted if faint else colors().text
        if (name, color) not in self._icons:
            self._icons[name, color] = qtawesome.icon(name, color=color)
        return self._icons[name, color]
