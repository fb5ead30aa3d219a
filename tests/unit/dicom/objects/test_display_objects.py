"""Overlays, shutters and presentation states as they are read from files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset

from tests.support.dicom_phantoms import blank, put_pixels, save
from tests.support.presentation_states import (
    graphic,
    item,
    presentation_state,
    put_overlay,
    referenced,
)
from workstation.dicom.objects.lab_colors import lab_color
from workstation.domain.display_objects import DisplayObjects, GraphicKind, ShutterShape
from workstation.processes.cancel import CancelToken, no_progress
from workstation.services.open_study import scan
from workstation.services.read_display_objects import read_display_objects


def objects_in(folder: Path, *, number: int = 0) -> DisplayObjects:
    study, series = scan(folder).all_series()[number]
    return read_display_objects(series.stacks[0], study, token=CancelToken(), progress=no_progress)


def image_file(folder: Path, frames: int = 1) -> Dataset:
    data_set = blank()
    put_pixels(data_set, np.zeros((20 * frames, 30), np.uint8))
    if frames > 1:
        data_set.Rows, data_set.NumberOfFrames = 20, frames
    data_set.filename = str(folder / "image.dcm")
    return data_set


def write(data_set: Dataset) -> None:
    save(data_set, Path(data_set.filename))


def test_overlays_of_their_own_and_in_high_bits(shared_data: Path) -> None:
    path = shared_data / "seg_sr_rt_pr" / "weasis_gsps_hp" / "overlay.dcm"
    found = objects_in(path)
    (planes,) = found.overlays.values()
    assert [plane.group for plane in planes] == [0x6000, 0x6002, 0x6004, 0x6006]
    data_set = pydicom.dcmread(path)
    stored = np.frombuffer(data_set.PixelData, "<u2").reshape(512, 512)
    for plane, expected in zip(
        planes,
        (
            stored >> 15 & 1,
            stored >> 14 & 1,
            data_set.overlay_array(0x6004),
            data_set.overlay_array(0x6006),
        ),
        strict=True,
    ):
        assert expected.sum() > 500
        np.testing.assert_array_equal(plane.bits, expected.astype(bool))
        assert plane.origin == (0.0, 0.0)


def test_states_of_the_shared_study(shared_data: Path) -> None:
    folder = shared_data / "seg_sr_rt_pr" / "weasis_gsps_hp"
    states = [
        state
        for number in range(len(scan(folder).all_series()))
        for state in objects_in(folder, number=number).states
    ]
    assert sorted(str(state.title) for state in states) == [
        "OVLY_P01 1998-11-12",
        "XLUT_P03 2000-07-04",
    ]
    overlay = next(state for state in states if state.label == "OVLY_P01")
    assert [plane.group for plane in overlay.overlays] == [0x6008, 0x600A]
    assert dict(overlay.activations)[0x6002] == "LAYER2"
    assert dict(overlay.layers)["LAYER1"] == (255, 255, 255)
    luts = next(state for state in states if state.label == "XLUT_P03")
    assert luts.modality_table is not None
    assert luts.presentation_table is not None
    assert len(luts.modality_table.entries) == 256


def test_overlay_frames_belong_to_the_frames_from_their_origin_on(tmp_path: Path) -> None:
    image = image_file(tmp_path, frames=4)
    bits = np.zeros((2, 5, 7), bool)
    bits[0, 1, 2] = bits[1, 3, 4] = True
    put_overlay(image, 0x6000, bits, origin=(3, 11))
    write(image)
    ((first, second),) = objects_in(tmp_path).overlays.values()
    assert [first.is_on(n) for n in range(4)] == [False, True, False, False]
    assert [second.is_on(n) for n in range(4)] == [False, False, True, False]
    assert first.origin == (10.0, 2.0)
    assert np.argwhere(second.bits).tolist() == [[3, 4]]


def test_shutters_keep_the_pixels_that_they_name(tmp_path: Path) -> None:
    image = image_file(tmp_path)
    image.ShutterShape = ["RECTANGULAR", "CIRCULAR", "POLYGONAL"]
    image.ShutterLeftVerticalEdge, image.ShutterRightVerticalEdge = 3, 10
    image.ShutterUpperHorizontalEdge, image.ShutterLowerHorizontalEdge = 5, 20
    image.CenterOfCircularShutter, image.RadiusOfCircularShutter = [8, 12], 6
    image.VerticesOfThePolygonalShutter = [1, 1, 1, 30, 20, 30]
    image.ShutterPresentationValue = 65535
    write(image)
    ((box, circle, polygon),) = objects_in(tmp_path).shutters.values()
    assert box.points == ((1.5, 3.5), (9.5, 19.5))
    assert circle.shape is ShutterShape.CIRCULAR
    assert circle.points == ((11.0, 7.0),)
    assert circle.radius == 6
    assert polygon.points == ((0.0, 0.0), (29.0, 0.0), (29.0, 19.0))
    assert box.grey == 1.0


def test_graphics_words_and_grey_values_of_a_state(tmp_path: Path) -> None:
    image = image_file(tmp_path)
    write(image)
    state = presentation_state(image)
    state.GraphicLayerSequence = [
        item(
            GraphicLayer="ONE",
            GraphicLayerOrder=1,
            GraphicLayerRecommendedDisplayRGBValue=[65535, 0, 257],
        )
    ]
    state.GraphicAnnotationSequence = [
        item(
            GraphicLayer="ONE",
            ReferencedImageSequence=[referenced(image)],
            GraphicObjectSequence=[
                graphic("POLYLINE", [0.5, 0.5, 10.5, 4.5]),
                graphic("CIRCLE", [0.5, 0.5, 0.5, 0.75], units="DISPLAY"),
            ],
            TextObjectSequence=[
                item(
                    AnchorPointAnnotationUnits="PIXEL",
                    UnformattedTextValue="Here",
                    AnchorPoint=[5.5, 6.5],
                    AnchorPointVisibility="Y",
                )
            ],
        )
    ]
    state.SoftcopyVOILUTSequence = [
        item(WindowCenter="40", WindowWidth="80", VOILUTFunction="SIGMOID")
    ]
    state.ImageRotation, state.ImageHorizontalFlip = 270, "Y"
    state.PresentationLUTShape = "INVERSE"
    save(state, tmp_path / "state.dcm")
    (found,) = objects_in(tmp_path).states
    line, circle = found.graphics
    assert line.points == ((0.0, 0.0), (10.0, 4.0))
    assert circle.of_area
    assert circle.kind is GraphicKind.CIRCLE
    assert circle.points[0] == (0.5, 0.5)
    (words,) = found.texts
    assert (words.text, words.anchor, words.anchor_visible) == ("Here", (5.0, 6.0), True)
    assert found.layers == (("ONE", (255, 0, 1)),)
    assert found.vois[0].window is not None
    assert found.vois[0].window.function == "SIGMOID"
    assert (found.quarter_turns, found.flip_horizontal, found.inverse) == (3, True, True)
    assert found.areas[0].bottom_right == (29, 19)


def test_a_function_that_nobody_knows_is_linear_and_named(tmp_path: Path) -> None:
    image = image_file(tmp_path)
    write(image)
    state = presentation_state(image)
    state.SoftcopyVOILUTSequence = [
        item(WindowCenter="40", WindowWidth="80", VOILUTFunction="CUBIC")
    ]
    save(state, tmp_path / "state.dcm")
    (found,) = objects_in(tmp_path).states
    assert found.vois[0].window is not None
    assert found.vois[0].window.function == "LINEAR"
    assert [str(each) for each in found.not_applied] == ["an unknown VOI LUT Function"]


def test_the_newest_state_is_first_and_strangers_are_left_out(tmp_path: Path) -> None:
    image = image_file(tmp_path)
    write(image)
    stranger = image_file(tmp_path)
    for label, date, of in (
        ("OLD", "20250101", image),
        ("NEW", "20260101", image),
        ("OTHER", "20270101", stranger),
    ):
        state = presentation_state(of, label=label, date=date)
        state.StudyInstanceUID = image.StudyInstanceUID
        save(state, tmp_path / f"{label}.dcm")
    assert [state.label for state in objects_in(tmp_path).states] == ["NEW", "OLD"]


def test_a_damaged_state_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    image = image_file(tmp_path)
    write(image)
    broken = presentation_state(image, label="BROKEN")
    broken.ImageRotation = 45
    save(broken, tmp_path / "broken.dcm")
    save(presentation_state(image, label="GOOD"), tmp_path / "good.dcm")
    found = objects_in(tmp_path)
    assert [state.label for state in found.states] == ["GOOD"]
    assert len(found.refused) == 1
    assert str(found.refused[0]).startswith("broken.dcm is damaged")


@pytest.mark.parametrize(
    ("encoded", "rgb"),
    [((65535, 32896, 32896), (255, 255, 255)), ((0, 32896, 32896), (0, 0, 0)),
     # L 53.2 a 80.1 b 67.2 of D50 is near pure red
     ((35590, 53456, 50834), (255, 0, 0))],
)  # fmt: skip
def test_layer_colors_come_from_lab(
    encoded: tuple[int, int, int], rgb: tuple[int, int, int]
) -> None:
    assert lab_color(encoded) == pytest.approx(rgb, abs=12)


def test_a_state_of_a_kind_that_is_not_shown_is_named(tmp_path: Path) -> None:
    image = image_file(tmp_path)
    write(image)
    state = presentation_state(image)
    state.SOPClassUID = "1.2.840.10008.5.1.4.1.1.11.8"
    state.file_meta.MediaStorageSOPClassUID = state.SOPClassUID
    del state.ReferencedSeriesSequence
    save(state, tmp_path / "state.dcm")
    found = objects_in(tmp_path)
    assert found.states == ()
    assert [str(each) for each in found.refused] == [
        "state.dcm: Advanced Blending Presentation State is not shown"
    ]


def test_shapes_that_stand_for_a_compound_graphic_are_left_out(tmp_path: Path) -> None:
    image = image_file(tmp_path)
    write(image)
    state = presentation_state(image)
    simple, other = graphic("POLYLINE", [1, 1, 9, 9]), graphic("POLYLINE", [2, 2, 8, 8])
    simple.CompoundGraphicInstanceID = 7
    state.GraphicAnnotationSequence = [
        item(
            GraphicLayer="ONE",
            GraphicObjectSequence=[simple, other],
            TextObjectSequence=[
                item(
                    CompoundGraphicInstanceID=7, UnformattedTextValue="5 cm",
                    AnchorPointAnnotationUnits="PIXEL", AnchorPoint=[1.0, 1.0],
                    AnchorPointVisibility="N",
                )
            ],
            CompoundGraphicSequence=[
                item(
                    CompoundGraphicInstanceID=7, CompoundGraphicType="RULER",
                    CompoundGraphicUnits="PIXEL", GraphicData=[1.0, 1.0, 9.0, 9.0],
                    NumberOfGraphicPoints=2, GraphicDimensions=2, TickAlignment="TOP",
                    TickLabelAlignment="BOTTOM", ShowTickLabel="N", RotationAngle=30.0,
                    RotationPoint=[5.5, 5.5],
                    MajorTicksSequence=[item(TickPosition=0.5, TickLabel="half")],
                )
            ],
        )
    ]  # fmt: skip
    save(state, tmp_path / "state.dcm")
    (read,) = objects_in(tmp_path).states
    assert [g.points for g in read.graphics] == [((1.5, 1.5), (7.5, 7.5))]
    assert read.texts == ()
    (ruler,) = read.compounds
    assert ruler.points == ((0.5, 0.5), (8.5, 8.5))
    assert (ruler.rotation_deg, ruler.rotation_point) == (30.0, (5.0, 5.0))
    assert (ruler.ticks, ruler.ticks_at) == (((0.5, ""),), "TOP")


def test_shutters_have_the_color_that_is_stated(tmp_path: Path) -> None:
    image = image_file(tmp_path)
    write(image)
    state = presentation_state(image)
    bits = np.zeros((20, 30), bool)
    bits[3:5, 7:9] = True
    put_overlay(state, 0x6002, bits)
    state.ShutterShape, state.ShutterOverlayGroup = "BITMAP", 0x6002
    state.ShutterPresentationValue = 65535
    state.ShutterPresentationColorCIELabValue = [0, 32896, 32896]
    save(state, tmp_path / "state.dcm")
    (read,) = objects_in(tmp_path).states
    assert read.bitmap is not None
    np.testing.assert_array_equal(read.bitmap.bits, bits)
    assert (read.bitmap.grey, read.bitmap.rgb) == (1.0, (0, 0, 0))
    assert read.overlays == ()
