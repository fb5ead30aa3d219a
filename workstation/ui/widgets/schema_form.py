"""A form drawn from data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from workstation.domain.measurement import MeasurementOrigin
from workstation.language import say, tr
from workstation.scene.sources import Point
from workstation.session.score_basis import FROM_IMAGES
from workstation.ui.services import FormField
from workstation.ui.widgets.box_field import BoxField
from workstation.ui.widgets.choices import choose, offer
from workstation.ui.widgets.inputs import CheckBox, ComboBox, DoubleSpinBox, LineEdit, SpinBox
from workstation.ui.widgets.plain_text import PlainLabel, plain_tip

_HUGE = 1e9
_UNSET = "not given"


class SchemaForm(QWidget):
    """Fields with labels, units and limits; values as plain Python values.

    Parameters
    ----------
    fields : tuple of FormField
        What to ask for.
    with_origin : bool
        Beside each value, where it comes from: measured, typed or assumed. Numbers and
        choices then start unset, so that nothing stands in for a missing value.
    from_images : collection of str
        Fields whose value, where the program filled it in, was read from the files and measured
        by nobody: their origin says so.
    crosshair : callable
        Where a box may be put, LPS mm.
    """

    changed = Signal()

    def __init__(
        self,
        fields: tuple[FormField, ...],
        *,
        with_origin: bool = False,
        from_images: Collection[str] = (),
        crosshair: Callable[[], Point | None] = lambda: None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._crosshair = crosshair
        self._fields = {field.id: field for field in fields}
        self._with_origin = with_origin
        self._from_images = frozenset(from_images)
        self._editors: dict[str, QWidget] = {}
        self._origins: dict[str, QComboBox] = {}
        self._exact: dict[str, tuple[str, float]] = {}
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field in fields:
            editor = self._editor(field)
            editor.setToolTip(plain_tip(field.help))
            editor.setAccessibleName(field.label)
            self._editors[field.id] = editor
            layout.addRow(self._label(field), self._row(field, editor))
        if not fields:
            note = PlainLabel(tr("No parameters."))
            note.setObjectName("muted")
            layout.addRow(note)

    @staticmethod
    def _label(field: FormField) -> QLabel:
        label = PlainLabel(
            field.label if field.required else tr("{label} (optional)", label=field.label)
        )
        label.setToolTip(plain_tip(field.help))
        label.setWordWrap(True)
        return label

    def _row(self, field: FormField, editor: QWidget) -> QWidget:
        if not self._with_origin:
            return editor
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        origin = ComboBox()
        offer(origin, [MeasurementOrigin.TYPED.value, MeasurementOrigin.ASSUMED.value])
        origin.setToolTip(tr("Where this value comes from"))
        origin.currentTextChanged.connect(lambda _text: self._choose_origin(field.id))
        self._origins[field.id] = origin
        box.addWidget(editor, 1)
        box.addWidget(origin)
        return row

    def _editor(self, field: FormField) -> QWidget:
        match field.type:
            case "bool":
                return self._bool(field)
            case "choice":
                return self._choice(field)
            case "int":
                return self._int(field)
            case "float":
                return self._float(field)
            case "box":
                box = BoxField(self._crosshair)
                box.changed.connect(lambda: self._touch(field.id))
                return box
            case _:
                line = LineEdit("" if field.default in (None, ()) else str(field.default))
                line.setPlaceholderText({"date": "2026-01-31"}.get(field.type, ""))
                line.textChanged.connect(lambda _text: self._touch(field.id))
                return line

    def _bool(self, field: FormField) -> QWidget:
        if self._with_origin:
            box = ComboBox()
            offer(box, [_UNSET, "no", "yes"])
            box.currentTextChanged.connect(lambda _text: self._touch(field.id))
            return box
        check = CheckBox()
        check.setChecked(bool(field.default))
        check.toggled.connect(lambda _on: self._touch(field.id))
        return check

    def _choice(self, field: FormField) -> QComboBox:
        box = ComboBox()
        offer(box, [_UNSET, *field.choices] if self._with_origin else list(field.choices))
        if not self._with_origin:
            choose(box, str(field.default))
        box.currentTextChanged.connect(lambda _text: self._touch(field.id))
        return box

    def _int(self, field: FormField) -> QWidget:
        if self._with_origin:
            return self._number_line(field)
        spin = SpinBox()
        low = -_HUGE if field.minimum is None else field.minimum
        high = _HUGE if field.maximum is None else field.maximum
        spin.setRange(int(low), int(high))
        spin.setSuffix(f" {field.unit}" if field.unit else "")
        spin.setValue(int(field.default) if isinstance(field.default, int | float) else 0)
        spin.valueChanged.connect(lambda _value: self._touch(field.id))
        return spin

    def _float(self, field: FormField) -> QWidget:
        if self._with_origin:
            return self._number_line(field)
        spin = DoubleSpinBox()
        spin.setRange(
            -_HUGE if field.minimum is None else field.minimum,
            _HUGE if field.maximum is None else field.maximum,
        )
        value = float(field.default) if isinstance(field.default, int | float) else 0.0
        spin.setDecimals(3 if 0 < abs(value) < 1 else 2)
        spin.setSingleStep(max(abs(value) / 20, 0.01))
        spin.setSuffix(f" {field.unit}" if field.unit else "")
        spin.setValue(value)
        spin.valueChanged.connect(lambda _value: self._touch(field.id))
        return spin

    def _number_line(self, field: FormField) -> QLineEdit:
        line = LineEdit()
        line.setPlaceholderText(field.unit or tr("number"))
        line.textChanged.connect(lambda _text: self._touch(field.id))
        return line

    def _touch(self, field_id: str) -> None:
        # What was measured and then changed by hand is typed, and no more exact than what is read.
        self._exact.pop(field_id, None)
        self._set_origin(field_id, MeasurementOrigin.TYPED.value)
        self.changed.emit()

    def _choose_origin(self, field_id: str) -> None:
        self._set_origin(field_id, str(self._origins[field_id].currentData()))
        self.changed.emit()

    def _set_origin(self, field_id: str, value: str) -> None:
        """Say where a value comes from; that it was measured is not for the reader to choose."""
        origin = self._origins.get(field_id)
        if origin is None:
            return
        measured = MeasurementOrigin.MEASURED.value
        with QSignalBlocker(origin):
            at = origin.findData(measured)
            if value == measured and at < 0:
                if field_id in self._from_images:
                    origin.addItem(say(FROM_IMAGES), measured)
                else:
                    offer(origin, [measured])
            elif value != measured and at >= 0:
                origin.removeItem(at)
            choose(origin, value)

    def values(self) -> dict[str, object]:
        """Field id to value; with origins a mapping of value and origin, unset ones left out."""
        found: dict[str, object] = {}
        for field_id, editor in self._editors.items():
            value = self._value(editor)
            shown, exact = self._exact.get(field_id, (None, None))
            if shown is not None and value == shown:
                value = exact
            if not self._with_origin:
                found[field_id] = value
            elif value not in (_UNSET, ""):
                origin = self._origins[field_id].currentData()
                found[field_id] = {"value": value, "origin": origin}
        return found

    @staticmethod
    def _value(editor: QWidget) -> object:
        if isinstance(editor, QCheckBox):
            return editor.isChecked()
        if isinstance(editor, QSpinBox | QDoubleSpinBox):
            return editor.value()
        if isinstance(editor, QComboBox):
            return editor.currentData()
        assert isinstance(editor, QLineEdit | BoxField)  # noqa: S101 - the only kinds left
        return editor.text().strip()

    def boxes(self) -> list[BoxField]:
        """The fields that ask for a box."""
        return [editor for editor in self._editors.values() if isinstance(editor, BoxField)]

    def clear(self) -> None:
        """Empty every field."""
        self.fill({field_id: {"value": ""} for field_id in self._fields})

    def clear_of_finding(self) -> None:
        """Empty what another finding has another value of."""
        for field in self._fields.values():
            if not field.of_study:
                self.fill({field.id: {"value": ""}})

    def typed(self, *, of_study: bool) -> dict[str, Mapping[str, object]]:
        """What a person gave for one finding, or for all of a study: value and origin by field."""
        return {
            field_id: entry
            for field_id, entry in self.values().items()
            if isinstance(entry, Mapping)
            and self._fields[field_id].of_study is of_study
            and entry["origin"] != MeasurementOrigin.MEASURED.value
        }

    def fill(self, values: Mapping[str, Mapping[str, object]]) -> None:
        """Put in values with their origin; the others stay."""
        for field_id, entry in values.items():
            editor = self._editors.get(field_id)
            if editor is None:
                continue
            value = entry["value"]
            text = (
                {True: "yes", False: "no"}.get(value, str(value))
                if isinstance(value, bool)
                else str(value)
            )
            if isinstance(editor, QComboBox):
                offered = [str(editor.itemData(n)).lower() for n in range(editor.count())]
                editor.setCurrentIndex(
                    offered.index(text.lower()) if text.lower() in offered else 0
                )
            elif isinstance(editor, QLineEdit):
                if isinstance(value, float):
                    text = f"{value:.6g}"
                editor.setText(text)
                if isinstance(value, float):
                    # Shown short; what is compared with limits is the number itself.
                    self._exact[field_id] = (text, value)
            self._set_origin(field_id, str(entry.get("origin", "typed")))
