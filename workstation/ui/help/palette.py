"""Search for an action or a series by a few letters and run it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from workstation.keeping.kept_settings import KeptSettings
from workstation.language import tr
from workstation.settings.schema import MOST_ACTIONS
from workstation.ui.help.fuzzy import fuzzy_score
from workstation.ui.shell.action_table import ActionTable, plain_text
from workstation.ui.widgets.inputs import LineEdit

_LISTED = 60
_ROW_HEIGHT = 26
_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
}


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """Something that can be run.

    `words` is what is searched beside the title; `id` is what is remembered as used.
    """

    id: str
    title: str
    place: str
    run: Callable[[], object]
    keys: str = ""
    words: str = ""
    enabled: bool = True


def action_entries(table: ActionTable) -> list[PaletteEntry]:
    """Every action with its menu and the keys in force."""
    entries = []
    for spec in table.specs.values():
        action = table[spec.id]
        entries.append(
            PaletteEntry(
                id=spec.id,
                title=plain_text(action.text()),
                place=plain_text(spec.menu_words),
                run=action.trigger,
                keys="  ".join(table.keys(spec.id)),
                words=f"{plain_text(spec.menu_words)} {plain_text(spec.text)}",
                enabled=action.isEnabled(),
            )
        )
    return entries


class Palette(QDialog):
    """A line to type into over the list of what fits.

    Parameters
    ----------
    entries : sequence of PaletteEntry
        What can be run.
    settings : KeptSettings
        Remembers what was run last; that stands first.
    """

    def __init__(
        self, entries: Sequence[PaletteEntry], settings: KeptSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setWindowTitle(tr("Search"))
        self.resize(560, 420)
        self._entries = entries
        self._settings = settings
        self._recent = settings.values.palette_recent
        self.line = LineEdit()
        self.line.setPlaceholderText(tr("Search actions and series"))
        self.line.setAccessibleName(tr("Search actions and series"))
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(tr("What fits"))
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.line.textChanged.connect(self._fill)
        self.line.returnPressed.connect(self.run_chosen)
        self.list.itemClicked.connect(lambda _item: self.run_chosen())
        self._fill("")
        self.line.setFocus()

    def titles(self) -> list[str]:
        """What is listed, the best first."""
        return [self._entry(row).title for row in range(self.list.count())]

    def run_chosen(self) -> None:
        """Close, then run what is chosen, where it can be run."""
        row = self.list.currentRow()
        if row < 0 or not self._entry(row).enabled:
            return
        entry = self._entry(row)
        recent = [entry.id, *(name for name in self._recent if name != entry.id)]
        self._settings.change(palette_recent=recent[:MOST_ACTIONS])
        self.accept()
        entry.run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Move in the list by the keys of a list while the line has the focus."""
        if watched is self.line and isinstance(event, QKeyEvent):
            step = _MOVES.get(Qt.Key(event.key()), 0)
            if step and event.type() is QEvent.Type.KeyPress:
                row = self.list.currentRow() + step
                self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
                return True
        return super().eventFilter(watched, event)

    def _entry(self, row: int) -> PaletteEntry:
        entry = self.list.item(row).data(Qt.ItemDataRole.UserRole)
        assert isinstance(entry, PaletteEntry)  # noqa: S101 - nothing else is put there
        return entry

    def _fill(self, typed: str) -> None:
        found = []
        for number, entry in enumerate(self._entries):
            fits = [fuzzy_score(typed, text) for text in (entry.title, entry.words)]
            scores = [score for score in fits if score is not None]
            if scores:
                found.append((self._age(entry), -max(scores), number, entry))
        if typed.strip():
            found.sort(key=lambda each: (each[1], each[0], each[2]))
        else:
            found.sort(key=lambda each: (each[0], each[2]))
        self.list.clear()
        for *_, entry in found[:_LISTED]:
            words = "    ".join(part for part in (entry.title, entry.place, entry.keys) if part)
            item = QListWidgetItem(words)
            item.setSizeHint(QSize(0, _ROW_HEIGHT))
            item.setData(Qt.ItemDataRole.UserRole, entry)
            if not entry.enabled:
                item.setFlags(Qt.ItemFlag.ItemIsSelectable)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _age(self, entry: PaletteEntry) -> int:
        return self._recent.index(entry.id) if entry.id in self._recent else MOST_ACTIONS
