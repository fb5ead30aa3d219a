"""The wired program: start, crash handling, journal, no torch."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from tests.support.image_phantoms import radiograph
from tests.ui.conftest import FakePrompts
from workstation.app.composition import build_window, picture_of_mark
from workstation.app.crash import CrashHandler
from workstation.domain.finding import FindingStatus
from workstation.domain.mask import new_id
from workstation.domain.study import Patient, Study
from workstation.imaging.color_tables import HOT_IRON
from workstation.imaging.windows import initial_window
from workstation.keeping.kept_settings import KeptSettings
from workstation.presets.window_presets import window_presets
from workstation.scene.camera import Camera
from workstation.scene.sources import VolumeView
from workstation.services.render import render_image
from workstation.session.annotations import KeyImageMark, ReportDraft
from workstation.ui.board.feature import BoardFeature
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.report.feature import ReportFeature
from workstation.ui.services import ReportOrder

_START = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from workstation.app.composition import build_window
from workstation.keeping.kept_settings import KeptSettings
app = QApplication([])
window = build_window(
    data_folder=Path(sys.argv[1]),
    settings=KeptSettings(Path(sys.argv[1]) / "settings.toml"),
    on_crash=lambda error: None,
)
window.show()
app.processEvents()
heavy = sorted({"torch", "monai", "tensorflow", "vtkmodules", "pyqtgraph"} & set(sys.modules))
window.close()
print("HEAVY", heavy)
"""


def test_the_window_starts_without_torch_and_vtk(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _START, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "HEAVY []" in done.stdout


def wired(tmp_path: Path, prompts: FakePrompts) -> MainWindow:
    crashes: list[BaseException] = []
    window = build_window(
        data_folder=tmp_path / "data",
        settings=KeptSettings(tmp_path / "settings.toml"),
        on_crash=crashes.append,
        prompts=prompts,
    )
    window.show()
    return window


def test_decisions_on_a_real_series_survive_a_restart(
    qtbot: QtBot, tmp_path: Path, shared_data: Path, prompts: FakePrompts
) -> None:
    folder = shared_data / "awkward" / "ct_gantry_tilt_4slices"
    first = wired(tmp_path, prompts)
    first.open_paths([folder])
    qtbot.waitUntil(lambda: first.workspace.active_image is not None)
    view = first.features[BoardFeature].area.stage.view
    assert isinstance(view, VolumeView)
    assert view.is_resampled
    viewport = first.features[BoardFeature].area.stage.active
    first.reader.ask()
    first.features[FindingsFeature].review.toggle_key_image()
    first.features[ReportFeature].panel.set_text("impression", "Tilted.")
    index = viewport.index
    first.close()
    second = wired(tmp_path, prompts)
    second.open_paths([folder])
    qtbot.waitUntil(lambda: second.workspace.active_image is not None)
    assert [mark.index for mark in second.workspace.key_images] == [index]
    assert second.features[ReportFeature].panel.draft().impression == "Tilted."
    assert second.workspace.reader == "Dr. Reader"
    second.close()


def test_an_unreadable_archive_does_not_keep_the_images_shut(
    qtbot: QtBot, tmp_path: Path, shared_data: Path, prompts: FakePrompts
) -> None:
    folder = shared_data / "awkward" / "ct_gantry_tilt_4slices"
    first = wired(tmp_path, prompts)
    first.open_paths([folder])
    qtbot.waitUntil(lambda: first.workspace.active_image is not None)
    first.features[FindingsFeature].review.toggle_key_image()
    first.close()
    shutil.rmtree(tmp_path / "data" / "archive")
    (tmp_path / "data" / "archive").write_text("a file in the place of the folder")
    second = wired(tmp_path, prompts)
    second.open_paths([folder])
    qtbot.waitUntil(lambda: second.workspace.active_image is not None)
    assert second.workspace.key_images == ()
    for box in second.findChildren(QMessageBox):
        assert "cannot be read" in box.text()
        box.close()
    second.close()


def test_a_report_of_a_real_series_is_a_pdf(
    qtbot: QtBot, tmp_path: Path, shared_data: Path, prompts: FakePrompts
) -> None:
    window = wired(tmp_path, prompts)
    window.open_paths([shared_data / "awkward" / "ct_gantry_tilt_4slices"])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None)
    window.features[FindingsFeature].review.toggle_key_image()
    window.features[ReportFeature].panel.draft_button.click()
    path = tmp_path / "report.pdf"
    qtbot.waitUntil(lambda: path.exists() and window.jobs.running == 0)
    assert path.read_bytes().startswith(b"%PDF")
    order = window.features[ReportFeature].flow.order(path, signed_by="", letter_size=False)
    assert order is not None
    place = window.workspace.active
    assert place is not None
    mark = KeyImageMark(
        id=new_id(), study_instance_uid="", stack_id=place.stack.id, plane="axial", index=1,
        window_center=40, window_width=400,
    )  # fmt: skip
    picture = picture_of_mark(order, mark)
    assert picture.pixels.shape[2] == 3
    assert int(np.ptp(picture.pixels)) > 0
    window.close()


def mean_around(pixels: NDArray[Any], x: float, y: float, reach: float) -> NDArray[np.float64]:
    rows, columns = (slice(round(at - reach), round(at + reach) + 1) for at in (y, x))
    mean: NDArray[np.float64] = pixels[rows, columns].mean(axis=(0, 1))
    return mean


