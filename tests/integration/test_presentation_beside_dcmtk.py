"""Pictures of presentation states beside those that DCMTK makes of the same files."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.uid import SecondaryCaptureImageStorage
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.support.dicom_phantoms import blank, put_pixels, save
from tests.support.presentation_states import item, presentation_state, put_overlay
from workstation.domain.display_objects import DisplayObjects, PresentationState
from workstation.domain.image import Volume
from workstation.domain.study import Series, Stack, Study
from workstation.imaging.planes import PlaneName
from workstation.imaging.windows import initial_window
from workstation.presets.window_presets import window_presets
from workstation.processes.cancel import CancelToken, no_progress
from workstation.scene.flat_view import FlatView
from workstation.services.open_study import load, scan
from workstation.services.read_display_objects import read_display_objects
from workstation.viewer.apply_state import apply_state, wanted
from workstation.viewer.display_objects import ShownObjects
from workstation.viewer.slice_viewport import SliceViewport

pytestmark = pytest.mark.skipif(
    shutil.which("dcmp2pgm") is None, reason="DCMTK (Debian package dcmtk) is not installed"
)

ROWS, COLUMNS = 144, 200


def by_dcmtk(image: Path, state: Path, folder: Path) -> NDArray[np.uint8]:
    """The picture of DCMTK, (r, c)."""
    out = folder / "dcmtk.pgm"
    subprocess.run(
        ["dcmp2pgm", "-p", str(state), str(image), str(out)],
        check=True, capture_output=True,
    )  # fmt: skip
    head, size, pixels = out.read_bytes().split(b"\n", 2)
    assert head == b"P5"
    columns, rows, _most = (int(v) for v in size.split())
    return np.frombuffer(pixels, np.uint8)[: rows * columns].reshape(rows, columns)


def on_screen(
    qtbot: QtBot, study: Study, series: Series, stack: Stack, found: DisplayObjects
) -> NDArray[np.uint8]:
    """The picture of the newest state in a viewport, one pixel of the screen for each."""
    state = found.states[0]
    image = load(stack, study, series)
    assert not isinstance(image, Volume)
    turned = state.quarter_turns % 2 == 1
    rows, columns = image.geometry.shape_ji
    viewport = SliceViewport(PlaneName.AXIAL)
    qtbot.addWidget(viewport)
    viewport.resize(rows if turned else columns, columns if turned else rows)
    viewport.text_mode = 2
    viewport.show_view(FlatView(image, stack.id))
    viewport.set_window(initial_window(image, window_presets()))
    # dcmp2pgm draws bitmap shutters, and leaves overlays and simple shutters to its callers.
    viewport.set_objects(ShownObjects(stack.id, found, state, show_overlays=False))
    asked = wanted(viewport, state, stack)
    assert asked is not None
    assert asked.covered
    assert apply_state(viewport, state, stack, asked) == ""
    frame = viewport.frame()
    assert frame is not None
    viewport.set_camera(viewport.camera.one_to_one(frame.pixel_rc))
    picture = viewport.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), -1)
    return lines[:, : 3 * picture.width()].reshape(picture.height(), picture.width(), 3).copy()


def only(folder: Path) -> tuple[Study, Series, Stack, DisplayObjects]:
    ((study, series),) = scan(folder).all_series()
    (stack,) = series.stacks
    found = read_display_objects(stack, study, token=CancelToken(), progress=no_progress)
    assert found.refused == ()
    return study, series, stack, found


def image_of(signed: bool, *, rescale: tuple[float, float] | None = None) -> Dataset:
    """Every row runs through the stored values of 12 bits."""
    image = blank(SecondaryCaptureImageStorage)
    low = -2048 if signed else 0
    values = np.linspace(low, low + 4095, ROWS * COLUMNS).round().reshape(ROWS, COLUMNS)
    put_pixels(image, values.astype(np.int16 if signed else np.uint16), bits_stored=12)
    if rescale is not None:
        image.RescaleSlope, image.RescaleIntercept = map(str, rescale)
        image.RescaleType = "US"
    image.SeriesNumber, image.InstanceNumber = 1, 1
    return image


def table(name: str, first: int, entries: NDArray[np.generic], bits: int = 16) -> Dataset:
    found = item(LUTExplanation=name)
    found.add_new(0x00283002, "US", [len(entries), first, bits])
    found.add_new(0x00283006, "OW", entries.astype("<u2").tobytes())
    return found


def state_of(image: Dataset) -> Dataset:
    """A state with everything that DCMTK insists on."""
    state = presentation_state(image)
    state.InstanceNumber, state.SeriesNumber, state.ContentCreatorName = 1, 9, "Nobody"
    for keyword in (
        "PatientBirthDate", "PatientSex", "StudyID", "AccessionNumber", "ReferringPhysicianName",
        "Manufacturer",
    ):  # fmt: skip
        setattr(state, keyword, "")
    state.ImageRotation, state.ImageHorizontalFlip = 0, "N"
    return state


def windowed(state: Dataset) -> None:
    state.SoftcopyVOILUTSequence = [item(WindowCenter="900", WindowWidth="1200")]


def inverse(state: Dataset) -> None:
    windowed(state)
    state.PresentationLUTShape = "INVERSE"


def voi_table(state: Dataset) -> None:
    entries = (np.sqrt(np.linspace(0, 1, 1024)) * 65535).round()
    state.SoftcopyVOILUTSequence = [item(VOILUTSequence=[table("root", 500, entries)])]


def presentation_lut(state: Dataset) -> None:
    windowed(state)
    del state.PresentationLUTShape
    entries = (np.linspace(0, 1, 4096) ** 2 * 4095).round()
    state.PresentationLUTSequence = [table("square", 0, entries, bits=12)]


def modality_table(state: Dataset) -> None:
    entries = np.linspace(4095, 0, 4096).round()
    found = table("falling", 0, entries)
    found.ModalityLUTType = "US"
    state.ModalityLUTSequence = [found]
    windowed(state)


def turned(state: Dataset) -> None:
    windowed(state)
    state.ImageRotation, state.ImageHorizontalFlip = 90, "Y"


def upside_down(state: Dataset) -> None:
    windowed(state)
    state.ImageRotation = 180


def turned_left(state: Dataset) -> None:
    inverse(state)
    state.ImageRotation = 270


def mirrored(state: Dataset) -> None:
    voi_table(state)
    state.ImageHorizontalFlip = "Y"


def everything(state: Dataset) -> None:
    modality_table(state)
    presentation_lut(state)
    voi_table(state)
    state.ImageRotation, state.ImageHorizontalFlip = 90, "Y"


def bitmap(state: Dataset) -> None:
    windowed(state)
    state.ShutterShape, state.ShutterOverlayGroup = "BITMAP", 0x6000
    state.ShutterPresentationValue = 0xC000
    bits = np.zeros((ROWS, COLUMNS), bool)
    bits[10:20, 30:55] = bits[40:, :8] = True
    put_overlay(state, 0x6000, bits)


def whole_range(state: Dataset) -> None:
    state.PresentationLUTShape = "IDENTITY"


@pytest.mark.parametrize(
    "change",
    [
        windowed, inverse, voi_table, presentation_lut, modality_table, turned, upside_down,
        turned_left, mirrored, everything, bitmap, whole_range,
    ],
)  # fmt: skip
def test_own_states_look_as_with_dcmtk(
    qtbot: QtBot, tmp_path: Path, change: Callable[[Dataset], None]
) -> None:
    image = image_of(signed=False)
    state = state_of(image)
    change(state)
    save(image, tmp_path / "image.dcm")
    save(state, tmp_path / "state.dcm")
    expected = by_dcmtk(tmp_path / "image.dcm", tmp_path / "state.dcm", tmp_path)
    ours = on_screen(qtbot, *only(tmp_path))
    assert expected.max() > expected.min()
    difference = np.abs(ours.astype(int) - expected[..., np.newaxis])
    # One for rounding, and one that Qt loses where it turns or mirrors a picture.
    upright = (state.ImageRotation, state.ImageHorizontalFlip) == (0, "N")
    most = 1 if upright else 2
    assert difference.max() <= most, (difference.mean(), np.argwhere(difference > most)[:4])


@pytest.mark.parametrize("signed", [False, True])
def test_the_rescale_of_the_image_comes_before_the_window(
    qtbot: QtBot, tmp_path: Path, signed: bool
) -> None:
    image = image_of(signed, rescale=(2.0, -1000.0))
    state = state_of(image)
    state.RescaleSlope, state.RescaleIntercept, state.RescaleType = "2", "-1000", "US"
    windowed(state)
    save(image, tmp_path / "image.dcm")
    save(state, tmp_path / "state.dcm")
    expected = by_dcmtk(tmp_path / "image.dcm", tmp_path / "state.dcm", tmp_path)
    ours = on_screen(qtbot, *only(tmp_path))
    assert np.abs(ours.astype(int) - expected[..., np.newaxis]).max() <= 1


def test_the_states_of_the_shared_study_look_as_with_dcmtk(
    qtbot: QtBot, shared_data: Path, tmp_path: Path
) -> None:
    folder = shared_data / "seg_sr_rt_pr" / "weasis_gsps_hp"
    compared: list[PresentationState] = []
    for study, series in scan(folder).all_series():
        for stack in series.stacks:
            found = read_display_objects(stack, study, token=CancelToken(), progress=no_progress)
            if not found.states:
                continue
            state = found.states[0]
            expected = by_dcmtk(Path(stack.frames[0].path), Path(state.path), tmp_path)
            ours = on_screen(qtbot, study, series, stack, found)
            assert np.abs(ours.astype(int) - expected[..., np.newaxis]).max() <= 1
            compared.append(state)
    assert {state.label for state in compared} == {"XLUT_P03", "OVLY_P01"}
