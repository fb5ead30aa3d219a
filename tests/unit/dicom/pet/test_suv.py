from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from tests.support.dicom_phantoms import SeriesPhantom, put_raw, ramp, straight, write_series
from workstation.dicom.standard.dates import date_and_time, date_time
from workstation.domain.geometry import GeometryBadge
from workstation.domain.image import Volume
from workstation.messages import Message
from workstation.services.open_study import open_series

# 70 kg, 370 MBq of F-18, one hour: 5000 Bq/mL is SUV 1.381683 (0.945946 without decay).
WEIGHT_KG, DOSE_BQ, HALF_LIFE_S = 70, 370e6, 6586.2


def pet(folder: Path, **changes: object) -> Volume:
    def describe(data_set: Dataset, _k: int) -> None:
        data_set.Units = "BQML"
        data_set.CorrectedImage = ["ATTN", "DECY", "SCAT"]
        data_set.DecayCorrection = "START"
        data_set.PatientWeight = str(WEIGHT_KG)
        data_set.SeriesDate = data_set.AcquisitionDate = "20260102"
        data_set.SeriesTime, data_set.AcquisitionTime = "110000", "110010"
        drug = Dataset()
        drug.RadionuclideTotalDose = str(DOSE_BQ)
        drug.RadionuclideHalfLife = str(HALF_LIFE_S)
        drug.RadiopharmaceuticalStartTime = "100000.00"
        data_set.RadiopharmaceuticalInformationSequence = Sequence([drug])
        for keyword, value in changes.items():
            target = drug if keyword.startswith("Radio") else data_set
            if value is None:
                delattr(target, keyword)
            elif isinstance(value, str) and "," in value:
                put_raw(target, keyword, "DS", value.encode())
            else:
                setattr(target, keyword, value)

    stored = np.full((3, 8, 10), 5000, np.uint16)
    phantom = SeriesPhantom(stored=stored, positions=straight(3), modality="PT", intercept=0)
    write_series(folder, phantom, describe)
    image = open_series(folder)
    assert isinstance(image, Volume)
    return image


def test_decay_corrected_to_the_start_of_the_scan(tmp_path: Path) -> None:
    volume = pet(tmp_path)
    assert volume.quantity == "SUVbw"
    assert float(volume.array[0, 0, 0]) == pytest.approx(1.381683, rel=1e-5)
    assert volume.honesty.badge is GeometryBadge.OK


@pytest.mark.parametrize(
    ("keyword", "other"),
    [
        ("Units", "CNTS"),
        ("PatientWeight", "90"),
        ("PatientWeight", None),
        ("CorrectedImage", ["ATTN"]),
        ("DecayCorrection", "NONE"),
        ("RadionuclideTotalDose", "185e6"),
        ("RadiopharmaceuticalStartTime", "090000"),
    ],
)
def test_images_that_state_different_things_have_no_suv(
    tmp_path: Path, keyword: str, other: str | list[str] | None
) -> None:
    pet(tmp_path)
    path = sorted(tmp_path.iterdir())[-1]
    data_set = pydicom.dcmread(path)
    drug = data_set.RadiopharmaceuticalInformationSequence[0]
    target = drug if keyword.startswith("Radio") else data_set
    setattr(target, keyword, other)
    data_set.save_as(path)
    volume = open_series(tmp_path)
    assert isinstance(volume, Volume)
    assert volume.quantity == ("US" if keyword == "Units" else "BQML")
    assert float(volume.array[0, 0, 0]) == 5000
    assert "do not all state the same" in str(volume.honesty.issues[0].message)


def test_two_radiopharmaceuticals_have_no_suv(tmp_path: Path) -> None:
    second = Dataset()
    second.RadionuclideTotalDose, second.RadionuclideHalfLife = "185e6", "4062.6"
    second.RadiopharmaceuticalStartTime = "090000"

    pet(tmp_path)
    for path in tmp_path.iterdir():
        data_set = pydicom.dcmread(path)
        (first,) = data_set.RadiopharmaceuticalInformationSequence
        data_set.RadiopharmaceuticalInformationSequence = Sequence([first, second])
        data_set.save_as(path)
    volume = open_series(tmp_path)
    assert isinstance(volume, Volume)
    assert volume.quantity == "BQML"
    assert "2 radiopharmaceuticals" in str(volume.honesty.issues[0].message)


@pytest.mark.parametrize(
    ("start", "zone", "time", "cautions"),
    [
        ("20260102090000+0000", "+0100", None, 0),
        ("20260102040000-0500", "+0100", "100000", 0),
        ("20260102090000+0000", None, "100000", 0),
        ("20260102100000+0100", None, None, 1),
        ("20260102100000", None, "080000", 1),
    ],
)
def test_injections_of_other_clocks(
    tmp_path: Path, start: str, zone: str | None, time: str | None, cautions: int
) -> None:
    changes: dict[str, object] = {
        "RadiopharmaceuticalStartDateTime": start,
        "RadiopharmaceuticalStartTime": time,
    }
    if zone is not None:
        changes["TimezoneOffsetFromUTC"] = zone
    volume = pet(tmp_path, **changes)
    assert float(volume.array[0, 0, 0]) == pytest.approx(1.381683, rel=1e-5)
    assert len(volume.honesty.issues) == cautions