def test_a_key_image_looks_as_the_viewport_did(
    qtbot: QtBot, tmp_path: Path, shared_data: Path, prompts: FakePrompts
) -> None:
    window = wired(tmp_path, prompts)
    window.open_paths([shared_data / "awkward" / "ct_gantry_tilt_4slices"])
    qtbot.waitUntil(lambda: window.workspace.active_image is not None)
    viewport = window.features[BoardFeature].area.stage.active
    viewport.show_annotations, viewport.text_mode = False, 2
    viewport.set_camera(Camera(quarter_turns=1, flip_vertical=True))
    viewport.set_color_table(HOT_IRON)
    window.features[FindingsFeature].review.toggle_key_image()
    order = window.features[ReportFeature].flow.order(
        tmp_path / "r.pdf", signed_by="", letter_size=False
    )
    assert order is not None
    (mark,) = order.marks
    kept = picture_of_mark(order, mark).pixels.astype(int)
    screen, on_screen = viewport.picture(), viewport.transform_now()
    frame = viewport.frame()
    assert frame is not None
    assert on_screen is not None
    rows, columns = frame.values.shape
    height, width = kept.shape[:2]
    scale = max(width, height) / max(rows * frame.pixel_rc[0], columns * frame.pixel_rc[1])
    camera = replace(viewport.camera, scale=scale)
    in_kept = camera.transform((rows, columns), frame.pixel_rc, (width - 1.0, height - 1.0))
    shot = screen.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(shot.constBits(), np.uint8).reshape(shot.height(), -1)
    seen = lines[:, : 3 * shot.width()].reshape(shot.height(), shot.width(), 3)
    differences = []
    for row in np.linspace(rows * 0.25, rows * 0.75, 12):
        for column in np.linspace(columns * 0.25, columns * 0.75, 12):
            x, y = in_kept.to_screen(row, column)
            sx, sy = on_screen.to_screen(row, column)
            both = (
                mean_around(kept, x, y, 6 * in_kept.scale / on_screen.scale),
                mean_around(seen, sx, sy, 6),
            )
            differences.append(np.abs(both[0] - both[1]).max())
    assert np.median(differences) <= 6
    window.close()


def test_a_key_image_of_a_film_is_shown_by_its_table_as_the_reader_saw_it() -> None:
    table = np.linspace(4095, 0, 1024).astype(np.uint16)
    film = replace(radiograph(), voi_lut=(0, table, 12), windows=())
    study = Study(
        study_instance_uid="1.2", patient=Patient(), date="", time="", description="",
        accession_number="", referring_physician="", series=(),
    )  # fmt: skip
    order = ReportOrder(
        path=Path("report.pdf"), image=film, study=study, findings=(), masks=(), runs=(),
        risks=(), draft=ReportDraft(), marks=(),
    )  # fmt: skip
    opening = initial_window(film, window_presets())

    def picture(center: float, width: float, inverted: bool | None = None) -> NDArray[np.uint8]:
        mark = KeyImageMark(
            id=new_id(), study_instance_uid="", stack_id="s", plane="native", index=0,
            window_center=center, window_width=width, window_function=opening.function,
            inverted=inverted,
        )  # fmt: skip
        pixels: NDArray[np.uint8] = picture_of_mark(order, mark).pixels
        return pixels[100:-100, 100:-100, 0]

    by_table = render_image(film, size=640)[100:-100, 100:-100, 0]
    assert picture(opening.center, opening.width).mean() == pytest.approx(by_table.mean(), abs=5)
    assert picture(opening.center + 50, opening.width).mean() != pytest.approx(
        by_table.mean(), abs=5
    )
    # As the reader exchanged white and black; marks that do not tell are as the image opens.
    same = (opening.center, opening.width)
    assert np.array_equal(picture(*same, inverted=False), picture(*same))
    exchanged = picture(*same, inverted=True).astype(int)
    assert np.abs(exchanged + picture(*same) - 255).max() <= 2


def test_a_bug_is_logged_and_shown(
    qtbot: QtBot, qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    handler = CrashHandler("/tmp/log", qapp)
    handler.report(RuntimeError("a bug"))
    qtbot.waitUntil(lambda: any(isinstance(w, QMessageBox) for w in qapp.topLevelWidgets()))
    boxes = [w for w in qapp.topLevelWidgets() if isinstance(w, QMessageBox)]
    assert any("Something went wrong" in box.text() for box in boxes)
    for box in boxes:
        box.close()
    assert "a bug" in caplog.text


def test_statuses_have_a_color() -> None:
    from workstation.ui.widgets.theme import colors, status_color

    assert status_color(FindingStatus.PROPOSED.value) == colors().accent
    assert status_color(FindingStatus.REJECTED.value) == colors().muted


def test_a_study_that_another_program_has_open_is_told(
    qtbot: QtBot, tmp_path: Path, shared_data: Path, prompts: FakePrompts
) -> None:
    folder = shared_data / "awkward" / "ct_gantry_tilt_4slices"
    first, second = wired(tmp_path, prompts), wired(tmp_path, prompts)
    first.open_paths([folder])
    qtbot.waitUntil(lambda: first.workspace.active_image is not None)
    assert first.findChildren(QMessageBox) == []
    second.open_paths([folder])
    qtbot.waitUntil(lambda: second.workspace.active_image is not None)
    qtbot.waitUntil(lambda: bool(second.findChildren(QMessageBox)))
    (box,) = second.findChildren(QMessageBox)
    assert "Another running Lightbox has this study open" in box.text()
    box.close()
    # What both note is kept.
    first.reader.ask()
    first.features[ReportFeature].panel.set_text("impression", "By the first.")
    second.features[FindingsFeature].review.toggle_key_image()
    first.workspace.close_all()
    second.workspace.close_all()
    second.open_paths([folder])
    qtbot.waitUntil(lambda: second.workspace.active_image is not None)
    assert second.features[ReportFeature].panel.draft().impression == "By the first."
    assert len(second.workspace.key_images) == 1
    assert len(second.findChildren(QMessageBox)) <= 1
    first.close()
    second.close()
