"""Search for an action or a series by a few letters and run it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from workstation.keeping.kept_settings import KeptSettings
from workstation.language import CHINESE, catalog, tr
from workstation.presets.action_synonyms import action_synonyms
from workstation.settings.schema import MOST_ACTIONS
from workstation.ui.help.fuzzy import close_score, fuzzy_score, slip_score
from workstation.ui.help.palette_rows import PaletteRows
from workstation.ui.shell.action_table import ActionTable, plain_text
from workstation.ui.widgets.dialog_size import open_at
from workstation.ui.widgets.inputs import LineEdit
from workstation.ui.widgets.plain_text import PlainLabel

_LISTED = 60
_TITLE, _SYNONYM = 100, 50
"""More than a fit in the menu of an action counts."""
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

    `words` is what is searched beside the title, `synonyms` what others call it; `id` is what is
    remembered as used.
    """

    id: str
    title: str
    place: str
    run: Callable[[], object]
    keys: str = ""
    words: str = ""
    synonyms: tuple[str, ...] = ()
    enabled: bool = True

    def close(self, typed: str) -> int | None:
        """Fit of what abbreviates it, as `close_score`; its title counts more than other words."""
        texts = ((self.title, _TITLE), *((word, _SYNONYM) for word in self.synonyms))
        fits = [(close_score(typed, text), more) for text, more in (*texts, (self.words, 0))]
        return max((score + more for score, more in fits if score is not None), default=None)

    def slip(self, typed: str) -> int | None:
        """Likeness to what was typed with a slip of the fingers, as `slip_score`."""
        fits = [slip_score(typed, text) for text in (self.title, *self.synonyms, self.words)]
        return max((score for score in fits if score is not None), default=None)

    def loose(self, typed: str) -> int | None:
        """Fit of letters in order, as `fuzzy_score`."""
        fits = [fuzzy_score(typed, text) for text in (self.title, self.words)]
        return max((score for score in fits if score is not None), default=None)


def action_entries(table: ActionTable) -> list[PaletteEntry]:
    """Every action with its menu and the keys in force."""
    entries, synonyms, chinese = [], action_synonyms(), catalog(CHINESE)
    for spec in table.specs.values():
        action = table[spec.id]
        entries.append(
            PaletteEntry(
                id=spec.id,
                title=plain_text(action.text()),
                place=plain_text(spec.menu_words),
                run=action.trigger,
                keys="  ".join(table.keys(spec.id)),
                # Whatever language is spoken: both are searched.
                words=f"{plain_text(spec.menu_words)} {plain_text(spec.text)}",
                synonyms=(plain_text(chinese.literal(spec.text)), *synonyms.get(spec.id, ())),
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
        open_at(self, 640, 440)
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
        self.list.setItemDelegate(PaletteRows(self.list))
        self.nothing = PlainLabel()
        self.nothing.setObjectName("muted")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
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
        self.list.clear()
        found = self._found(typed)
        for entry in found[:_LISTED]:
            words = "    ".join(part for part in (entry.title, entry.place, entry.keys) if part)
            item = QListWidgetItem(words)
            item.setSizeHint(QSize(0, _ROW_HEIGHT))
            item.setData(Qt.ItemDataRole.UserRole, entry)
            if not entry.enabled:
                item.setFlags(Qt.ItemFlag.ItemIsSelectable)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not found)
        if not found:
            self.nothing.setText(
                tr("Nothing is called “{typed}”. Fewer letters find more.", typed=typed.strip())
            )

    def _found(self, typed: str) -> list[PaletteEntry]:
        """What fits, the best first; less strictly only where nothing fits better."""
        if not typed.strip():
            return sorted(self._entries, key=self._age)
        for fit in (PaletteEntry.close, PaletteEntry.slip, PaletteEntry.loose):
            scored = [(score, e) for e in self._entries if (score := fit(e, typed)) is not None]
            if scored:
                scored.sort(key=lambda each: (-each[0], self._age(each[1])))
                return [entry for _, entry in scored]
        return []

    def _age(self, entry: PaletteEntry) -> int:
        return self._recent.index(entry.id) if entry.id in self._recent else MOST_ACTIONS
