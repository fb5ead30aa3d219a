"""A second image over the first, and color tables, on the shown window."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.studies import FakeServices, series, stack
from tests.ui.test_window_tools import at
from workstation.domain.image import Volume
from workstation.domain.study import StackKind
from workstation.presets.hanging_protocols import load_protocols
from workstation.ui.board.feature import BoardFeature
from workstation.ui.fusion.feature import FusionFeature
from workstation.ui.fusion.panel import FusionPanel
from workstation.ui.main_window import MainWindow
from workstation.viewer.slice_viewport import SliceViewport


@pytest.fixture
def fused(qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path) -> MainWindow:
    """The phantom with a PET of the same frame of reference beside it."""
    ct = fake.images["stack-1"]
    assert isinstance(ct, Volume)
    ct = replace(ct, geometry=replace(ct.geometry, frame_of_reference_uid="1.2.3.9"))
    suv = ct.array.astype("float32") / ct.array.max() * 10
    moved = replace(ct.source, modality="PT", series_instance_uid="1.2.3.7", description="Body")
    fake.images["stack-1"] = ct
    fake.images["stack-pt"] = replace(ct, array=suv, quantity="SUVbw", source=moved, windows=())
    study = fake.report.studies[0]
    pet = stack(
        "stack-pt", "1.2.3.7", StackKind.VOLUME, ct.geometry.shape_kji, ct.geometry.affine_lps
    )
    added = (*study.series, series("1.2.3.7", 6, "PT", "Body", pet))
    fake.report = replace(fake.report, studies=(replace(study, series=added),))
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and window.jobs.running == 0)
    place = window.workspace.active
    assert place is not None
    if place.stack.id != "stack-1":
        window.features[BoardFeature].display.show_stack("stack-1")
        qtbot.waitUntil(lambda: window.jobs.running == 0)
    return window


def panel_of(window: MainWindow) -> FusionPanel:
    panel = window.findChild(FusionPanel)
    assert isinstance(panel, FusionPanel)
    return panel


def choose_pet(qtbot: QtBot, window: MainWindow) -> FusionPanel:
    panel = panel_of(window)
    number = panel.series.findData("stack-pt")
    assert number > 0
    panel.series.setCurrentIndex(number)
    panel.series.activated.emit(number)
    qtbot.waitUntil(lambda: window.features[FusionFeature].controller.layer is not None)
    return panel


def test_only_series_of_the_same_space_are_offered(fused: MainWindow) -> None:
    panel = panel_of(fused)
    assert [panel.series.itemData(n) for n in range(panel.series.count())] == [None, "stack-pt"]
    assert not panel.opacity.isEnabled()


def test_a_second_series_is_laid_over(qtbot: QtBot, fused: MainWindow) -> None:
    panel = choose_pet(qtbot, fused)
    viewports = fused.features[BoardFeature].area.stage.viewports
    layers = [viewport.fusion for viewport in viewports]
    assert all(layer is not None for layer in layers)
    layer = fused.features[FusionFeature].controller.layer
    assert layer is not None
    assert (layer.low, layer.high, layer.unit) == (0.0, 10.0, "SUVbw")
    assert panel.opacity.isEnabled()
    panel.opacity.setValue(30)
    panel.table.activated.emit(panel.table.findData("PET"))
    panel.high.setValue(6.0)
    panel.threshold.setValue(2.5)
    shown = viewports[0].fusion
    assert shown is not None
    assert (shown.opacity, shown.table, shown.high, shown.threshold) == (0.3, "PET", 6.0, 2.5)
    assert viewports[0].view is not None
    assert viewports[0].view.stack_id == "stack-1"
    panel.series.setCurrentIndex(0)
    panel.series.activated.emit(0)
    assert all(viewport.fusion is None for viewport in viewports)


def test_both_values_are_told(qtbot: QtBot, fused: MainWindow) -> None:
    choose_pet(qtbot, fused)
    viewport = fused.features[BoardFeature].area.stage.active
    QTest.mouseMove(viewport, at(viewport, 2, 3))
    place = QPointF(at(viewport, 2, 3))
    event = QMouseEvent(
        QEvent.Type.MouseMove, place, place, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(viewport, event)
    assert "HU" in viewport.cursor_text
    assert "PT" in viewport.cursor_text
    assert "SUVbw" in viewport.cursor_text
    frame, samples = viewport.frame(), viewport.fused_samples()
    assert frame is not None
    assert samples is not None
    both = float(frame.values[2, 3]), samples.at(2, 3)
    assert both[1] == pytest.approx(both[0] * 10 / float(_largest(fused)), abs=1e-3)


def _largest(window: MainWindow) -> float:
    image = window.workspace.active_image
    assert image is not None
    return float(image.array.max())


def test_closing_the_studies_takes_the_layer_off(qtbot: QtBot, fused: MainWindow) -> None:
    choose_pet(qtbot, fused)
    fused.workspace.close_all()
    assert fused.features[FusionFeature].controller.choice is None
    assert all(
        viewport.fusion is None for viewport in fused.features[BoardFeature].area.stage.viewports
    )


def is_grey(viewport: SliceViewport) -> bool:
    image = viewport.picture()
    middle = image.pixelColor(image.width() // 2 + 30, image.height() // 2 + 30)
    return middle.red() == middle.green() == middle.blue()


def test_color_tables_color_a_single_image(opened: MainWindow) -> None:
    stage = opened.features[BoardFeature].area.stage
    stage.show_reference_lines(False)
    viewport = stage.active
    viewport.setCursor(Qt.CursorShape.ArrowCursor)
    stage.set_automatic_window()
    assert is_grey(viewport)
    opened.actions_table["color_table_1"].trigger()
    assert [v.color_table for v in stage.viewports] == ["Hot iron"] * 3
    assert not is_grey(viewport)
    opened.actions_table["invert"].trigger()
    assert viewport.color_table == "Hot iron"
    opened.actions_table["color_table_0"].trigger()
    assert is_grey(viewport)


def test_one_key_lays_the_pet_over_the_ct_and_takes_it_off(fused: MainWindow, qtbot: QtBot) -> None:
    controller = fused.features[FusionFeature].controller
    fused.actions_table["fuse"].trigger()
    qtbot.waitUntil(lambda: controller.layer is not None)
    assert controller.lies_over("stack-1") == "stack-pt"
    fused.actions_table["fuse"].trigger()
    assert controller.layer is None
    fused.features[BoardFeature].display.show_stack("stack-2")
    qtbot.waitUntil(lambda: fused.jobs.running == 0)
    said: list[str] = []
    controller.told.connect(said.append)
    fused.actions_table["fuse"].trigger()
    assert said == [
        "No other series shares a frame of reference with this one, or is linked to it."
    ]


def _cells(window: MainWindow) -> list[tuple[str, bool]]:
    return [
        (frame.stack_id, frame.viewport.fusion is not None)
        for frame in window.features[BoardFeature].area.frames
    ]


def test_a_ct_is_seen_alone_beside_its_fusion(fused: MainWindow, qtbot: QtBot) -> None:
    fused.actions_table["layout_grid-1x2"].trigger()
    board = fused.features[BoardFeature]
    for frame in board.area.frames:
        board.display.show_stack("stack-1", frame)
    qtbot.waitUntil(lambda: fused.jobs.running == 0)
    board.stage.set_active(board.area.frames[1].viewport)
    choose_pet(qtbot, fused)
    assert _cells(fused) == [("stack-1", False), ("stack-1", True)]
    board.stage.set_active(board.area.frames[0].viewport)
    assert fused.features[FusionFeature].controller.choice is None
    assert panel_of(fused).series.currentIndex() == 0
    # Where all viewports show one image, what lay over the active one lies over all.
    board.stage.set_active(board.area.frames[1].viewport)
    fused.actions_table["layout_mpr"].trigger()
    qtbot.waitUntil(lambda: fused.jobs.running == 0)
    assert _cells(fused) == [("stack-1", True)] * 3
    fused.workspace.close_all()
    assert all(not on for _, on in _cells(fused))


def test_pet_and_ct_hang_side_by_side_fused_and_as_a_turning_mip_at_one_scale(
    fused: MainWindow, fake: FakeServices, qtbot: QtBot, tmp_path: Path
) -> None:
    fused.workspace.close_all()
    fake.protocols = list(load_protocols(tmp_path / "none"))
    fused.open_paths([tmp_path])
    area = fused.features[BoardFeature].area
    qtbot.waitUntil(lambda: len(area.frames) == 4 and fused.jobs.running == 0)
    assert _cells(fused) == [
        ("stack-1", False),
        ("stack-pt", False),
        ("stack-1", True),
        ("stack-pt", False),
    ]
    volume = area.frames[3].volume
    assert area.frames[3].shows_volume
    assert volume is not None
    qtbot.waitUntil(lambda: volume.rendering is not None)
    assert volume.settings.preset.id == "mip"
    assert volume.turntable.is_on
    volume.turntable.set_on(False)
    area.resize(area.size() * 0.8)
    qtbot.waitUntil(lambda: len({round(scale, 6) for scale in _px_per_mm(fused)}) == 1)
    for _ in range(2):
        # One alone takes the room that it has, and comes back to the common scale.
        area.toggle_one_up(area.frames[0].viewport)
    qtbot.waitUntil(lambda: len({round(scale, 6) for scale in _px_per_mm(fused)}) == 1)
    # The next study is hung anew: nothing lies over anything.
    fused.workspace.close_all()
    study = fake.report.studies[0]
    only = replace(study, study_instance_uid="5.5", series=study.series[:1])
    fake.report = replace(fake.report, studies=(only,))
    fused.open_paths([tmp_path])
    qtbot.waitUntil(lambda: fused.workspace.active_image is not None and fused.jobs.running == 0)
    assert all(not on for _, on in _cells(fused))
    assert not volume.turntable.is_on


def _px_per_mm(window: MainWindow) -> list[float]:
    scales = []
    for frame in window.features[BoardFeature].area.frames:
        if frame.shows_volume and frame.volume is not None:
            scales.append(1 / frame.volume.camera.mm_per_px)
            continue
        shown, transform = frame.viewport.frame(), frame.viewport.transform_now()
        assert shown is not None
        assert transform is not None
        assert shown.spacing_rc_mm is not None
        (x0, y0), (x1, y1) = transform.to_screen(0, 0), transform.to_screen(0, 1)
        scales.append(math.hypot(x1 - x0, y1 - y0) / shown.spacing_rc_mm[1])
    return scales
