from __future__ import annotations

import struct

import pytest

from workstation.dicom.stacks.calibration import projection_geometry
from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.tags import tag
from workstation.domain.geometry import Calibration, ProjectionGeometry
from workstation.messages import Message

SHAPE = (100, 80)


def judged(raw: dict[str, bytes], modality: str = "DX") -> tuple[ProjectionGeometry, bool]:
    attributes = Attributes({tag(keyword): value for keyword, value in raw.items()})
    geometry, issues = projection_geometry(attributes, SHAPE, modality)
    return geometry, bool(issues)


@pytest.mark.parametrize(
    ("raw", "spacing", "calibration", "caution"),
    [
        ({}, None, Calibration.UNKNOWN, True),
        ({"PixelSpacing": rb"0\0"}, None, Calibration.UNKNOWN, True),
        ({"PixelSpacing": b"0.2"}, None, Calibration.UNKNOWN, True),
        ({"ImagerPixelSpacing": rb"0.2\0.1"}, (0.2, 0.1), Calibration.DETECTOR, True),
        (
            {"ImagerPixelSpacing": rb"0.2\0.2", "PixelSpacing": rb"0.2\0.2"},
            (0.2, 0.2),
            Calibration.DETECTOR,
            True,
        ),
        (
            {"ImagerPixelSpacing": rb"0.2\0.2", "PixelSpacing": rb"0.15\0.15"},
            (0.15, 0.15),
            Calibration.CORRECTED,
            True,
        ),
        (
            {
                "ImagerPixelSpacing": rb"0.2\0.2",
                "PixelSpacing": rb"0.2\0.2",
                "PixelSpacingCalibrationType": b"FIDUCIAL",
            },
            (0.2, 0.2),
            Calibration.FIDUCIAL,
            False,
        ),
        (
            {"PixelSpacing": rb"0.15\0.15", "PixelSpacingCalibrationType": b"GEOMETRY"},
            (0.15, 0.15),
            Calibration.GEOMETRY,
            False,
        ),
        (
            {
                "ImagerPixelSpacing": rb"0.2\0.2",
                "EstimatedRadiographicMagnificationFactor": b"1.25",
            },
            (0.16, 0.16),
            Calibration.MAGNIFICATION_FACTOR,
            False,
        ),
        (
            # A percentage, which would make a hand 2 mm wide.
            {
                "ImagerPixelSpacing": rb"0.2\0.2",
                "EstimatedRadiographicMagnificationFactor": b"105 ",
            },
            None,
            Calibration.UNKNOWN,
            True,
        ),
        (
            {
                "ImagerPixelSpacing": rb"0.2\0.2",
                "PixelSpacing": rb"0.15\0.15",
                "PixelSpacingCalibrationType": b"GEOMETRY",
                "EstimatedRadiographicMagnificationFactor": b"105 ",
            },
            (0.15, 0.15),
            Calibration.GEOMETRY,
            False,
        ),
        ({"PixelSpacing": rb"0.15\0.15"}, (0.15, 0.15), Calibration.UNSTATED, True),
        (
            {"NominalScannedPixelSpacing": rb"0.1\0.1"},
            (0.1, 0.1),
            Calibration.SCANNED_FILM,
            True,
        ),
    ],
)
def test_radiographs(
    raw: dict[str, bytes],
    spacing: tuple[float, float] | None,
    calibration: Calibration,
    caution: bool,
) -> None:
    geometry, has_issue = judged(raw)
    assert geometry.calibration is calibration
    assert has_issue is caution
    if spacing is None:
        assert geometry.spacing_ji_mm is None
    else:
        assert geometry.spacing_ji_mm == pytest.approx(spacing)


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ({"ImagerPixelSpacing": rb"0.2\0.2"}, "at the detector"),
        (
            {
                "ImagerPixelSpacing": rb"0.2\0.2",
                "EstimatedRadiographicMagnificationFactor": b"1.5",
            },
            "estimated magnification 1.5",
        ),
        (
            {"PixelSpacing": rb"0.15\0.15", "PixelSpacingCalibrationType": b"FIDUCIAL"},
            "calibrated with a fiducial",
        ),
        (
            {"PixelSpacing": rb"0.15\0.15", "PixelSpacingCalibrationType": b"GEOMETRY"},
            "corrected for geometric magnification",
        ),
        ({"NominalScannedPixelSpacing": rb"0.1\0.1"}, "on the scanned film"),
        ({"PixelSpacing": rb"0.15\0.15"}, "at the detector or in the patient, not stated"),
        ({}, ""),
    ],
)
@pytest.mark.parametrize("modality", ["DX", "CR", "MG", "XA"])
def test_the_word_beside_a_millimeter(raw: dict[str, bytes], word: str, modality: str) -> None:
    assert str(judged(raw, modality)[0].calibration_word) == word


