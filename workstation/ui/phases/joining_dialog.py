"""Choosing which series are phases of one volume."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from workstation.domain.study import Series, Stack
from workstation.language import shown, tr
from workstation.session.phases import in_time
from workstation.ui.widgets.dialog_size import open_at
from workstation.ui.widgets.plain_text import PlainLabel
from workstation.viewer.time_words import axis_note, moment_words

_FEWEST = 2


class JoiningDialog(QDialog):
    """Lists volumes of one grid; those that are checked become phases, in the order of time."""

    def __init__(
        self,
        candidates: Sequence[tuple[Series, Stack]],
        checked: Collection[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Join series as phases"))
        self._candidates = {stack.id: (series, stack) for series, stack in candidates}
        words = PlainLabel(
            tr(
                "These volumes have their voxels in the same places. Those that are checked are "
                "stepped, played and followed as phases of one volume."
            )
        )
        words.setWordWrap(True)
        self.list = QListWidget()
        for series, stack in candidates:
            number = "" if series.number is None else f"{series.number}  "
            name = "  ".join(word for word in (series.description, shown(stack.label)) if word)
            item = QListWidgetItem(f"{number}{series.modality}  {name}")
            item.setData(Qt.ItemDataRole.UserRole, stack.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            state = Qt.CheckState.Checked if stack.id in checked else Qt.CheckState.Unchecked
            item.setCheckState(state)
            self.list.addItem(item)
        self.order = PlainLabel()
        self.order.setWordWrap(True)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._join = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._join.setText(tr("Join"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (words, self.list, self.order, buttons):
            column.addWidget(widget)
        self.list.itemChanged.connect(lambda _item: self._tell())
        open_at(self, 520, 420)
        self._tell()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The stacks that are checked."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def _tell(self) -> None:
        chosen = [self._candidates[each] for each in self.chosen]
        self._join.setEnabled(len(chosen) >= _FEWEST)
        if len(chosen) < _FEWEST:
            self.order.setText(tr("Check two or more."))
            return
        _stacks, axis = in_time(
            [stack for _series, stack in chosen], [series.description for series, _ in chosen]
        )
        moments = ", ".join(moment_words(axis, n) or str(n + 1) for n in range(len(chosen)))
        self.order.setText(f"{moments}\n{axis_note(axis)}")
