"""A second image over the first, and color tables, on the shown window."""

from __future__ import annotations

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
