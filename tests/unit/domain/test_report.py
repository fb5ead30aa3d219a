"""What a report holds where nothing was said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from workstation.domain.geometry import GeometryHonesty
from workstation.domain.measurement import MeasurementOrigin
from workstation.domain.report import MOST_PICTURES, PageSize, ReportContent
from workstation.domain.risk import RiskInput, RiskScore
from workstation.domain.study import Patient
from workstation.messages import NOTHING


def test_a_draft_is_signed_by_nobody_and_made_now_with_its_time_zone() -> None:
    draft = ReportContent(
        patient=Patient(name="", patient_id="", birth_date="", sex=""),
        study=(),
        clinical_history="",
        technique=(),
        comparison="",
        findings=(),
        findings_text="",
        risks=(),
        key_images=(),
        impression="",
        ai_runs=(),
        honesty=GeometryHonesty(),
    )
    assert draft.signed_by == draft.signed_role == draft.geometry_acknowledged_by == ""
    assert (draft.version.number, draft.version.changes) == (1, ())
    assert draft.created.utcoffset() is not None
    assert abs(datetime.now(UTC) - draft.created) < timedelta(minutes=1)
    assert (draft.language, draft.pictures_left_out, draft.self_test_passed) == ("en", 0, True)
    assert MOST_PICTURES == 6
    assert [size.value for size in PageSize] == ["a4", "letter"]


def test_a_score_belongs_to_no_finding_and_its_inputs_were_typed_unless_it_is_said() -> None:
    given = RiskInput(name="age", value=60, unit="years")
    score = RiskScore(
        model="m", version="1", outputs=(("probability", 0.1),), unit="", category=NOTHING,
        recommendation=NOTHING, inputs=(given,), terms=(), caveats=(), citation="",
    )  # fmt: skip
    assert given.origin is MeasurementOrigin.TYPED
    assert (score.finding_id, score.basis) == ("", None)
