"""Codes of the values of images are those of the standard, or own ones."""

from __future__ import annotations

import pytest
from pydicom.sr.codedict import codes

from workstation.domain import coding
from workstation.domain.value_codes import value_concept, value_unit


@pytest.mark.parametrize(
    ("quantity", "concept", "unit"),
    [
        ("HU", codes.DCM.AttenuationCoefficient, codes.UCUM.HounsfieldUnit),
        ("SUVbw", codes.DCM.Suvbw, codes.UCUM.StandardizedUptakeValueBodyWeight),
        (
            "SUVbsa",
            codes.DCM.StandardizedUptakeValue,
            codes.UCUM.StandardizedUptakeValueBodySurfaceArea,
        ),
        ("BQML", codes.DCM.NuclearMedicineTomographicActivity, codes.UCUM.BecquerelsPerMilliliter),
    ],
)
def test_known_quantities(quantity: str, concept: object, unit: object) -> None:
    for ours, theirs in ((value_concept(quantity), concept), (value_unit(quantity), unit)):
        assert (ours.value, ours.scheme) == (
            theirs.value,  # type: ignore[attr-defined]
            theirs.scheme_designator,  # type: ignore[attr-defined]
        )


def test_values_of_no_known_quantity_get_no_code_of_the_standard() -> None:
    assert value_concept("US").scheme == "99LIGHTBOX"
    assert value_concept("") == coding.MEAN
    assert value_unit("US") == coding.UNIT_ONE


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (coding.LENGTH, codes.SCT.Length),
        (coding.PATH_LENGTH, codes.DCM.PathLength),
        (coding.ANGLE, codes.SCT.Angle),
        (coding.COBB_ANGLE, codes.SCT.CobbAngle),
        (coding.LONG_AXIS, codes.SCT.LongAxis),
        (coding.SHORT_AXIS, codes.SCT.ShortAxis),
        (coding.DIAMETER, codes.SCT.Diameter),
        (coding.AREA, codes.SCT.Area),
        (coding.WIDTH, codes.SCT.Width),
        (coding.HEART, codes.SCT.Heart),
        (coding.THORAX, codes.SCT.Thorax),
        (coding.MEAN, codes.SCT.Mean),
        (coding.STANDARD_DEVIATION, codes.SCT.StandardDeviation),
        (coding.MINIMUM, codes.SCT.Minimum),
        (coding.MAXIMUM, codes.SCT.Maximum),
        (coding.PEAK, codes.DCM.PeakValueWithinROI),
        (coding.UNIT_DEGREE, codes.UCUM.Degree),
        (coding.UNIT_RATIO, codes.UCUM.Ratio),
        (coding.UNIT_MM, codes.UCUM.Millimeter),
        (coding.UNIT_MM2, codes.UCUM.SquareMillimeter),
    ],
    ids=lambda code: getattr(code, "meaning", ""),
)
def test_codes_of_measurements_are_in_the_dictionary(ours: coding.Code, theirs: object) -> None:
    assert (ours.value, ours.scheme) == (
        theirs.value,  # type: ignore[attr-defined]
        theirs.scheme_designator,  # type: ignore[attr-defined]
    )
