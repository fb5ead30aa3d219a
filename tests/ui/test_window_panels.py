"""Pictures first: panels come one at a time, and go."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QMenu, QStyle, QStyleOptionViewItem, QToolBar, QWidget
from pytestqt.qtbot import QtBot

from tests.support.studies import FakeServices
from workstation.domain.geometry import GeometryHonesty, GeometryIssue, GeometryIssueCode
from workstation.keeping.kept_settings import KeptSettings
from workstation.keeping.window_place import KeptWindowPlace, WindowPlace
from workstation.messages import Message
from workstation.session.workspace import Workspace
from workstation.ui.asking.prompts import Prompts
from workstation.ui.board.feature import BoardFeature
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.measuring.feature import MeasuringFeature
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.shell.docks import DockPlace
from workstation.ui.shell.former_place import FormerPlace
from workstation.ui.shell.job_controller import JobController
from workstation.ui.shell.rail import RAIL
from workstation.ui.studies.feature import StudiesFeature
from workstation.ui.studies.series_tile import TILE_ROLE
from workstation.ui.widgets.theme import colors


def share_of_pictures(window: MainWindow) -> float:
    return window.features[BoardFeature].area.width() / window.width()


@pytest.mark.parametrize(("width", "height", "share"), [(1920, 1080, 0.85), (1366, 768, 0.75)])
def test_the_pictures_have_most_of_the_width(
    qtbot: QtBot, opened: MainWindow, width: int, height: int, share: float
) -> None:
    opened.resize(width, height)
    opened.show()
    assert opened.docks.open_place is None
    qtbot.waitUntil(lambda: opened.width() == width and share_of_pictures(opened) >= share)
    opened.docks.open(DockPlace.FINDINGS)
    qtbot.waitUntil(lambda: share_of_pictures(opened) < share)
    opened.docks.close()
    qtbot.waitUntil(lambda: share_of_pictures(opened) >= share)


def test_each_icon_opens_its_panel_and_closes_it(opened: MainWindow) -> None:
    opened.show()
    rail = opened.findChild(QToolBar, RAIL)
    assert rail is not None
    assert len(rail.actions()) == len(DockPlace) - 1
    for action in rail.actions():
        action.trigger()
        assert [each for each in rail.actions() if each.isChecked()] == [action]
        place, front = opened.docks.open_place, opened.docks.front
        assert place is not None
        assert action.objectName() == f"panel_{place.value}"
        assert front is not None
        assert front.isVisible()
        assert action.toolTip()
    action.trigger()
    assert opened.docks.open_place is None
    assert not any(each.isChecked() for each in rail.actions())


def test_every_panel_of_a_feature_can_be_brought_to_the_front(opened: MainWindow) -> None:
    opened.show()
    panels = [panel for feature in opened.features for panel in feature.docks]
    for panel in panels:
        if panel.place is not DockPlace.STUDIES:
            opened.docks.bring_to_front(panel.widget)
            assert opened.docks.is_in_front(panel.widget)
            assert panel.widget.isVisible()
    assert {panel.place for panel in panels} == set(DockPlace)


def test_a_key_leaves_the_pictures_alone_and_brings_everything_back(
    qtbot: QtBot, opened: MainWindow
) -> None:
    opened.show()
    opened.docks.open(DockPlace.RISK)
    table = opened.actions_table
    table["pictures_only"].trigger()
    area = opened.features[BoardFeature].area
    qtbot.waitUntil(lambda: area.size() == opened.size())
    table["pictures_only"].trigger()
    assert opened.docks.open_place is DockPlace.RISK
    assert opened.docks.shows(DockPlace.STUDIES)
    for bar in (opened.menuBar(), opened.statusBar(), *opened.findChildren(QToolBar)):
        assert bar.isVisible()


def test_opening_a_panel_ends_pictures_only(opened: MainWindow) -> None:
    opened.show()
    opened.actions_table["panel_studies"].trigger()
    opened.actions_table["pictures_only"].trigger()
    opened.actions_table["panel_report"].trigger()
    assert opened.docks.open_place is DockPlace.REPORT
    assert opened.menuBar().isVisible()
    assert not opened.actions_table["pictures_only"].isChecked()
    # It was closed before.
    assert not opened.docks.shows(DockPlace.STUDIES)


def test_a_new_measurement_turns_to_its_table_where_a_panel_is_open(opened: MainWindow) -> None:
    measuring = opened.features[MeasuringFeature]
    toolbox = opened.features[MouseFeature].toolbox
    toolbox.drawn.emit(None)
    assert opened.docks.open_place is None
    opened.docks.bring_to_front(opened.features[FindingsFeature].panel)
    toolbox.drawn.emit(None)
    assert opened.docks.is_in_front(measuring.panel)


def test_the_list_marks_what_is_shown_and_dyes_no_picture(opened: MainWindow) -> None:
    studies = opened.features[StudiesFeature]
    model, tree = studies.model, studies.panel.tree
    shown = {
        place.stack.id: model.index_of(place.stack.id).data(TILE_ROLE).is_shown
        for place in model.stacks()
    }
    on_screen = {frame.stack_id for frame in opened.features[BoardFeature].area.frames}
    assert {stack_id for stack_id, is_shown in shown.items() if is_shown} == on_screen
    picture = QImage(128, 128, QImage.Format.Format_RGB32)
    picture.fill(0xFF808080)
    model.set_thumbnail("stack-1", picture)
    index = model.index_of("stack-1")
    option = QStyleOptionViewItem()
    option.initFrom(tree)
    option.rect = tree.visualRect(index)
    option.rect.moveTo(0, 0)
    option.state |= QStyle.StateFlag.State_Selected
    canvas = QImage(option.rect.size(), QImage.Format.Format_RGB32)
    painter = QPainter(canvas)
    tree.itemDelegate().paint(painter, option, index)
    painter.end()
    assert canvas.pixelColor(60, 60).name() == "#808080"
    assert canvas.pixelColor(option.rect.width() - 2, 1).name() == colors().selected


def test_what_a_closed_window_showed_is_marked_no_longer(qtbot: QtBot, opened: MainWindow) -> None:
    board, model = opened.features[BoardFeature], opened.features[StudiesFeature].model
    on_screen = {frame.stack_id for frame in board.area.frames}
    (other, *_) = (p.stack.id for p in model.stacks() if p.stack.id not in on_screen)
    window = board.windows.open()
    board.display.show_stack(other, window.area.frames[0])
    qtbot.waitUntil(lambda: model.index_of(other).data(TILE_ROLE).is_shown)
    window.close()
    assert not model.index_of(other).data(TILE_ROLE).is_shown


def test_no_menu_is_longer_than_a_screen(opened: MainWindow) -> None:
    menus = [menu for menu in opened.findChildren(QMenu) if menu.actions()]
    assert len(menus) > 15
    for menu in menus:
        entries = [action for action in menu.actions() if not action.isSeparator()]
        assert len(entries) <= 20, menu.title()
        # Nothing is parted from nothing.
        assert not menu.actions()[-1].isSeparator(), menu.title()


def doubt(code: GeometryIssueCode) -> GeometryIssue:
    return GeometryIssue(code=code, message=Message("why"), blocks_volume=True)


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ((GeometryIssueCode.UNCALIBRATED,), "Not calibrated: px"),
        ((GeometryIssueCode.MISSING_SLICES,), "■ Geometry: refused"),
        (
            (GeometryIssueCode.UNCALIBRATED, GeometryIssueCode.UNREADABLE),
            "■ Geometry: refused",
        ),
        ((), ""),
    ],
)
def test_a_missing_scale_is_no_doubt_about_the_picture(
    opened: MainWindow, codes: tuple[GeometryIssueCode, ...], words: str
) -> None:
    opened.show()
    frame = opened.features[BoardFeature].area.frames[0]
    honesty = GeometryHonesty(issues=tuple(doubt(code) for code in codes))
    frame.show_honesty(honesty, acknowledged_by="")
    assert frame.badge.isVisible() == bool(words)
    if words:
        assert frame.badge.accessibleName() == words
        assert words.startswith(frame.badge.text()) or frame.badge.text() in words


def test_no_button_stands_in_a_copied_picture(opened: MainWindow) -> None:
    frame = opened.features[BoardFeature].area.frames[0]
    frame.show_honesty(
        GeometryHonesty(issues=(doubt(GeometryIssueCode.MISSING_SLICES),)), acknowledged_by=""
    )
    frame.one_up.show()
    corner = frame.viewport.findChild(QWidget, "viewportCorner")
    assert corner is not None
    assert corner.isVisible()
    copied = frame.picture()
    corner.hide()
    assert frame.picture() == copied
    assert copied.size() == frame.viewport.size() * frame.viewport.devicePixelRatioF()


def test_the_arrangement_of_another_version_is_not_taken_over(
    opened: MainWindow, tmp_path: Path
) -> None:
    kept = KeptWindowPlace.beside(tmp_path / "settings.toml")
    place = FormerPlace(opened, tmp_path / "settings.toml")
    geometry = bytes(opened.saveGeometry().data())
    kept.write(WindowPlace(geometry, bytes(opened.saveState().data())))
    place.restore()
    assert place.is_known
    assert not place.knows_docks
    place.keep()
    place.restore()
    assert place.knows_docks


def test_studies_that_were_hidden_are_not_marked_as_shown_at_the_next_start(
    qtbot: QtBot, window: MainWindow, fake: FakeServices, prompts: Prompts, tmp_path: Path
) -> None:
    window.actions_table["panel_studies"].trigger()
    assert not window.docks.shows(DockPlace.STUDIES)
    window.place.keep()
    jobs = JobController(lambda _error: None)
    settings = KeptSettings(tmp_path / "settings.toml")
    again = MainWindow(Workspace(), fake.services(), jobs, settings=settings, prompts=prompts)
    jobs.setParent(again)
    qtbot.addWidget(again)
    assert not again.docks.shows(DockPlace.STUDIES)
    assert not again.actions_table["panel_studies"].isChecked()
    again.actions_table["panel_studies"].trigger()
    assert again.docks.shows(DockPlace.STUDIES)
    again.close()


def test_what_wants_to_be_seen_ends_pictures_only_and_stays(opened: MainWindow) -> None:
    opened.show()
    opened.docks.open(DockPlace.RISK)
    opened.actions_table["pictures_only"].trigger()
    opened.docks.bring_to_front(opened.features[FindingsFeature].panel)
    assert opened.menuBar().isVisible()
    assert opened.docks.shows(DockPlace.STUDIES)
    assert not opened.actions_table["pictures_only"].isChecked()
    opened.actions_table["pictures_only"].trigger()
    opened.actions_table["pictures_only"].trigger()
    assert opened.docks.open_place is DockPlace.FINDINGS
