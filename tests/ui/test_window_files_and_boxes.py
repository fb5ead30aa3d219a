"""Files without a modality, and boxes that a plugin asks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.ai_panel import card_of, click_run
from tests.support.studies import FakeServices
from tests.ui.conftest import FakePrompts
from workstation.app.composition import build_window
from workstation.domain.image import Volume
from workstation.keeping.kept_settings import KeptSettings
from workstation.ui.analysis.feature import AnalysisFeature
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.segmenting.feature import SegmentingFeature
from workstation.ui.studies.feature import StudiesFeature
from workstation.viewer.box_painter import Box


def drawn(window: MainWindow) -> Box | None:
    return window.features[BoardFeature].area.stage.viewports[-1].box


def test_the_modality_of_image_files_is_asked(
    window: MainWindow, fake: FakeServices, prompts: FakePrompts, tmp_path: Path, qtbot: QtBot
) -> None:
    crop = tmp_path / "crop.nii.gz"
    crop.write_bytes(b"x")
    prompts.modality_answer = None
    window.open_paths([crop])
    assert not window.features[StudiesFeature].controller.is_scanning
    prompts.modality_answer = "MR"
    window.open_paths([crop])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None and not window.jobs.running)
    window.open_paths([tmp_path])
    qtbot.waitUntil(lambda: not window.jobs.running)
    assert fake.modalities == ["MR", ""]


def test_a_box_is_put_around_the_crosshair_and_drawn(opened: MainWindow, qtbot: QtBot) -> None:
    stage, panel = opened.features[BoardFeature].area.stage, opened.features[AnalysisFeature].panel
    card = card_of(opened, qtbot, "boxes")
    stage.set_crosshair((10.0, -20.0, 30.0))
    card.unfold(on=True)
    assert card.form is not None
    field = card.form.boxes()[0]
    assert drawn(opened) is None
    field.sides[0].setValue(40)
    field.around.click()
    assert field.box() == (-10.0, -45.5, 12.5, 30.0, 5.5, 47.5)
    assert card.parameters()["box"] == "-10.0, -45.5, 12.5, 30.0, 5.5, 47.5"
    assert drawn(opened) == field.box()
    stage.active.picture()
    opened.docks.bring_to_front(opened.features[SegmentingFeature].panel)
    assert drawn(opened) is None
    opened.docks.bring_to_front(panel)
    assert drawn(opened) == field.box()
    card.unfold(on=False)
    assert drawn(opened) is None
    card.unfold(on=True)
    assert drawn(opened) == field.box()
    field.line.setText("1, 2")
    assert drawn(opened) is None
    field.around.click()
    opened.features[BoardFeature].display.show_stack("stack-2")
    qtbot.waitUntil(lambda: opened.workspace.active_image is not None and not opened.jobs.running)
    assert drawn(opened) is None
    assert panel.box() is None


def test_the_hippocampus_plugin_runs_on_a_nifti_crop(
    shared_data: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    crop = shared_data / "train_mr_hippocampus" / "images" / "hippocampus_001.nii.gz"
    if not crop.is_file():
        pytest.skip("the hippocampus crops are not there")
    crashes: list[BaseException] = []
    window = build_window(
        data_folder=tmp_path,
        settings=KeptSettings(tmp_path / "settings.toml"),
        on_crash=crashes.append,
        prompts=FakePrompts(tmp_path),
    )
    qtbot.addWidget(window)
    window.show()
    window.open_paths([crop])
    qtbot.waitUntil(
        lambda: window.workspace.active_image is not None and not window.jobs.running,
    )
    assert isinstance(window.workspace.active_image, Volume)
    assert window.features[StudiesFeature].model.stacks()[0].study.description == crop.name
    run = click_run(window, qtbot, "hippocampus_mr")
    qtbot.waitUntil(lambda: not run.is_open)
    assert run.error is None
    labels = {str(finding.label) for finding in window.workspace.findings.all}
    assert labels == {"Anterior hippocampus", "Posterior hippocampus"}
    window.close()
    assert crashes == []
