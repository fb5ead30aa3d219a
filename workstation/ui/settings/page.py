"""The settings page: every field of the schema, with search, defaults, and a way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workstation.keeping.kept_settings import KeptSettings, Source
from workstation.language import say, tr
from workstation.settings.schema import Group
from workstation.settings.specs import SPECS
from workstation.ui.settings.field import SettingField
from workstation.ui.widgets.inputs import LineEdit
from workstation.ui.widgets.plain_text import PlainLabel

_SIZE = QSize(760, 680)
_ROOM_PX = 120
"""Left around the page on a small screen."""

Check = Callable[[str], str]
"""Gives the words of a fault of a value, "" for none."""


class SettingsPage(QDialog):
    """Changes hold at once, or after the next start where a row says so; Cancel takes them back.

    Parameters
    ----------
    settings : KeptSettings
        What is changed.
    checks : mapping
        Field name to what checks more of it than the schema can.
    """

    def __init__(
        self,
        settings: KeptSettings,
        checks: Mapping[str, Check],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Settings"))
        room = self.screen().availableSize() - QSize(_ROOM_PX, _ROOM_PX)
        self.resize(_SIZE.boundedTo(room))
        self._settings = settings
        self._checks = checks
        self._resets: set[str] = set()
        self._faulty: set[str] = set()
        self.fields: dict[str, SettingField] = {}
        """Every row by the name of its field."""
        self._headings: dict[Group, PlainLabel] = {}
        self.search = LineEdit()
        self.search.setPlaceholderText(tr("Search"))
        self.search.setAccessibleName(tr("Search"))
        self.search.setClearButtonEnabled(True)
        self.nothing = PlainLabel(tr("No setting has these words."))
        self.nothing.setObjectName("muted")
        self.nothing.hide()
        self.where = PlainLabel(tr("Kept in {path}", path=settings.path))
        self.where.setObjectName("muted")
        self.where.setWordWrap(True)
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.all_defaults = self.buttons.addButton(
            tr("All defaults"), QDialogButtonBox.ButtonRole.ResetRole
        )
        self.all_defaults.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self._rows(), 1)
        column.addWidget(self.where)
        column.addWidget(self.buttons)
        self.search.textChanged.connect(self._filter)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.all_defaults.clicked.connect(lambda _on: self._reset_all())
        self.search.setFocus()

    def _rows(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        for group in Group:
            heading = PlainLabel(say(group.value))
            heading.setObjectName("heading")
            self._headings[group] = heading
            column.addWidget(heading)
            for spec in SPECS.values():
                if spec.group is group:
                    by_variable = self._settings.source(spec.name) is Source.ENVIRONMENT
                    field = SettingField(
                        spec,
                        getattr(self._settings.values, spec.name),
                        variable=spec.variable if by_variable else "",
                    )
                    field.edited.connect(partial(self._take, spec.name))
                    field.reset.connect(partial(self._reset, spec.name))
                    self.fields[spec.name] = field
                    column.addWidget(field)
        column.addWidget(self.nothing)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

    def _take(self, name: str) -> None:
        """Put in force what stands in a row, or say why that cannot be."""
        field = self.fields[name]
        value = field.value()
        fault = self._checks[name](value) if name in self._checks else ""
        if not fault:
            try:
                self._settings.try_on(**{name: value})
            except ValueError:
                fault = tr("It may be {allowed}.", allowed=say(field.spec.allowed))
        field.show_fault(fault)
        field.follow(value)
        self._resets.discard(name)
        self._faulty = self._faulty | {name} if fault else self._faulty - {name}
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not self._faulty)

    def _reset(self, name: str) -> None:
        field = self.fields[name]
        field.show_value(field.spec.default)
        self._take(name)
        self._resets.add(name)

    def _reset_all(self) -> None:
        for name, field in self.fields.items():
            if field.default.isEnabled():
                self._reset(name)

    def _filter(self, typed: str) -> None:
        words = typed.lower().split()
        shown = {name for name, field in self.fields.items() if field.fits(words)}
        for name, field in self.fields.items():
            field.setVisible(name in shown)
        for group, heading in self._headings.items():
            heading.setVisible(any(SPECS[name].group is group for name in shown))
        self.nothing.setVisible(not shown)

    def accept(self) -> None:
        """Keep what was changed."""
        kept = self._settings.tried - self._resets
        self._settings.reset(*sorted(self._resets))
        self._settings.keep(*sorted(kept))
        super().accept()

    def reject(self) -> None:
        """Put the values in force that were there before."""
        self._settings.take_back()
        super().reject()
