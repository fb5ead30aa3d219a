"""Registering a prior to the current series, with its check view."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from tests.support.moved_heads import moved_head, rigid_motion
from tests.support.studies import FakeServices
from tests.ui.test_window_layout import add_volume
from workstation.scene.sources import VolumeView
from workstation.ui.board.feature import BoardFeature
from workstation.ui.layout.feature import LayoutFeature
from workstation.ui.layout.registration_dialog import RegistrationDialog
from workstation.ui.main_window import MainWindow

MOTION = rigid_motion((0, 0, 8), (6, -4, 9))


@pytest.fixture
def two_dates(qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path) -> MainWindow:
    for stack_id, motion, frame in (("now", np.eye(4), "1.71"), ("then", MOTION, "1.72")):
        made = moved_head(motion, (3.0, 2.0, 2.0))
        geometry = replace(made.geometry, frame_of_reference_uid=frame)
        add_volume(fake, stack_id, f"{frame}.1", replace(made, geometry=geometry))
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and not window.jobs.running)
    window.actions_table["layout_grid-1x2"].trigger()
    for frame_widget, stack_id in zip(
        window.features[BoardFeature].area.frames, ("now", "then"), strict=True
    ):
        window.features[BoardFeature].display.show_stack(stack_id, frame_widget)
    qtbot.waitUntil(lambda: not window.jobs.running)
    window.features[BoardFeature].area.stage.set_active(
        window.features[BoardFeature].area.frames[0].viewport
    )
    return window


def registered(window: MainWindow, qtbot: QtBot) -> RegistrationDialog:
    with qtbot.waitSignal(window.features[LayoutFeature].registration.checking) as caught:
        window.actions_table["register"].trigger()
    assert caught.args is not None
    dialog = caught.args[0]
    assert isinstance(dialog, RegistrationDialog)
    return dialog


def test_the_prior_follows_once_the_reader_agrees(two_dates: MainWindow, qtbot: QtBot) -> None:
    now, then = (f.viewport for f in two_dates.features[BoardFeature].area.frames)
    still = then.index
    now.set_index(now.index + 3)
    assert then.index == still
    dialog = registered(two_dates, qtbot)
    dialog.board.setChecked(False)
    dialog.fade.setValue(80)
    dialog.link.click()
    assert isinstance(now.view, VolumeView)
    assert isinstance(then.view, VolumeView)
    for index in (10, 20, 30):
        now.set_index(index)
        middle = np.append(now.view.to_point(now.plane, index, 37, 37), 1.0)
        wanted = then.view.locate(then.plane, (MOTION @ middle)[:3])[0]
        assert abs(then.index - wanted) <= 1.0
    two_dates.actions_table["register"].trigger()
    assert "already" in two_dates.statusBar().currentMessage()


def test_discarding_links_nothing(two_dates: MainWindow, qtbot: QtBot) -> None:
    registered(two_dates, qtbot).reject()
    assert two_dates.features[BoardFeature].area.stage.linking.is_empty
