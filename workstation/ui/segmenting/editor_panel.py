"""The segment editor: segments, tools and their settings, operations."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QHideEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QColorDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workstation.language import say, shown, tr
from workstation.messages import Message
from workstation.segmentation.placing import measured_sample
from workstation.segmentation.rules import Overlap
from workstation.segmentation.thresholds import otsu_threshold
from workstation.services.edit_segments import Cut, IslandChoice
from workstation.session.events import LabelsChanged, SegmentDisplayChanged
from workstation.session.mask_edits import ReviewState
from workstation.session.workspace import Workspace
from workstation.tools.editing import LARGEST_MM, SMALLEST_MM
from workstation.ui.segmenting.controller import SegmentController
from workstation.ui.segmenting.editor_table import (
    CODE,
    COLOR,
    LOCK,
    NAME,
    REVIEW,
    SHOWN,
    EditorTableModel,
)
from workstation.ui.segmenting.operations_panel import SegmentOperations
from workstation.ui.segmenting.segment_actions import TOOL_ICONS
from workstation.ui.segmenting.term_dialog import SegmentTermDialog
from workstation.ui.shell.action_table import ActionTable
from workstation.ui.widgets.choices import offer
from workstation.ui.widgets.choose_row import choose_row
from workstation.ui.widgets.flow_row import FlowRow
from workstation.ui.widgets.icons import set_icon
from workstation.ui.widgets.inputs import ComboBox, DoubleSpinBox
from workstation.ui.widgets.lists import TableView
from workstation.ui.widgets.plain_text import PlainLabel
from workstation.ui.widgets.spared_columns import SparedColumns
from workstation.ui.widgets.table_height import show_whole_rows

_OVERLAP = {
    Overlap.ALL: Message("Other segments give way"),
    Overlap.VISIBLE: Message("Shown segments give way"),
    Overlap.NONE: Message("No other segment gives way"),
}
_OTSU_STEP = 97
_VALUE_PX = 72
_ROWS_SEEN = 5
_LEAST_NAME_PX, _NUMBER_PX = 90, 70


class SegmentEditorPanel(QWidget):
    """Everything that edits segments, in one column."""

    def __init__(self, workspace: Workspace, controller: SegmentController) -> None:
        super().__init__()
        self._workspace = workspace
        self._controller = controller
        self._editing = controller.editing
        self._filling = False
        self.model = EditorTableModel(workspace, controller.masks, self._rename, self)
        self._make_table()
        self._make_settings()
        self.operations = SegmentOperations(self._others, controller.next_number)
        self.status = PlainLabel()
        self.status.setObjectName("muted")
        self.status.setWordWrap(True)
        self.stale = QPushButton()
        self.stale.setToolTip(tr("The outline was changed after measuring; make the numbers anew"))
        self.stale.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.stale.hide()
        self.new = QPushButton(tr("New segmentation"))
        self.add = QPushButton(tr("Add segment"))
        self.remove = QPushButton(tr("Delete"))
        self.tools = QHBoxLayout()
        self.tools.setSpacing(2)
        buttons = FlowRow(self.new, self.add, self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(buttons)
        column.addWidget(self.table, 1)
        column.addWidget(self.stale)
        column.addLayout(self.tools)
        column.addLayout(self.form)
        column.addWidget(self.operations)
        column.addWidget(self.status)
        self._connect()
        self.show_state()
        self._take_settings()

    def _make_table(self) -> None:
        self.table = TableView()
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Fixed)
        SparedColumns(self.table, main=NAME, least_px=_LEAST_NAME_PX, spared=(CODE, REVIEW))
        self.table.setAccessibleName(tr("Segments to edit"))
        show_whole_rows(self.table, _ROWS_SEEN)

    def _make_settings(self) -> None:
        self.radius = DoubleSpinBox()
        self.radius.setRange(SMALLEST_MM, LARGEST_MM)
        self.radius.setDecimals(1)
        self.radius.setSuffix(" mm")
        self.overlap = ComboBox()
        for overlap, words in _OVERLAP.items():
            self.overlap.addItem(say(words), overlap.value)
        self.inside = ComboBox()
        self.in_range = QCheckBox(tr("Only values from"))
        self.low, self.high = DoubleSpinBox(), DoubleSpinBox()
        for box, value in ((self.low, -100.0), (self.high, 300.0)):
            box.setRange(-1e6, 1e6)
            box.setDecimals(1)
            box.setValue(value)
            # Wide enough for values of images, not for the widest that can be typed.
            box.setMinimumWidth(_VALUE_PX)
        self.otsu = QPushButton(tr("Otsu"))
        self.otsu.setToolTip(tr("The range above the value that best parts this image in two"))
        self.tolerance = DoubleSpinBox()
        self.tolerance.setRange(0, 1e5)
        self.tolerance.setValue(self._editing.settings.tolerance)
        self.cut = ComboBox()
        offer(self.cut, [str(cut) for cut in Cut])
        self.cut_depth = DoubleSpinBox()
        self.cut_depth.setRange(0, 500)
        self.cut_depth.setSuffix(tr(" mm deep"))
        self.cut_depth.setSpecialValueText(tr("through everything"))
        self.click = ComboBox()
        offer(self.click, [str(IslandChoice.REMOVE_CLICKED), str(IslandChoice.KEEP_CLICKED)])
        for box in (self.low, self.high):
            # Their range has more digits than values have.
            box.setMinimumWidth(_NUMBER_PX)
        values = QHBoxLayout()
        for widget in (self.low, self.high, self.otsu):
            values.addWidget(widget, 1 if isinstance(widget, DoubleSpinBox) else 0)
        self.form = QFormLayout()
        self.form.setVerticalSpacing(4)
        self.form.addRow(tr("Brush radius"), self.radius)
        self.form.addRow(tr("Overlap"), self.overlap)
        self.form.addRow(tr("Change only"), self.inside)
        self.form.addRow(self.in_range)
        self.form.addRow(values)
        self.form.addRow(tr("Grow: tolerance ±"), self.tolerance)
        self.form.addRow(tr("Scissors"), self.cut)
        self.form.addRow(tr("Scissors cut"), self.cut_depth)
        self.form.addRow(tr("Island click"), self.click)

    def _connect(self) -> None:
        controller = self._controller
        self.new.clicked.connect(lambda _on: controller.new_segmentation())
        self.add.clicked.connect(lambda _on: controller.add_segment())
        self.remove.clicked.connect(controller.delete_segment)
        self.stale.clicked.connect(lambda _on: controller.measure_stale())
        self.operations.wanted.connect(controller.apply)
        self.operations.cancel_clicked.connect(controller.cancel)
        self.operations.preview_wanted.connect(controller.show_preview)
        controller.preview.told.connect(self.status.setText)
        self._editing.changed.connect(self.operations.renew_preview)
        self._workspace.subscribe(LabelsChanged, self._follow_labels)
        self._workspace.subscribe(
            SegmentDisplayChanged, lambda _event: self.operations.renew_preview()
        )
        controller.busy_changed.connect(self._show_busy)
        controller.told.connect(self.status.setText)
        self._editing.changed.connect(self.show_state)
        self.model.modelReset.connect(self.show_state)
        self.model.modelReset.connect(lambda: show_whole_rows(self.table, _ROWS_SEEN))
        self.model.dataChanged.connect(lambda *_: self.show_stale())
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.clicked.connect(self._clicked)
        self.table.doubleClicked.connect(self._double_clicked)
        self.otsu.clicked.connect(self._otsu)
        for box in (self.radius, self.low, self.high, self.tolerance, self.cut_depth):
            box.valueChanged.connect(self._take_settings)
        for choice in (self.overlap, self.inside, self.cut, self.click):
            choice.currentIndexChanged.connect(self._take_settings)
        self.in_range.toggled.connect(self._take_settings)

    def add_tools(self, table: ActionTable) -> None:
        """Put the editing tools of the window above the settings."""
        for name, icon in TOOL_ICONS.items():
            set_icon(table[name], icon)
            button = QToolButton()
            button.setDefaultAction(table[name])
            self.tools.addWidget(button)
        self.tools.addStretch(1)

    # State to widgets

    def show_state(self) -> None:
        """Show the chosen segment and the settings."""
        if self._filling:
            return
        self._filling = True
        settings = self._editing.settings
        self.radius.setValue(settings.radius_mm)
        row = self.model.row_of(self._editing.mask_id, self._editing.number)
        if row < 0 and self.model.rowCount():
            row = 0
            mask, segment = self.model.segment(0)
            self._editing.choose(mask.id, segment.number)
        if row >= 0:
            choose_row(self.table, self.model.index(row, NAME))
        self._show_inside()
        self.operations.show_others()
        self.remove.setEnabled(row >= 0)
        self.operations.apply.setEnabled(row >= 0)
        self._filling = False
        if self.inside.currentData() != settings.rules.inside:
            # The segment that edits were kept inside of is gone.
            self._take_settings()
        self.show_stale()

    def _show_inside(self) -> None:
        present = self.inside.currentText()
        self.inside.clear()
        self.inside.addItem(tr("Anywhere"), None)
        self.inside.addItem(tr("Background"), 0)
        chosen = self._controller.chosen
        for segment in chosen[0].segments if chosen is not None else ():
            self.inside.addItem(tr("Inside {label}", label=segment.label), segment.number)
        self.inside.setCurrentIndex(max(0, self.inside.findText(present)))

    def show_stale(self) -> None:
        """Say which findings are of a former outline."""
        count = self._controller.stale_count()
        self.stale.setVisible(count > 0)
        self.stale.setText(
            tr(
                "{count} finding was measured before the last edit: measure again",
                many="{count} findings were measured before the last edit: measure again",
                count=count,
            )
        )

    def _show_busy(self, words: str) -> None:
        self.operations.show_busy(busy=bool(words))
        self.status.setText(f"{words}…" if words else "")

    def _others(self) -> list[tuple[str, int]]:
        chosen = self._controller.chosen
        if chosen is None:
            return []
        mask, segment = chosen
        return [(shown(s.label), s.number) for s in mask.segments if s.number != segment.number]

    def _follow_labels(self, event: LabelsChanged) -> None:
        if event.committed:
            self.operations.renew_preview()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nobody can apply what is previewed while the panel is hidden."""
        self.operations.end_preview()
        super().hideEvent(event)

    # Widgets to state

    def _take_settings(self) -> None:
        if self._filling:
            return
        value_range = (self.low.value(), self.high.value()) if self.in_range.isChecked() else None
        rules = replace(
            self._editing.settings.rules,
            overlap=Overlap(self.overlap.currentData()),
            inside=self.inside.currentData(),
            value_range=value_range,
        )
        self.operations.set_range(self.low.value(), self.high.value())
        self._editing.set(
            radius_mm=self.radius.value(),
            rules=rules,
            tolerance=self.tolerance.value(),
            cut=Cut(self.cut.currentData()),
            depth_mm=self.cut_depth.value() or None,
            click=IslandChoice(self.click.currentData()),
        )

    def _otsu(self) -> None:
        image = self._controller.image
        if image is None:
            return
        # Every 97th value tells the same and takes no time.
        sample = measured_sample(image, _OTSU_STEP if image.array.size > 10**6 else 1)
        if sample is None:
            return
        try:
            self.low.setValue(otsu_threshold(sample))
        except ValueError:
            self.status.setText(tr("There are no two different values."))
            return
        self.high.setValue(float(sample.max()))

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and not self._filling:
            mask, segment = self.model.segment(index.row())
            self._editing.choose(mask.id, segment.number)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() in (SHOWN, LOCK):
            self.model.toggle(index.row(), index.column())
        elif index.column() == REVIEW:
            self._review_menu(index)

    def _double_clicked(self, index: QModelIndex) -> None:
        mask, segment = self.model.segment(index.row())
        if index.column() == COLOR:
            color = QColorDialog.getColor(QColor(*segment.color_rgb), self, tr("Segment color"))
            if color.isValid():
                rgb = (color.red(), color.green(), color.blue())
                self._workspace.recolor_segment(mask.id, segment.number, rgb)
        elif index.column() == CODE:
            dialog = SegmentTermDialog(self)
            if dialog.exec() and (term := dialog.term()) is not None:
                self._controller.set_term(mask.id, segment.number, term)
            dialog.deleteLater()
        elif index.column() == NAME:
            self.table.edit(index)

    def _review_menu(self, index: QModelIndex) -> None:
        mask, segment = self.model.segment(index.row())
        if self._workspace.finding_of_segment(mask.id, segment) is not None:
            self.status.setText(tr("This segment is reviewed with its finding, in Findings."))
            return
        menu = QMenu(self)
        for state in ReviewState:
            menu.addAction(say(Message.term(state.value))).setData(state.value)
        place: QPoint = self.table.visualRect(index).bottomLeft()
        menu.triggered.connect(
            lambda action: self._workspace.segmentation.set_review(
                mask.id, segment.number, ReviewState(action.data())
            )
        )
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _rename(self, mask_id: str, number: int, label: str) -> None:
        self._controller.change_segment(mask_id, number, Message("Rename segment"), label=label)
