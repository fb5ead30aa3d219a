"""What a report says of findings on other series than the one that it is about."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support.ct_series import a_series
from tests.support.masks import PROVENANCE, geometry
from workstation.domain import coding
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.geometry import GeometryHonesty, GeometryIssue, GeometryIssueCode
from workstation.domain.image import Volume
from workstation.domain.measurement import Measurement
from workstation.domain.study import Study
from workstation.errors import ReportError
from workstation.messages import Message
from workstation.services.key_images import image_number
from workstation.services.open_study import scan
from workstation.services.write_report import ReportRequest, build_content, write

ELSEWHERE = "9.9"
DOUBT = GeometryIssue(
    code=GeometryIssueCode.MISSING_SLICES,
    message=Message("1 slice is missing."),
    blocks_volume=True,
)


@pytest.fixture(params=[False, True])
def volume(tmp_path: Path, request: pytest.FixtureRequest) -> Volume:
    return a_series(tmp_path / "ct", geometry((9, 12, 14), sheared=request.param))


def study_of(tmp_path: Path, *issues: GeometryIssue) -> Study:
    """The study, with a second series on the same grid."""
    (study,) = scan(tmp_path / "ct").studies
    (series,) = study.series
    (stack,) = series.stacks
    other = replace(
        stack,
        id="other",
        series_instance_uid=ELSEWHERE,
        geometry=GeometryHonesty(issues=issues),
    )
    second = replace(series, series_instance_uid=ELSEWHERE, number=7, stacks=(other,))
    return replace(study, series=(series, second))


def a_finding(volume: Volume, k: int, unit: coding.Code = coding.UNIT_MM) -> Finding:
    x, y, z = volume.geometry.to_lps_mm((k, 3, 4)).tolist()
    size = Measurement(
        id="m", concept=coding.LONG_AXIS, value=9.0, unit=unit, provenance=PROVENANCE
    )
    return Finding(
        id="f1",
        label="Nodule 1",
        code=coding.NODULE,
        provenance=PROVENANCE,
        series_instance_uid=ELSEWHERE,
        position_lps_mm=(x, y, z),
        measurements=(size,),
    ).decided(FindingStatus.ACCEPTED, by="Reader")


def request_of(volume: Volume, study: Study, finding: Finding) -> ReportRequest:
    return ReportRequest(image=volume, study=study, findings=[finding], signed_by="Reader")


@pytest.mark.parametrize("k", [0, 2, 8])
def test_a_finding_names_its_own_series_and_image(volume: Volume, tmp_path: Path, k: int) -> None:
    finding = a_finding(volume, k)
    content = build_content(request_of(volume, study_of(tmp_path), finding))
    assert finding.position_lps_mm is not None
    found = image_number(volume, finding.position_lps_mm)
    assert found.number == volume.source.instance_numbers[k]
    assert [(f, str(place)) for f, place in content.places] == [
        ("f1", f"series 7, image #{found.number} ({found.at} of {found.count})")
    ]


def test_where_slices_are_uneven_no_image_is_named(volume: Volume, tmp_path: Path) -> None:
    request = request_of(volume, study_of(tmp_path, DOUBT), a_finding(volume, 2))
    content = build_content(replace(request, acknowledged={"other": "Reader"}))
    assert [(f, str(place)) for f, place in content.places] == [("f1", "series 7")]


def test_sizes_on_another_doubtful_series_are_not_signed_unseen(
    volume: Volume, tmp_path: Path
) -> None:
    study = study_of(tmp_path, DOUBT)
    request = request_of(volume, study, a_finding(volume, 2))
    with pytest.raises(ReportError, match="geometry"):
        build_content(request)
    # Who took note of the series that is looked at has not taken note of the other.
    with pytest.raises(ReportError, match="geometry"):
        build_content(replace(request, geometry_acknowledged_by="Reader"))
    content = build_content(replace(request, acknowledged={"other": "Dr. Seen"}))
    path = tmp_path / "r.pdf"
    write(content, path)
    words = " ".join(PdfReader(path).pages[0].extract_text().split())
    assert "series 7: Geometry: refused" in words
    assert "1 slice is missing." in words
    assert "Acknowledged by Dr. Seen." in words
    densities = a_finding(volume, 2, coding.UNIT_HU)
    assert build_content(request_of(volume, study, densities)).signed_by == "Reader"


def test_a_doubt_about_the_series_that_is_looked_at_is_none_about_the_other(
    volume: Volume, tmp_path: Path
) -> None:
    doubtful = replace(volume, honesty=GeometryHonesty(issues=(DOUBT,)))
    content = build_content(request_of(doubtful, study_of(tmp_path), a_finding(volume, 2)))
    assert [g.honesty.issues for g in content.other_geometry] == [()]
