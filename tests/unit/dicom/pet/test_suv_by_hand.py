"""The scale of PET images from attributes alone, beside numbers worked out by hand."""

from __future__ import annotations

import math

import pytest

from workstation.dicom.pet.suv import PetScale, pet_scale, real_world_suv
from workstation.dicom.pixels.rescaling import Rescaling
from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.tags import tag

# 70 kg, 350 MBq, half-life of 6600 s, injected an hour before the series.
SCAN = {
    "Units": "BQML",
    "CorrectedImage": "ATTN\\DECY\\SCAT",
    "DecayCorrection": "START",
    "PatientWeight": "70",
    "SeriesDate": "20260102",
    "SeriesTime": "110000",
    "AcquisitionDate": "20260102",
    "AcquisitionTime": "110010",
    "FrameReferenceTime": "70000",
    "ActualFrameDuration": "120000",
}
DRUG = {
    "RadionuclideTotalDose": "350000000",
    "RadionuclideHalfLife": "6600",
    "RadiopharmaceuticalStartTime": "100000",
}
PLAIN = 70000 / 350e6
AT_SCAN = PLAIN * 2 ** (3600 / 6600)


def image(private: dict[int, str] | None = None, /, **changes: str | None) -> Attributes:
    """Attributes of one PET image; None leaves one out."""
    scan = {**SCAN, **{k: v for k, v in changes.items() if not k.startswith("Radio")}}
    drug = {**DRUG, **{k: v for k, v in changes.items() if k.startswith("Radio")}}
    raw = {tag(name): value.encode() for name, value in scan.items() if value is not None}
    raw |= {number: value.encode() for number, value in (private or {}).items()}
    item = Attributes({tag(n): v.encode() for n, v in drug.items() if v is not None})
    return Attributes(raw, {tag("RadiopharmaceuticalInformationSequence"): [item]})


def scale(private: dict[int, str] | None = None, /, **changes: str | None) -> PetScale:
    one = image(private, **changes)
    return pet_scale([one], [one])


def test_decay_to_the_start_of_the_scan_by_hand() -> None:
    found = scale()
    assert (found.quantity, str(found.reason), found.cautions) == ("SUVbw", "", ())
    assert found.factor_unit == "g/Bq"
    assert found.delay_s == 3600
    assert found.factor == pytest.approx(AT_SCAN, rel=1e-12)


def test_decay_to_the_injection_by_hand() -> None:
    found = scale(DecayCorrection="ADMIN")
    assert found.factor == pytest.approx(PLAIN, rel=1e-12)
    assert found.delay_s is None


@pytest.mark.parametrize(
    ("decay", "words"),
    [("NONE", "decay correction is NONE"), (None, "decay correction is not stated")],
)
def test_other_decay_corrections_leave_activity(decay: str | None, words: str) -> None:
    found = scale(DecayCorrection=decay)
    assert (found.quantity, found.factor, str(found.reason)) == ("BQML", 1.0, words)


def test_a_stated_moment_of_the_correction_is_the_reference() -> None:
    """Enhanced files: 10:30 is half an hour after the injection."""
    found = scale(DecayCorrection=None, DecayCorrectionDateTime="20260102103000")
    assert found.delay_s == 1800
    assert found.factor == pytest.approx(PLAIN * 2 ** (1800 / 6600))


@pytest.mark.parametrize(
    ("changes", "corrected"),
    [
        ({}, True),
        ({"CorrectedImage": "DECY\\ATTN"}, True),
        ({"CorrectedImage": "ATTN"}, False),
        ({"CorrectedImage": "DECY"}, False),
        ({"CorrectedImage": None}, False),
        ({"CorrectedImage": None, "DecayCorrected": "YES", "AttenuationCorrected": "YES"}, True),
        ({"CorrectedImage": None, "DecayCorrected": "YES", "AttenuationCorrected": "NO"}, False),
        ({"CorrectedImage": None, "DecayCorrected": "NO", "AttenuationCorrected": "YES"}, False),
    ],
)
def test_images_are_corrected_for_decay_and_attenuation(
    changes: dict[str, str | None], corrected: bool
) -> None:
    found = scale(**changes)
    assert (found.quantity == "SUVbw") is corrected
    assert ("corrected" in str(found.reason)) is not corrected


