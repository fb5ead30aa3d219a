"""The tool bar: a grid to pick from, every measuring tool, stages, and what finds no room."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from tests.support.studies import FakeServices
from workstation.presets.hanging_protocols import load_protocols
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.hanging import stages_worth_showing
from workstation.ui.board.feature import BoardFeature
from workstation.ui.layout.feature import LayoutFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.measuring.feature import MeasuringFeature


def test_a_grid_is_picked_by_its_cells(opened: MainWindow, qtbot: QtBot) -> None:
    button, area = opened.features[LayoutFeature].layout_button, opened.features[BoardFeature].area
    picker = button.picker
    menu = button.menu()
    assert menu is not None
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    qtbot.waitUntil(picker.isVisible)
    for cell in ((1, 1), (2, 3)):
        QTest.mouseMove(picker, picker.cell_middle(*cell))
    assert picker.at == (2, 3)
    assert "2 × 3" in picker.accessibleName()
    QTest.mouseClick(picker, Qt.MouseButton.LeftButton, pos=picker.cell_middle(2, 3))
    assert area.layout_id == "grid-2x3"
    assert not menu.isVisible()


def test_a_grid_is_picked_by_keys(opened: MainWindow) -> None:
    button, area = opened.features[LayoutFeature].layout_button, opened.features[BoardFeature].area
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(button.picker, key)
    assert button.picker.at == (1, 2)
    QTest.keyClick(button.picker, Qt.Key.Key_Return)
    assert area.layout_id == "grid-1x2"


def test_every_cell_of_the_picker_is_a_layout(opened: MainWindow) -> None:
    picker = opened.features[LayoutFeature].layout_button.picker
    for row in range(1, 5):
        for column in range(1, 5):
            picker.chosen.emit(row, column)
            assert len(opened.features[BoardFeature].area.frames) == row * column


def test_every_measuring_tool_is_behind_one_button_and_the_last_is_on_top(
    opened: MainWindow,
) -> None:
    button, table = opened.features[MeasuringFeature].button, opened.actions_table
    menu = button.menu()
    assert menu is not None
    assert set(menu.actions()) == {table[f"tool_{kind.value}"] for kind in AnnotationKind}
    assert button.defaultAction() is table["tool_length"]
    table["tool_cobb"].trigger()
    assert button.defaultAction() is table["tool_cobb"]
    table["tool_window"].trigger()
    assert button.defaultAction() is table["tool_cobb"]
    button.click()
    assert table["tool_cobb"].isChecked()


def test_the_stage_stands_between_arrows(
    window: MainWindow, fake: FakeServices, tmp_path: Path, qtbot: QtBot
) -> None:
    fake.protocols = list(load_protocols(tmp_path / "none"))
    bar = window.features[LayoutFeature].stages
    assert not bar.before.isEnabled()
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and not window.jobs.running)
    hanging = window.features[LayoutFeature].hanging
    assert hanging.present is not None
    study = window.workspace.studies[0]
    worth = stages_worth_showing(hanging.present[0], study)
    assert len(worth) == 2, "there is no prior"
    assert bar.number.text() == "1/2"
    for wanted in ("2/2", "1/2"):
        bar.behind.click()
        qtbot.waitUntil(lambda: not window.jobs.running)
        assert bar.number.text() == wanted
        assert worth[int(wanted[0]) - 1] == hanging.present[1]
    window.workspace.close_all()
    assert (bar.number.text(), bar.behind.isEnabled()) == ("–", False)


def test_what_finds_no_room_is_behind_an_arrow(opened: MainWindow, qtbot: QtBot) -> None:
    arrow = opened.tool_bar.findChild(QToolButton, "qt_toolbar_ext_button")
    assert arrow is not None
    opened.resize(900, 700)
    qtbot.waitUntil(arrow.isVisible)
    assert not arrow.icon().isNull()
    assert arrow.width() >= 20
    assert arrow.accessibleName()