def test_reconstructed_frames_have_true_sizes() -> None:
    geometry, has_issue = judged({"PixelSpacing": rb"3\2"}, "NM")
    assert geometry.calibration is Calibration.SCANNER
    assert not has_issue


def test_aspect_ratio_without_spacing() -> None:
    geometry, _issue = judged({"PixelAspectRatio": rb"3\2"})
    assert geometry.aspect_ratio_ji == pytest.approx(1.5)


def test_patient_orientation_letters() -> None:
    geometry, _issue = judged({"PatientOrientation": rb"L\F"})
    assert geometry.orientation_letters == ("L", "F")


def ultrasound(*deltas_cm: float) -> tuple[ProjectionGeometry, list[str]]:
    items = []
    for delta in deltas_cm:
        raw = {
            tag("RegionSpatialFormat"): b"\1\0",
            tag("PhysicalUnitsXDirection"): b"\3\0",
            tag("PhysicalUnitsYDirection"): b"\3\0",
        }
        raw[tag("PhysicalDeltaX")] = struct.pack("<d", delta)
        raw[tag("PhysicalDeltaY")] = struct.pack("<d", -2 * delta)
        items.append(Attributes(raw))
    attributes = Attributes({}, {tag("SequenceOfUltrasoundRegions"): items})
    geometry, issues = projection_geometry(attributes, SHAPE, "US")
    return geometry, [str(issue.message) for issue in issues]


def test_ultrasound_region_in_centimeters() -> None:
    geometry, messages = ultrasound(0.03)
    assert geometry.spacing_ji_mm == pytest.approx((0.6, 0.3))
    assert messages == []


def test_ultrasound_regions_of_different_scale_give_no_millimeters() -> None:
    geometry, messages = ultrasound(0.03, 0.05)
    assert geometry.spacing_ji_mm is None
    assert "different scale" in messages[0]


def test_millimeters_hold_in_the_picture_and_not_in_the_curves_beside_it() -> None:
    def region(kind: bytes, corners: tuple[int, int, int, int]) -> Attributes:
        names = (
            "RegionLocationMinY0", "RegionLocationMinX0",
            "RegionLocationMaxY1", "RegionLocationMaxX1",
        )  # fmt: skip
        raw = {tag(n): struct.pack("<L", v) for n, v in zip(names, corners, strict=True)}
        raw |= {
            tag("RegionSpatialFormat"): kind,
            tag("PhysicalUnitsXDirection"): b"\3\0",
            tag("PhysicalUnitsYDirection"): b"\3\0",
            tag("PhysicalDeltaX"): struct.pack("<d", 0.03),
            tag("PhysicalDeltaY"): struct.pack("<d", 0.03),
        }
        return Attributes(raw)

    sequence = tag("SequenceOfUltrasoundRegions")
    duplex = [region(b"\1\0", (5, 10, 49, 70)), region(b"\3\0", (50, 10, 99, 70))]
    geometry, issues = projection_geometry(Attributes({}, {sequence: duplex}), SHAPE, "US")
    assert geometry.spacing_ji_mm == pytest.approx((0.3, 0.3))
    assert issues == ()
    assert geometry.has_scale_at([(6, 12), (48, 60)])
    assert not geometry.has_scale_at([(60, 12), (90, 12)])
    assert not geometry.has_scale_at([(30, 12), (90, 12)])
    # Made smaller after it was calibrated, so its pixels are larger than stated.
    shrunk = [region(b"\1\0", (5, 10, 190, 150))]
    geometry, issues = projection_geometry(Attributes({}, {sequence: shrunk}), SHAPE, "US")
    assert geometry.spacing_ji_mm is None
    assert "outside of the image" in str(issues[0].message)


@pytest.mark.parametrize(
    "raw",
    [
        {"NominalScannedPixelSpacing": rb"0.1\0.1"},
        {"ImagerPixelSpacing": rb"0.2\0.2"},
        {"PixelSpacing": rb"0.15\0.15"},
    ],
)
def test_cautions_can_be_said_in_the_language_of_the_reader(raw: dict[str, bytes]) -> None:
    attributes = Attributes({tag(keyword): value for keyword, value in raw.items()})
    _, (issue,) = projection_geometry(attributes, SHAPE, "DX")
    assert isinstance(issue.message, Message)