@pytest.mark.parametrize(
    ("units", "kind", "quantity", "factor"),
    [
        ("GML", None, "SUVbw", 1),
        ("GML", "BW", "SUVbw", 1),
        ("GML", "LBM", "SUVlbm", 1),
        ("GML", "LBMJAMES128", "SUVlbm(James128)", 1),
        ("GML", "LBMJANMA", "SUVlbm(Janma)", 1),
        ("GML", "IBW", "SUVibw", 1),
        ("GML", "other", "GML", 1),
        ("CM2ML", "BSA", "SUVbsa", 1),
        ("CM2ML", "BW", "CM2ML", 1),
        ("PROPCPS", None, "PROPCPS", 1),
        (None, None, "US", 1),
    ],
)
def test_units(units: str | None, kind: str | None, quantity: str, factor: float) -> None:
    found = scale(Units=units, SUVType=kind)
    assert (found.quantity, found.factor) == (quantity, factor)
    assert bool(found.reason) is (quantity == (units or "US") and quantity != "GML")


def test_the_rescale_type_states_the_unit_of_enhanced_files() -> None:
    one = image(Units=None)
    assert pet_scale([one], [one], "BQML").quantity == "SUVbw"
    assert pet_scale([one], [one], "GML").quantity == "SUVbw"
    assert "unstated" in str(pet_scale([one], [one]).reason)


PHILIPS = {0x70530010: "Philips PET Private Group"}


@pytest.mark.parametrize(
    ("private", "quantity", "factor"),
    [
        ({0x70531000: "0.0005"}, "SUVbw", 0.0005),
        ({0x70531000: "0"}, "CNTS", 1),
        ({0x70531000: "-2"}, "CNTS", 1),
        ({0x70531009: "2.5"}, "SUVbw", AT_SCAN * 2.5),
        ({0x70531000: "0", 0x70531009: "2.5"}, "SUVbw", AT_SCAN * 2.5),
        ({}, "CNTS", 1),
    ],
)
def test_counts_by_the_factors_of_the_maker(
    private: dict[int, str], quantity: str, factor: float
) -> None:
    found = scale({**PHILIPS, **private}, Units="CNTS")
    assert found.quantity == quantity
    assert found.factor == pytest.approx(factor)
    assert found.factor_unit == ("g/mL per count" if quantity == "SUVbw" else "g/Bq")


def test_counts_whose_factors_differ_are_no_suv() -> None:
    both = [image({**PHILIPS, 0x70531000: text}, Units="CNTS") for text in ("0.1", "0.2")]
    assert pet_scale(both, both).quantity == "CNTS"
    same = [both[0], image({**PHILIPS, 0x70531000: "0.10"}, Units="CNTS")]
    assert pet_scale(same, same).factor == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("name", "quantity"), [("Units", "US"), ("SUVType", "US"), ("PatientWeight", "BQML")]
)
def test_images_that_disagree(name: str, quantity: str) -> None:
    both = [image(), image(**{name: "80"})]
    found = pet_scale(both, both)
    assert found.quantity == quantity
    assert "do not all state the same" in str(found.reason)


@pytest.mark.parametrize(
    ("start", "delay_s"),
    [("100000", 3600), ("105959", 1), ("233000", 11.5 * 3600), ("110000.5", 23 * 3600 + 3599.5)],
)
def test_a_time_without_a_day_was_before_the_scan(start: str, delay_s: float) -> None:
    found = scale(RadiopharmaceuticalStartTime=start)
    if delay_s < 10 * 6600:
        assert found.delay_s == delay_s
    else:
        assert found.quantity == "BQML"


@pytest.mark.parametrize(
    ("stated", "time", "delay_s", "words"),
    [
        ("20260102100000", None, 3600, ()),
        ("20260102100000", "100000", 3600, ()),
        ("20260102100000", "100059", 3600, ()),
        ("20260102100000", "100101", 3600, ("as 2026-01-02 10:00:00 and as 10:01:01",)),
        ("20260102100000", "095900", 3600, ()),
        ("20260102120000", "100000", 3600, ("as 2026-01-02 12:00:00, which does not fit",)),
        ("20260102110000+0100", None, 0, ("20260102110000+0100, with a time zone",)),
        ("20260102113000+0100", "103000", 1800, ()),
        ("20260102114100+0100", "103000", 1800, ("which does not fit the scan",)),
        ("20251201100000", "100000", 3600, ("which does not fit the scan",)),
    ],
)
def test_which_start_of_the_injection_counts(
    stated: str, time: str | None, delay_s: float, words: tuple[str, ...]
) -> None:
    found = scale(
        RadiopharmaceuticalStartDateTime=stated, RadiopharmaceuticalStartTime=time,
        SeriesTime="110000" if delay_s else "110001",
    )  # fmt: skip
    assert found.delay_s == (delay_s or 1)
    cautions = [str(caution) for caution in found.cautions]
    told = [caution for caution in cautions if "injection is stated" in caution]
    assert len(told) == len(words)
    for caution, word in zip(told, words, strict=True):
        assert word in caution


