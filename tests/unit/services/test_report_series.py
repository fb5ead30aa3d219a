"""What a report says of findings on other series than the one that it is about."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader

from tests.support.ct_series import a_series
from tests.support.image_phantoms import asymmetric_volume, radiograph
from tests.support.masks import PROVENANCE, geometry
from tests.support.studies import result
from workstation.domain import coding
from workstation.domain.analysis import Heatmap
from workstation.domain.drawn_measurement import ImagePlace
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.geometry import GeometryHonesty, GeometryIssue, GeometryIssueCode
from workstation.domain.image import ImageSource, Volume
from workstation.domain.measurement import Measurement
from workstation.domain.study import Study
from workstation.errors import ReportError
from workstation.messages import Message
from workstation.services.key_images import image_number
from workstation.services.open_study import scan
from workstation.services.report_series import is_of
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


def test_a_series_that_is_not_open_is_said_to_be_none_that_was_checked(
    volume: Volume, tmp_path: Path
) -> None:
    (study,) = scan(tmp_path / "ct").studies
    content = build_content(request_of(volume, study, a_finding(volume, 2)))
    path = tmp_path / "r.pdf"
    write(content, path)
    words = " ".join(PdfReader(path).pages[0].extract_text().split())
    assert "a series that is not open: Geometry: caution" in words
    assert "Its geometry was not checked again for this report." in words
    assert content.places == ()


def test_a_doubt_about_the_series_that_is_looked_at_is_none_about_the_other(
    volume: Volume, tmp_path: Path
) -> None:
    doubtful = replace(volume, honesty=GeometryHonesty(issues=(DOUBT,)))
    content = build_content(request_of(doubtful, study_of(tmp_path), a_finding(volume, 2)))
    assert [g.honesty.issues for g in content.other_geometry] == [()]


def test_a_film_shows_nothing_that_was_found_on_another_film_of_its_series() -> None:
    film = radiograph()
    film = replace(film, source=replace(film.source, sop_instance_uids=("1.A",)))
    made = replace(PROVENANCE, inputs=("1.A",))
    seen = Finding(
        id="f1",
        label="Pneumonia",
        code=coding.NODULE,
        provenance=made,
        series_instance_uid=film.source.series_instance_uid,
        probability=0.9,
    ).decided(FindingStatus.ACCEPTED, by="Reader")
    heat = Heatmap(values=np.ones(film.array.shape, np.float32), name=Message("Heat"))
    run = replace(result((seen,)), mask=None, pictures=(heat,), provenance=made)
    request = ReportRequest(image=film, findings=[seen], runs=[run], signed_by="Reader")
    assert {p.finding_id for p in build_content(request).key_images} == {"f1"}
    lateral = replace(film, source=replace(film.source, sop_instance_uids=("1.B",)))
    other = build_content(replace(request, image=lateral))
    assert {p.finding_id for p in other.key_images} == {""}
    assert [f.id for f in other.findings] == ["f1"]
    # What does not say which film it is of stays where it was.
    unstated = replace(seen, provenance=PROVENANCE)
    assert is_of(unstated, lateral.source)
    assert not is_of(replace(unstated, series_instance_uid="9"), lateral.source)


def test_a_finding_of_another_phase_in_the_same_file_is_not_of_the_image() -> None:
    film = radiograph()
    film = replace(film, source=replace(film.source, sop_instance_uids=("1.A",)))
    run = result()
    assert run.mask is not None
    there = replace(
        run.findings[0],
        series_instance_uid=film.source.series_instance_uid,
        provenance=replace(PROVENANCE, inputs=("1.A",)),
    ).decided(FindingStatus.ACCEPTED, by="Reader")
    assert there.mask_id == run.mask.id
    request = ReportRequest(image=film, findings=[there])
    assert {p.finding_id for p in build_content(request).key_images} == {there.id}
    elsewhere = build_content(replace(request, other_masks=[run.mask]))
    assert {p.finding_id for p in elsewhere.key_images} == {""}
    assert [f.id for f in elsewhere.findings] == [there.id]


def test_doubt_about_another_volume_of_the_series_is_asked_about(
    volume: Volume, tmp_path: Path
) -> None:
    (study,) = scan(tmp_path / "ct").studies
    (series,) = study.series
    (stack,) = series.stacks
    second = replace(
        stack,
        id="second",
        frames=tuple(replace(f, sop_instance_uid=f"7.{n}") for n, f in enumerate(stack.frames)),
        geometry=GeometryHonesty(issues=(DOUBT,)),
    )
    study = replace(study, series=(replace(series, stacks=(stack, second)),))
    there = replace(
        a_finding(volume, 2),
        series_instance_uid=series.series_instance_uid,
        provenance=replace(PROVENANCE, inputs=second.images),
    )
    request = request_of(volume, study, there)
    with pytest.raises(ReportError, match="geometry"):
        build_content(request)
    content = build_content(replace(request, acknowledged={"second": "Dr. Seen"}))
    assert [g.acknowledged_by for g in content.other_geometry] == ["Dr. Seen"]
    assert [p.finding_id for p in content.key_images if p.finding_id] == []
    here = replace(there, provenance=replace(PROVENANCE, inputs=stack.images))
    assert build_content(replace(request, findings=[here])).other_geometry == ()


def test_where_slices_lie_unevenly_the_nearest_one_is_named() -> None:
    grid = geometry((4, 12, 14))
    steps = np.array([0.0, 1.0, 2.0, 10.0])
    origins = grid.affine_lps[:3, 3] + np.outer(steps, grid.normal_lps)
    source = ImageSource(instance_numbers=(31, 32, 33, 34), frame_indices=(0, 0, 0, 0))
    volume = Volume(
        array=np.zeros(grid.shape_kji, np.int16),
        geometry=grid,
        quantity="HU",
        source=source,
        slice_origins_lps_mm=origins,
    )
    for k in range(4):
        x, y, z = (float(v) for v in origins[k])
        assert image_number(volume, (x, y, z)).number == 31 + k


def test_findings_on_two_phases_of_one_series_each_name_their_own(
    volume: Volume, tmp_path: Path
) -> None:
    (study,) = scan(tmp_path / "ct").studies
    (series,) = study.series
    (stack,) = series.stacks
    phases = tuple(
        replace(
            stack,
            id=f"p{n}",
            label=Message.term(f"time point {n}"),
            frames=tuple(
                replace(f, sop_instance_uid="1.5", frame_index=len(stack.frames) * n + k)
                for k, f in enumerate(stack.frames)
            ),
        )
        for n in (1, 2, 3)
    )
    elsewhere = replace(series, series_instance_uid=ELSEWHERE, number=7, stacks=phases)
    study = replace(study, series=(series, elsewhere))
    count = len(stack.frames)
    findings = [
        replace(
            a_finding(volume, 2, coding.UNIT_HU),
            id=f"f{n}",
            provenance=replace(PROVENANCE, inputs=("1.5",)),
            seen_on=ImagePlace("1.5", count * n + 2 + 1),
        )
        for n in (1, 3)
    ]
    request = replace(request_of(volume, study, findings[0]), findings=findings)
    words = [str(place) for _, place in build_content(request).places]
    assert [each.split(",")[:2] for each in words] == [
        ["series 7", " time point 1"],
        ["series 7", " time point 3"],
    ]
    unsaid = [replace(f, seen_on=None) for f in findings]
    request = replace(request, findings=unsaid)
    assert [str(place) for _, place in build_content(request).places] == ["series 7", "series 7"]


def test_nothing_is_signed_whose_mask_is_missing_or_an_older_one() -> None:
    volume = asymmetric_volume()
    run = result()
    assert run.mask is not None
    accepted = run.findings[0].decided(FindingStatus.ACCEPTED, by="Reader")
    request = ReportRequest(image=volume, findings=[accepted], signed_by="Reader", runs=[run])
    with pytest.raises(ReportError, match="the mask of Nodule 1 is missing"):
        build_content(request)
    newer = replace(accepted, mask_version=accepted.mask_version + 1)
    with pytest.raises(ReportError, match="the mask of Nodule 1 is missing"):
        build_content(replace(request, findings=[newer], masks=[run.mask]))
    # A draft may be made, and what was rejected is not printed.
    assert build_content(replace(request, signed_by="")).findings
    rejected = accepted.decided(FindingStatus.REJECTED, by="Reader")
    build_content(replace(request, findings=[rejected]))
    assert build_content(replace(request, masks=[run.mask])).findings
