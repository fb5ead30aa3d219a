"""A report from a result file: what is read of it, what is refused, and what is told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pytest
from pypdf import PdfReader

from tests.support.ct_series import a_series
from tests.support.known_results import MAYO_INPUTS, PLUGIN_ID, a_nodule, an_analysis
from tests.support.masks import a_mask, asymmetric_labels, geometry, segment
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.image import Volume
from workstation.domain.mask import Mask
from workstation.errors import InputError, OutputError, ReportError
from workstation.result_files.records import risk_record
from workstation.result_files.result_hashes import HASHES
from workstation.services import report_from_files
from workstation.services.assess_risk import assess
from workstation.services.open_image import open_image
from workstation.services.report_from_files import (
    ReportTexts,
    WrittenFromFile,
    analyzed_series,
    read_result,
    require_same_series,
    write_report_from_file,
)
from workstation.services.write_report import ReportRequest, build_content

GRID = geometry((4, 12, 14))
NUMBERS = (3, 7)
"""Those of the segments of the plugin; in a SEG they become 1 and 2."""


@pytest.fixture(scope="module")
def volume(tmp_path_factory: pytest.TempPathFactory) -> Volume:
    return a_series(tmp_path_factory.mktemp("study") / "ct", GRID)


@pytest.fixture(scope="module")
def mask(volume: Volume) -> Mask:
    labels = asymmetric_labels(volume.geometry.shape_kji)
    table = np.array([0, *NUMBERS], np.uint8)
    return a_mask(table[labels], volume.geometry, [segment(n) for n in NUMBERS])


def findings_on(volume: Volume, mask: Mask) -> tuple[Finding, ...]:
    return tuple(
        replace(
            a_nodule(volume),
            id=f"f{number}",
            label=f"Nodule {number}",
            mask_id=mask.id,
            mask_version=mask.version,
            segment_number=number,
            position_lps_mm=tuple(GRID.to_lps_mm(at).tolist()),
        )
        for number, at in zip(NUMBERS, ((1, 3, 3), (2, 10, 12)), strict=True)
    )


@pytest.fixture(scope="module")
def analysis(volume: Volume, mask: Mask, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("analysis") / "out"
    return an_analysis(volume, folder, findings=findings_on(volume, mask), mask=mask)


@pytest.fixture
def result(analysis: Path, tmp_path: Path) -> Path:
    """A copy of the analysis, to be changed."""
    return shutil.copytree(analysis.parent, tmp_path / "out") / analysis.name


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> list[ReportRequest]:
    """What reports are made of, the newest last."""
    seen: list[ReportRequest] = []

    def noted(request: ReportRequest) -> Any:
        seen.append(request)
        return build_content(request)

    monkeypatch.setattr(report_from_files, "build_content", noted)
    return seen


def changed(result: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    document = json.loads(result.read_text())
    change(document)
    result.write_text(json.dumps(document))
    return result


def draft(volume: Volume, result: Path, **texts: Any) -> WrittenFromFile:
    return write_report_from_file(
        volume, result, result.with_name("draft.pdf"), ReportTexts(**texts)
    )


def text_of(path: Path) -> str:
    return " ".join(" ".join(p.extract_text() for p in PdfReader(path).pages).split())


# Masks beside the file


def test_the_masks_come_back_under_the_numbers_of_the_findings(
    volume: Volume, mask: Mask, tmp_path: Path, requests: list[ReportRequest]
) -> None:
    mask = replace(mask, version=2)
    findings = findings_on(volume, mask)
    draft(volume, an_analysis(volume, tmp_path / "out", findings=findings, mask=mask))
    (read,) = requests[-1].masks
    np.testing.assert_array_equal(read.labels, mask.labels)
    assert {(s.number, str(s.label)) for s in read.segments} == {(3, "Nodule 3"), (7, "Nodule 7")}
    assert (read.id, read.version) == (mask.id, mask.version)
    pictured = {picture.finding_id for picture in build_content(requests[-1]).key_images}
    assert pictured == {"f3", "f7"}


@pytest.mark.parametrize(
    "numbers",
    [
        3,
        ["1"],
        {"1": "x"},
        {"1": None},
        {"3": 0},
        {"0": 1},
        {"0": 1, "7": 2},
        {"3": 1, "7": 2, "9": 0},
        {"7": -1},
        {"-4": 1},
        {"3": 1, "7": 1},
        {"3": 1, " 3": 2},
        {"3": 2},
        {"70000": 1},
        {"3": 1e999},
    ],
)
def test_segment_numbers_that_cannot_be_are_refused_and_nothing_is_guessed(
    volume: Volume, result: Path, numbers: object
) -> None:
    changed(result, lambda document: document.update(seg_segment_numbers=numbers))
    with pytest.raises(InputError, match="segment numbers of the findings file are damaged"):
        draft(volume, result)
    assert not result.with_name("draft.pdf").exists()


def test_a_file_of_an_earlier_version_has_the_numbers_of_its_seg(
    volume: Volume, result: Path, requests: list[ReportRequest]
) -> None:
    changed(result, lambda document: document.pop("seg_segment_numbers"))
    draft(volume, result)
    (read,) = requests[-1].masks
    assert sorted(np.unique(read.labels).tolist()) == [0, 1, 2]


def test_a_mask_that_was_left_behind_is_named(volume: Volume, result: Path) -> None:
    seg = next(result.parent.glob("*.seg.dcm"))
    seg.unlink()
    with pytest.raises(InputError, match=rf"{seg.name} is not beside") as told:
        draft(volume, result)
    assert str(told.value.hint) == "Keep the files of an analysis together."


def _with_seg(document: dict[str, Any], name: str) -> None:
    document["outputs"]["seg"] = name


def test_a_mask_is_looked_for_beside_the_file_alone(volume: Volume, result: Path) -> None:
    elsewhere = result.parent.parent / "zz.seg.dcm"
    next(result.parent.glob("*.seg.dcm")).rename(elsewhere)
    for name in ("../zz.seg.dcm", str(elsewhere)):
        changed(result, partial(_with_seg, name=name))
        with pytest.raises(InputError, match=r"zz\.seg\.dcm is not beside"):
            draft(volume, result)


def test_without_a_seg_the_mask_of_the_nifti_is_taken(
    tmp_path: Path, mask: Mask, requests: list[ReportRequest]
) -> None:
    affine = np.diag([-1.1, -0.7, 2.5, 1.0])
    values = np.arange(14 * 12 * 4, dtype=np.int16).reshape(14, 12, 4)
    nibabel.Nifti1Image(values, affine).to_filename(tmp_path / "image.nii.gz")
    image = open_image(tmp_path / "image.nii.gz", modality="CT")
    assert isinstance(image, Volume)
    on_image = replace(mask, geometry=image.geometry)
    findings = findings_on(image, on_image)
    result = an_analysis(image, tmp_path / "out", findings=findings, mask=on_image)
    assert "seg" not in json.loads(result.read_text())["outputs"]
    draft(image, result)
    (read,) = requests[-1].masks
    np.testing.assert_array_equal(read.labels, mask.labels)
    assert read.id == mask.id


@pytest.mark.parametrize("outputs", [{}, {"seg": ""}, {"report": "report.pdf"}])
def test_a_result_without_a_mask_gives_a_report_without_one(
    volume: Volume, result: Path, requests: list[ReportRequest], outputs: dict[str, str]
) -> None:
    changed(result, lambda document: document.update(outputs=outputs))
    draft(volume, result)
    assert requests[-1].masks == ()
    assert "Nodule 3" in text_of(result.with_name("draft.pdf"))


def test_outputs_that_are_not_named_are_refused(volume: Volume, result: Path) -> None:
    changed(result, lambda document: document.update(outputs=["a.seg.dcm"]))
    with pytest.raises(InputError, match="outputs of the findings file are not named"):
        draft(volume, result)


def test_a_plain_list_of_findings_is_enough(
    volume: Volume, result: Path, requests: list[ReportRequest]
) -> None:
    findings = json.loads(result.read_text())["findings"]
    result.write_text(json.dumps(findings))
    written = draft(volume, result)
    assert [finding.id for finding in requests[-1].findings] == ["f3", "f7"]
    assert (requests[-1].runs, requests[-1].masks) == ([], ())
    assert "cannot be checked" in str(written.notes[0])


# Reading the file


def test_a_file_that_cannot_be_read_says_which_one_to_use(tmp_path: Path) -> None:
    latin = tmp_path / "latin.json"
    latin.write_bytes('{"findings": "Läsion"}'.encode("latin-1"))
    for path in (tmp_path / "absent.json", tmp_path, latin):
        with pytest.raises(InputError, match=rf"{path.name} cannot be read") as told:
            read_result(path)
        assert "result.json of `lightbox analyze`" in str(told.value.hint)


@pytest.mark.parametrize("text", ["", "{", "%PDF-1.7", "[" * 100_000, "1" * 5000])
def test_a_file_that_is_no_json_says_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "result.json"
    path.write_text(text)
    with pytest.raises(InputError, match=r"result\.json is not JSON"):
        read_result(path)


def test_a_file_that_is_far_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "result.json"
    path.write_text("[]" + " " * 98)
    monkeypatch.setattr(report_from_files, "_LARGEST_FILE", 100)
    assert read_result(path) == []
    path.write_text("[]" + " " * 99)
    with pytest.raises(InputError, match="too large"):
        read_result(path)


def test_the_series_that_was_analyzed_is_found_by_its_findings(
    volume: Volume, result: Path
) -> None:
    assert analyzed_series(result) == volume.source.series_instance_uid
    result.write_text("[]")
    assert analyzed_series(result) == ""


def test_findings_that_name_no_series_fit_any_image(volume: Volume) -> None:
    unnamed = replace(a_nodule(volume), series_instance_uid="")
    require_same_series([unnamed], volume)
    other = replace(a_nodule(volume), series_instance_uid="9.9")
    with pytest.raises(InputError, match="another series") as told:
        require_same_series([unnamed, other], volume)
    assert "--series" in str(told.value.hint)
    # An image that names none, as of a NIfTI of earlier versions, cannot be compared.
    unknown = replace(volume, source=replace(volume.source, series_instance_uid=""))
    require_same_series([other], unknown)


# Decisions


def decided(
    volume: Volume, result: Path, requests: list[ReportRequest], **decisions: list[str]
) -> Mapping[str, FindingStatus]:
    output = result.with_name(f"signed{len(requests)}.pdf")
    texts = ReportTexts(signed_by="Dr. A", impression="Nodules.")
    write_report_from_file(volume, result, output, texts, **decisions)  # type: ignore[arg-type]
    return {finding.id: finding.status for finding in requests[-1].findings}


def test_all_stands_for_what_nobody_has_decided_or_named(
    volume: Volume, result: Path, requests: list[ReportRequest]
) -> None:
    yes, no, open_still = FindingStatus.ACCEPTED, FindingStatus.REJECTED, FindingStatus.PROPOSED
    told = {
        "none": decided(volume, result, requests),
        "one": decided(volume, result, requests, accept=["f3"]),
        "all": decided(volume, result, requests, accept=["all"]),
        "all but": decided(volume, result, requests, accept=["all"], reject=["f7"]),
        "none but": decided(volume, result, requests, accept=["f7"], reject=["all"]),
    }
    assert told == {
        "none": {"f3": open_still, "f7": open_still},
        "one": {"f3": yes, "f7": open_still},
        "all": {"f3": yes, "f7": yes},
        "all but": {"f3": yes, "f7": no},
        "none but": {"f3": no, "f7": yes},
    }
    assert {f.history[-1].by for f in requests[-1].findings} == {"Dr. A"}


def test_all_leaves_what_somebody_has_decided(
    volume: Volume, result: Path, requests: list[ReportRequest]
) -> None:
    def review(document: dict[str, Any]) -> None:
        row = document["findings"][0]
        at = "2026-01-01T10:00:00+00:00"
        row["history"].append({"status": "rejected", "by": "Dr. B", "at": at})
        row["status"] = "rejected"

    told = decided(volume, changed(result, review), requests, accept=["all"])
    assert told == {"f3": FindingStatus.REJECTED, "f7": FindingStatus.ACCEPTED}
    # Named, it is decided anew.
    assert decided(volume, result, requests, accept=["f3"])["f3"] is FindingStatus.ACCEPTED


@pytest.mark.parametrize(
    ("signer", "accept", "reject", "words"),
    [
        ("", ["f3"], [], "needs the name of the person"),
        ("Dr. A", ["f3", "f7"], ["f7"], "f7 is both accepted and rejected"),
        ("Dr. A", ["all"], ["all"], "all is both"),
        ("Dr. A", ["f4"], [], "no finding f4 in the file"),
        ("Dr. A", [], ["F3"], "no finding F3"),
    ],
)
def test_a_decision_that_is_not_clear_is_not_made(
    volume: Volume, result: Path, signer: str, accept: list[str], reject: list[str], words: str
) -> None:
    output = result.with_name("signed.pdf")
    texts = ReportTexts(signed_by=signer, impression="Nodules.")
    with pytest.raises(ReportError, match=words):
        write_report_from_file(volume, result, output, texts, accept=accept, reject=reject)
    assert not output.exists()


def test_a_signature_says_what_it_leaves_out(volume: Volume, result: Path) -> None:
    texts = ReportTexts(signed_by="Dr. A", impression="One nodule.")
    output = result.with_name("one.pdf")
    one = write_report_from_file(volume, result, output, texts, accept=["f3"])
    assert [str(note) for note in one.notes] == ["Left out, because nobody reviewed them: 1."]
    output = result.with_name("both.pdf")
    both = write_report_from_file(volume, result, output, texts, accept=["all"])
    (version,) = [str(note) for note in both.notes]
    assert version.startswith("This is version 2.")


def test_scores_go_with_the_finding_that_they_are_about(
    volume: Volume, result: Path, requests: list[ReportRequest]
) -> None:
    def score(document: dict[str, Any]) -> None:
        for row in document["findings"]:
            row["risk"] = [risk_record(assess("mayo", MAYO_INPUTS, finding_id=row["id"]))]

    decided(volume, changed(result, score), requests, accept=["f3"], reject=["f7"])
    assert [(each.model, each.finding_id) for each in requests[-1].risks] == [("mayo", "f3")]


# What is told


def test_the_plugin_that_found_it_is_named(
    volume: Volume, result: Path, requests: list[ReportRequest]
) -> None:
    draft(volume, result)
    assert [(run.plugin_id, run.plugin_version) for run in requests[-1].runs] == [(PLUGIN_ID, "1")]


def test_what_the_person_adds_is_printed(volume: Volume, result: Path) -> None:
    draft(
        volume,
        result,
        clinical_history="Cough for weeks.",
        comparison="None available.",
        impression="Probably benign.",
        header="St. Elsewhere\nRadiology",
    )
    text = text_of(result.with_name("draft.pdf"))
    for words in ("Cough for weeks.", "None available.", "Probably benign.", "St. Elsewhere"):
        assert words in text
    assert "DRAFT" in text


def test_a_draft_of_a_file_that_was_changed_says_so(volume: Volume, result: Path) -> None:
    assert draft(volume, result).notes == ()
    changed(result, lambda document: document.update(version="9"))
    (note,) = draft(volume, result).notes
    assert str(note) == ("The result file: what it says of the analysis is not what was written.")
    changed(result, lambda document: document.pop(HASHES))
    (note,) = draft(volume, result).notes
    assert "whether its numbers were changed since cannot be checked" in str(note)


def test_objects_beside_a_signed_report_are_named(volume: Volume, result: Path) -> None:
    texts = ReportTexts(
        signed_by="Dr. A", impression="Nodules.", beside=frozenset({"sr", "dicom_pdf"})
    )
    output = result.with_name("signed.pdf")
    written = write_report_from_file(volume, result, output, texts, accept=["all"])
    assert {str(note) for note in written.notes} >= {
        "signed.sr.dcm written beside it.",
        "signed.pdf.dcm written beside it.",
    }
    unsigned = replace(texts, signed_by="", impression="")
    drafted = write_report_from_file(volume, result, result.with_name("d.pdf"), unsigned)
    assert not result.with_name("d.sr.dcm").exists()
    assert drafted.notes == ()


def test_a_file_of_another_kind_is_not_written_over(volume: Volume, result: Path) -> None:
    output = result.with_name("letter.pdf")
    output.write_text("A letter.")
    with pytest.raises(OutputError):
        write_report_from_file(volume, result, output, ReportTexts())
    assert output.read_text() == "A letter."