@pytest.mark.parametrize(
    ("stated", "time", "is_dated"),
    [
        ("20260102040000", None, True),
        ("20260102040000", "040000", True),
        ("20260102040000+0100", None, True),
        (None, "040000", False),
        # The day that is stated is one of a clock of another zone, or does not fit the scan.
        ("20260102050000+0100", "040000", False),
        ("20251201040000", "040000", False),
    ],
)
def test_a_long_wait_is_doubted_where_no_day_of_the_injection_holds(
    stated: str | None, time: str | None, is_dated: bool
) -> None:
    """A tracer of 12.7 h, 7 h before the scan: usual for it, if the day is that of the scan."""
    found = scale(
        RadiopharmaceuticalStartDateTime=stated,
        RadiopharmaceuticalStartTime=time,
        RadionuclideHalfLife="45720",
    )
    assert found.delay_s == 7 * 3600
    waited = [each for each in map(str, found.cautions) if each.startswith("The scan is 7.0 h")]
    assert len(waited) == (0 if is_dated else 1)


def test_no_start_of_the_injection_is_no_suv() -> None:
    found = scale(RadiopharmaceuticalStartTime=None)
    assert (found.quantity, str(found.reason)) == ("BQML", "the injection time is not stated")


def test_a_series_that_began_after_its_images_is_no_reference() -> None:
    """Mean count time of a frame of 120 s: its reference, 70 s, lies that much after the start."""
    rate = math.log(2) / 6600
    mean_s = math.log(rate * 120 / (1 - math.exp(-rate * 120))) / rate
    assert mean_s == pytest.approx(59.937, abs=0.001)
    found = scale(SeriesTime="110011")
    assert found.delay_s == pytest.approx(3600 + 10 - 70 + mean_s, abs=1e-3)
    assert scale(SeriesTime="110010").delay_s == 3610


def test_the_scan_of_ge_is_the_reference_where_the_series_is_none() -> None:
    private = {0x00090010: "GEMS_PETD_01", 0x0009100D: "20260102105000"}
    assert scale(private, SeriesTime="120000").delay_s == 3000
    late = {**private, 0x0009100D: "20260102110011"}
    assert scale(late, SeriesTime="120000").delay_s == pytest.approx(3599.937, abs=0.001)


@pytest.mark.parametrize(
    "changes",
    [
        {"FrameReferenceTime": None},
        {"ActualFrameDuration": None},
        {"ActualFrameDuration": "0"},
        {"ActualFrameDuration": "-5"},
    ],
)
def test_without_a_reference_there_is_no_suv(changes: dict[str, str | None]) -> None:
    found = scale(SeriesTime="120000", **changes)
    assert (found.quantity, "cannot be found" in str(found.reason)) == ("BQML", True)


def test_the_earliest_image_of_the_series_decides() -> None:
    early = image(AcquisitionTime="105950")
    late = image()
    found = pet_scale([late], [late, early])
    assert found.delay_s == pytest.approx(3599.937, abs=0.001)
    none = image(AcquisitionTime=None)
    assert str(pet_scale([none], [none]).reason) == "the acquisition times are not stated"


@pytest.mark.parametrize(
    ("units", "found"),
    [
        (("{SUVbw}g/ml",), "SUVbw"),
        (("{SUVlbm}g/ml", "{SUVlbm}g/ml"), "SUVlbm"),
        (("{SUVbsa}cm2/ml",), "SUVbsa"),
        (("{SUVibw}g/ml",), "SUVibw"),
        (("{SUVbw}g/ml", "{SUVlbm}g/ml"), ""),
        (("Bq/ml",), ""),
        (("{SUVxy}g/ml",), ""),
    ],
)
def test_real_world_units(units: tuple[str, ...], found: str) -> None:
    assert real_world_suv([Rescaling(kind=kind) for kind in units]) == found
