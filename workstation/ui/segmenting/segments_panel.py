"""Segments: visibility, color, opacity."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QColorDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workstation.language import tr
from workstation.session.workspace import Workspace
from workstation.ui.analysis.heat_layers import HeatLayers
from workstation.ui.analysis.saliency_row import SaliencyRow
from workstation.ui.segmenting.segments_table import SegmentsTableModel
from workstation.ui.widgets.inputs import Slider
from workstation.ui.widgets.lists import TableView
from workstation.ui.widgets.plain_text import PlainLabel
from workstation.ui.widgets.table_height import show_whole_rows

_ROWS_SEEN = 5


class SegmentsPanel(QWidget):
    """Table of segments; a slider sets the opacity of all of them."""

    go_to = Signal(object, object)
    """Mask, Segment."""

    def __init__(
        self,
        model: SegmentsTableModel,
        workspace: Workspace,
        heat_layers: HeatLayers,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._workspace = workspace
        self.table = TableView()
        self.table.setModel(model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setAccessibleName(tr("Segments"))
        self.table.doubleClicked.connect(self._double_clicked)
        self.opacity = Slider(Qt.Orientation.Horizontal)
        self.opacity.setRange(0, 100)
        self.opacity.setValue(20)
        self.opacity.setAccessibleName(tr("Opacity of all segments"))
        self.opacity.valueChanged.connect(self._set_opacity)
        self.show_all = QPushButton(tr("Show all"))
        self.hide_all = QPushButton(tr("Hide all"))
        self.show_all.clicked.connect(lambda: self._set_visible(True))
        self.hide_all.clicked.connect(lambda: self._set_visible(False))
        bottom = QHBoxLayout()
        bottom.addWidget(self.show_all)
        bottom.addWidget(self.hide_all)
        bottom.addWidget(PlainLabel(tr("Fill")))
        bottom.addWidget(self.opacity, 1)
        hint = PlainLabel(tr("Dashed outline: not reviewed. Solid: accepted or drawn by hand."))
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.table, 1)
        show_whole_rows(self.table, _ROWS_SEEN)
        model.modelReset.connect(lambda: show_whole_rows(self.table, _ROWS_SEEN))
        column.addLayout(bottom)
        column.addWidget(hint)
        self.saliency = SaliencyRow(heat_layers)
        column.addWidget(self.saliency)

    def _double_clicked(self, index: QModelIndex) -> None:
        if index.column() == 1:
            # The rows may be those of another series by the time of the answer.
            mask, segment = self._model.segment(index.row())
            old = index.data(Qt.ItemDataRole.DecorationRole)
            color = QColorDialog.getColor(QColor(old), self, tr("Segment color"))
            if color.isValid():
                rgb = (color.red(), color.green(), color.blue())
                self._workspace.recolor_segment(mask.id, segment.number, rgb)
        elif index.column() == 0:
            self.go_to.emit(*self._model.segment(index.row()))

    def _set_opacity(self, percent: int) -> None:
        for row in range(self._model.rowCount()):
            mask, segment = self._model.segment(row)
            old = self._workspace.segment_display(mask.id, segment.number)
            new = replace(old, fill_opacity=percent / 100)
            self._workspace.set_segment_display(mask.id, segment.number, new)

    def _set_visible(self, visible: bool) -> None:
        rows = map(self._model.segment, range(self._model.rowCount()))
        self._workspace.show_segments(
            [(mask.id, segment.number) for mask, segment in rows], on=visible
        )
