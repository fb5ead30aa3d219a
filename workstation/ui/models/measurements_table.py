"""Measurements that the reader drew, as a table."""

from __future__ import annotations

from collections.abc import Sized
from typing import Any

from PySide6.QtCore import QObject, Qt

from workstation.session.annotations import Annotation
from workstation.session.events import ActiveImageChanged, AnnotationsChanged
from workstation.session.workspace import Workspace
from workstation.ui.models.titled_table import Index, TitledTableModel

COLUMNS = ("Kind", "Readings", "Where")


class MeasurementsTableModel(TitledTableModel):
    """Rows are the annotations of the study that is looked at."""

    columns = COLUMNS

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

    def shown_rows(self) -> Sized:
        """What stands behind the rows."""
        return self._rows

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
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
