"""Results as JSON and back, and reports from what was reviewed."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from pypdf import PdfReader

from tests.support.ct_series import a_series, write_series
from tests.support.image_phantoms import radiograph
from tests.support.known_results import MAYO_INPUTS
from tests.support.masks import PROVENANCE, a_mask, asymmetric_labels, geometry, segment
from workstation.domain import coding
from workstation.domain.analysis import AnalysisResult, Heatmap
from workstation.domain.drawn_measurement import ImagePlace
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.geometry import GeometryHonesty, GeometryIssue, GeometryIssueCode
from workstation.domain.image import Volume
from workstation.domain.mask import Mask
from workstation.domain.risk import RiskScore
from workstation.domain.study import Patient
from workstation.errors import InputError, ReportError
from workstation.messages import Message
from workstation.quantification.segments import measure_segments, to_measurements
from workstation.result_files.record_reading import (
    analysis_from_record,
    findings_from_record,
    risks_from_record,
)
from workstation.result_files.records import analysis_record
from workstation.result_files.result_hashes import HASHES, record_hashes
from workstation.risk.mayo import MAYO
from workstation.security.integrity import sha256_of_file
from workstation.services.assess_risk import assess_finding
from workstation.services.export_masks import write_segmentation_file
from workstation.services.key_images import finding_pictures
from workstation.services.open_image import open_image
from workstation.services.open_study import scan
from workstation.services.report_from_files import ReportTexts, write_report_from_file
from workstation.services.write_report import (
    ReportRequest,
    build_content,
    require_signable,
    write,
)
from workstation.session.staleness import stale_findings

GRID = geometry((12, 40, 50))


@pytest.fixture
def volume(tmp_path: Path) -> Volume:
    return a_series(tmp_path / "ct", GRID)


@pytest.fixture
def mask(volume: Volume) -> Mask:
    labels = asymmetric_labels(volume.geometry.shape_kji)
    return a_mask(labels, volume.geometry, [segment(1), segment(2)])


@pytest.fixture
def result(volume: Volume, mask: Mask) -> AnalysisResult:
    findings = tuple(
        Finding(
            id=f"f{row.number}",
            label=Message.term(str(row.label)),
            code=coding.NODULE,
            provenance=PROVENANCE,
            series_instance_uid=volume.source.series_instance_uid,
            plugin_id="a_plugin",
            mask_id=mask.id,
            mask_version=mask.version,
            segment_number=row.number,
            site=coding.LUNG,
            laterality=coding.RIGHT,
            position_lps_mm=row.centroid_lps_mm,
            probability=0.5,
            caveats=(Message("A caveat."),),
            measurements=to_measurements(row, mask),
        )
        for row in measure_segments(volume, mask)
    )
    return AnalysisResult(
        plugin_id="a_plugin",
        plugin_name="A plugin",
        plugin_version="1.2.3",
        intended_use="Tests.",
        limits="None.",
        device="CPU",
        precision="float32",
        fallbacks=(Message("one"),),
        timings_s=(("total", 1.5),),
        peak_memory_mb=100.0,
        findings=findings,
        provenance=PROVENANCE,
        mask=mask,
    )


def test_a_result_comes_back_from_json(result: AnalysisResult) -> None:
    reviewed = result.findings[0].decided(FindingStatus.ACCEPTED, by="Reader", note="seen")
    score = MAYO.assess(MAYO_INPUTS, finding_id="f1")
    framed = replace(result.findings[1], seen_on=ImagePlace("1.2.3", 12))
    result = replace(result, findings=(reviewed, framed))
    document = json.loads(json.dumps(analysis_record(result, {"result": "x"}, [score])))
    assert set(document) >= {
        "plugin", "version", "device", "precision", "fallbacks", "timings_s", "peak_memory_mb",
        "findings", "outputs", "provenance",
    }  # fmt: skip
    assert set(document["findings"][0]) >= {
        "id", "label", "code", "status", "probability", "segment", "measurements", "risk",
    }  # fmt: skip
    assert findings_from_record(document) == result.findings
    assert risks_from_record(document) == (score,)
    again = analysis_from_record(document)
    assert replace(again, mask=None).duration_s == result.duration_s
    assert again.fallbacks == result.fallbacks


def test_a_status_without_a_decision_is_no_decision(result: AnalysisResult) -> None:
    document = json.loads(json.dumps(analysis_record(result, {})))
    document["findings"][0]["status"] = "accepted"
    assert findings_from_record(document)[0].status is FindingStatus.PROPOSED


@pytest.mark.parametrize(
    "document", [{}, {"findings": 3}, [{}], [{"id": 1}], "text", None, {"findings": [{"id": "x"}]}]
)
def test_damaged_files_are_refused(document: object) -> None:
    with pytest.raises(InputError):
        findings_from_record(document)


def write_result(folder: Path, volume: Volume, result: AnalysisResult) -> Path:
    assert result.mask is not None
    write_segmentation_file(result.mask, volume, folder / "a.seg.dcm")
    path = folder / "result.json"
    path.write_text(json.dumps(analysis_record(result, {"seg": "a.seg.dcm"})))
    return path


def text_of(path: Path) -> str:
    return " ".join(" ".join(p.extract_text() for p in PdfReader(path).pages).split())


def test_a_report_from_files_signed_with_decisions(
    volume: Volume, result: AnalysisResult, tmp_path: Path
) -> None:
    path = write_result(tmp_path, volume, result)
    write_report_from_file(
        volume,
        path,
        tmp_path / "r.pdf",
        ReportTexts(signed_by="Dr. Reader", impression="Two nodules."),
        accept=["f1"],
        reject=["f2"],
    )
    text = text_of(tmp_path / "r.pdf")
    assert "Signed by Dr. Reader" in text
    assert "accepted by Dr. Reader" in text
    assert "Nodule 1" in text
    assert "Nodule 2" not in text
    assert "1 accepted, 0 edited, 1 rejected, 0 not reviewed" in text


def test_decisions_need_a_name_and_known_findings(
    volume: Volume, result: AnalysisResult, tmp_path: Path
) -> None:
    path = write_result(tmp_path, volume, result)
    for texts, accept in ((ReportTexts(), ["f1"]), (ReportTexts(signed_by="R"), ["zzz"])):
        with pytest.raises(ReportError):
            write_report_from_file(volume, path, tmp_path / "r.pdf", texts, accept=accept)
    assert not (tmp_path / "r.pdf").exists()


def test_findings_of_another_series_are_refused(
    volume: Volume, result: AnalysisResult, tmp_path: Path
) -> None:
    path = write_result(tmp_path, volume, result)
    other = replace(volume, source=replace(volume.source, series_instance_uid="9.9"))
    with pytest.raises(InputError, match="another series"):
        write_report_from_file(other, path, tmp_path / "r.pdf", ReportTexts())


def test_a_stale_finding_cannot_be_signed(
    volume: Volume, mask: Mask, result: AnalysisResult
) -> None:
    edited = mask.edited(np.roll(mask.labels, 1, axis=2), PROVENANCE)
    accepted = [f.decided(FindingStatus.ACCEPTED, by="R") for f in result.findings]
    assert len(stale_findings(accepted, [edited])) == 2
    request = ReportRequest(image=volume, findings=accepted, masks=[edited], signed_by="R")
    with pytest.raises(ReportError, match="changed after measuring"):
        build_content(request)
    assert build_content(replace(request, signed_by=""))


def test_doubtful_geometry_is_acknowledged_before_signing(
    volume: Volume, mask: Mask, result: AnalysisResult
) -> None:
    honesty = GeometryHonesty(
        issues=(
            GeometryIssue(
                code=GeometryIssueCode.MISSING_SLICES,
                message=Message("1 slice is missing."),
                blocks_volume=True,
            ),
        )
    )
    doubtful = replace(volume, honesty=honesty)
    accepted = [f.decided(FindingStatus.ACCEPTED, by="R") for f in result.findings]
    request = ReportRequest(image=doubtful, findings=accepted, masks=[mask], signed_by="R")
    for refuses in (build_content, require_signable):
        with pytest.raises(ReportError, match="geometry"):
            refuses(request)
    require_signable(replace(request, geometry_acknowledged_by="R"))
    assert build_content(replace(request, geometry_acknowledged_by="R")).signed_by == "R"
    intensities = [
        replace(f, measurements=tuple(m for m in f.measurements if m.unit == coding.UNIT_HU))
        for f in accepted
    ]
    assert all(f.measurements for f in intensities)
    assert build_content(replace(request, findings=intensities)).signed_by == "R"


@pytest.mark.parametrize("sheared", [False, True])
def test_key_images_show_the_outline_in_the_segment_color(
    tmp_path: Path, result: AnalysisResult, sheared: bool
) -> None:
    volume = a_series(tmp_path / "other", geometry((12, 40, 50), sheared=sheared))
    labels = np.zeros(volume.geometry.shape_kji, np.uint8)
    labels[5:8, 18:24, 20:28] = 1
    mask = a_mask(labels, volume.geometry, [segment(1, color=(255, 0, 255))])
    (row,) = measure_segments(volume, mask)
    finding = replace(result.findings[0], mask_id=mask.id, position_lps_mm=row.centroid_lps_mm)
    pictures = finding_pictures(volume, [mask], finding)
    assert len(pictures) == 2
    outlined, plain = (_tinted(picture.pixels) for picture in pictures)
    assert outlined.sum() > 50
    rows, columns = np.nonzero(outlined)
    # The finding is near the middle of the volume, and so of each picture.
    assert abs(rows.mean() / outlined.shape[0] - 0.5) < 0.2
    assert abs(columns.mean() / outlined.shape[1] - 0.5) < 0.2
    # Nothing of what is outlined is hidden.
    assert not outlined[round(rows.mean()), round(columns.mean())]
    assert not plain.any()


def _tinted(pixels: NDArray[np.uint8]) -> NDArray[np.bool_]:
    red, green, blue = (pixels[..., n].astype(int) for n in range(3))
    tinted: NDArray[np.bool_] = (red > green + 60) & (blue > green + 60)
    return tinted


def many_nodules(volume: Volume, count: int) -> tuple[Mask, list[Finding]]:
    """Small nodules in a row, each with a finding."""
    labels = np.zeros(volume.geometry.shape_kji, np.uint8)
    for n in range(count):
        labels[5, 2 + 3 * (n // 12), 2 + 4 * (n % 12)] = n + 1
    mask = a_mask(labels, volume.geometry, [segment(n + 1) for n in range(count)])
    findings = [
        Finding(
            id=f"n{row.number}",
            label=Message.term(str(row.label)),
            code=coding.NODULE,
            provenance=PROVENANCE,
            series_instance_uid=volume.source.series_instance_uid,
            mask_id=mask.id,
            mask_version=1,
            segment_number=row.number,
            position_lps_mm=row.centroid_lps_mm,
            statement="Density suggests a solid nodule.",
            measurements=to_measurements(row, mask),
        ).decided(FindingStatus.ACCEPTED, by="Dr. Reader")
        for row in measure_segments(volume, mask)
    ]
    return mask, findings


def test_many_findings_take_few_pages_and_at_most_six_pictures(
    volume: Volume, tmp_path: Path
) -> None:
    mask, findings = many_nodules(volume, 37)
    content = build_content(
        ReportRequest(image=volume, findings=findings, masks=[mask], signed_by="Dr. Reader")
    )
    assert len(content.key_images) == 6
    assert len({picture.finding_id for picture in content.key_images}) == 6
    assert content.pictures_left_out == 31
    write(content, tmp_path / "r.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "r.pdf").pages]
    assert len(pages) <= 5
    text = " ".join(" ".join(pages).split())
    assert "31 more pictures were left out" in text
    # What the plugin said of an outline is not what the reader says.
    assert "Density suggests" not in text
    # The impression comes first, and no row goes over two pages.
    assert text.index("Impression") < text.index("Findings")
    for n in range(1, 38):
        assert sum(bool(re.search(rf"^{n}\nNodule {n}$", page, re.M)) for page in pages) == 1


def test_one_nodule_takes_one_page(volume: Volume, tmp_path: Path) -> None:
    mask, findings = many_nodules(volume, 1)
    score = assess_finding("mayo", MAYO_INPUTS, findings[0], volume.source.patient)
    content = build_content(
        ReportRequest(
            image=volume, findings=findings, masks=[mask], risks=[score], impression="1. Nodule.",
            clinical_history="Cough.", signed_by="Dr. Reader",
        )
    )  # fmt: skip
    write(content, tmp_path / "r.pdf")
    assert len(PdfReader(tmp_path / "r.pdf").pages) == 1
    assert [str(p.caption).split(", ")[2] for p in content.key_images] == ["outlined", "plain"]
    assert [(f, str(place)) for f, place in content.places] == [
        ("n1", "series 2, image #6 (6 of 12)")
    ]


def test_organs_are_a_table_of_measurements(volume: Volume, tmp_path: Path) -> None:
    mask, findings = many_nodules(volume, 2)
    organ = replace(mask.segments[0], label="Right lung", category=coding.ANATOMICAL_STRUCTURE)
    mask = replace(mask, segments=(organ, mask.segments[1]))
    findings[0] = replace(findings[0], label="Right lung")
    content = build_content(ReportRequest(image=volume, findings=findings, masks=[mask]))
    assert content.organ_ids == {"n1"}
    write(content, tmp_path / "r.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(tmp_path / "r.pdf").pages)
    assert text.index("Nodule 2") < text.index("Measurements") < text.index("Right lung")


def test_saliency_goes_with_its_finding(result: AnalysisResult) -> None:
    film = radiograph()
    heat = Heatmap(name=Message("saliency"), values=np.full(film.array.shape, 0.5, np.float32))
    finding = replace(
        result.findings[0],
        mask_id="",
        segment_number=None,
        position_lps_mm=None,
        series_instance_uid=film.source.series_instance_uid,
    )
    run = replace(result, findings=(finding,), pictures=(heat,), mask=None)
    request = ReportRequest(image=film, findings=[finding], runs=[run])
    captions = [picture.caption for picture in build_content(request).key_images]
    assert any("where the network looked, not where disease is" in str(text) for text in captions)
    signed = build_content(replace(request, signed_by="R"))
    assert not any("network" in str(picture.caption) for picture in signed.key_images)
    accepted = finding.decided(FindingStatus.ACCEPTED, by="R")
    signed = build_content(replace(request, findings=[accepted], signed_by="R"))
    assert any("network" in str(picture.caption) for picture in signed.key_images)


def edited(document: object, place: tuple[object, ...], value: object) -> object:
    """A copy of a JSON document with one value exchanged."""
    copied = json.loads(json.dumps(document))
    inner = copied
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return copied


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("position_lps_mm",), [1.0, 2.0]),
        (("position_lps_mm",), ["a", "b", "c"]),
        (("caveats",), "one text"),
        (("caveats",), [1]),
        (("probability",), "high"),
        (("probability",), 1.5),
        (("segment",), "1"),
        (("label",), {"<b>": 1}),
        (("measurements",), 3),
        (("measurements", 0, "value"), 1e999),
        (("history",), [{"status": "accepted", "by": " ", "at": "2026-01-01T00:00:00+00:00"}]),
        (("history",), [{"status": "accepted", "by": "R", "at": "2026-01-01T00:00:00"}]),
        (("id",), "f2"),
    ],
)
def test_findings_of_wrong_types_get_one_clear_line(
    result: AnalysisResult, place: tuple[object, ...], value: object
) -> None:
    document = analysis_record(result, {})
    with pytest.raises(InputError):
        findings_from_record(edited(document, ("findings", 0, *place), value))


@pytest.mark.parametrize("value", [3, [3], [{}], {"a": 1}])
def test_scores_of_wrong_types_get_one_clear_line(result: AnalysisResult, value: object) -> None:
    with pytest.raises(InputError):
        risks_from_record(edited(analysis_record(result, {}), ("risk",), value))


def test_a_score_is_printed_with_its_finding_or_not_at_all(
    volume: Volume, result: AnalysisResult, tmp_path: Path
) -> None:
    path = write_result(tmp_path, volume, result)
    score = MAYO.assess(MAYO_INPUTS, finding_id="f2")
    document = analysis_record(result, {"seg": "a.seg.dcm"}, [score])
    assert document["findings"][1]["risk"]
    document["findings"][1]["risk"][0]["finding_id"] = ""
    path.write_text(json.dumps(document))
    texts = ReportTexts(signed_by="R")
    write_report_from_file(
        volume, path, tmp_path / "r.pdf", texts, accept=["f1"], reject=["f2"]
    )  # fmt: skip
    assert "Swensen" not in text_of(tmp_path / "r.pdf")


def test_a_mask_that_was_exchanged_after_the_analysis_is_noticed(
    volume: Volume, mask: Mask, result: AnalysisResult, tmp_path: Path
) -> None:
    path = write_result(tmp_path, volume, result)
    document = analysis_record(result, {"seg": "a.seg.dcm"})
    document["outputs_sha256"] = {"seg": sha256_of_file(tmp_path / "a.seg.dcm")}
    path.write_text(json.dumps(document))
    write_report_from_file(volume, path, tmp_path / "r.pdf", ReportTexts())
    other = replace(mask, labels=np.roll(mask.labels, 1, axis=2))
    write_segmentation_file(other, volume, tmp_path / "a.seg.dcm")
    with pytest.raises(InputError, match="not the file"):
        write_report_from_file(volume, path, tmp_path / "r2.pdf", ReportTexts())
    assert not (tmp_path / "r2.pdf").exists()


def test_all_can_be_rejected_and_nothing_both(
    volume: Volume, result: AnalysisResult, tmp_path: Path
) -> None:
    path = write_result(tmp_path, volume, result)
    texts = ReportTexts(signed_by="R")
    write_report_from_file(
        volume, path, tmp_path / "r.pdf", texts, accept=["f2"], reject=["all"]
    )  # fmt: skip
    assert "1 accepted, 0 edited, 1 rejected" in text_of(tmp_path / "r.pdf")
    with pytest.raises(ReportError, match="both"):
        write_report_from_file(
            volume, path, tmp_path / "r.pdf", texts, accept=["f2"], reject=["f2"]
        )


@pytest.mark.parametrize("numbers", [3, {"1": "x"}, {"1": 1, "2": 1}, {"-4": -9}])
def test_damaged_segment_numbers_get_one_clear_line(
    volume: Volume, result: AnalysisResult, tmp_path: Path, numbers: object
) -> None:
    path = write_result(tmp_path, volume, result)
    document = analysis_record(result, {"seg": "a.seg.dcm"})
    path.write_text(json.dumps({**document, "seg_segment_numbers": numbers}))
    with pytest.raises(InputError):
        write_report_from_file(volume, path, tmp_path / "r.pdf", ReportTexts())


def a_score(finding: Finding, diameter: float, patient: Patient) -> RiskScore:
    typed = MAYO_INPUTS | {"nodule_diameter": diameter}
    return assess_finding("mayo", typed, finding, patient)


def test_a_report_is_not_signed_with_a_score_of_another_size(
    volume: Volume, result: AnalysisResult, mask: Mask
) -> None:
    accepted = [f.decided(FindingStatus.ACCEPTED, by="Reader") for f in result.findings]
    score = a_score(accepted[0], 15.0, volume.source.patient)
    again = mask.edited(mask.labels, PROVENANCE)
    measured_again = [replace(f, mask_version=again.version) for f in accepted]
    request = ReportRequest(
        image=volume, findings=accepted, masks=[mask], risks=[score], signed_by="Reader"
    )
    assert build_content(request).risks == (score,)
    later = replace(request, findings=measured_again, masks=[again])
    with pytest.raises(ReportError, match="a score is out of date"):
        build_content(later)
    draft = build_content(replace(later, signed_by=""))
    assert [(o.finding_id, o.model) for o in draft.out_of_date] == [("f1", "mayo")]
    fresh = a_score(measured_again[0], 15.0, volume.source.patient)
    assert build_content(replace(later, risks=[fresh])).out_of_date == ()


def test_findings_of_other_series_are_looked_after_too(
    volume: Volume, result: AnalysisResult, mask: Mask
) -> None:
    elsewhere = [
        replace(f, series_instance_uid="9.9").decided(FindingStatus.ACCEPTED, by="Reader")
        for f in result.findings
    ]
    edited = mask.edited(mask.labels, PROVENANCE)
    request = ReportRequest(
        image=volume, findings=elsewhere, other_masks=[edited], signed_by="Reader"
    )
    with pytest.raises(ReportError, match="changed after measuring"):
        build_content(request)
    # Their place is none of the series that is looked at.
    draft = build_content(replace(request, signed_by=""))
    assert [p.finding_id for p in draft.key_images if p.finding_id] == []


def test_a_run_of_an_earlier_session_says_what_became_of_its_proposals(
    volume: Volume, result: AnalysisResult
) -> None:
    findings = [result.findings[0].decided(FindingStatus.ACCEPTED, by="Reader"), result.findings[1]]
    for kept in (
        replace(result, findings=(), kept_finding_ids=("f1", "f2")),
        replace(result, findings=()),  # as earlier versions kept it
    ):
        (run,) = build_content(ReportRequest(image=volume, findings=findings, runs=[kept])).ai_runs
        assert (run.proposed, run.accepted, run.edited, run.rejected) == (2, 1, 0, 0)


def test_scores_of_findings_that_are_rejected_now_are_left_out(
    volume: Volume, result: AnalysisResult, tmp_path: Path
) -> None:
    score = MAYO.assess(MAYO_INPUTS, finding_id="f1")
    path = write_result(tmp_path, volume, result)
    path.write_text(json.dumps(analysis_record(result, {"seg": "a.seg.dcm"}, [score])))
    signed = ReportTexts(signed_by="Reader")
    write_report_from_file(volume, path, tmp_path / "r.pdf", signed, accept=["f2"], reject=["f1"])
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "r.pdf").pages)
    assert "Swensen" not in text


def test_a_report_by_command_prints_what_the_window_prints(tmp_path: Path) -> None:
    for path in write_series(tmp_path / "ct", GRID):
        header = pydicom.dcmread(path)
        header.AccessionNumber = "A-77"
        header.ReferringPhysicianName = "Refer^Rita"
        header.InstitutionName = "St. Elsewhere"
        header.save_as(path)
    study = scan(tmp_path / "ct").studies[0]
    image = open_image(tmp_path / "ct")
    by_window = build_content(ReportRequest(image=image, study=study, findings=[]))
    by_command = build_content(ReportRequest(image=image, findings=[]))
    assert by_command.study == by_window.study
    stated = {str(name): value for name, value in by_command.study}
    assert stated["Accession number"] == "A-77"
    assert stated["Referred by"] == "Refer, Rita"
    assert stated["Institution"] == "St. Elsewhere"


def test_a_signature_without_findings_is_noted(
    volume: Volume, result: AnalysisResult, tmp_path: Path
) -> None:
    path, record = tmp_path / "result.json", analysis_record(result, {})
    path.write_text(json.dumps({**record, HASHES: record_hashes(record)}))
    signed = write_report_from_file(
        volume, path, tmp_path / "r.pdf", ReportTexts(signed_by="Reader")
    )
    assert tuple(map(str, signed.notes)) == (
        "No finding was accepted: the signed report states none.",
        "Left out, because nobody reviewed them: 2.",
        "The impression is empty.",
    )
    draft = write_report_from_file(volume, path, tmp_path / "d.pdf", ReportTexts())
    assert draft.notes == ()


def test_key_images_that_cannot_be_made_are_counted(volume: Volume) -> None:
    content = build_content(ReportRequest(image=volume, findings=[], key_images_away=2))
    assert content.pictures_left_out == 2
