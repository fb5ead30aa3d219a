"""Saliency maps: off until asked for, on the right image only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from tests.support.image_phantoms import tilted_volume
from tests.support.studies import FakeServices, result
from workstation.domain.analysis import Heatmap
from workstation.messages import Message
from workstation.ui.analysis.feature import AnalysisFeature
from workstation.ui.board.feature import BoardFeature
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.segmenting.feature import SegmentingFeature


def heat(shape: tuple[int, ...]) -> Heatmap:
    return Heatmap(name=Message("saliency"), values=np.ones(shape, np.float32))


def opacity(window: MainWindow) -> float | None:
    """Of the map that the active viewport shows; None while it shows none."""
    layer = window.features[BoardFeature].area.stage.active.heat
    return layer.opacity if layer else None


def show(window: MainWindow, qtbot: QtBot, stack_id: str) -> None:
    window.features[BoardFeature].display.show_stack(stack_id)
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and window.jobs.running == 0)


def test_a_film_shows_its_map_when_asked(opened: MainWindow, qtbot: QtBot) -> None:
    show(opened, qtbot, "stack-2")
    viewport = opened.features[BoardFeature].area.stage.active
    row = opened.features[SegmentingFeature].panel.saliency
    action = opened.actions_table["show_saliency"]
    assert row.isHidden()
    assert not action.isEnabled()
    mapped = replace(result(()), mask=None, pictures=(heat((60, 80)), heat((60, 80))))
    opened.workspace.add_result(mapped, "1.2.3", "stack-2")
    assert not row.isHidden()
    assert opacity(opened) is None
    plain = viewport.picture()
    action.trigger()
    assert row.shown.isChecked()
    assert opacity(opened) == pytest.approx(0.4)
    warm = viewport.picture()
    middle = viewport.rect().center()
    assert warm.pixelColor(middle) != plain.pixelColor(middle)
    row.opacity.setValue(90)
    assert opacity(opened) == pytest.approx(0.9)
    row.chooser.setCurrentIndex(0)
    row.chooser.activated.emit(0)
    assert opened.features[AnalysisFeature].heat_layers.chosen == 0
    row.shown.setChecked(False)
    assert opacity(opened) is None
    action.trigger()
    show(opened, qtbot, "stack-1")
    assert opacity(opened) is None
    assert row.isHidden()
    show(opened, qtbot, "stack-2")
    assert not row.isHidden()
    assert opacity(opened) is None
    opened.workspace.close_all()
    assert row.isHidden()
    assert opened.features[AnalysisFeature].plugins.runs == []


def test_a_key_image_says_that_it_is_without_the_map(opened: MainWindow, qtbot: QtBot) -> None:
    show(opened, qtbot, "stack-2")
    mapped = replace(result(()), mask=None, pictures=(heat((60, 80)),))
    opened.workspace.add_result(mapped, "1.2.3", "stack-2")
    opened.features[AnalysisFeature].heat_layers.show(True)
    opened.features[FindingsFeature].review.toggle_key_image()
    (mark,) = opened.workspace.key_images
    assert str(mark.caption).endswith("without the saliency map that lay over it")


def test_a_map_of_another_size_is_not_shown(opened: MainWindow, qtbot: QtBot) -> None:
    show(opened, qtbot, "stack-2")
    mapped = replace(result(()), mask=None, pictures=(heat((9, 9)),))
    opened.workspace.add_result(mapped, "1.2.3", "stack-2")
    opened.features[AnalysisFeature].heat_layers.show(True)
    assert opened.features[BoardFeature].area.stage.active.heat is None


def test_a_map_of_a_tilted_volume_is_straightened_first(
    window: MainWindow, fake: FakeServices, qtbot: QtBot, tmp_path: object
) -> None:
    tilted = tilted_volume()
    old = fake.images["stack-1"]
    fake.images["stack-1"] = replace(tilted, source=old.source)
    window.open_paths([tmp_path])  # type: ignore[list-item]
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and not window.jobs.running)
    mapped = replace(result(()), mask=None, pictures=(heat(tilted.geometry.shape_kji),))
    window.workspace.add_result(mapped, "1.2.3", "stack-1")
    window.features[AnalysisFeature].heat_layers.show(True)
    viewport = window.features[BoardFeature].area.stage.active
    qtbot.waitUntil(lambda: viewport.heat is not None and not window.jobs.running)
    frame = viewport.frame()
    assert viewport.view is not None
    assert viewport.heat is not None
    assert frame is not None
    shown = viewport.view.heat(viewport.heat.heatmap, viewport.plane, viewport.index)
    assert shown.shape == frame.values.shape
    viewport.picture()


def test_a_map_of_one_film_is_on_no_other_of_its_series(
    window: MainWindow, fake: FakeServices, qtbot: QtBot, tmp_path: Path
) -> None:
    (study,) = fake.report.studies
    film = next(s for s in study.series if s.stacks[0].id == "stack-2")
    lateral = replace(film.stacks[0], id="stack-9")
    both = replace(film, stacks=(*film.stacks, lateral))
    series = tuple(both if each is film else each for each in study.series)
    fake.report = replace(fake.report, studies=(replace(study, series=series),))
    fake.images["stack-9"] = fake.images["stack-2"]
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and not window.jobs.running)
    show(window, qtbot, "stack-2")
    mapped = replace(result(()), mask=None, pictures=(heat((60, 80)),))
    window.workspace.add_result(mapped, "1.2.3", "stack-2")
    layers = window.features[AnalysisFeature].heat_layers
    assert len(layers.names) == 1
    show(window, qtbot, "stack-9")
    assert list(layers.names) == []
    layers.show(True)
    assert opacity(window) is None
