"""Words and colors of presentation states, and what their grays are made of."""

from __future__ import annotations

import pytest
from pydicom.dataset import Dataset

from tests.support.presentation_states import item
from workstation.dicom.objects.lab_colors import encoded_lab, lab_color
from workstation.dicom.objects.object_words import short_text
from workstation.dicom.objects.presentation_grays import gray_values
from workstation.domain.display_objects import Reference
from workstation.domain.study import WindowSetting


def test_short_text_holds_what_its_vr_allows() -> None:
    """PS3.5 6.2: 1024 characters, lines apart by CR LF, no other control characters."""
    assert short_text(["结节 12 mm", "", " a\x1bb\t "]) == "结节 12 mm\r\na b"
    long = short_text(["x" * 600, "y" * 600])
    assert len(long) == 1024
    assert long.endswith("y…")
    assert short_text(["x" * 1024]) == "x" * 1024


@pytest.mark.parametrize(
    ("rgb", "lab"),
    [
        # White is the white point; sRGB red under D50 is L 54.29, a 80.81, b 69.89.
        ((255, 255, 255), (100, 0, 0)),
        ((0, 0, 0), (0, 0, 0)),
        ((255, 0, 0), (54.29, 80.81, 69.89)),
    ],
)
def test_colors_are_stated_under_the_white_of_the_standard(
    rgb: tuple[int, int, int], lab: tuple[float, float, float]
) -> None:
    encoded = encoded_lab(rgb)
    found = (encoded[0] / 655.35, *(v / 257 - 128 for v in encoded[1:]))
    assert found == pytest.approx(lab, abs=0.1)
    assert lab_color([float(v) for v in encoded]) == rgb


def enhanced(*windows: tuple[float, float] | None, slopes: tuple[float, ...] = ()) -> Dataset:
    """A file of several frames with windows and slopes of their own."""
    frames = []
    for number, window in enumerate(windows):
        groups = item()
        if window is not None:
            groups.FrameVOILUTSequence = [item(WindowCenter=window[0], WindowWidth=window[1])]
        if slopes:
            groups.PixelValueTransformationSequence = [
                item(RescaleSlope=slopes[number], RescaleIntercept=0, RescaleType="HU")
            ]
        frames.append(groups)
    return item(
        SOPClassUID="1.2.840.10008.5.1.4.1.1.2.1",
        SOPInstanceUID="1.2",
        NumberOfFrames=len(windows),
        SharedFunctionalGroupsSequence=[item()],
        PerFrameFunctionalGroupsSequence=frames,
    )


def test_windows_of_frames_name_their_frames() -> None:
    header = enhanced((40, 400), (50, 400), (40, 400), None, slopes=(2, 2, 2, 2))
    made = gray_values(Reference(images=(("1.2", ()),)), {"1.2": header})
    assert (made.RescaleSlope, made.RescaleIntercept, made.RescaleType) == (2, 0, "HU")
    found = [
        (voi.WindowCenter, voi.ReferencedImageSequence[0].ReferencedFrameNumber)
        for voi in made.SoftcopyVOILUTSequence
    ]
    assert found == [(40, [1, 3]), (50, 2)]
    # Of the frames that are meant, all may state the same.
    made = gray_values(Reference(images=(("1.2", (0, 2)),)), {"1.2": header})
    (voi,) = made.SoftcopyVOILUTSequence
    assert "ReferencedImageSequence" not in voi


def test_a_window_without_width_is_none_and_a_table_takes_its_place() -> None:
    header = enhanced((40, 0), (40, 0))
    made = gray_values(Reference(images=(("1.2", ()),)), {"1.2": header})
    assert len(made) == 0
    table = item(LUTExplanation="NORMAL")
    plain = item(
        SOPInstanceUID="1.2", WindowCenter=[40, 50], WindowWidth=[0, 300], VOILUTSequence=[table]
    )
    (voi,) = gray_values(Reference(images=(("1.2", ()),)), {"1.2": plain}).SoftcopyVOILUTSequence
    assert (voi.WindowCenter, voi.WindowWidth) == (50, 300)
    assert "VOILUTSequence" not in voi
    plain.WindowWidth = [0, 0]
    (voi,) = gray_values(Reference(images=(("1.2", ()),)), {"1.2": plain}).SoftcopyVOILUTSequence
    assert voi.VOILUTSequence[0].LUTExplanation == "NORMAL"


def test_the_window_of_the_reader_stands_for_those_of_the_files() -> None:
    header = enhanced((40, 400), (50, 400), slopes=(2, 2))
    meant, headers = Reference(images=(("1.2", ()),)), {"1.2": header}
    made = gray_values(meant, headers, WindowSetting(center=-600.5, width=1500))
    (voi,) = made.SoftcopyVOILUTSequence
    assert (voi.WindowCenter, voi.WindowWidth, voi.VOILUTFunction) == (-600.5, 1500, "LINEAR")
    made = gray_values(meant, headers, WindowSetting(center=0.5, width=0.25))
    (voi,) = made.SoftcopyVOILUTSequence
    assert (voi.WindowWidth, voi.VOILUTFunction) == (0.25, "LINEAR_EXACT")
    other = {"1.2": enhanced((40, 400), (50, 400), slopes=(2, 3))}
    assert len(gray_values(meant, other, WindowSetting(center=1, width=2))) == 0


def test_windows_of_a_pet_are_not_repeated() -> None:
    """They are of stored values, see `initial_window`."""
    header = enhanced((40, 400), slopes=(2,))
    header.Modality = "PT"
    made = gray_values(Reference(images=(("1.2", ()),)), {"1.2": header})
    assert made.RescaleSlope == 2
    assert "SoftcopyVOILUTSequence" not in made
