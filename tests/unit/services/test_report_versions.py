"""What is kept of signed reports, and what a later one changes."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from tests.support.masks import PROVENANCE
from workstation.domain import coding
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.geometry import GeometryHonesty
from workstation.domain.measurement import Measurement
from workstation.domain.report import KeyImage, ReportContent
from workstation.domain.study import Patient
from workstation.messages import Message
from workstation.plain.values import from_plain, to_plain
from workstation.services.assess_risk import assess
from workstation.services.report_versions import as_version, signed_report, signing_summary

NONE = "Nothing that it states was changed."


def nodule(number: int, long_axis: float) -> Finding:
    return Finding(
        id=f"f{number}",
        label=f"Nodule {number}",
        code=coding.NODULE,
        provenance=PROVENANCE,
        series_instance_uid="1.2",
        measurements=(
            Measurement(
                id="m",
                concept=coding.LONG_AXIS,
                value=long_axis,
                unit=coding.UNIT_MM,
                provenance=PROVENANCE,
            ),
        ),
    ).decided(FindingStatus.ACCEPTED, by="Dr. A")


def content(*findings: Finding, impression: str) -> ReportContent:
    return ReportContent(
        patient=Patient(),
        study=(),
        clinical_history="",
        technique=(),
        comparison="",
        findings=findings,
        findings_text="",
        risks=(),
        key_images=(),
        impression=impression,
        ai_runs=(),
        honesty=GeometryHonesty(),
        signed_by="Dr. A",
        created=datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
    )


def test_a_later_version_names_each_change() -> None:
    first = as_version(content(nodule(1, 25.6), nodule(2, 5.0), impression="Benign."), None)
    assert first.version.number == 1
    kept = signed_report(first, "d", "report.pdf")
    assert from_plain(type(kept), to_plain(kept)) == kept
    later = content(nodule(1, 62.0), nodule(3, 4.0), impression="Malignant.")
    version = as_version(later, kept).version
    assert version.number == 2
    assert "version 1 of 2026-03-02 08:30 UTC, signed by Dr. A" in str(version.earlier)
    assert tuple(map(str, version.changes)) == (
        "Changed: Benign. – now: Malignant.",
        "Changed: Nodule 1: Long Axis 25.6 mm – now: Nodule 1: Long Axis 62.0 mm",
        "Left out: Nodule 2: Long Axis 5.0 mm",
        "Added: Nodule 3: Long Axis 4.0 mm",
    )


def test_the_same_report_again_says_so() -> None:
    first = content(nodule(1, 25.6), impression="Benign.")
    again = as_version(first, signed_report(first, "d", "report.pdf"))
    assert [str(each) for each in again.version.changes] == ["Nothing that it states was changed."]


def test_a_draft_is_no_version() -> None:
    signed = signed_report(content(impression=""), "d", "report.pdf")
    draft = replace(content(impression=""), signed_by="")
    assert as_version(draft, signed).version.number == 1


def test_what_is_left_out_is_listed() -> None:
    proposed = replace(nodule(2, 5.0), history=())
    rejected = nodule(3, 4.0).decided(FindingStatus.REJECTED, by="Dr. A")
    summary = signing_summary(
        [nodule(1, 9.0), proposed, rejected], [], impression=" ", key_images=8, earlier=None
    )
    assert summary.impression == ""
    assert [str(each) for each in summary.printed] == ["Nodule 1: Long Axis 9.0 mm"]
    assert tuple(map(str, summary.left_out)) == (
        "Nodule 2: not reviewed",
        "Nodule 3: rejected",
        "2 key images: a report has room for six",
    )


def test_a_clock_that_was_set_back_is_told_and_printed() -> None:
    first = content(nodule(1, 25.6), impression="Benign.")
    kept = signed_report(first, "d", "report.pdf")
    earlier = replace(first, created=datetime(2026, 3, 1, 8, 30, tzinfo=UTC))
    words = "version 1 was signed later than this one"
    assert words in str(as_version(earlier, kept).version.earlier)
    assert words not in str(as_version(first, kept).version.earlier)

    def clock(signed_at: datetime) -> str:
        summary = signing_summary(
            [], [], impression="", key_images=0, earlier=replace(kept, signed_at=signed_at)
        )
        return str(summary.clock)

    assert words in clock(datetime(2999, 1, 1, tzinfo=UTC))
    assert clock(datetime(2020, 1, 1, tzinfo=UTC)) == ""


def test_a_measurement_that_was_deleted_leaves_those_behind_it_unchanged() -> None:
    length, area, short = ("Length", "84 mm"), ("Area", "20 mm²"), ("Length", "7 mm")
    drawn = replace(content(impression="x"), reader_measurements=(length, area, short, short))
    kept = signed_report(as_version(drawn, None), "d", "report.pdf")

    def told(*measured: tuple[Message | str, Message | str]) -> list[str]:
        version = as_version(replace(drawn, reader_measurements=measured), kept).version
        return [str(each) for each in version.changes]

    assert told(area, short, short) == ["Left out: Length 84 mm"]
    assert told(short, length, area, short, short) == ["Added: Length 7 mm"]
    assert told(length, area, short) == ["Left out: Length 7 mm"]
    assert told(("Length", "85 mm"), area, short, short) == [
        "Changed: Length 84 mm – now: Length 85 mm"
    ]
    assert told(*drawn.reader_measurements) == ["Nothing that it states was changed."]


def changed(before: ReportContent, now: ReportContent) -> list[str]:
    kept = signed_report(as_version(before, None), "d", "report.pdf")
    return [str(each) for each in as_version(now, kept).version.changes]


def test_another_side_site_or_statement_is_a_change() -> None:
    first = nodule(1, 25.6)
    words = replace(first, statement="Calcified.", statement_by="Dr. A", laterality=coding.LEFT)
    before, now = content(first, impression="x"), content(words, impression="x")
    assert changed(before, now) == [
        "Changed: Nodule 1: not stated – now: Left",
        "Changed: Nodule 1: not stated – now: Calcified.",
    ]
    other = content(replace(words, laterality=coding.RIGHT), impression="x")
    assert changed(now, other) == ["Changed: Nodule 1: Left – now: Right"]
    # A finding that came or went is named once.
    assert changed(content(impression="x"), now) == ["Added: Nodule 1: Long Axis 25.6 mm"]
    # What a plugin says of an outline is not printed.
    said = replace(first, statement="Density suggests a nodule.", segment_number=1)
    shown = replace(said, statement="", segment_number=1)
    assert changed(content(shown, impression="x"), content(said, impression="x")) == [NONE]


def test_a_recommendation_that_was_withdrawn_is_a_change() -> None:
    given = {
        "nodule_type": "solid",
        "nodule_number": "single",
        "mean_diameter": 5,
        "patient_risk": "low",
        "age": 60,
    }
    follow_up = assess("fleischner_2017", {**given, "known_cancer": False})
    withdrawn = assess("fleischner_2017", {**given, "known_cancer": True})
    assert follow_up.category == withdrawn.category
    plain = content(impression="x")
    told = changed(replace(plain, risks=(follow_up,)), replace(plain, risks=(withdrawn,)))
    assert any(
        "no routine follow-up – now: None: the guideline is not for this patient" in each
        for each in told
    )
    assert any("known cancer no (typed)" in each for each in told)


def test_the_other_sections_are_compared_too() -> None:
    first = replace(content(impression="x"), patient=Patient(name="Doe^Jane", age="060Y"))
    assert changed(first, first) == [NONE]
    (told,) = changed(first, replace(first, patient=Patient(name="Roe^Jane", age="060Y")))
    assert "Doe" in told
    assert "Roe" in told
    noted = replace(first, geometry_acknowledged_by="Dr. B")
    assert "Dr. B" in " ".join(changed(first, noted))
    picture = KeyImage(pixels=np.zeros((4, 4, 3), np.uint8), caption="Series 3, image 7")
    assert "image 7" in " ".join(changed(first, replace(first, key_images=(picture,))))


def test_what_an_earlier_version_of_the_program_did_not_keep_is_not_compared() -> None:
    first = content(replace(nodule(1, 25.6), laterality=coding.LEFT), impression="x")
    kept = signed_report(as_version(first, None), "d", "report.pdf")
    short = tuple(
        fact for fact in kept.facts if not fact[0].startswith(("part ", "name ", "section "))
    )
    told = as_version(first, replace(kept, facts=short)).version.changes
    assert [str(each) for each in told] == ["Its texts, sizes and results were not changed."]
    larger = content(nodule(1, 30.0), impression="x")
    told = as_version(larger, replace(kept, facts=short)).version.changes
    assert [str(each) for each in told] == [
        "Changed: Nodule 1: Long Axis 25.6 mm – now: Nodule 1: Long Axis 30.0 mm"
    ]


def test_long_texts_are_quoted_where_they_differ() -> None:
    long = "No change of the liver. " * 100
    before = content(impression=f"{long}No metastasis.")
    (told,) = changed(before, content(impression=f"{long}One metastasis."))
    assert "No metastasis." in told
    assert "now: …" in told
    assert told.endswith("One metastasis.")
    assert len(told) < 300


def test_key_images_of_series_that_are_not_open_are_left_out_by_name() -> None:
    def left_out(marks: int, away: int) -> list[str]:
        summary = signing_summary(
            [], [], impression="x", key_images=marks, key_images_away=away, earlier=None
        )
        return [str(each) for each in summary.left_out]

    assert left_out(7, 1) == ["1 key image: its series is not open"]
    assert left_out(9, 2) == [
        "2 key images: their series are not open",
        "1 key image: a report has room for six",
    ]
    assert left_out(2, 0) == []