def test_decay_corrected_to_the_injection(tmp_path: Path) -> None:
    volume = pet(tmp_path, DecayCorrection="ADMIN")
    assert float(volume.array[0, 0, 0]) == pytest.approx(0.945946, rel=1e-5)


def test_injection_before_midnight(tmp_path: Path) -> None:
    volume = pet(
        tmp_path,
        SeriesTime="003000",
        AcquisitionTime="003001",
        RadiopharmaceuticalStartTime="233000",
    )
    assert float(volume.array[0, 0, 0]) == pytest.approx(1.381683, rel=1e-5)


def test_start_date_and_time_are_preferred(tmp_path: Path) -> None:
    volume = pet(
        tmp_path,
        RadiopharmaceuticalStartTime="010000",
        RadiopharmaceuticalStartDateTime="20260102100000.000000",
    )
    assert float(volume.array[0, 0, 0]) == pytest.approx(1.381683, rel=1e-5)


def test_series_time_after_the_acquisition_is_not_the_reference(tmp_path: Path) -> None:
    """A re-processed series: the reference is found from the mean count time (QIBA)."""
    volume = pet(
        tmp_path,
        SeriesTime="150000",
        AcquisitionTime="110000",
        FrameReferenceTime="0.0",
        ActualFrameDuration="1",
    )
    assert float(volume.array[0, 0, 0]) == pytest.approx(1.381683, rel=1e-4)


def test_long_frames_count_from_their_mean_count_time(tmp_path: Path) -> None:
    """Activity falls within a frame: its mean is met before half of it (QIBA)."""
    frame_s, rate = 3600.0, math.log(2) / HALF_LIFE_S
    steps = (np.arange(200_000) + 0.5) * frame_s / 200_000
    mean_count_s = -math.log(float(np.exp(-rate * steps).mean())) / rate
    assert frame_s / 2 - mean_count_s > 50
    volume = pet(
        tmp_path,
        SeriesTime="150000",
        AcquisitionTime="110000",
        FrameReferenceTime=f"{1000 * mean_count_s:.6f}",
        ActualFrameDuration=f"{1000 * frame_s:.0f}",
    )
    assert float(volume.array[0, 0, 0]) == pytest.approx(1.381683, rel=1e-5)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"PatientWeight": None}, "weight"),
        ({"RadionuclideTotalDose": None}, "dose"),
        ({"RadionuclideHalfLife": None}, "half-life"),
        ({"RadiopharmaceuticalStartTime": None}, "injection time"),
        ({"RadionuclideTotalDose": "0"}, "dose"),
        ({"CorrectedImage": ["DECY"]}, "attenuation"),
        ({"DecayCorrection": "NONE"}, "NONE"),
        ({"SeriesTime": "150000"}, "decay was corrected"),
    ],
)
def test_missing_inputs_leave_activity_with_the_reason(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    volume = pet(tmp_path, **changes)
    assert volume.quantity == "BQML"
    assert float(volume.array[0, 0, 0]) == 5000
    assert volume.honesty.badge is GeometryBadge.CAUTION
    assert reason in str(volume.honesty.issues[0].message)
    assert reason in str(dict(volume.source.technique)[Message("SUV")])


def test_stored_suv_is_used_as_it_is(tmp_path: Path) -> None:
    volume = pet(tmp_path, Units="GML")
    assert volume.quantity == "SUVbw"
    assert float(volume.array[0, 0, 0]) == 5000


def test_lean_body_mass_suv_keeps_its_name(tmp_path: Path) -> None:
    assert pet(tmp_path, Units="GML", SUVType="LBM").quantity == "SUVlbm"


def test_counts_use_the_factor_of_the_maker(tmp_path: Path) -> None:
    def philips(data_set: Dataset, _k: int) -> None:
        data_set.Units = "CNTS"
        data_set.add_new(0x70530010, "LO", "Philips PET Private Group")
        data_set.add_new(0x70531000, "DS", "0.0005")

    phantom = SeriesPhantom(stored=ramp(3), positions=straight(3), modality="PT", intercept=0)
    write_series(tmp_path, phantom, philips)
    image = open_series(tmp_path)
    assert image.quantity == "SUVbw"
    np.testing.assert_allclose(image.array, ramp(3) * 0.0005, rtol=1e-6)


def test_dates_and_times() -> None:
    moment = date_and_time("20260102", "030405.5")
    assert moment is not None
    assert moment.isoformat() == "2026-01-02T03:04:05.500000"
    assert date_and_time("2026.01.02", "03:04:05") == moment.replace(microsecond=0)
    assert date_time("20261301000000") is None
    assert date_and_time("", "030405") is None
    assert date_and_time("20260102", "") is None
