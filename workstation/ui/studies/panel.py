"""The studies that are open, with thumbnails, and progress while scanning."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from workstation.domain.study import ScanReport
from workstation.domain.study_object import ObjectKind, kind_of_object
from workstation.language import say, tr
from workstation.messages import Message
from workstation.ui.studies.series_tile import SeriesDelegate
from workstation.ui.studies.tree_model import StudyTreeModel
from workstation.ui.widgets.choose_row import choose_row
from workstation.ui.widgets.lists import TreeView
from workstation.ui.widgets.plain_text import PlainLabel


class _Tree(TreeView):
    """Tells what is chosen by a key.

    Its `activated` comes with a click, too, on desktops where a single click opens things, and
    with the second one of a double click: an object would be shown and hidden at once.
    """

    entered = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter chooses."""
        if self._is_choice(event):
            self.entered.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _is_choice(self, event: QKeyEvent) -> bool:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return is_enter and self.currentIndex().isValid()


class StudiesPanel(QWidget):
    """Tree of studies; a click or Enter shows a stack, or an object of it."""

    stack_chosen = Signal(str)
    object_chosen = Signal(str, str)
    """Key of an object, and the stack that it stands under."""
    cancel_clicked = Signal()
    report_clicked = Signal()
    open_clicked = Signal()

    def __init__(self, model: StudyTreeModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.tree = _Tree()
        self.tree.setModel(model)
        self.tree.setHeaderHidden(True)
        self.tree.setItemDelegate(SeriesDelegate(self.tree))
        self.tree.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.tree.setIndentation(10)
        self.tree.setRootIsDecorated(False)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.tree.setUniformRowHeights(False)
        self.tree.setAccessibleName(tr("Open studies"))
        self.tree.setDragEnabled(True)
        self.tree.clicked.connect(self._choose)
        self.tree.entered.connect(self._choose)
        model.modelReset.connect(self.tree.expandAll)
        model.modelReset.connect(self._follow)
        self.open = QPushButton(tr("Open folder…"))
        self.open.clicked.connect(self.open_clicked)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.stop = QPushButton(tr("Stop"))
        self.stop.clicked.connect(self.cancel_clicked)
        self.stage = PlainLabel()
        self.stage.setObjectName("muted")
        self.left_out = QPushButton()
        self.left_out.setFlat(True)
        for button in (self.open, self.left_out):
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.left_out.setToolTip(tr("Which files were left out, and why"))
        self.left_out.clicked.connect(self.report_clicked)
        progress = QHBoxLayout()
        progress.addWidget(self.bar, 1)
        progress.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.open)
        column.addWidget(self.tree, 1)
        column.addWidget(self.stage)
        column.addLayout(progress)
        column.addWidget(self.left_out)
        self.show_idle()
        self.left_out.hide()

    def show_progress(self, fraction: float, stage: Message) -> None:
        """Show how far a scan is."""
        self.bar.setValue(round(fraction * 1000))
        self.stage.setText(say(stage))
        for widget in (self.bar, self.stop, self.stage):
            widget.show()

    def show_idle(self) -> None:
        """Hide the progress."""
        for widget in (self.bar, self.stop, self.stage):
            widget.hide()

    def show_report(self, report: ScanReport) -> None:
        """Say how many files were read, are objects, are not shown, and were left out."""
        named = [name for study in report.studies for name, _path in study.other_objects]
        idle = sum(kind_of_object(name) is ObjectKind.OTHER for name in named)
        parts = [tr("{read} of {files} files read", read=report.read, files=report.files)]
        aside = []
        if idle:
            aside.append(tr("{count} not shown", count=idle))
        if report.skipped:
            aside.append(tr("{count} left out…", count=len(report.skipped)))
        # Below each other: the strip is narrow.
        self.left_out.setText("\n".join([*parts, *aside]))
        self.left_out.show()

    def _follow(self) -> None:
        if self._model.rowCount() == 0:
            self.left_out.hide()

    def select(self, stack_id: str) -> None:
        """Mark the stack that is looked at."""
        index = self._model.index_of(stack_id)
        if index.isValid():
            choose_row(self.tree, index)
            self.tree.scrollTo(index)

    def _choose(self, index: QModelIndex) -> None:
        place = self._model.place_at(index)
        if place is not None:
            self.stack_chosen.emit(place.stack.id)
            return
        found = self._model.chip_at(index)
        if found is not None:
            stack_id, chip = found
            self.object_chosen.emit(chip.key, stack_id)
