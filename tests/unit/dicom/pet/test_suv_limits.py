"""SUV is refused, or doubted, where one of its inputs cannot be what it is said to be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import EnhancedPETImageStorage

from tests.support.dicom_phantoms import SeriesPhantom, enhanced_mr, ramp, save, straight
from tests.support.dicom_phantoms import write_series as write
from tests.unit.dicom.pet.test_suv import pet
from workstation.dicom.pet.limits import stated_nuclide
from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.tags import tag
from workstation.domain.geometry import GeometryBadge
from workstation.domain.image import Image
from workstation.messages import Message
from workstation.services.open_study import open_series

ONE_HOUR = 1.381683
"""SUV of 5000 Bq/mL after an hour, 70 kg, 370 MBq of F-18."""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"RadionuclideTotalDose": "370"}, "370 Bq"),
        ({"RadionuclideTotalDose": "370000"}, "another unit"),
        ({"RadionuclideTotalDose": "10"}, "another unit"),
        ({"RadionuclideTotalDose": "3.7e11"}, "more than"),
        ({"RadionuclideTotalDose": "370,5"}, '"370,5"'),
        ({"PatientWeight": "70000"}, "70000 kg"),
        ({"PatientWeight": "700"}, "700 kg"),
        ({"PatientWeight": "0.07"}, "0.07 kg"),
        ({"PatientWeight": "70,5"}, '"70,5"'),
        ({"RadionuclideHalfLife": "109.77"}, "half-lives"),
        ({"RadionuclideHalfLife": "1.83"}, "half-life"),
        ({"RadionuclideHalfLife": "6586,2"}, '"6586,2"'),
        ({"RadionuclideHalfLife": "4062.6", "Radiopharmaceutical": "FDG"}, "that of F-18"),
        # Midnight of the same day, as anonymizers write it: no series waits so long.
        ({"SeriesTime": "000000"}, "cannot be found"),
        ({"RadiopharmaceuticalStartTime": "120000"}, "half-lives"),
        (
            {
                "RadiopharmaceuticalStartTime": None,
                "RadiopharmaceuticalStartDateTime": "20260101100000",
            },
            "half-lives",
        ),
        (
            {
                "RadiopharmaceuticalStartTime": None,
                "RadiopharmaceuticalStartDateTime": "20260102120000",
            },
            "after the scan",
        ),
    ],
)
def test_no_suv_of_what_cannot_be(tmp_path: Path, changes: dict[str, object], words: str) -> None:
    volume = pet(tmp_path, **changes)
    assert volume.quantity == "BQML"
    assert volume.honesty.badge is GeometryBadge.CAUTION
    assert words in str(volume.honesty.issues[0].message)


@pytest.mark.parametrize(
    ("changes", "words", "suv"),
    [
        ({"RadiopharmaceuticalStartTime": "110000"}, "same time", 0.945946),
        ({"RadiopharmaceuticalStartTime": "030000"}, "8.0 h", 0.945946 * 2 ** (28800 / 6586.2)),
        ({"RadionuclideTotalDose": "3.7e9"}, "3700 MBq", ONE_HOUR / 10),
        (
            {
                "RadiopharmaceuticalStartTime": "100000",
                "RadiopharmaceuticalStartDateTime": "20181231100000",
            },
            "does not fit",
            ONE_HOUR,
        ),
    ],
)
def test_the_unusual_is_told_beside_the_suv(
    tmp_path: Path, changes: dict[str, object], words: str, suv: float
) -> None:
    volume = pet(tmp_path, **changes)
    assert volume.quantity == "SUVbw"
    assert float(volume.array[0, 0, 0]) == pytest.approx(suv, rel=1e-5)
    assert words in str(volume.honesty.issues[0].message)


def test_slow_tracers_may_wait_for_days_where_the_day_is_stated(tmp_path: Path) -> None:
    """70 kg, 37 MBq of Zr-89, 261 000 s: 10 000 Bq/mL is 35.915 by hand, 5000 is half of it."""
    volume = pet(
        tmp_path,
        RadionuclideTotalDose="37000000",
        RadionuclideHalfLife="282240",
        SeriesDate="20260104",
        AcquisitionDate="20260104",
        SeriesTime="103000",
        AcquisitionTime="103010",
        RadiopharmaceuticalStartTime=None,
        RadiopharmaceuticalStartDateTime="20260101100000",
    )
    assert float(volume.array[0, 0, 0]) == pytest.approx(35.915 / 2, rel=1e-4)
    assert volume.honesty.badge is GeometryBadge.OK


@pytest.mark.parametrize(
    ("code", "half_life", "fits"),
    [("C-111A1", "6586.2", True), ("77004003", "109.77", False), ("C-168A4", "6586.2", False)],
)
def test_the_half_life_is_that_of_the_nuclide(
    tmp_path: Path, code: str, half_life: str, fits: bool
) -> None:
    def describe(data_set: Dataset, _k: int) -> None:
        data_set.Units, data_set.DecayCorrection = "BQML", "START"
        data_set.CorrectedImage = ["ATTN", "DECY"]
        data_set.PatientWeight = "70"
        data_set.SeriesDate = data_set.AcquisitionDate = "20260102"
        data_set.SeriesTime, data_set.AcquisitionTime = "110000", "110010"
        drug, nuclide = Dataset(), Dataset()
        drug.RadionuclideTotalDose, drug.RadionuclideHalfLife = "370000000", half_life
        drug.RadiopharmaceuticalStartTime = "105959"
        nuclide.CodeValue, nuclide.CodingSchemeDesignator, nuclide.CodeMeaning = code, "SCT", "x"
        drug.RadionuclideCodeSequence = Sequence([nuclide])
        data_set.RadiopharmaceuticalInformationSequence = Sequence([drug])

    write(
        tmp_path,
        SeriesPhantom(stored=ramp(3), positions=straight(3), modality="PT", intercept=0),
        describe,
    )
    volume = open_series(tmp_path)
    assert volume.quantity == ("SUVbw" if fits else "BQML")


@pytest.mark.parametrize(
    ("words", "symbol"),
    [
        ("F-18 FDG", "F-18"),
        ("[18F]PSMA-1007", "F-18"),
        ("^68^Gallium", "Ga-68"),
        ("Zirconium-89 girentuximab", "Zr-89"),
        ("FDG", "F-18"),
        ("fdg - fluorodeoxyglucose", "F-18"),
        ("Fludeoxyglucose", "F-18"),
        ("PSMA-1007", None),
        ("Sample 118 F", None),
    ],
)
def test_nuclides_in_words(words: str, symbol: str | None) -> None:
    drug = Attributes({tag("Radiopharmaceutical"): words.encode()})
    nuclide = stated_nuclide(drug)
    assert (nuclide.symbol if nuclide else None) == symbol


def counts(folder: Path, *elements: tuple[int, str, str]) -> Image:
    def describe(data_set: Dataset, _k: int) -> None:
        data_set.Units = "CNTS"
        for number, vr, value in elements:
            data_set.add_new(number, vr, value)

    phantom = SeriesPhantom(stored=ramp(3), positions=straight(3), modality="PT", intercept=0)
    write(folder, phantom, describe)
    return open_series(folder)


def test_the_factor_of_another_creator_is_none(tmp_path: Path) -> None:
    image = counts(tmp_path, (0x70530010, "LO", "SOMEBODY ELSE 01"), (0x70531000, "DS", "123"))
    assert image.quantity == "CNTS"


def test_the_block_of_the_maker_may_lie_elsewhere(tmp_path: Path) -> None:
    image = counts(
        tmp_path,
        (0x70530010, "LO", "SOMEBODY ELSE 01"),
        (0x70530011, "LO", "Philips PET Private Group"),
        (0x70531000, "DS", "123"),
        (0x70531100, "DS", "0.0005"),
    )
    assert image.quantity == "SUVbw"
    np.testing.assert_allclose(image.array, ramp(3) * 0.0005, rtol=1e-6)
    assert "per count" in str(dict(image.source.technique)[Message("SUV factor")])


def enhanced_pet(folder: Path, *, mapped: bool) -> Image:
    data_set = enhanced_mr(np.full((4, 8, 10), 5000, np.uint16), straight(4), slopes=[2.0] * 4)
    data_set.SOPClassUID = EnhancedPETImageStorage
    data_set.file_meta.MediaStorageSOPClassUID = EnhancedPETImageStorage
    data_set.Modality = "PT"
    for item in data_set.PerFrameFunctionalGroupsSequence:
        item.PixelValueTransformationSequence[0].RescaleType = "BQML"
    data_set.PatientWeight = "70"
    data_set.DecayCorrected = data_set.AttenuationCorrected = "YES"
    data_set.DecayCorrectionDateTime = "20260102110000"
    drug = Dataset()
    drug.RadionuclideTotalDose, drug.RadionuclideHalfLife = "370000000", "6586.2"
    drug.RadiopharmaceuticalStartDateTime = "20260102100000"
    data_set.RadiopharmaceuticalInformationSequence = Sequence([drug])
    if mapped:
        mapping, unit = Dataset(), Dataset()
        mapping.RealWorldValueSlope, mapping.RealWorldValueIntercept = 0.001, 0.0
        unit.CodeValue, unit.CodingSchemeDesignator = "{SUVbw}g/ml", "UCUM"
        unit.CodeMeaning = "SUV"
        mapping.MeasurementUnitsCodeSequence = Sequence([unit])
        shared = data_set.SharedFunctionalGroupsSequence[0]
        shared.RealWorldValueMappingSequence = Sequence([mapping])
    save(data_set, folder / "pet")
    return open_series(folder)


def test_enhanced_pet_by_its_real_world_values(tmp_path: Path) -> None:
    image = enhanced_pet(tmp_path, mapped=True)
    assert image.quantity == "SUVbw"
    np.testing.assert_allclose(image.array, 5.0, rtol=1e-6)


def test_enhanced_pet_by_dose_and_time(tmp_path: Path) -> None:
    """Stored 5000 is 10 000 Bq/mL by the rescale: twice the SUV of 5000."""
    image = enhanced_pet(tmp_path, mapped=False)
    assert image.quantity == "SUVbw"
    np.testing.assert_allclose(image.array, 2 * ONE_HOUR, rtol=1e-5)


def test_suv_by_body_surface_is_named(tmp_path: Path) -> None:
    volume = pet(tmp_path, Units="CM2ML", SUVType="BSA")
    assert volume.quantity == "SUVbsa"
    assert volume.honesty.badge is GeometryBadge.OK


@pytest.mark.parametrize(
    ("half_life", "is_doubted"),
    [("6586200", True), ("6586.2", False), ("1222", False), ("282240", False), ("8000", True)],
)
def test_a_half_life_of_no_nuclide_is_doubted(
    tmp_path: Path, half_life: str, is_doubted: bool
) -> None:
    volume = pet(tmp_path, RadionuclideHalfLife=half_life)
    assert volume.quantity == "SUVbw"
    told = [issue for issue in volume.honesty.issues if "half-life" in str(issue.message)]
    assert len(told) == is_doubted


def mapping(unit: str, slope: float, first: int, last: int) -> Dataset:
    item, code = Dataset(), Dataset()
    item.RealWorldValueFirstValueMapped, item.RealWorldValueLastValueMapped = first, last
    item.RealWorldValueSlope, item.RealWorldValueIntercept = slope, 0.0
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = unit, "UCUM", unit
    item.MeasurementUnitsCodeSequence = Sequence([code])
    return item


SUV, LBM, ACTIVITY = "{SUVbw}g/ml", "g/ml{SUVlbm(Janma)}", "Bq/ml"


@pytest.mark.parametrize(
    ("mappings", "quantity", "factor"),
    [
        ([mapping(SUV, 0.01, 0, 65535)], "SUVbw", 0.01),
        ([mapping(LBM, 0.01, 0, 65535)], "SUVlbm(Janma)", 0.01),
        # SUV goes before activity, wherever it stands.
        ([mapping(ACTIVITY, 5.0, 0, 65535), mapping(SUV, 0.01, 0, 65535)], "SUVbw", 0.01),
        # Each is true of a part of the values, and none of all.
        ([mapping(SUV, 0.01, 0, 50), mapping(SUV, 0.1, 51, 65535)], "US", 1.0),
    ],
)
def test_one_real_world_mapping_scales_all_values_or_none(
    tmp_path: Path, mappings: list[Dataset], quantity: str, factor: float
) -> None:
    def describe(data_set: Dataset, _k: int) -> None:
        data_set.RealWorldValueMappingSequence = Sequence(mappings)

    write(
        tmp_path,
        SeriesPhantom(stored=ramp(3), positions=straight(3), modality="PT", intercept=0),
        describe,
    )
    image = open_series(tmp_path)
    assert image.quantity == quantity
    np.testing.assert_allclose(image.array, ramp(3) * factor, rtol=1e-6)


@pytest.mark.parametrize("units", ["BQML", "GML", "CNTS"])
def test_no_unit_rests_on_values_without_a_rescale(tmp_path: Path, units: str) -> None:
    """Rescale Slope is of type 1 (PS3.3 C.8.9.4); without it values are in no known unit."""
    volume = pet(tmp_path, Units=units, RescaleSlope=None, RescaleIntercept=None)
    assert volume.quantity == "US"
    assert "no rescale is stated" in " ".join(str(i.message) for i in volume.honesty.issues)
