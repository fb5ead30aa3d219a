"""Mammograms of one study, written with pydicom: sides, views, chest walls, one scale."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom.uid import generate_uid
from pytestqt.qtbot import QtBot

from tests.support.dicom_phantoms import blank, put_pixels, save
from tests.support.opening import open_files
from tests.support.presentation_states import item
from tests.support.studies import FakeServices
from workstation.presets.hanging_protocols import load_protocols
from workstation.services.open_study import scan
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow

_CC = item(CodeValue="399162004", CodingSchemeDesignator="SCT", CodeMeaning="cranio-caudal")
_SPOT = item(CodeValue="399055006", CodingSchemeDesignator="SCT", CodeMeaning="Spot Compression")


def write_film(
    folder: Path,
    study: str,
    side: str,
    view: str,
    *,
    pixel_mm: float,
    rows: int,
    spot: bool = False,
) -> None:
    """Bright at the chest wall, which lies at the first column of right breasts."""
    data_set = blank("1.2.840.10008.5.1.4.1.1.1.2")
    data_set.Modality, data_set.StudyInstanceUID = "MG", study
    values = np.zeros((rows, rows // 2), np.uint16)
    chest = slice(0, 5) if side == "R" else slice(-5, None)
    values[:, chest] = 1000
    put_pixels(data_set, values)
    data_set.ImagerPixelSpacing = [pixel_mm, pixel_mm]
    data_set.ImageLaterality = side
    data_set.WindowCenter, data_set.WindowWidth = "500", "1000"
    # Toward increasing columns: the front in right breasts, the back in left ones.
    data_set.PatientOrientation = ["A" if side == "R" else "P", "L" if view == "CC" else "F"]
    if view == "CC":
        coded = item(**{e.keyword: e.value for e in _CC})
        if spot:
            coded.ViewModifierCodeSequence = [_SPOT]
        data_set.ViewCodeSequence = [coded]
    else:
        data_set.ViewPosition = view
    data_set.SeriesNumber = 1
    save(data_set, folder / f"{side}{view}{'spot' if spot else ''}.dcm")


@pytest.fixture
def hung(qtbot: QtBot, window: MainWindow, fake: FakeServices, tmp_path: Path) -> MainWindow:
    """Left films are half as large, with pixels as large: other plates, one scale."""
    folder, study = tmp_path / "mg", generate_uid()
    folder.mkdir()
    write_film(folder, study, "R", "CC", pixel_mm=0.1, rows=200, spot=True)
    for side, rows, pixel_mm in (("R", 400, 0.1), ("L", 200, 0.1)):
        for view in ("CC", "MLO"):
            write_film(folder, study, side, view, pixel_mm=pixel_mm, rows=rows)
    fake.protocols = list(load_protocols(tmp_path / "none"))
    open_files(window, fake, folder)
    qtbot.waitUntil(
        lambda: len(window.features[BoardFeature].area.frames) == 4 and not window.jobs.running
    )
    qtbot.waitUntil(
        lambda: all(f.viewport.view is not None for f in window.features[BoardFeature].area.frames)
    )
    return window


def words(window: MainWindow) -> list[str]:
    found = []
    for frame in window.features[BoardFeature].area.frames:
        view = frame.viewport.view
        assert view is not None
        found.append(str(view.position_words(frame.viewport.plane, 0)))
    return found


def scales(window: MainWindow) -> list[float]:
    found = []
    for frame in window.features[BoardFeature].area.frames:
        transform = frame.viewport.transform_now()
        assert transform is not None
        found.append(transform.scale)
    return found


def test_coded_views_are_hung_and_named_by_side(hung: MainWindow) -> None:
    assert words(hung) == ["R CC", "L CC", "R MLO", "L MLO"]


def test_chest_walls_meet_and_all_films_have_one_scale(hung: MainWindow, qtbot: QtBot) -> None:
    assert max(scales(hung)) == pytest.approx(min(scales(hung)))
    for frame, side in zip(hung.features[BoardFeature].area.frames, "RLRL", strict=True):
        viewport = frame.viewport
        picture = viewport.grab().toImage()
        edge = viewport.width() - 3 if side == "R" else 2
        assert picture.pixelColor(edge, viewport.height() // 2).red() > 200
        left, right, _, _ = viewport.letters()
        assert (right if side == "R" else left) == "P"
    before = scales(hung)[0]
    hung.resize(hung.width() - 300, hung.height() - 250)
    qtbot.waitUntil(lambda: scales(hung)[0] != before)
    qtbot.waitUntil(lambda: max(scales(hung)) == pytest.approx(min(scales(hung))))


def test_a_real_mammogram_states_its_side_and_view(shared_data: Path) -> None:
    ((_study, series),) = scan(shared_data / "cr_chest_and_mg" / "mg_ffdm_jpegll.dcm").all_series()
    (stack,) = series.stacks
    assert (stack.laterality, stack.view_position) == ("R", "MLO")
    assert stack.projection is not None
    assert stack.projection.orientation_letters == ("P", "FL")
    assert str(stack.projection.calibration_word) == "at the detector"
