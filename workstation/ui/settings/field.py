"""One setting as a row of the settings page, drawn from its place in the schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from workstation.language import say, shown, tr
from workstation.settings.schema import Editor
from workstation.settings.specs import SettingSpec
from workstation.ui.widgets.choices import choose
from workstation.ui.widgets.inputs import ComboBox, LineEdit, SpinBox, TextEdit
from workstation.ui.widgets.plain_text import PlainLabel

_LABEL_PX, _LINES_PX, _FIELD_PX = 190, 76, 220


class SettingField(QWidget):
    """Label, editor, unit, explanation, and a button that goes back to the default.

    Parameters
    ----------
    spec : SettingSpec
        The field.
    value : object
        What is in force.
    variable : str
        The environment variable that sets it, which cannot be changed here; empty without one.
    """

    edited = Signal()
    """A person chose another value; `value` gives it."""
    reset = Signal()
    """The default is wanted."""

    def __init__(
        self,
        spec: SettingSpec,
        value: object,
        *,
        variable: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.spec = spec
        self._value = value
        self.editor, self._read, self._show = self._make_editor()
        self.editor.setAccessibleName(say(spec.label))
        self.editor.setEnabled(not variable)
        self.default = QPushButton(
            tr("Forget") if spec.editor is Editor.ELSEWHERE else tr("Default")
        )
        self.default.setAutoDefault(False)
        self.default.setAccessibleName(f"{self.default.text()}: {say(spec.label)}")
        self.default.clicked.connect(lambda _on: self.reset.emit())
        self.fault = PlainLabel()
        self.fault.setObjectName("bad")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self._variable = variable
        self._arrange()
        self.show_value(value)

    def _arrange(self) -> None:
        label = PlainLabel(say(self.spec.label))
        label.setWordWrap(True)
        label.setFixedWidth(_LABEL_PX)
        label.setBuddy(self.editor)
        self.help = PlainLabel(self._explanation())
        self.help.setObjectName("muted")
        self.help.setWordWrap(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label, 0, 0, Qt.AlignmentFlag.AlignTop)
        if self.spec.editor in (Editor.CHOICE, Editor.NUMBER):
            self.editor.setMinimumWidth(_FIELD_PX)
            grid.addWidget(self.editor, 0, 1, Qt.AlignmentFlag.AlignLeft)
        else:
            grid.addWidget(self.editor, 0, 1)
        grid.addWidget(self.default, 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.help, 1, 1)
        grid.addWidget(self.fault, 2, 1)

    def _explanation(self) -> str:
        parts = [say(self.spec.help)]
        if self.spec.editor is Editor.NUMBER:
            parts.append(
                tr(
                    "{low:g} to {high:g} {unit}.",
                    low=self.spec.lowest,
                    high=self.spec.highest,
                    unit=say(self.spec.unit),
                )
            )
        if self.spec.next_start:
            parts.append(tr("In force after the next start."))
        if self._variable:
            parts.append(tr("Set by the environment variable {name}.", name=self._variable))
        return "\n".join(parts)

    # Editors: each is the widget, what reads it, and what fills it

    def _make_editor(self) -> tuple[QWidget, Callable[[], Any], Callable[[Any], None]]:
        makers: Mapping[Editor, Callable[[], Any]] = {
            Editor.CHOICE: self._choice,
            Editor.SWITCH: self._switch,
            Editor.NUMBER: self._number,
            Editor.LINE: self._line,
            Editor.LINES: self._lines,
            Editor.FILE: self._file,
            Editor.ELSEWHERE: self._elsewhere,
        }
        made: tuple[QWidget, Callable[[], Any], Callable[[Any], None]] = makers[self.spec.editor]()
        return made

    def _choice(self) -> tuple[QWidget, Callable[[], Any], Callable[[Any], None]]:
        box = ComboBox()
        for value, words in self.spec.choices.items():
            box.addItem(shown(words), value)
        box.currentIndexChanged.connect(lambda _index: self.edited.emit())
        return box, box.currentData, lambda value: choose(box, value)

    def _switch(self) -> tuple[QWidget, Callable[[], Any], Callable[[Any], None]]:
        box = QCheckBox()
        box.toggled.connect(lambda _on: self.edited.emit())
        return box, box.isChecked, box.setChecked

    def _number(self) -> tuple[QWidget, Callable[[], Any], Callable[[Any], None]]:
        box = SpinBox()
        box.setRange(int(self.spec.lowest or 0), int(self.spec.highest or 0))
        box.setSuffix(f" {say(self.spec.unit)}" if self.spec.unit else "")
        box.valueChanged.connect(lambda _value: self.edited.emit())
        return box, box.value, box.setValue

    def _line(self) -> tuple[QWidget, Callable[[], Any], Callable[[Any], None]]:
        line = LineEdit()
        line.setMaxLength(self.spec.longest or line.maxLength())
        line.textChanged.connect(lambda _text: self.edited.emit())
        return line, lambda: line.text().strip(), line.setText

    def _lines(self) -> tuple[QWidget, Callable[[], Any], Callable[[Any], None]]:
        edit = TextEdit()
        edit.setFixedHeight(_LINES_PX)
        edit.setTabChangesFocus(True)
        edit.textChanged.connect(self.edited)
        return edit, lambda: edit.toPlainText().strip(), edit.setPlainText

    def _file(self) -> tuple[QWidget, Callable[[], Any], Callable[[Any], None]]:
        line = LineEdit()
        line.setReadOnly(True)
        line.setAccessibleName(say(self.spec.label))
        select = QPushButton(tr("Choose…"))
        select.setAutoDefault(False)
        line.textChanged.connect(lambda _text: self.edited.emit())

        def ask() -> None:
            start = str(Path(line.text()).parent) if line.text() else ""
            kinds = "PNG, JPEG (*.png *.jpg *.jpeg)"
            chosen, _ = QFileDialog.getOpenFileName(self, say(self.spec.label), start, kinds)
            if chosen:
                line.setText(chosen)

        select.clicked.connect(lambda _on: ask())
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(line, 1)
        box.addWidget(select)
        return row, line.text, line.setText

    def _elsewhere(self) -> tuple[QWidget, Callable[[], Any], Callable[[Any], None]]:
        label = PlainLabel()

        def show(value: object) -> None:
            self._value = value
            known = isinstance(value, str) and value
            label.setText(str(value) if known else summary(value))

        return label, lambda: self._value, show

    # Values

    def value(self) -> Any:  # noqa: ANN401 - the type is that of the field
        """What stands in the field."""
        return self._read()

    def show_value(self, value: object) -> None:
        """Fill the field; nobody is told."""
        with QSignalBlocker(self):
            self._show(value)
        self.follow(value)

    def follow(self, value: object) -> None:
        """Offer the default where another value is in force."""
        self.default.setEnabled(not self._variable and value != self.spec.default)

    def show_fault(self, words: str) -> None:
        """Say why what stands in the field is not taken; "" takes it back."""
        self.fault.setText(words)
        self.fault.setVisible(bool(words))

    def fits(self, words: list[str]) -> bool:
        """Whether each of these words, in lower case, stands in what the row says."""
        choices = (shown(choice) for choice in self.spec.choices.values())
        texts = (say(self.spec.label), self.help.text(), say(self.spec.group.value), *choices)
        text = f"{' '.join(texts)} {self.spec.label} {self.spec.name}".lower()
        return all(word in text for word in words)


def summary(value: object) -> str:
    """What is remembered, in few words."""
    if value is None or value in ("", (), {}):
        return tr("Nothing")
    if isinstance(value, bool):
        return tr("Yes") if value else tr("No")
    if isinstance(value, tuple | dict):
        return tr("{count} entry", many="{count} entries", count=len(value))
    return str(value)
