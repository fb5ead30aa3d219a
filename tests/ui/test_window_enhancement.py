"""Enhanced pictures: shown, split, named, and never measured."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.support.studies import FakeServices, result
from workstation.domain.analysis import Enhanced
from workstation.domain.image import Volume
from workstation.keeping.autosave import Autosave
from workstation.messages import Message
from workstation.ui.analysis.feature import AnalysisFeature
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.mouse.feature import MouseFeature
from workstation.viewer.slice_viewport import SliceViewport

STUDY = "1.2.3"


@pytest.fixture
def enhanced(opened: MainWindow, fake: FakeServices) -> MainWindow:
    """The volume of the phantom study with an enhancement that turns it over."""
    image = fake.images["stack-1"]
    assert isinstance(image, Volume)
    values = (float(image.array.max()) + float(image.array.min()) - image.array).astype(np.float32)
    made = replace(
        result(),
        findings=(),
        mask=None,
        pictures=(Enhanced(values=values, words=Message("turned over")),),
    )
    opened.workspace.add_result(made, STUDY, "stack-1")
    return opened


def greys(viewport: SliceViewport) -> list[int]:
    picture = viewport.picture()
    y = picture.height() // 2 + 7
    return [picture.pixelColor(x, y).red() for x in range(0, picture.width(), 5)]


def test_a_result_is_shown_at_once_and_says_so(enhanced: MainWindow) -> None:
    viewport = enhanced.features[BoardFeature].area.stage.active
    after = greys(viewport)
    assert viewport.enhanced_words == "turned over"
    enhanced.actions_table["show_enhanced"].trigger()
    assert viewport.enhanced_words == ""
    before = greys(viewport)
    assert before != after
    enhanced.actions_table["show_enhanced"].trigger()
    assert greys(viewport) == after


def test_values_stay_those_of_the_image(enhanced: MainWindow, qtbot: QtBot) -> None:
    viewport = enhanced.features[BoardFeature].area.stage.active
    frame, transform = viewport.frame(), viewport.transform_now()
    assert frame is not None
    assert transform is not None
    x, y = transform.to_screen(1, 2)
    with qtbot.waitSignal(enhanced.features[MouseFeature].toolbox.hovered):
        QTest.mouseMove(viewport, QPoint(round(x), round(y)))
        QTest.mouseMove(viewport, QPoint(round(x) + 1, round(y)))
    assert viewport.cursor_text.startswith(f"{frame.values[1, 2]:.0f}")


def test_before_and_after_are_split_where_the_slider_is(enhanced: MainWindow) -> None:
    viewport = enhanced.features[BoardFeature].area.stage.active
    after = greys(viewport)
    enhanced.actions_table["show_enhanced"].trigger()
    before = greys(viewport)
    enhanced.actions_table["show_enhanced"].trigger()
    enhanced.actions_table["before_after"].trigger()
    mixed = greys(viewport)
    half = len(mixed) // 2
    assert mixed[: half - 4] == before[: half - 4]
    assert mixed[half + 4 :] == after[half + 4 :]
    enhanced.features[AnalysisFeature].enhancements.set_split(1.0)
    assert viewport.enhanced_words == ""
    enhanced.actions_table["before_after"].trigger()
    assert greys(viewport) == after


def test_every_plane_follows_and_other_images_do_not(enhanced: MainWindow, qtbot: QtBot) -> None:
    assert all(f.viewport.enhanced_words for f in enhanced.features[BoardFeature].area.frames)
    enhanced.features[BoardFeature].display.show_stack("stack-2")
    qtbot.waitUntil(lambda: enhanced.workspace.active_image is not None)
    qtbot.waitUntil(lambda: not enhanced.jobs.running)
    assert enhanced.features[BoardFeature].area.stage.active.enhancement is None
    assert not enhanced.actions_table["show_enhanced"].isEnabled()
    enhanced.features[BoardFeature].display.show_stack("stack-1")
    assert enhanced.features[BoardFeature].area.stage.active.enhanced_words == ""
    assert enhanced.features[AnalysisFeature].enhancements.names != ()


def test_it_is_not_kept_in_the_journal(
    enhanced: MainWindow, tmp_path: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    del tmp_path
    folder = tmp_path_factory.mktemp("kept")
    saved = Autosave(folder, lambda error: pytest.fail(str(error)))
    saved.follow(enhanced.workspace)
    run = replace(enhanced.workspace.results[-1], parameters=(("radius", 3),))
    assert run.pictures_of(Enhanced)
    enhanced.workspace.add_result(run, STUDY, "stack-1")
    saved.close()
    (kept,) = Autosave(folder, lambda error: pytest.fail(str(error))).load(STUDY)["result"]
    assert kept.pictures == ()  # type: ignore[attr-defined]
