"""Measurements that the reader drew, as a table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from workstation.session.annotations import Annotation
from workstation.session.events import ActiveImageChanged, AnnotationsChanged
from workstation.session.workspace import Workspace

_Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("Kind", "Readings", "Where")


class MeasurementsTableModel(QAbstractTableModel):
    """Rows are the annotations of the study that is looked at."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._rows: tuple[Annotation, ...] = ()
        workspace.subscribe(AnnotationsChanged, lambda _event: self.refresh())
        workspace.subscribe(ActiveImageChanged, lambda _event: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Look at the workspace anew."""
        study = self._workspace.active_study_uid
        rows = tuple(a for a in self._workspace.annotations if a.study_instance_uid == study)
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def annotation(self, row: int) -> Annotation:
        """The annotation of a row."""
        return self._rows[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Number of measurements."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(  # noqa: N802
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401
        """Column titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Kind, readings and place in words."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return cells(self._rows[index.row()])[index.column()]

    def as_text(self) -> str:
        """The whole table with tabs, for the clipboard."""
        lines = ["\t".join(COLUMNS)]
        lines += ["\t".join(cells(annotation)) for annotation in self._rows]
        return "\n".join(lines)


def cells(annotation: Annotation) -> tuple[str, str, str]:
    """Kind, readings and place of a measurement, in words."""
    readings = "; ".join(reading.text for reading in annotation.readings)
    return annotation.kind.value.capitalize(), readings, annotation.plane_text
