"""Presentation states in the window: applied on load, switched, listed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.support.dicom_phantoms import blank, put_pixels, save
from tests.support.presentation_states import graphic, item, presentation_state, referenced
from tests.support.studies import FakeServices
from tests.ui.test_window_reading import press
from workstation.processes.cancel import CancelToken, no_progress
from workstation.services.open_files import ImageFiles
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.overlays.feature import OverlaysFeature
from workstation.ui.overlays.state_menu import fill_state_menu


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """One image of 60 x 80 pixels with two states."""
    folder = tmp_path / "study"
    folder.mkdir()
    image = blank()
    put_pixels(image, np.arange(60 * 80, dtype=np.uint16).reshape(60, 80))
    save(image, folder / "image.dcm")
    old = presentation_state(image, label="OLD", date="20240101")
    save(old, folder / "old.dcm")
    new = presentation_state(image, label="NEW", date="20260101")
    new.ImageRotation, new.ImageHorizontalFlip = 90, "N"
    new.SoftcopyVOILUTSequence = [item(WindowCenter="300", WindowWidth="200")]
    new.GraphicAnnotationSequence = [
        item(
            GraphicLayer="A",
            ReferencedImageSequence=[referenced(image)],
            GraphicObjectSequence=[graphic("POLYLINE", [0, 0, 10, 10])],
        )
    ]
    save(new, folder / "new.dcm")
    return folder


@pytest.fixture
def shown(qtbot: QtBot, window: MainWindow, fake: FakeServices, study: Path) -> MainWindow:
    files = ImageFiles()
    fake.report = files.scan([study], modality="", token=CancelToken(), progress=no_progress)
    (place_study,) = fake.report.studies
    for series in place_study.series:
        for stack in series.stacks:
            fake.images[stack.id] = files.load(
                stack, place_study, series, token=None, progress=no_progress, on_slice=None
            )
    window.open_paths([study])
    qtbot.waitUntil(lambda: window.features[OverlaysFeature].controller.chosen is not None)
    return window


def test_the_newest_state_is_applied_on_load_and_can_be_taken_off(
    shown: MainWindow, qtbot: QtBot
) -> None:
    viewport = shown.features[BoardFeature].area.stage.active
    assert viewport.objects is not None
    assert viewport.objects.state is not None
    assert viewport.objects.state.label == "NEW"
    assert viewport.camera.quarter_turns == 1
    assert (viewport.window_setting.center, viewport.window_setting.width) == (300, 200)
    press(shown, "toggle_state")
    assert shown.features[OverlaysFeature].controller.chosen is None
    assert viewport.camera.quarter_turns == 0
    assert viewport.window_setting.center != 300
    press(shown, "toggle_state")
    assert viewport.camera.quarter_turns == 1
    qtbot.wait(1)


def test_the_menu_lists_the_states_of_the_image(shown: MainWindow) -> None:
    menu = QMenu()
    fill_state_menu(shown.features[OverlaysFeature].controller, menu)
    assert [a.text() for a in menu.actions()] == ["None", "NEW 2026-01-01", "OLD 2024-01-01"]
    assert [a.isChecked() for a in menu.actions()] == [False, True, False]
    menu.actions()[2].trigger()
    chosen = shown.features[OverlaysFeature].controller.chosen
    assert chosen is not None
    assert chosen.label == "OLD"
    assert shown.features[BoardFeature].area.stage.active.camera.quarter_turns == 0


def test_overlays_and_shutters_are_switched(shown: MainWindow) -> None:
    viewport = shown.features[BoardFeature].area.stage.active
    press(shown, "show_overlays")
    press(shown, "show_shutters")
    assert viewport.objects is not None
    assert not viewport.objects.show_overlays
    assert not viewport.objects.show_shutters
