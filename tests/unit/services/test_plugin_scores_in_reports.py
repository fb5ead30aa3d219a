"""Scores of plugins in a report: printed like others, marked and not signed when out of date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support.image_phantoms import asymmetric_volume, box_mask
from tests.support.risk_plugins import PATIENT, accepted, doubled, remeasured, state
from workstation.domain.finding import Finding
from workstation.domain.image import Volume
from workstation.domain.risk import RiskScore
from workstation.errors import ReportError
from workstation.services.write_report import ReportRequest, build_content, write


@pytest.fixture(scope="module")
def ct() -> Volume:
    volume = asymmetric_volume()
    return replace(volume, source=replace(volume.source, modality="CT", patient=PATIENT))


@pytest.fixture(scope="module")
def scores(ct: Volume, tmp_path_factory: pytest.TempPathFactory) -> tuple[RiskScore, ...]:
    return doubled(ct, state(accepted()), Path(tmp_path_factory.mktemp("doubles"))).scores


def request(
    ct: Volume, scores: tuple[RiskScore, ...], about: Finding, signed_by: str = ""
) -> ReportRequest:
    return ReportRequest(
        image=ct, findings=(about,), masks=(box_mask(ct),), risks=scores, signed_by=signed_by
    )


def test_they_are_printed_with_value_interval_inputs_and_source(
    ct: Volume, scores: tuple[RiskScore, ...], tmp_path: Path
) -> None:
    write(build_content(request(ct, scores, accepted(), "Dr. Z")), tmp_path / "report.pdf")
    pages = PdfReader(tmp_path / "report.pdf").pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for words in (
        "Doubled axis – finding 1",
        "24 mm; 23 to 25 (95 % interval); large",
        "Look again.",
        "Computed by the plugin Twice the size 1.2.3 (doubles)",
        "Inputs: long axis 12 mm (measured); factor 2 (assumed)",
        "Caveat: a guess",
        "Nobody 2020 (version 1.2.3)",
        "Age of the patient in points",
        "probability 30.0 %",
    ):
        assert words in text


def test_a_draft_marks_one_that_is_out_of_date_and_nobody_signs_it(
    ct: Volume, scores: tuple[RiskScore, ...]
) -> None:
    larger = remeasured(accepted(), 13.0)
    (marked,) = build_content(request(ct, scores, larger)).out_of_date
    assert (marked.model, marked.finding_id) == ("doubles.of_finding", "f1")
    assert str(marked.reason) == "long axis was 12, is 13"
    with pytest.raises(ReportError, match="Doubled axis: long axis was 12, is 13"):
        build_content(request(ct, scores, larger, "Dr. Z"))
