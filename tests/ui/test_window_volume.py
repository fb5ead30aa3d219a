"""Three dimensions in the window: following slices, mouse and keys, cuts, snapshots, the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.support.image_phantoms import box_mask
from tests.support.studies import FakeServices
from tests.ui.conftest import FakePrompts
from workstation.app.composition import picture_of_mark
from workstation.domain.image import Volume
from workstation.imaging.planes import PlaneName
from workstation.imaging.volume_preset import Projection
from workstation.plain.values import from_plain, to_plain
from workstation.scene.volume_camera import Standpoint
from workstation.session.annotations import KeyImageMark
from workstation.tools.base import EVERY_TOOL
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.report.feature import ReportFeature
from workstation.ui.volume.bar import VolumeBar
from workstation.ui.volume.feature import VolumeFeature
from workstation.viewer import turntable
from workstation.viewer.orientation_cube import cube_faces, face_at
from workstation.viewer.turntable import STEPS
from workstation.viewer.volume_renderer import NoGraphicsError
from workstation.viewer.volume_scene import Rendering
from workstation.viewer.volume_settings import VolumeSettings, surface_opacity
from workstation.viewer.volume_viewport import VolumeViewport


def _volume(window: MainWindow) -> VolumeViewport:
    volume = next(
        frame.volume for frame in window.features[BoardFeature].area.frames if frame.shows_volume
    )
    assert volume is not None
    return volume


def _tools() -> list[str]:
    return [f"tool_{name.value}" for name in EVERY_TOOL]


def _bar(window: MainWindow) -> VolumeBar:
    return window.findChildren(VolumeBar)[0]


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[VolumeViewport], None]:
    return lambda volume: qtbot.waitUntil(lambda: volume.is_settled)


@pytest.fixture
def shown(
    opened: MainWindow, settled: Callable[[VolumeViewport], None]
) -> tuple[MainWindow, VolumeViewport]:
    """The phantom with the layout MPR + 3-D."""
    opened.actions_table["layout_mpr-volume"].trigger()
    volume = _volume(opened)
    bright = next(p for p in volume.offered() if p.id == "ct-angio")
    volume.set_settings(volume.settings.with_preset(bright))
    settled(volume)
    return opened, volume


def _pixels(volume: VolumeViewport) -> np.ndarray:
    assert volume.rendering is not None
    image = volume.rendering.image.convertToFormat(QImage.Format.Format_RGB888)
    width, height = image.width(), image.height()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return np.array(rows[:, : width * 3].reshape(height, width, 3))


def test_nothing_of_vtk_is_loaded_before_it_is_needed(opened: MainWindow) -> None:
    assert not any(frame.volume for frame in opened.features[BoardFeature].area.frames)
    assert not opened.features[VolumeFeature].controller.render_thread.isRunning()


def test_the_layout_shows_three_planes_and_the_volume(
    shown: tuple[MainWindow, VolumeViewport],
) -> None:
    window, volume = shown
    assert [frame.shows_volume for frame in window.features[BoardFeature].area.frames] == [
        False,
        False,
        False,
        True,
    ]
    assert isinstance(window.workspace.active_image, Volume)
    assert volume.rendering is not None
    assert volume.rendering.scene.volume is window.workspace.active_image
    assert _pixels(volume).max() > 60
    assert window.features[BoardFeature].area.frames[3].chip.text() == "3-D"


def test_the_action_turns_a_cell_and_turns_it_back(opened: MainWindow) -> None:
    frame = opened.features[BoardFeature].area.active_frame
    for expected in (True, False):
        opened.actions_table["volume_view"].trigger()
        assert frame.shows_volume is expected
        assert frame.viewport.isHidden() is expected
    opened.actions_table["layout_mpr-volume"].trigger()
    opened.actions_table["layout_mpr"].trigger()
    assert not any(each.shows_volume for each in opened.features[BoardFeature].area.frames)


def test_mouse_turns_moves_and_zooms(
    shown: tuple[MainWindow, VolumeViewport], settled: Callable[[VolumeViewport], None]
) -> None:
    _, volume = shown
    start = QPoint(volume.width() // 2, volume.height() // 2)

    def drag(button: Qt.MouseButton, by: QPoint, keys: Qt.KeyboardModifier) -> None:
        QTest.mousePress(volume, button, keys, start)
        place = QPointF(start + by)
        event = QMouseEvent(
            QEvent.Type.MouseMove, place, volume.mapToGlobal(place), button, button, keys
        )
        QApplication.sendEvent(volume, event)
        QTest.mouseRelease(volume, button, keys, start + by)

    plain, ctrl = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    camera, settings = volume.camera, volume.settings
    drag(Qt.MouseButton.LeftButton, QPoint(30, 0), plain)
    assert volume.camera.toward[0] < 0
    assert volume.camera.center == camera.center
    camera = volume.camera
    drag(Qt.MouseButton.MiddleButton, QPoint(10, 0), plain)
    assert volume.camera.center != camera.center
    assert volume.camera.toward == camera.toward
    camera = volume.camera
    drag(Qt.MouseButton.RightButton, QPoint(0, -20), plain)
    assert volume.camera.mm_per_px < camera.mm_per_px
    assert volume.settings == settings
    drag(Qt.MouseButton.LeftButton, QPoint(20, 20), ctrl)
    assert volume.settings.stretch > 1
    assert volume.settings.shift > 0
    volume.set_settings(settings)
    QTest.keyClick(volume, Qt.Key.Key_W)
    drag(Qt.MouseButton.LeftButton, QPoint(20, 0), plain)
    assert volume.settings.stretch > 1
    settled(volume)


@pytest.mark.parametrize("side", list(Standpoint))
def test_keys_of_the_sides_are_taken_before_those_of_the_tools(
    shown: tuple[MainWindow, VolumeViewport], side: Standpoint
) -> None:
    window, volume = shown
    checked = {k for k in _tools() if window.actions_table[k].isChecked()}
    key = Qt.Key(ord(side.value))
    override = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
    override.ignore()
    QApplication.sendEvent(volume, override)
    assert override.isAccepted()
    QTest.keyClick(volume, key)
    assert volume.camera.words() == volume.camera.from_side(side).words()
    assert {k for k in _tools() if window.actions_table[k].isChecked()} == checked


def test_faces_of_the_cube_look_from_their_side(
    shown: tuple[MainWindow, VolumeViewport],
) -> None:
    _, volume = shown
    volume.set_camera(volume.camera.turned(60, 45))
    area = QRectF(volume.rect())
    faces = cube_faces(volume.camera, area)
    assert len(faces) == 3
    for side, outline, _ in faces:
        assert face_at(volume.camera, area, outline.boundingRect().center()) is side
    side, outline, _ = faces[0]
    QTest.mouseClick(
        volume, Qt.MouseButton.LeftButton, pos=outline.boundingRect().center().toPoint()
    )
    assert volume.camera.toward == volume.camera.from_side(side).toward


def test_a_double_click_takes_the_crosshair_there(
    shown: tuple[MainWindow, VolumeViewport],
) -> None:
    window, volume = shown
    image = window.workspace.active_image
    assert isinstance(image, Volume)
    # The largest values of the phantom lie at the last slice, row and column.
    target = image.geometry.to_lps_mm((5, 6.5, 8.5))
    x, y, _ = volume.camera.to_screen(target, volume.width(), volume.height())
    point = volume.point(QPointF(x, y))
    assert point is not None
    QTest.mouseDClick(volume, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    crosshair = window.features[BoardFeature].area.stage.crosshair
    assert crosshair is not None
    assert crosshair == pytest.approx(point, abs=1.5)
    seen = volume.camera.to_screen(crosshair, volume.width(), volume.height())
    assert tuple(seen[:2]) == pytest.approx((x, y), abs=1.5 / volume.camera.mm_per_px)
    assert volume.crosshair == crosshair


def test_a_double_click_on_empty_ground_is_one_up(
    shown: tuple[MainWindow, VolumeViewport],
) -> None:
    window, volume = shown
    assert volume.point(QPointF(3, volume.height() - 3)) is None
    QTest.mouseDClick(volume, Qt.MouseButton.LeftButton, pos=QPoint(3, volume.height() - 3))
    assert [frame.isHidden() for frame in window.features[BoardFeature].area.frames] == [
        True,
        True,
        True,
        False,
    ]


def test_segments_follow_the_workspace(
    qtbot: QtBot,
    shown: tuple[MainWindow, VolumeViewport],
    settled: Callable[[VolumeViewport], None],
) -> None:
    window, volume = shown
    image = window.workspace.active_image
    assert isinstance(image, Volume)
    mask = box_mask(image)
    window.workspace.add_mask(mask)
    qtbot.waitUntil(lambda: len(volume.surfaces) == 1)
    assert volume.surfaces[0].color == (0.0, 1.0, 0.0)
    display = window.workspace.segment_display(mask.id, 1)
    assert volume.surfaces[0].opacity == pytest.approx(surface_opacity(display.fill_opacity))
    volume.set_settings(replace(volume.settings, shows_volume=False))
    settled(volume)
    pixels = _pixels(volume).astype(int)
    rows, columns = np.nonzero(pixels[..., 1] - pixels[..., 0] > 40)
    inside = np.argwhere(mask.labels == 1).mean(axis=0)
    expected = volume.camera.to_screen(
        image.geometry.to_lps_mm(inside), volume.width(), volume.height()
    )
    near = 1.2 / volume.camera.mm_per_px
    assert (columns.mean(), rows.mean()) == pytest.approx(tuple(expected[:2]), abs=near)
    window.workspace.set_segment_display(mask.id, 1, replace(display, visible=False))
    assert volume.surfaces == ()
    settled(volume)
    assert _pixels(volume).max() == 0


def test_surfaces_beside_voxels_are_solid(
    qtbot: QtBot, shown: tuple[MainWindow, VolumeViewport]
) -> None:
    window, volume = shown
    image = window.workspace.active_image
    assert isinstance(image, Volume)
    window.workspace.add_mask(box_mask(image))
    qtbot.waitUntil(lambda: len(volume.surfaces) == 1)
    scene = volume.scene()
    assert scene is not None
    assert [each.opacity for each in scene.surfaces] == [1.0]
    (mip,) = (p for p in volume.offered() if p.projection is Projection.MAXIMUM)
    volume.set_settings(volume.settings.with_preset(mip))
    scene = volume.scene()
    assert scene is not None
    assert scene.surfaces == ()


def test_the_clip_box_and_the_cut_take_away_voxels(
    shown: tuple[MainWindow, VolumeViewport], settled: Callable[[VolumeViewport], None]
) -> None:
    window, volume = shown
    before = (_pixels(volume).max(axis=2) > 40).sum()
    bar = _bar(window)
    assert [label.text()[-1] for label in bar.box_letters] == ["F", "H", "A", "P", "R", "L"]
    bar.box_sliders[5].setValue(60)
    settled(volume)
    clipped = (_pixels(volume).max(axis=2) > 40).sum()
    assert 0 < clipped < before
    columns = np.nonzero(_pixels(volume).max(axis=2) > 40)[1]
    assert columns.max() < volume.width() * 0.75
    bar.box_sliders[5].setValue(0)
    box = bar.cut_boxes[PlaneName.AXIAL]
    box.setCurrentIndex(box.findData(1))
    box.activated.emit(box.currentIndex())
    settled(volume)
    axial = window.features[BoardFeature].area.frames[0].viewport
    assert len(volume.cuts) == 1
    assert axial.view is not None
    height = axial.view.to_point(PlaneName.AXIAL, axial.index, 0, 0)[2]
    assert volume.cuts[0].point[2] == pytest.approx(height)
    rows = np.nonzero(_pixels(volume).max(axis=2) > 40)[0]
    edge = volume.camera.to_screen((0, 0, height), volume.width(), volume.height())[1]
    assert rows.min() >= edge - 2
    axial.set_index(axial.index - 2)
    assert volume.cuts[0].point[2] == pytest.approx(
        axial.view.to_point(PlaneName.AXIAL, axial.index, 0, 0)[2]
    )


def test_presets_and_opacity_of_the_bar(shown: tuple[MainWindow, VolumeViewport]) -> None:
    window, volume = shown
    bar = _bar(window)
    titles = [bar.preset.itemText(n) for n in range(bar.preset.count())]
    assert titles[:2] == ["CT bone", "CT vessels"]
    assert "MR" not in titles
    bar.preset.setCurrentIndex(0)
    bar.preset.activated.emit(0)
    assert volume.settings.preset.id == "ct-bone"
    bar.opacity.setValue(50)
    assert volume.settings.shift == pytest.approx(-0.5 * volume.settings.preset.span)
    bar.shading.trigger()
    assert not volume.settings.shading
    scene = volume.scene()
    assert scene is not None
    assert not scene.look.shading


def test_snapshots(shown: tuple[MainWindow, VolumeViewport], prompts: FakePrompts) -> None:
    window, volume = shown
    saved = window.features[VolumeFeature].controller.save(volume)
    assert saved == prompts.png
    image = QImage(str(saved))
    assert image.size() == volume.picture().size()
    window.features[BoardFeature].area.stage.set_active(
        window.features[BoardFeature].area.frames[3].viewport
    )
    window.actions_table["copy_view"].trigger()
    copied = QGuiApplication.clipboard().image()
    assert copied.size() == volume.picture().size()
    assert copied.pixelColor(1, copied.height() // 2) != QColor(1, 2, 3)
    prompts.png = None
    assert window.features[VolumeFeature].controller.save(volume) is None


def test_a_picture_in_three_dimensions_is_a_key_image_that_can_be_undone_and_gone_back_to(
    shown: tuple[MainWindow, VolumeViewport], settled: Callable[[VolumeViewport], None]
) -> None:
    window, volume = shown
    window.features[BoardFeature].area.stage.set_active(
        window.features[BoardFeature].area.frames[3].viewport
    )
    volume.look_from(Standpoint.LEFT)
    volume.set_camera(volume.camera.turned(20, 10).zoomed(1.4))
    settings = volume.settings.with_side(0, 0.2).with_cut(PlaneName.CORONAL, 1)
    volume.set_settings(settings)
    settled(volume)
    before, cut = volume.camera, volume.cuts
    window.actions_table["key_image"].trigger()
    (mark,) = window.workspace.key_images
    assert volume.is_key_image()
    assert not any(
        frame.viewport.is_key_image() for frame in window.features[BoardFeature].area.frames
    )
    assert "not for measurement" in str(mark.caption)
    assert "CT vessels" in str(mark.caption)
    assert "Cut away" in str(mark.caption)
    kept: KeyImageMark = from_plain(KeyImageMark, to_plain(mark))
    assert kept == mark
    window.actions_table["undo"].trigger()
    assert not window.workspace.key_images
    assert not volume.is_key_image()
    window.actions_table["redo"].trigger()
    assert list(window.workspace.key_images) == [mark]
    volume.look_from(Standpoint.HEAD)
    volume.set_settings(VolumeSettings(volume.offered()[0]))
    coronal = window.features[BoardFeature].area.frames[1].viewport
    coronal.set_index(coronal.index + 2)
    assert not volume.is_key_image()
    menu = _bar(window).snapshot.menu()
    menu.aboutToShow.emit()
    menu.actions()[-1].trigger()
    settled(volume)
    assert volume.settings == settings
    assert volume.cuts == cut
    assert volume.camera.axes == pytest.approx(before.axes)
    assert volume.camera.mm_per_px == pytest.approx(before.mm_per_px)
    assert volume.is_key_image()
    window.actions_table["key_image"].trigger()
    assert window.workspace.key_images == ()


def test_the_report_shows_the_picture_that_was_kept(
    shown: tuple[MainWindow, VolumeViewport], settled: Callable[[VolumeViewport], None]
) -> None:
    window, volume = shown
    window.features[BoardFeature].area.stage.set_active(
        window.features[BoardFeature].area.frames[3].viewport
    )
    volume.look_from(Standpoint.LEFT)
    settled(volume)
    window.actions_table["key_image"].trigger()
    order = window.features[ReportFeature].flow.order(
        Path("x.pdf"), signed_by="", letter_size=False
    )
    assert order is not None
    (mark,) = order.marks
    picture = picture_of_mark(order, mark)
    assert "not for measurement" in str(picture.caption)
    seen = _pixels(volume)
    height, width = picture.pixels.shape[:2]
    assert width / height == pytest.approx(seen.shape[1] / seen.shape[0], abs=0.01)
    # Words lie over both; what is bright of the volume lies in the same part of the picture.
    assert volume.rendering is not None
    inner = picture.pixels[height // 4 : -height // 4, width // 4 : -width // 4].astype(float)
    rows, columns = seen.shape[:2]
    expected = seen[rows // 4 : -rows // 4, columns // 4 : -columns // 4].astype(float)
    assert inner.mean() == pytest.approx(expected.mean(), rel=0.1)
    for axis in (0, 1):
        for part in (slice(None, inner.shape[axis] // 2), slice(inner.shape[axis] // 2, None)):
            ours = inner.take(range(*part.indices(inner.shape[axis])), axis=axis).mean()
            half = expected.shape[axis] // 2
            other = slice(None, half) if part.start is None else slice(half, None)
            theirs = expected.take(range(*other.indices(expected.shape[axis])), axis=axis).mean()
            assert ours == pytest.approx(theirs, rel=0.15, abs=2)


def test_without_graphics_the_viewport_says_so_and_the_window_works(
    qtbot: QtBot, opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise NoGraphicsError("none")

    monkeypatch.setattr("workstation.viewer.render_thread.VolumeRenderer", refuse)
    opened.actions_table["layout_mpr-volume"].trigger()
    volume = _volume(opened)
    qtbot.waitUntil(lambda: "OpenGL" in volume.fault)
    opened.features[BoardFeature].area.frames[0].viewport.set_index(1)
    assert opened.features[BoardFeature].area.frames[0].viewport.index == 1
    volume.grab()


def test_films_have_no_third_dimension(
    qtbot: QtBot, opened: MainWindow, fake: FakeServices
) -> None:
    del fake
    film = next(p.stack.id for p in opened.workspace.places if p.series.modality in {"DX", "CR"})
    opened.features[BoardFeature].display.show_stack(film)
    qtbot.waitUntil(lambda: opened.workspace.active_image is not None)
    opened.actions_table["volume_view"].trigger()
    assert not opened.features[BoardFeature].area.active_frame.shows_volume


def test_closing_ends_the_thread(shown: tuple[MainWindow, VolumeViewport]) -> None:
    window, volume = shown
    thread = window.features[VolumeFeature].controller.render_thread
    assert thread.isRunning()
    volume.set_camera(volume.camera.turned(30, 0))
    window.close()
    assert thread.isFinished()


def test_in_another_window_the_active_cell_is_turned_and_marked(
    shown: tuple[MainWindow, VolumeViewport], settled: Callable[[VolumeViewport], None]
) -> None:
    window, first = shown
    board = window.features[BoardFeature]
    board.stage.set_active(board.area.frames[3].viewport)
    other = board.windows.open()
    (frame,) = other.area.frames
    board.display.show_stack("stack-1", frame)
    frame = other.area.frames[0]
    board.stage.set_active(frame.viewport)
    window.actions_table["key_image"].trigger()
    assert [mark.volume for mark in window.workspace.key_images] == [None]
    assert frame.viewport.is_key_image()
    window.actions_table["volume_view"].trigger()
    assert frame.shows_volume
    assert frame.volume is not None
    assert [each.shows_volume for each in board.area.frames] == [False, False, False, True]
    settled(frame.volume)
    window.actions_table["key_image"].trigger()
    assert frame.volume.is_key_image()
    assert not first.is_key_image()
    other.close()


def test_a_volume_of_a_closed_window_is_not_followed(
    shown: tuple[MainWindow, VolumeViewport],
    settled: Callable[[VolumeViewport], None],
    qtbot: QtBot,
) -> None:
    window, _ = shown
    board = window.features[BoardFeature]
    other = board.windows.open()
    board.display.show_stack("stack-1", other.area.frames[0])
    other.area.set_layout("mpr-volume")
    volume = next(frame.volume for frame in other.area.frames if frame.shows_volume)
    assert volume is not None
    settled(volume)
    other.close()
    qtbot.waitUntil(lambda: not isValid(volume))
    board.stage.go_to((0.0, 0.0, 0.0))
    board.stage.set_active(board.area.frames[1].viewport)
    window.workspace.close_all()


def test_a_volume_turns_and_keeps_the_pictures_of_a_turn(
    shown: tuple[MainWindow, VolumeViewport], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turntable, "PACE_MS", 1_000_000)
    window, volume = shown
    table = volume.turntable
    QTest.keyClick(volume, Qt.Key.Key_C)
    assert (table.is_on, _bar(window).turn.isChecked()) == (True, True)
    start = volume.camera
    pictures: dict[int, Rendering] = {}
    for angle in range(2 * STEPS):
        qtbot.waitUntil(lambda: volume.is_settled)
        picture = volume.rendering
        assert picture is not None
        np.testing.assert_allclose(
            picture.scene.camera.toward, start.around(angle * 360 / STEPS).toward, atol=1e-9
        )
        # The second turn shows the pictures of the first one, none is rendered anew.
        assert pictures.setdefault(angle % STEPS, picture) is picture
        table.step()
    assert len(pictures) == STEPS
    # What changes in the picture is rendered again.
    volume.set_settings(replace(volume.settings, shading=not volume.settings.shading))
    qtbot.waitUntil(lambda: volume.is_settled)
    table.step()
    qtbot.waitUntil(lambda: volume.is_settled)
    assert volume.rendering not in pictures.values()
    QTest.keyClick(volume, Qt.Key.Key_C)
    assert (table.is_on, _bar(window).turn.isChecked()) == (False, False)


def test_a_turning_volume_ends_with_its_study(
    shown: tuple[MainWindow, VolumeViewport],
) -> None:
    window, volume = shown
    volume.turntable.set_on(True)
    window.workspace.close_all()
    assert not volume.turntable.is_on


def test_a_volume_that_is_dragged_waits(
    shown: tuple[MainWindow, VolumeViewport], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turntable, "PACE_MS", 1_000_000)
    _, volume = shown
    volume.turntable.set_on(True)
    QTest.mousePress(volume, Qt.MouseButton.LeftButton, pos=QPoint(40, 60))
    before = volume.camera
    for _ in range(3):
        volume.turntable.step()
    assert volume.camera == before
    QTest.mouseRelease(volume, Qt.MouseButton.LeftButton, pos=QPoint(40, 60))
    qtbot.waitUntil(lambda: volume.is_settled)
    volume.turntable.step()
    volume.turntable.step()
    assert volume.camera != before
    volume.turntable.set_on(False)
