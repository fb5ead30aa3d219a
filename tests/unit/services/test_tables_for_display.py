"""The VOI LUT of a file, on volumes, clips and frames of enhanced files as on films."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.uid import (
    MultiFrameGrayscaleWordSecondaryCaptureImageStorage,
    XRayAngiographicImageStorage,
)

from tests.support.dicom_phantoms import (
    SeriesPhantom,
    blank,
    enhanced_mr,
    image_data_set,
    put_pixels,
    save,
    straight,
)
from workstation.domain.image import FrameSequence, Image, Volume
from workstation.domain.study import Stack
from workstation.imaging.windows import opens_with_voi_lut
from workstation.processes.cancel import CancelToken, no_progress
from workstation.services.open_study import load, read_frame, scan
from workstation.services.prepare_view import thumbnail
from workstation.services.render import render_image

ENTRIES = np.array([0, 255, 64, 128, 32, 200, 10, 90], np.uint16)
"""Of values 0 to 7; greater ones go by the last."""


def table(entries: NDArray[np.uint16] = ENTRIES) -> Dataset:
    item = Dataset()
    item.add_new("LUTDescriptor", "US", [len(entries), 0, 8])
    item.add_new("LUTData", "OW", entries.astype("<u2").tobytes())
    return item


def group(*tables: Dataset) -> Dataset:
    voi, groups = Dataset(), Dataset()
    voi.VOILUTSequence = list(tables)
    groups.FrameVOILUTSequence = [voi]
    return groups


def opened(folder: Path) -> tuple[Image, Stack]:
    (study,) = scan(folder).studies
    (series,) = study.series
    (stack,) = series.stacks
    return load(stack, study, series), stack


def expected(stored: NDArray[Any]) -> NDArray[np.uint8]:
    grey: NDArray[np.uint8] = ENTRIES[np.clip(stored, 0, 7)].astype(np.uint8)
    return grey


def steps(count: int) -> NDArray[np.uint16]:
    """Values 0 to 9 along the columns, one more in each frame."""
    columns = np.arange(10, dtype=np.uint16)
    return np.stack([np.tile(columns + k, (8, 1)) for k in range(count)])


def shown(image: Image, index: int) -> NDArray[np.uint8]:
    picture = render_image(image, index=index, annotate=False)
    assert (picture == picture[..., :1]).all()
    grey: NDArray[np.uint8] = picture[..., 0]
    return grey


@pytest.mark.parametrize("shared", [True, False], ids=["shared", "per frame"])
def test_the_table_of_functional_groups_is_applied(tmp_path: Path, shared: bool) -> None:
    stored = steps(3)
    data_set = enhanced_mr(stored, straight(3, (0, 0, 2.5)), spacing_ji_mm=(0.5, 0.5))
    groups = (
        data_set.SharedFunctionalGroupsSequence if shared
        else data_set.PerFrameFunctionalGroupsSequence
    )  # fmt: skip
    for each in groups:
        each.FrameVOILUTSequence = group(table()).FrameVOILUTSequence
    save(data_set, tmp_path / "e.dcm")
    image, _stack = opened(tmp_path)
    assert isinstance(image, Volume)
    assert opens_with_voi_lut(image)
    # Axial planes are counted from the feet, as the frames lie.
    for k in range(3):
        np.testing.assert_array_equal(shown(image, k), expected(stored[k]))


def test_frames_with_tables_of_their_own_say_so(tmp_path: Path) -> None:
    data_set = enhanced_mr(steps(3), straight(3, (0, 0, 2.5)))
    for n, each in enumerate(data_set.PerFrameFunctionalGroupsSequence):
        each.FrameVOILUTSequence = group(table(ENTRIES + n)).FrameVOILUTSequence
    save(data_set, tmp_path / "e.dcm")
    image, _stack = opened(tmp_path)
    assert image.voi_luts == ()
    assert "different lookup tables" in " ".join(str(i.message) for i in image.honesty.issues)


@pytest.mark.parametrize(
    "sop_class",
    [XRayAngiographicImageStorage, MultiFrameGrayscaleWordSecondaryCaptureImageStorage],
)
def test_the_table_of_a_clip_is_applied(tmp_path: Path, sop_class: str) -> None:
    stored = steps(4)
    data_set = blank(sop_class)
    data_set.Modality = "XA"
    put_pixels(data_set, stored[0])
    data_set.NumberOfFrames = 4
    data_set.PixelData = stored.tobytes()
    data_set.VOILUTSequence = [table()]
    save(data_set, tmp_path / "c.dcm")
    image, stack = opened(tmp_path)
    assert isinstance(image, FrameSequence)
    for k in range(4):
        np.testing.assert_array_equal(shown(image, k), expected(stored[k]))
    (study,) = scan(tmp_path).studies
    small = thumbnail(
        read_frame, stack, study, study.series[0], 10, token=CancelToken(), progress=no_progress
    )
    np.testing.assert_array_equal(small[1:9, :, 0], expected(stored[2]))


def test_the_table_of_slices_is_applied_where_all_have_it(tmp_path: Path) -> None:
    stored = steps(4)
    phantom = SeriesPhantom(stored=stored, positions=straight(4, (0, 0, 2.5)))
    for different in (False, True):
        folder = tmp_path / str(different)
        folder.mkdir()
        for k in range(4):
            data_set = image_data_set(phantom, k)
            for keyword in ("WindowCenter", "WindowWidth"):
                if keyword in data_set:
                    del data_set[keyword]
            data_set.RescaleIntercept, data_set.RescaleSlope = "0", "1"
            data_set.VOILUTSequence = [table(ENTRIES + (k if different else 0))]
            save(data_set, folder / f"{k}.dcm")
        image, _stack = opened(folder)
        assert isinstance(image, Volume)
        assert bool(image.voi_luts) is not different
        said = " ".join(str(i.message) for i in image.honesty.issues)
        assert ("different lookup tables" in said) is different


def test_a_rescale_that_is_no_round_number_leaves_the_table_in_force(tmp_path: Path) -> None:
    """0.1 x 0.3 / 0.1 is not quite 0.3."""
    phantom = SeriesPhantom(stored=steps(3), positions=straight(3))
    for k in range(3):
        data_set = image_data_set(phantom, k)
        data_set.RescaleSlope, data_set.RescaleIntercept = "0.1", "0.3"
        data_set.VOILUTSequence = [table()]
        save(data_set, tmp_path / f"{k}.dcm")
    image, _stack = opened(tmp_path)
    assert len(image.voi_luts) == 1


def test_a_damaged_table_of_frames_is_said_once(tmp_path: Path) -> None:
    data_set = enhanced_mr(steps(3), straight(3, (0, 0, 2.5)))
    for each in data_set.PerFrameFunctionalGroupsSequence:
        short = table()
        short["LUTData"].value = b"12"
        each.FrameVOILUTSequence = group(short).FrameVOILUTSequence
    save(data_set, tmp_path / "e.dcm")
    image, _stack = opened(tmp_path)
    assert image.voi_luts == ()
    said = [str(issue.message) for issue in image.honesty.issues]
    assert sum("lookup table for display is left out" in each for each in said) == 1
