"""Measurements that the reader drew, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sized
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from workstation.language import say, shown
from workstation.messages import Message, joined
from workstation.services.export_measurements import plain_cell
from workstation.session.annotations import Annotation
from workstation.session.doubtful_lengths import rests_on_doubt
from workstation.session.events import (
    ActiveImageChanged,
    AnnotationsChanged,
    GeometryAcknowledged,
)
from workstation.session.workspace import Workspace
from workstation.ui.widgets.plain_text import plain_tip
from workstation.ui.widgets.titled_table import Index, TitledTableModel

COLUMNS = (
    Message("Kind"),
    Message("Text"),
    Message("Readings"),
    Message("Where"),
    Message("Series"),
)
TEXT_COLUMN = COLUMNS.index(Message("Text"))
_SHOWN_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.EditRole,
)


class MeasurementsTableModel(TitledTableModel):
    """Rows are the annotations of the study that is looked at; their text can be edited."""

    columns = COLUMNS

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._rows: tuple[Annotation, ...] = ()
        self._cells: dict[str, tuple[str, ...]] = {}
        workspace.subscribe(AnnotationsChanged, lambda _event: self.refresh())
        workspace.subscribe(ActiveImageChanged, lambda _event: self._look_elsewhere())
        workspace.subscribe(GeometryAcknowledged, lambda _event: self._look_elsewhere())
        self.refresh()

    def _look_elsewhere(self) -> None:
        # Which series a measurement is of, in words, is known when the series is open.
        self._cells.clear()
        self.refresh()

    def refresh(self) -> None:
        """Look at the workspace anew."""
        study = self._workspace.active_study_uid
        rows = tuple(a for a in self._workspace.annotations if a.study_instance_uid == study)
        ids, before = [a.id for a in rows], [a.id for a in self._rows]
        if ids == before:
            self._renew(rows)
        elif ids[: len(before)] == before:
            self._renew((*rows[: len(before)], *self._rows[len(before) :]))
            self.beginInsertRows(QModelIndex(), len(before), len(ids) - 1)
            self._rows = rows
            self.endInsertRows()
        elif (gone := _only_gone(before, ids)) is not None:
            self.beginRemoveRows(QModelIndex(), gone, gone)
            self._rows = (*self._rows[:gone], *self._rows[gone + 1 :])
            self.endRemoveRows()
            self._renew(rows)
        else:
            self._cells.clear()
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def _renew(self, rows: tuple[Annotation, ...]) -> None:
        """Take over rows of the same measurements; only those that changed are drawn anew."""
        pairs = zip(self._rows, rows, strict=True)
        changed = [n for n, (old, new) in enumerate(pairs) if old is not new and old != new]
        self._rows = rows
        for row in changed:
            self._cells.pop(rows[row].id, None)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def annotation(self, row: int) -> Annotation:
        """The annotation of a row."""
        return self._rows[row]

    def shown_rows(self) -> Sized:
        """What stands behind the rows."""
        return self._rows

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Kind, text, readings, place and series in words."""
        if not index.isValid() or index.row() >= len(self._rows) or role not in _SHOWN_ROLES:
            return None
        annotation = self._rows[index.row()]
        texts = self._cells.get(annotation.id)
        if texts is None:
            texts = self._cells[annotation.id] = cells(annotation, self._workspace)
        text = texts[index.column()]
        # With all columns: some have no room in a narrow panel.
        return (
            plain_tip("\n".join(filter(None, texts)))
            if role == Qt.ItemDataRole.ToolTipRole
            else text
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only the text can be edited."""
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsEditable if index.column() == TEXT_COLUMN else usual

    def setData(  # noqa: N802
        self,
        index: Index,
        value: Any,  # noqa: ANN401
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        """Take in another text, undoably."""
        if role != Qt.ItemDataRole.EditRole or index.column() != TEXT_COLUMN:
            return False
        return rename(self._workspace, self._rows[index.row()], str(value))

    def as_text(self, rows: Iterable[int] | None = None) -> str:
        """Some rows with tabs, for the clipboard; None is the whole table.

        No cell is a formula where it is pasted into a spreadsheet.
        """
        chosen = self._rows if rows is None else [self._rows[row] for row in rows]
        lines = ["\t".join(say(column) for column in COLUMNS)]
        lines += [
            "\t".join(
                plain_cell(" ".join(cell.split())) for cell in cells(annotation, self._workspace)
            )
            for annotation in chosen
        ]
        return "\n".join(lines)


def _only_gone(before: list[str], after: list[str]) -> int | None:
    """The one row that was taken out, or None where more changed."""
    if len(after) != len(before) - 1:
        return None
    pairs = zip(before, after, strict=False)
    at = next((n for n, (old, new) in enumerate(pairs) if old != new), len(after))
    return at if before[at + 1 :] == after[at:] else None


def rename(workspace: Workspace, annotation: Annotation, text: str) -> bool:
    """Give a measurement other words, undoably; whether they are others."""
    text = text.strip()
    if text == annotation.text:
        return False
    words = Message("Edit text of {kind:l}", kind=annotation.kind.words)
    workspace.put_annotation(replace(annotation, text=text), text=words)
    return True


def cells(annotation: Annotation, workspace: Workspace) -> tuple[str, str, str, str, str]:
    """Kind, text, readings, place and series of a measurement, in words."""
    readings = say(_numbers(annotation, workspace))
    return (
        say(annotation.kind.words),
        annotation.text,
        readings,
        say(annotation.plane_text),
        series_words(annotation, workspace),
    )


def _numbers(annotation: Annotation, workspace: Workspace) -> Message:
    """Its readings in a line, and that nobody vouches for them where that is so."""
    numbers = joined("; ", [reading.text for reading in annotation.readings])
    if not rests_on_doubt(annotation, workspace):
        return numbers
    return Message(
        "{numbers} (across slices of a doubtful geometry that nobody has acknowledged)",
        numbers=numbers,
    )


def series_words(annotation: Annotation, workspace: Workspace) -> str:
    """The series that the numbers of a measurement come from, e.g. "3 Lung", and its phase."""
    return ", ".join(shown(part) for part in _series(annotation, workspace))


def _series(annotation: Annotation, workspace: Workspace) -> tuple[Message | str, ...]:
    place = workspace.place(annotation.stack_id)
    if place is None:
        return ()
    number = place.series.number
    words = (str(number) if number is not None else "", place.series.description)
    series = " ".join(word for word in words if word) or place.series.modality
    return tuple(part for part in (series, place.stack.label) if part)


def report_lines(
    workspace: Workspace, study_instance_uid: str
) -> tuple[tuple[Message, Message | str], ...]:
    """What the report of a study prints of its measurements: title and numbers.

    A text or an arrow prints its words; an arrow without words is left out.
    """
    lines: list[tuple[Message, Message | str]] = []
    for annotation in workspace.annotations:
        if annotation.study_instance_uid != study_instance_uid:
            continue
        text, series = annotation.text, joined(", ", _series(annotation, workspace))
        numbers = _numbers(annotation, workspace)
        title = annotation.kind.words
        if text and numbers:
            title = joined(" ", (title, f"“{text}”"))
        where = (annotation.plane_text, Message("series {series}", series=series) if series else "")
        if numbers or text:
            title = joined(", ", (title, *(part for part in where if part)))
            lines.append((title, numbers or text))
    return tuple(lines)
