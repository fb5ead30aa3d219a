"""The windows and tables of a file, all on offer; which end of the values is white."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pytestqt.qtbot import QtBot

from tests.support.dicom_phantoms import blank, put_pixels, save
from tests.support.opening import open_files
from tests.support.presentation_states import item
from tests.support.studies import FakeServices
from workstation.services.open_study import scan
from workstation.ui.board.feature import BoardFeature
from workstation.ui.main_window import MainWindow
from workstation.ui.windowing.feature import WindowingFeature


def film() -> Dataset:
    """Every value of 8 bits, in a square of 16 by 16 fields of 8 by 8 pixels."""
    data_set = blank("1.2.840.10008.5.1.4.1.1.1.1")
    data_set.Modality = "DX"
    values = np.arange(256, dtype=np.uint16).reshape(16, 16)
    put_pixels(data_set, np.kron(values, np.ones((8, 8), np.uint16)))
    data_set.BitsStored, data_set.HighBit = 8, 7
    data_set.ImagerPixelSpacing = [0.2, 0.2]
    return data_set


def table(name: str, entries: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Dataset:
    found = item(LUTExplanation=name)
    found.add_new(0x00283002, "US", [len(entries), 0, 8])
    found.add_new(0x00283006, "OW", entries.round().astype("<u2").tobytes())
    return found


def grey(window: MainWindow, value: int) -> int:
    """On the screen, of the field with a value."""
    viewport = window.features[BoardFeature].area.stage.active
    transform = viewport.transform_now()
    assert transform is not None
    x, y = transform.to_screen(8 * (value // 16) + 3.5, 8 * (value % 16) + 3.5)
    return int(viewport.grab().toImage().pixelColor(round(x), round(y)).red())


def test_windows_and_tables_of_a_film_are_all_on_offer(
    window: MainWindow, fake: FakeServices, qtbot: QtBot, tmp_path: Path
) -> None:
    data_set = film()
    data_set.WindowCenter, data_set.WindowWidth = ["128", "60"], ["256", "20"]
    data_set.WindowCenterWidthExplanation = ["NORMAL", "HARD"]
    steps = np.arange(256, dtype=np.float64)
    data_set.VOILUTSequence = [
        table("SOFT", steps / 2), table("", 255 - steps), table("FLAT", 0 * steps + 77),
    ]  # fmt: skip
    save(data_set, tmp_path / "film.dcm")
    open_files(window, fake, tmp_path)
    box = window.features[WindowingFeature].presets
    qtbot.waitUntil(lambda: box.count() == 6)
    names = [box.itemText(n) for n in range(box.count())]
    assert names[1:3] == ["1  NORMAL  256/128", "2  HARD  20/60"]
    assert names[3:] == ["VOI LUT 1  SOFT", "VOI LUT 2", "VOI LUT 3  FLAT"]
    assert box.currentIndex() == 1
    shown = {}
    for number in range(1, 6):
        box.activated.emit(number)
        assert box.currentIndex() == number
        shown[number] = grey(window, 200)
    assert shown == {1: 200, 2: 255, 3: 100, 4: 55, 5: 77}
    viewport = window.features[BoardFeature].area.stage.active
    assert viewport.table_words == "VOI LUT 3  FLAT"
    box.activated.emit(1)
    assert viewport.table_words == ""


@pytest.mark.parametrize(
    ("photometric", "shape", "white_is_small"),
    [
        ("MONOCHROME2", "", False),
        ("MONOCHROME1", "", True),
        ("MONOCHROME1", "INVERSE", True),
        ("MONOCHROME2", "IDENTITY", False),
        ("MONOCHROME2", "INVERSE", True),
        ("MONOCHROME1", "IDENTITY", False),
    ],
)
def test_a_film_is_inverted_once(
    window: MainWindow,
    fake: FakeServices,
    qtbot: QtBot,
    tmp_path: Path,
    photometric: str,
    shape: str,
    white_is_small: bool,
) -> None:
    data_set = film()
    data_set.PhotometricInterpretation = photometric
    data_set.WindowCenter, data_set.WindowWidth = "128", "256"
    if shape:
        data_set.PresentationLUTShape = shape
    save(data_set, tmp_path / "film.dcm")
    open_files(window, fake, tmp_path)
    qtbot.waitUntil(
        lambda: (
            window.features[BoardFeature].area.stage.view is not None and not window.jobs.running
        )
    )
    assert grey(window, 10) == (245 if white_is_small else 10)


def test_real_films_keep_their_polarity(shared_data: Path) -> None:
    folder = shared_data / "cr_chest_and_mg"
    stacks = [s for _study, series in scan(folder).all_series() for s in series.stacks]
    films = [stack for stack in stacks if stack.photometric.startswith("MONOCHROME")]
    assert len(films) > 2
    assert {s.photometric for s in films if s.inverted} == {"MONOCHROME1"}
    assert all(s.inverted for s in films if s.photometric == "MONOCHROME1")
