"""Fields change only when a person means it; measured is said by the program alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QInputDialog,
    QLabel,
    QMessageBox,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

import workstation.ui
from workstation.errors import InputError
from workstation.messages import joined
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.report.feature import ReportFeature
from workstation.ui.risk.feature import RiskFeature
from workstation.ui.services import FormField
from workstation.ui.shell.docks import DockPlace
from workstation.ui.shell.message_dialogs import show_fault
from workstation.ui.studies.feature import StudiesFeature
from workstation.ui.widgets.dock_tabs import DockTabs
from workstation.ui.widgets.inputs import ComboBox, Slider, WheelGuard
from workstation.ui.widgets.plain_text import plain_tip
from workstation.ui.widgets.schema_form import SchemaForm
from workstation.ui.widgets.trim_slider import TrimSlider

FIELDS = (
    FormField(id="sex", label="Sex", type="choice", choices=("female", "male")),
    FormField(id="diameter", label="Diameter", type="float", unit="mm"),
    FormField(id="count", label="Count", type="int"),
    FormField(id="spiculated", label="Spiculated", type="bool"),
)
_UI = Path(workstation.ui.__file__).parent


def wheel(widget: QWidget) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, QPointF(widget.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def state(field: QWidget) -> object:
    if isinstance(field, QSlider):
        return field.value()
    return field.currentIndex() if isinstance(field, QComboBox) else field.text()  # type: ignore[attr-defined]


def test_the_wheel_changes_no_field_of_the_window(opened: MainWindow) -> None:
    fields = [
        field
        for kind in (QComboBox, QAbstractSpinBox, QSlider)
        for field in opened.findChildren(kind)
        # Scrolling through the pictures is what the wheel is for.
        if not isinstance(field, TrimSlider)
    ]
    assert len(fields) > 20
    for focused in (False, True):
        for field in fields:
            if focused:
                field.setFocus()
            before = state(field)
            wheel(field)
            assert state(field) == before, field.accessibleName()


@pytest.mark.parametrize("with_origin", [True, False])
def test_the_wheel_changes_nothing_in_a_form(qtbot: QtBot, with_origin: bool) -> None:
    form = SchemaForm(FIELDS, with_origin=with_origin)
    qtbot.addWidget(form)
    form.show()
    before = form.values()
    for kind in (QComboBox, QAbstractSpinBox):
        for field in form.findChildren(kind):
            wheel(field)
    assert form.values() == before


def test_the_wheel_changes_nothing_in_dialogs_of_qt(qtbot: QtBot) -> None:
    dialog = QInputDialog()
    qtbot.addWidget(dialog)
    dialog.setComboBoxItems(["CT", "MR"])
    dialog.show()
    WheelGuard(dialog)
    field = dialog.findChild(QComboBox)
    assert field is not None
    wheel(field)
    assert dialog.textValue() == "CT"


def test_the_wheel_changes_no_tab(opened: MainWindow) -> None:
    for place in (DockPlace.SEGMENTS, DockPlace.FINDINGS):
        opened.docks.open(place)
        (tabs,) = (
            each for each in opened.findChildren(DockTabs) if each.count() > 1 and each.isVisible()
        )
        tabs.setCurrentIndex(1)
        wheel(tabs.tabBar())
        assert tabs.currentIndex() == 1


def test_the_wheel_changes_no_size_of_a_screen(qtbot: QtBot) -> None:
    slider = Slider(Qt.Orientation.Horizontal)
    qtbot.addWidget(slider)
    slider.setRange(0, 100)
    slider.setValue(40)
    wheel(slider)
    assert slider.value() == 40


def test_a_reader_cannot_say_that_a_value_was_measured(qtbot: QtBot) -> None:
    form = SchemaForm(FIELDS, with_origin=True)
    qtbot.addWidget(form)
    origin = form._origins["diameter"]
    offered = [origin.itemData(n) for n in range(origin.count())]
    assert offered == ["typed", "assumed"]
    form.fill({"diameter": {"value": 12.5, "origin": "measured"}})
    assert form.values()["diameter"] == {"value": 12.5, "origin": "measured"}
    origin.setCurrentIndex(origin.findData("assumed"))
    assert form.values()["diameter"] == {"value": 12.5, "origin": "assumed"}
    assert origin.findData("measured") < 0
    form.fill({"diameter": {"value": 12.5, "origin": "measured"}})
    form._editors["diameter"].setText("62")  # type: ignore[attr-defined]
    assert form.values()["diameter"] == {"value": "62", "origin": "typed"}
    assert origin.findData("measured") < 0


def test_keys_belong_to_the_field_that_has_the_focus(opened: MainWindow) -> None:
    opened.docks.bring_to_front(opened.features[RiskFeature].panel)
    opened.activateWindow()
    box = opened.features[RiskFeature].panel._form._editors["spiculated"]
    assert isinstance(box, QComboBox)
    box.setFocus()
    assert QApplication.focusWidget() is box
    viewport = opened.features[BoardFeature].area.stage.active
    index = viewport.index
    freehand = opened.actions_table["tool_freehand"]
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentData() == "no"
    QTest.keyClick(box, Qt.Key.Key_N)
    assert not freehand.isChecked()
    assert viewport.index == index
    viewport.setFocus()
    QTest.keyClick(viewport, Qt.Key.Key_Down)
    assert viewport.index != index


@pytest.mark.parametrize("name", ["report", "number"])
def test_keys_of_texts_do_not_move_the_pictures(opened: MainWindow, name: str) -> None:
    panel = (
        opened.features[ReportFeature].panel
        if name == "report"
        else opened.features[RiskFeature].panel
    )
    opened.docks.bring_to_front(panel)
    opened.activateWindow()
    field = (
        opened.features[ReportFeature].panel._edits["impression"]
        if name == "report"
        else opened.features[RiskFeature].panel._form._editors["diameter"]
    )
    field.setFocus()
    assert QApplication.focusWidget() is field
    index = opened.features[BoardFeature].area.stage.active.index
    hidden = [frame.isHidden() for frame in opened.features[BoardFeature].area.frames]
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_PageDown):
        QTest.keyClick(field, key)
    QTest.keyClicks(field, "7n")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert opened.features[BoardFeature].area.stage.active.index == index
    assert [frame.isHidden() for frame in opened.features[BoardFeature].area.frames] == hidden
    assert not opened.actions_table["tool_freehand"].isChecked()


def test_a_long_entry_does_not_cut_off_its_panel(qtbot: QtBot) -> None:
    box = ComboBox()
    qtbot.addWidget(box)
    box.addItem("Very long " * 20)
    assert box.minimumSizeHint().width() <= 140


def test_every_field_and_label_is_one_of_the_program() -> None:
    bare = {"QComboBox", "QSpinBox", "QDoubleSpinBox", "QDateEdit", "QTimeEdit", "QLabel"}
    bare |= {"QSlider", "QTabWidget", "QLineEdit", "QPlainTextEdit", "QTextEdit"}
    for path in _UI.rglob("*.py"):
        if path.name in ("inputs.py", "plain_text.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                allowed = path.name == "message_dialogs.py" and node.func.id == "QLabel"
                assert node.func.id not in bare or allowed, (path, node.lineno)


def test_markup_of_files_is_shown_as_text(opened: MainWindow) -> None:
    words = '<font size=60>BIG</font><img src="file:///x.png">'
    box = show_fault(opened, InputError(joined("", (words,)), hint=joined("", (words,))))
    for label in (
        *box.findChildren(QLabel),
        *(f.chip for f in opened.features[BoardFeature].area.frames),
    ):
        assert label.textFormat() is Qt.TextFormat.PlainText
    box.close()
    assert isinstance(box, QMessageBox)
    assert plain_tip(words) == (
        "<qt>&lt;font size=60&gt;BIG&lt;/font&gt;&lt;img src=&quot;file:///x.png&quot;&gt;</qt>"
    )
    assert plain_tip("5 < 6 mm") == "<qt>5 &lt; 6 mm</qt>"
    assert plain_tip("5 mm & more") == "5 mm & more"


def test_keys_that_move_in_a_list_stay_in_it(opened: MainWindow, qtbot: QtBot) -> None:
    studies, board = opened.features[StudiesFeature], opened.features[BoardFeature]
    tree, index = studies.panel.tree, board.stage.active.index
    hidden = [frame.isHidden() for frame in board.area.frames]
    tree.setFocus()
    tree.setCurrentIndex(studies.model.index_of("stack-1"))
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert tree.currentIndex() != studies.model.index_of("stack-1")
    QTest.keyClick(tree, Qt.Key.Key_Up)
    assert tree.currentIndex() == studies.model.index_of("stack-1")
    assert board.stage.active.index == index
    QTest.keyClick(tree, Qt.Key.Key_Space)
    assert board.stage.active.text_mode == 0
    QTest.keyClick(tree, Qt.Key.Key_Return)
    # It was chosen: keys are for its picture now.
    assert QApplication.focusWidget() is board.stage.active
    assert [frame.isHidden() for frame in board.area.frames] == hidden
    qtbot.waitUntil(lambda: opened.jobs.running == 0)


def test_after_a_click_in_the_list_of_studies_keys_are_for_the_picture(
    opened: MainWindow, qtbot: QtBot
) -> None:
    studies, board = opened.features[StudiesFeature], opened.features[BoardFeature]
    tree = studies.panel.tree
    place = tree.visualRect(studies.model.index_of("stack-1")).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(board.stage.active.hasFocus)
    before = board.stage.active.index
    QTest.keyClick(board.stage.active, Qt.Key.Key_Down)
    assert board.stage.active.index != before


def test_every_list_beside_the_pictures_keeps_its_keys() -> None:
    bare = {"QListWidget", "QTreeView", "QTableView", "QTreeWidget", "QTableWidget", "QListView"}
    for path in _UI.rglob("*.py"):
        # Dialogs have no shortcuts of the window.
        if path.name == "lists.py" or path.name.endswith(("dialog.py", "dialogs.py")):
            continue
        if path.parent.name == "help":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in bare, (path, node.lineno)
