"""Opening, showing, scrolling, windowing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from tests.support.studies import FakeServices, doubtful, images
from tests.ui.conftest import FakePrompts
from workstation.domain.image import Volume
from workstation.imaging.planes import PlaneName
from workstation.scene.sources import FlatView, VolumeView
from workstation.ui.board.feature import BoardFeature
from workstation.ui.board.geometry_dialog import GeometryDialog
from workstation.ui.features import every_action
from workstation.ui.main_window import MainWindow
from workstation.ui.settings.keys_dialogs import KeysDialog
from workstation.ui.shell.message_dialogs import AboutDialog
from workstation.ui.shell.undo_feature import UndoFeature
from workstation.ui.studies.feature import StudiesFeature
from workstation.ui.studies.import_report_dialog import ImportReportDialog, report_text
from workstation.ui.windowing.feature import WindowingFeature


def press(window: MainWindow, action: str) -> None:
    window.actions_table[action].trigger()


def show(qtbot: QtBot, window: MainWindow, stack_id: str) -> None:
    window.features[BoardFeature].display.show_stack(stack_id)
    qtbot.waitUntil(
        lambda: (
            window.workspace.active is not None
            and window.workspace.active.stack.id == stack_id
            and window.workspace.active_image is not None
        )
    )


def test_a_folder_opens_with_its_largest_volume(opened: MainWindow) -> None:
    place = opened.workspace.active
    assert place is not None
    assert place.stack.id == "stack-1"
    assert isinstance(opened.features[BoardFeature].area.stage.view, VolumeView)
    assert [f.viewport.plane for f in opened.features[BoardFeature].area.frames] == list(PlaneName)[
        :3
    ]
    assert all(not f.isHidden() for f in opened.features[BoardFeature].area.frames)
    assert opened.features[StudiesFeature].model.rowCount() == 1
    assert (
        opened.features[StudiesFeature].panel.left_out.text() == "12 of 14 files read\n2 left out…"
    )
    assert opened.features[StudiesFeature].model.has_thumbnail("stack-3")


def test_the_first_image_is_there_before_the_series(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    order: list[str] = []
    window.features[BoardFeature].loader.preview_ready.connect(lambda *_: order.append("preview"))
    window.features[BoardFeature].loader.image_ready.connect(lambda *_: order.append("image"))
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: "image" in order)
    assert order in (["preview", "image"], ["image"])


def test_scrolling_by_keys_wheel_and_end_follows_the_reading_direction(
    opened: MainWindow, qtbot: QtBot
) -> None:
    viewport = opened.features[BoardFeature].area.stage.active
    start = viewport.index
    press(opened, "next_image")
    assert viewport.index == start - 1  # toward the feet
    press(opened, "first_image")
    assert viewport.index == 5
    press(opened, "last_image")
    assert viewport.index == 0
    press(opened, "previous_image")
    assert viewport.index == 1
    seen = opened.features[BoardFeature].area.stage.crosshair
    assert seen is not None
    assert seen[2] == pytest.approx(-500 + 3.0)
    qtbot.wait(1)


def test_presets_keys_invert_and_full_range(opened: MainWindow) -> None:
    stage = opened.features[BoardFeature].area.stage
    assert str(stage.windows[0].explanation) == "Lung"
    press(opened, "preset_1")
    assert all(str(v.window_setting.explanation) == "Lung" for v in stage.viewports)
    assert opened.features[WindowingFeature].presets.currentText().startswith("1  Lung")
    press(opened, "invert")
    assert all(v.inverted for v in stage.viewports)
    press(opened, "window_full")
    assert stage.active.window_setting.width == 580
    press(opened, "reset_view")
    assert not stage.active.inverted


def test_flip_turn_and_fit_move_the_letters(opened: MainWindow) -> None:
    viewport = opened.features[BoardFeature].area.stage.active
    assert viewport.letters() == ("R", "L", "A", "P")
    press(opened, "flip_horizontal")
    assert viewport.letters() == ("L", "R", "A", "P")
    press(opened, "rotate")
    assert viewport.letters() == ("P", "A", "L", "R")
    press(opened, "rotate_left")
    press(opened, "flip_vertical")
    assert viewport.letters() == ("L", "R", "P", "A")
    press(opened, "zoom_in")
    assert viewport.camera.scale is not None
    press(opened, "one_to_one")
    transform = viewport.transform_now()
    assert transform is not None
    assert transform.scale == pytest.approx(1.0)
    press(opened, "fit")
    assert viewport.camera.scale is None


def test_one_up_grid_and_the_active_viewport(opened: MainWindow) -> None:
    press(opened, "next_viewport")
    assert (
        opened.features[BoardFeature].area.stage.active
        is opened.features[BoardFeature].area.frames[1].viewport
    )
    press(opened, "one_up")
    assert [f.isHidden() for f in opened.features[BoardFeature].area.frames] == [True, False, True]
    press(opened, "one_up")
    assert not any(f.isHidden() for f in opened.features[BoardFeature].area.frames)
    press(opened, "previous_viewport")
    assert (
        opened.features[BoardFeature].area.stage.active
        is opened.features[BoardFeature].area.frames[0].viewport
    )


def test_text_masks_crosshair_slab_and_copy(opened: MainWindow) -> None:
    viewport = opened.features[BoardFeature].area.stage.active
    for mode in (1, 2, 0):
        press(opened, "cycle_text")
        assert viewport.text_mode == mode
    press(opened, "show_masks")
    assert not viewport.show_masks
    before = viewport.crosshair_marked
    press(opened, "show_crosshair")
    assert (before, viewport.crosshair_marked) == (False, True)
    press(opened, "slab")
    assert viewport.slab_mm == 10.0
    frame = viewport.frame()
    assert frame is not None
    assert frame.values.max() == 100 * (viewport.index + 1) + 79
    press(opened, "slab")
    press(opened, "copy_view")
    assert not QGuiApplication.clipboard().image().isNull()


def test_films_and_sequences_stand_alone(opened: MainWindow, qtbot: QtBot) -> None:
    press(opened, "next_series")
    qtbot.waitUntil(lambda: isinstance(opened.features[BoardFeature].area.stage.view, FlatView))
    assert [f.isHidden() for f in opened.features[BoardFeature].area.frames] == [False]
    assert opened.features[BoardFeature].area.stage.active.letters() == ("R", "L", "H", "F")
    show(qtbot, opened, "stack-3")
    bar = opened.features[BoardFeature].area.frame_bar
    assert bar.isVisible()
    assert (bar.slider.maximum(), bar.rate.value()) == (4, 25)
    assert opened.features[BoardFeature].area.stage.active.index == 0
    bar.slider.setValue(3)
    assert opened.features[BoardFeature].area.stage.active.index == 3
    press(opened, "play")
    qtbot.waitUntil(lambda: opened.features[BoardFeature].area.stage.active.index not in (3,))
    press(opened, "play")
    show(qtbot, opened, "stack-1")
    assert not bar.isVisible()


def test_doubtful_geometry_is_shown_and_acknowledged(
    qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path, prompts: FakePrompts
) -> None:
    volume = images()["stack-1"]
    assert isinstance(volume, Volume)
    fake.images["stack-1"] = doubtful(volume)
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None)
    coronal = window.features[BoardFeature].area.frames[1]
    assert "refused" in coronal.badge.accessibleName()
    frame = coronal.viewport.frame()
    assert frame is not None
    assert frame.spacing_rc_mm is None
    coronal.badge.click()
    dialog = window.findChild(GeometryDialog)
    assert dialog is not None
    issue = dialog.tree.topLevelItem(0)
    assert issue is not None
    file = issue.child(0)
    assert file is not None
    assert file.text(0) == "/x/3"
    dialog.take_note.click()
    assert prompts.asked == 1
    assert "acknowledged" in coronal.badge.accessibleName()
    frame = coronal.viewport.frame()
    assert frame is not None
    assert frame.spacing_rc_mm is not None
    window.features[UndoFeature].undo()
    assert "acknowledged" not in coronal.badge.accessibleName()


def test_the_import_report_names_every_file_left_out(opened: MainWindow) -> None:
    press(opened, "import_report")
    dialog = opened.findChild(ImportReportDialog)
    assert dialog is not None
    items = [dialog.tree.topLevelItem(n) for n in range(dialog.tree.topLevelItemCount())]
    reasons = [item.text(1) for item in items if item is not None]
    assert reasons == ["Not DICOM.", "The file is truncated."]
    dialog.copy.click()
    assert "/x/broken.dcm\tThe file is truncated." in QGuiApplication.clipboard().text()
    assert report_text(opened.workspace.reports).startswith("12 of 14")
    dialog.reject()


def test_a_scan_can_be_stopped(
    qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path
) -> None:
    fake.wait_for_cancel = True
    window.open_paths([tmp_path])
    assert window.features[StudiesFeature].controller.is_scanning
    qtbot.waitUntil(window.features[StudiesFeature].panel.bar.isVisible)
    window.features[StudiesFeature].panel.stop.click()
    qtbot.waitUntil(lambda: not window.features[StudiesFeature].controller.is_scanning)
    assert not window.features[StudiesFeature].panel.bar.isVisible()
    assert window.workspace.studies == ()


def test_a_fault_is_shown_with_its_way_out(
    qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path
) -> None:
    fake.fail_scan = True
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    box = window.findChild(QMessageBox)
    assert box is not None
    assert box.text() == "The folder cannot be read."
    assert box.informativeText() == "Check it."
    box.close()


def test_folders_can_be_dropped_and_are_remembered(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    qtbot.waitUntil(lambda: window.workspace.active_image is not None)
    assert window.features[StudiesFeature].recent.paths == [str(tmp_path)]
    press(window, "open_folder")
    press(window, "open_files")
    qtbot.waitUntil(lambda: window.jobs.running == 0)
    assert window.features[StudiesFeature].recent.start_folder() == str(tmp_path.parent)


def test_closing_the_studies_empties_everything(opened: MainWindow) -> None:
    press(opened, "close_all")
    assert opened.features[BoardFeature].area.stage.view is None
    assert opened.features[StudiesFeature].model.rowCount() == 0
    press(opened, "next_image")
    press(opened, "key_image")
    assert opened.workspace.key_images == ()


def test_every_action_has_one_key_and_is_listed(window: MainWindow) -> None:
    keys = [key for spec in every_action() for key in spec.keys]
    assert len(keys) == len(set(keys))
    assert ("Findings", "Accept finding", "Shift+A") in window.actions_table.key_rows()
    press(window, "keys")
    dialog = window.findChild(KeysDialog)
    assert dialog is not None
    assert dialog.table.rowCount() > 50
    dialog.close()
    press(window, "about")
    about = window.findChild(AboutDialog)
    assert about is not None
    about.close()


def test_keys_work_from_the_viewport(opened: MainWindow, qtbot: QtBot) -> None:
    viewport = opened.features[BoardFeature].area.stage.active
    viewport.setFocus()
    before = viewport.index
    QTest.keyClick(viewport, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: viewport.index == before - 1)
    QTest.keyClick(viewport, Qt.Key.Key_1)
    assert str(viewport.window_setting.explanation) == "Lung"


def test_a_click_in_the_tree_shows_a_stack(opened: MainWindow, qtbot: QtBot) -> None:
    tree = opened.features[StudiesFeature].panel.tree
    index = opened.features[StudiesFeature].model.index_of("stack-2")
    QTest.mouseClick(
        tree.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        tree.visualRect(index).center() + QPoint(0, 0),
    )
    qtbot.waitUntil(lambda: isinstance(opened.features[BoardFeature].area.stage.view, FlatView))


def test_each_action_is_done_by_one_feature(window: MainWindow) -> None:
    done = [name for feature in window.features for name in feature.handlers]
    assert sorted(done) == sorted(window.actions_table.specs)
