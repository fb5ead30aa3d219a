"""Operations on the chosen segment, each with its parameters."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workstation.domain.label_patch import LabelPatch
from workstation.language import say, tr
from workstation.messages import Message
from workstation.segmentation.edit_input import EditInput
from workstation.segmentation.logic import Logic
from workstation.segmentation.margin import Shell
from workstation.segmentation.smoothing import Smoothing
from workstation.services import edit_segments
from workstation.services.edit_segments import CheckFn, IslandChoice
from workstation.tools.editing import Operation
from workstation.ui.widgets.choices import offer
from workstation.ui.widgets.flow_row import FlowRow
from workstation.ui.widgets.inputs import ComboBox, DoubleSpinBox

_PAUSE_MS = 250
_AXES = (Message("acquired slices"), Message("rows"), Message("columns"))
"""The axes that slices can be drawn across, by their number."""
_ISLANDS = (IslandChoice.KEEP_LARGEST, IslandChoice.REMOVE_SMALL, IslandChoice.SPLIT)


def _quick(work: Callable[[EditInput], LabelPatch | None]) -> Operation:
    """An operation that is not asked between its steps."""

    def operation(given: EditInput, check: CheckFn) -> LabelPatch | None:
        check()
        return work(given)

    return operation


def _number(value: float, low: float, high: float, suffix: str = " mm") -> QDoubleSpinBox:
    box = DoubleSpinBox()
    box.setRange(low, high)
    box.setDecimals(1)
    box.setSuffix(suffix)
    box.setValue(value)
    return box


def _choice(options: list[str]) -> QComboBox:
    box = ComboBox()
    offer(box, options)
    return box


class SegmentOperations(QWidget):
    """Choose an operation, set its parameters, apply it."""

    wanted = Signal(object, object)
    """Message and Operation."""
    preview_wanted = Signal(object)
    """Operation, or None to end the preview."""
    cancel_clicked = Signal()

    def __init__(
        self, others: Callable[[], list[tuple[str, int]]], next_number: Callable[[], int]
    ) -> None:
        super().__init__()
        self._others = others
        self._next_number = next_number
        self._makers: list[Callable[[], Operation | None]] = []
        self._titles: list[Message] = []
        self.operation = ComboBox()
        self.operation.setAccessibleName(tr("Operation"))
        self.pages = QStackedWidget()
        self.margin_mm = _number(2.0, -50, 50)
        self.smooth_kind = _choice([str(kind) for kind in Smoothing])
        self.smooth_mm = _number(2.0, 0.5, 30)
        self.hollow_mm = _number(2.0, 0.5, 50)
        self.shell = _choice([str(shell) for shell in Shell])
        self.island = _choice([str(choice) for choice in _ISLANDS])
        self.smallest = _number(100.0, 0, 1e6, " mm³")
        self.logic = _choice([str(operation) for operation in Logic])
        self.other = ComboBox()
        self.other.setAccessibleName(tr("Other segment"))
        self.axis = ComboBox()
        for axis, words in enumerate(_AXES):
            self.axis.addItem(say(words), axis)
        self.blur_mm = _number(0.5, 0, 10)
        self._page(Message("Threshold (masking range)"), self._threshold)
        self._page(
            Message("Margin"), self._margin, (tr("Grow by (negative shrinks)"), self.margin_mm)
        )
        self._page(
            Message("Smooth"),
            self._smooth,
            (tr("Way"), self.smooth_kind),
            (tr("Size"), self.smooth_mm),
        )
        self._page(
            Message("Hollow"), self._hollow, (tr("Wall"), self.hollow_mm), (tr("Lies"), self.shell)
        )
        self._page(
            Message("Islands"),
            self._islands,
            (tr("Do"), self.island),
            (tr("Smallest to keep"), self.smallest),
        )
        self._page(Message("Fill between slices"), self._between, (tr("Drawn on"), self.axis))
        self._page(Message("Grow from seeds"), self._seeds, (tr("Blur"), self.blur_mm))
        self._page(
            Message("Logical"), self._logic, (tr("Do"), self.logic), (tr("With"), self.other)
        )
        self.apply = QPushButton(tr("Apply"))
        self.apply.setObjectName("primary")
        self.preview = QCheckBox(tr("Preview"))
        self.preview.setToolTip(tr("Show what the operation would do; Esc ends it"))
        self.cancel = QPushButton(tr("Cancel"))
        self.cancel.hide()
        row = FlowRow(self.operation, self.preview, self.apply, self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.pages)
        self._previewed: Operation | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._show_preview)
        self.operation.currentIndexChanged.connect(self.pages.setCurrentIndex)
        self.operation.currentIndexChanged.connect(self.renew_preview)
        self.preview.toggled.connect(self._toggle_preview)
        self.apply.clicked.connect(self._apply)
        self.cancel.clicked.connect(self.cancel_clicked)
        self._low = self._high = 0.0

    def set_range(self, low: float, high: float) -> None:
        """The masking range, which is what the threshold takes."""
        if (low, high) != (self._low, self._high):
            self._low, self._high = low, high
            self.renew_preview()

    def renew_preview(self) -> None:
        """What the preview rests on was changed: show it anew after a moment."""
        self._previewed = None
        if self.preview.isChecked():
            self._pause.start()

    def end_preview(self) -> None:
        """Show what is there."""
        self.preview.setChecked(False)

    def _toggle_preview(self, on: bool) -> None:
        if on:
            self._show_preview()
        else:
            self._pause.stop()
            self._previewed = None
            self.preview_wanted.emit(None)

    def _show_preview(self) -> None:
        self._previewed = self._makers[self.operation.currentIndex()]()
        self.preview_wanted.emit(self._previewed)

    def _page(
        self,
        title: Message,
        maker: Callable[[], Operation | None],
        *fields: tuple[str, QWidget],
    ) -> None:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, 0)
        for label, widget in fields:
            widget.setAccessibleName(f"{say(title)}: {label}")
            form.addRow(label, widget)
            if isinstance(widget, QDoubleSpinBox):
                widget.valueChanged.connect(self.renew_preview)
            elif isinstance(widget, QComboBox):
                widget.currentIndexChanged.connect(self.renew_preview)
        self.operation.addItem(say(title))
        self._titles.append(title)
        self.pages.addWidget(page)
        self._makers.append(maker)

    def show_others(self) -> None:
        """List the segments that can be combined with the chosen one."""
        present = self.other.currentText()
        self.other.blockSignals(True)
        self.other.clear()
        for label, number in self._others():
            self.other.addItem(label, number)
        self.other.setCurrentText(present)
        self.other.blockSignals(False)

    def show_busy(self, *, busy: bool) -> None:
        """One operation at a time."""
        self.apply.setVisible(not busy)
        self.cancel.setVisible(busy)

    def _apply(self) -> None:
        operation = self._previewed or self._makers[self.operation.currentIndex()]()
        if operation is not None:
            self.wanted.emit(self._titles[self.operation.currentIndex()], operation)
            self.end_preview()

    def _threshold(self) -> Operation:
        return _quick(partial(edit_segments.threshold, low=self._low, high=self._high))

    def _margin(self) -> Operation:
        return _quick(partial(edit_segments.margin, margin_mm=self.margin_mm.value()))

    def _smooth(self) -> Operation:
        kind = Smoothing(self.smooth_kind.currentData())
        return _quick(partial(edit_segments.smooth, kind=kind, size_mm=self.smooth_mm.value()))

    def _hollow(self) -> Operation:
        shell = Shell(self.shell.currentData())
        thickness = self.hollow_mm.value()
        return _quick(partial(edit_segments.hollow, thickness_mm=thickness, shell=shell))

    def _islands(self) -> Operation:
        choice = IslandChoice(self.island.currentData())
        first_new = self._next_number()

        def work(given: EditInput) -> LabelPatch | None:
            return edit_segments.islands(
                given,
                choice,
                smallest_mm3=self._smallest,
                first_new=first_new,
            )

        self._smallest = self.smallest.value()
        return _quick(work)

    def _between(self) -> Operation:
        return partial(edit_segments.between, axis=self.axis.currentData())

    def _seeds(self) -> Operation:
        return partial(edit_segments.seeds, smooth_mm=self.blur_mm.value())

    def _logic(self) -> Operation | None:
        operation = Logic(self.logic.currentData())
        other = self.other.currentData()
        if other is None and operation is not Logic.INVERT:
            return None
        return _quick(partial(edit_segments.logic, other=int(other or 0), operation=operation))
