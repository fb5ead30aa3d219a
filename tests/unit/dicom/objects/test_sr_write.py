"""Measurement reports by their parts: what is referenced, said and refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset

from tests.support.ct_series import a_series
from tests.support.dicom_phantoms import (
    SeriesPhantom,
    enhanced_mr,
    ramp,
    save,
    straight,
    write_series,
)
from tests.support.masks import PROVENANCE, a_mask, asymmetric_labels, geometry, segment
from workstation.dicom.objects import sr_check
from workstation.dicom.objects.seg_write import write_segmentation
from workstation.dicom.objects.sr_write import write_measurement_report
from workstation.domain import coding
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.image import Volume
from workstation.domain.measurement import Measurement
from workstation.errors import MaskReadError, VerificationError
from workstation.messages import Message
from workstation.services.open_study import load, open_series, scan


@pytest.fixture
def volume(tmp_path: Path) -> Volume:
    return a_series(tmp_path / "ct", geometry())


def number(value: float, concept: coding.Code = coding.LONG_AXIS, caveat: str = "") -> Measurement:
    return Measurement(
        id="m1", concept=concept, value=value, unit=coding.UNIT_MM, provenance=PROVENANCE,
        caveat=Message(caveat),
    )  # fmt: skip


def finding(volume: Volume, **more: object) -> Finding:
    plain = Finding(
        id="f1",
        label="Nodule 1",
        code=coding.NODULE,
        provenance=PROVENANCE,
        series_instance_uid=volume.source.series_instance_uid,
        measurements=(number(12.5),),
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def written(folder: Path, volume: Volume, *findings: Finding, signed_by: str = "") -> Dataset:
    write_measurement_report(findings, volume, folder / "r.dcm", signed_by=signed_by)
    return pydicom.dcmread(folder / "r.dcm")


def items(item: Dataset, concept: str) -> list[Dataset]:
    found = []
    for child in item.get("ContentSequence", ()):
        if child.ConceptNameCodeSequence[0].CodeValue == concept:
            found.append(child)
        found += items(child, concept)
    return found


def numbers(item: Dataset) -> dict[str, tuple[float, str]]:
    found = {}
    for child in item.get("ContentSequence", ()):
        for value in child.get("MeasuredValueSequence", ()):
            unit = value.MeasurementUnitsCodeSequence[0].CodeValue
            name = child.ConceptNameCodeSequence[0].CodeValue
            found[name] = float(value.NumericValue), unit
        found |= numbers(child)
    return found


def texts(item: Dataset) -> list[str]:
    return [each.TextValue for each in items(item, "121106")]


def test_a_report_that_nobody_signed(volume: Volume, tmp_path: Path) -> None:
    report = written(tmp_path, volume, finding(volume))
    assert (report.VerificationFlag, report.CompletionFlag) == ("UNVERIFIED", "COMPLETE")
    assert report.PreliminaryFlag == "PRELIMINARY"
    assert report.SeriesDescription == "Measurements for clinician review"
    assert report.InstanceNumber == 1
    assert "VerifyingObserverSequence" not in report
    assert report.StudyInstanceUID == volume.source.study_instance_uid
    assert numbers(report) == {coding.LONG_AXIS.value: (12.5, "mm")}
    assert not items(report, "363698007")
    assert texts(report) == []


def test_a_signed_report_says_so(volume: Volume, tmp_path: Path) -> None:
    kept = finding(volume).decided(FindingStatus.ACCEPTED, by="Reader")
    report = written(tmp_path, volume, kept, signed_by="A. Reader")
    assert (report.VerificationFlag, report.PreliminaryFlag) == ("VERIFIED", "FINAL")
    assert report.SeriesDescription == "Measurements, reviewed and signed"
    assert [str(item.PersonName).strip("^") for item in items(report, "121008")] == ["A. Reader"]


def test_a_site_without_a_side_has_none(volume: Volume, tmp_path: Path) -> None:
    report = written(tmp_path, volume, finding(volume, site=coding.LUNG))
    (site,) = items(report, "363698007")
    assert site.ConceptCodeSequence[0].CodeValue == coding.LUNG.value
    assert not items(report, "272741003")


@pytest.mark.parametrize(("probability", "percent"), [(0.0, 0.0), (0.25, 25.0), (1.0, 100.0)])
def test_a_probability_is_in_percent(
    volume: Volume, tmp_path: Path, probability: float, percent: float
) -> None:
    report = written(
        tmp_path,
        volume,
        finding(volume, probability=probability, probability_note=Message("raw score")),
    )
    value, unit = numbers(report)[coding.PROBABILITY.value]
    assert (value, unit) == (percent, "%")
    assert texts(report) == ["raw score"]


def test_a_note_without_a_probability_is_left_out(volume: Volume, tmp_path: Path) -> None:
    report = written(tmp_path, volume, finding(volume, probability_note=Message("raw score")))
    assert texts(report) == []
    assert coding.PROBABILITY.value not in numbers(report)


def test_equal_caveats_stand_once_with_all_of_their_numbers(volume: Volume, tmp_path: Path) -> None:
    rows = (
        number(12.5, caveat="by hand"),
        number(8.0, coding.SHORT_AXIS, caveat="by hand"),
        number(3.0, coding.AREA),
    )
    one = finding(volume, measurements=rows, caveats=("cut", "cut", "stale"))
    report = written(tmp_path, volume, one)
    assert texts(report) == [f"{rows[0].name}, {rows[1].name}: by hand", "cut", "stale"]


@pytest.mark.parametrize(
    ("k", "shown"), [(-3.0, 0), (0.4, 0), (0.6, 1), (2.0, 2), (4.6, 5), (40.0, 5)]
)
def test_the_image_that_shows_a_finding(
    volume: Volume, tmp_path: Path, k: float, shown: int
) -> None:
    assert volume.geometry.shape_kji[0] == 6
    x, y, z = volume.geometry.to_lps_mm((k, 1, 1)).tolist()
    report = written(tmp_path, volume, finding(volume, position_lps_mm=(x, y, z)))
    (image,) = images(report)
    uid = image.ReferencedSOPSequence[0].ReferencedSOPInstanceUID
    assert uid == volume.source.sop_instance_uids[shown]


def test_the_image_that_shows_a_finding_where_slices_lie_unevenly(tmp_path: Path) -> None:
    steps = np.array([0.0, 1.0, 2.0, 12.0, 13.0, 14.0])
    phantom = SeriesPhantom(stored=ramp(), positions=np.outer(steps * 2.5, (0.0, 0.0, 1.0)))
    write_series(tmp_path / "ct", phantom)
    volume = open_series(tmp_path / "ct")
    assert isinstance(volume, Volume)
    assert volume.slice_origins_lps_mm is not None
    for k, (x, y, z) in enumerate(volume.slice_origins_lps_mm.tolist()):
        folder = tmp_path / str(k)
        folder.mkdir()
        (image,) = images(written(folder, volume, finding(volume, position_lps_mm=(x, y, z))))
        uid = image.ReferencedSOPSequence[0].ReferencedSOPInstanceUID
        assert uid == volume.source.sop_instance_uids[k]


def test_the_frame_of_a_file_that_shows_a_finding(tmp_path: Path) -> None:
    (tmp_path / "mr").mkdir()
    save(enhanced_mr(ramp(5), straight(5, (0.0, 0.0, 2.5))[::-1]), tmp_path / "mr" / "e")
    volume = open_series(tmp_path / "mr")
    assert isinstance(volume, Volume)
    x, y, z = volume.geometry.to_lps_mm((1, 2, 2)).tolist()
    (image,) = images(written(tmp_path, volume, finding(volume, position_lps_mm=(x, y, z))))
    (of,) = image.ReferencedSOPSequence
    assert of.ReferencedSOPInstanceUID == volume.source.sop_instance_uids[1]
    assert of.ReferencedFrameNumber == volume.source.frame_indices[1] + 1


def test_the_middle_image_stands_for_a_finding_without_a_place(
    volume: Volume, tmp_path: Path
) -> None:
    (image,) = images(written(tmp_path, volume, finding(volume)))
    uid = image.ReferencedSOPSequence[0].ReferencedSOPInstanceUID
    assert uid == volume.source.sop_instance_uids[3]


def test_without_a_place_the_frames_of_its_own_phase_stand_for_a_finding(tmp_path: Path) -> None:
    (tmp_path / "mr").mkdir()
    positions = np.array([(0, 0, 2.5 * k) for _ in range(2) for k in range(5)])
    temporal = [1] * 5 + [2] * 5
    stored = np.concatenate([ramp(5), ramp(5)])
    save(enhanced_mr(stored, positions, temporal=temporal), tmp_path / "mr" / "e")
    (study,) = scan(tmp_path / "mr").studies
    (series,) = study.series
    for stack in series.stacks:
        image = load(stack, study, series)
        assert isinstance(image, Volume)
        (found,) = images(written(tmp_path, image, finding(image)))
        (of,) = found.ReferencedSOPSequence
        assert list(of.ReferencedFrameNumber) == [f.frame_index + 1 for f in stack.frames]
        assert len(of.ReferencedFrameNumber) == 5


def images(item: Dataset) -> list[Dataset]:
    found = [each for each in item.get("ContentSequence", ()) if each.ValueType == "IMAGE"]
    for child in item.get("ContentSequence", ()):
        found += images(child)
    return found


def test_the_algorithm_is_named_for_findings_of_a_plugin_only(
    volume: Volume, tmp_path: Path
) -> None:
    by_plugin = written(tmp_path, volume, finding(volume, source_kind="plugin"))
    assert [item.TextValue for item in items(by_plugin, "111001")] == [PROVENANCE.method]
    assert [item.TextValue for item in items(by_plugin, "111003")] == [PROVENANCE.version]
    by_reader = written(tmp_path, volume, finding(volume, source_kind="reader"))
    assert not items(by_reader, "111001")


def test_one_group_for_each_finding_that_is_not_rejected(volume: Volume, tmp_path: Path) -> None:
    second = finding(volume, id="f2", label="Nodule 2", measurements=(number(7.0),))
    rejected = finding(volume, id="f3").decided(FindingStatus.REJECTED, by="Reader")
    report = written(tmp_path, volume, finding(volume), rejected, second)
    assert [item.TextValue for item in items(report, "112039")] == ["Nodule 1", "Nodule 2"]


def test_nothing_to_write_is_told(volume: Volume, tmp_path: Path) -> None:
    rejected = finding(volume).decided(FindingStatus.REJECTED, by="Reader")
    proposed = finding(volume)
    for findings, signed_by in (((), ""), ((rejected,), ""), ((proposed,), "A. Reader")):
        with pytest.raises(MaskReadError):
            write_measurement_report(findings, volume, tmp_path / "r.dcm", signed_by=signed_by)
    elsewhere = replace(volume, source=replace(volume.source, paths=()))
    with pytest.raises(MaskReadError):
        write_measurement_report([proposed], elsewhere, tmp_path / "r.dcm")
    assert not (tmp_path / "r.dcm").exists()


@pytest.mark.parametrize("off", [1e-3, -1e-3])
def test_other_numbers_when_read_again_are_not_kept(
    volume: Volume, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, off: float
) -> None:
    honest = sr_check._numeric_values

    def wrong(item: Dataset) -> list[float]:
        return [value + off for value in honest(item)]

    def more(item: Dataset) -> list[float]:
        return [*honest(item), 1.0]

    for reader in (wrong, more):
        monkeypatch.setattr(sr_check, "_numeric_values", reader)
        with pytest.raises(VerificationError):
            write_measurement_report([finding(volume)], volume, tmp_path / "r.dcm")
        assert not (tmp_path / "r.dcm").exists()
        monkeypatch.setattr(sr_check, "_numeric_values", honest)


def test_numbers_of_every_size_are_read_again(volume: Volume, tmp_path: Path) -> None:
    rows = tuple(number(value, concept) for value, concept in (
        (1e-7, coding.LONG_AXIS), (123456.789, coding.SHORT_AXIS), (0.1 + 0.2, coding.AREA)
    ))  # fmt: skip
    found = numbers(written(tmp_path, volume, finding(volume, measurements=rows)))
    np.testing.assert_allclose(
        sorted(value for value, _unit in found.values()),
        sorted(row.value for row in rows),
        rtol=1e-6,
        atol=1e-6,
    )


def test_a_finding_without_a_segment_names_an_image_beside_those_with_one(
    volume: Volume, tmp_path: Path
) -> None:
    labels = asymmetric_labels(volume.geometry.shape_kji)
    mask = a_mask(labels, volume.geometry, [segment(1), segment(2)])
    seg = write_segmentation(mask, volume, tmp_path / "m.seg.dcm")
    marked = finding(volume, id="f1", segment_number=1)
    plain = finding(volume, id="f2", label="Other")
    write_measurement_report([marked, plain], volume, tmp_path / "r.dcm", segmentation=seg)
    groups = items(pydicom.dcmread(tmp_path / "r.dcm"), "125007")
    named = [
        [str(each.ReferencedSOPSequence[0].ReferencedSOPInstanceUID) for each in images(group)]
        for group in groups
    ]
    assert named[0] == [seg.sop_instance_uid]
    assert named[1] == [volume.source.sop_instance_uids[3]]


@pytest.mark.parametrize("value", [0.0, 0.01, 1.0])
def test_small_numbers_may_differ_by_a_millionth_of_their_unit(
    volume: Volume, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: float
) -> None:
    honest = sr_check._numeric_values
    one = finding(volume, measurements=(number(value),))
    for off, kept in ((5e-7, True), (5e-6, False)):

        def shifted(item: Dataset, off: float = off) -> list[float]:
            # It asks itself for what lies below.
            once = off if "SOPInstanceUID" in item else 0.0
            return [each + once for each in honest(item)]

        monkeypatch.setattr(sr_check, "_numeric_values", shifted)
        (tmp_path / "r.dcm").unlink(missing_ok=True)
        if kept:
            write_measurement_report([one], volume, tmp_path / "r.dcm")
        else:
            with pytest.raises(VerificationError):
                write_measurement_report([one], volume, tmp_path / "r.dcm")
        assert (tmp_path / "r.dcm").exists() == kept
        monkeypatch.setattr(sr_check, "_numeric_values", honest)


def test_a_side_without_a_site_and_the_words_of_the_reader_are_kept(
    volume: Volume, tmp_path: Path
) -> None:
    said = finding(volume, laterality=coding.LEFT, statement="Old scar.", segment_number=1)
    report = written(tmp_path, volume, replace(said, statement_by="Dr. A"))
    (side,) = items(report, "272741003")
    assert side.ConceptCodeSequence[0].CodeValue == coding.LEFT.value
    assert texts(report) == ["Old scar."]
    # What a plugin says of an outline is no finding of a reader.
    (tmp_path / "other").mkdir()
    assert texts(written(tmp_path / "other", volume, said)) == []
