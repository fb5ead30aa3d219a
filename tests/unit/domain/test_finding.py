"""Findings, their numbers, and the run that proposed them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from workstation.domain import coding
from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.measurement import Measurement, MeasurementOrigin
from workstation.domain.provenance import Provenance

MADE = Provenance(method="plugin", version="1", created=datetime(2026, 1, 2, 3, 4, tzinfo=UTC))


def finding(**more: Any) -> Finding:
    return Finding(
        id="f1",
        label="Nodule",
        code=coding.NODULE,
        provenance=MADE,
        series_instance_uid="1.2",
        **more,
    )


def run(**more: Any) -> AnalysisResult:
    given: dict[str, Any] = {
        "plugin_id": "p",
        "plugin_name": "P",
        "plugin_version": "1",
        "intended_use": "",
        "limits": "",
        "device": "cpu",
        "precision": "fp32",
        "fallbacks": (),
        "timings_s": (),
        "peak_memory_mb": 0.0,
        "findings": (),
        "provenance": MADE,
    }
    return AnalysisResult(**{**given, **more})


@pytest.mark.parametrize(
    ("decisions", "status", "reportable"),
    [
        ((), FindingStatus.PROPOSED, False),
        ((FindingStatus.ACCEPTED,), FindingStatus.ACCEPTED, True),
        ((FindingStatus.EDITED,), FindingStatus.EDITED, True),
        ((FindingStatus.REJECTED,), FindingStatus.REJECTED, False),
        ((FindingStatus.ACCEPTED, FindingStatus.REJECTED), FindingStatus.REJECTED, False),
        ((FindingStatus.REJECTED, FindingStatus.ACCEPTED), FindingStatus.ACCEPTED, True),
        ((FindingStatus.ACCEPTED, FindingStatus.PROPOSED), FindingStatus.PROPOSED, False),
    ],
)
def test_the_last_decision_counts(
    decisions: tuple[FindingStatus, ...], status: FindingStatus, reportable: bool
) -> None:
    one = finding()
    for number, each in enumerate(decisions):
        one = one.decided(each, by=f"Reader {number}", note=f"note {number}")
    assert one.status is status
    assert one.is_reportable is reportable
    assert [(d.status, d.by, d.note) for d in one.history] == [
        (each, f"Reader {number}", f"note {number}") for number, each in enumerate(decisions)
    ]


@pytest.mark.parametrize(
    ("decisions", "more", "status"),
    [
        ((FindingStatus.EDITED,), {}, FindingStatus.EDITED),
        ((FindingStatus.EDITED, FindingStatus.PROPOSED), {}, FindingStatus.EDITED),
        ((FindingStatus.EDITED, FindingStatus.REJECTED), {}, FindingStatus.EDITED),
        # Its outline was corrected, and measured, before anybody decided.
        ((FindingStatus.PROPOSED,), {"mask_version": 2}, FindingStatus.EDITED),
        ((FindingStatus.PROPOSED,), {"mask_version": 1}, FindingStatus.ACCEPTED),
        ((), {"mask_version": 2, "source_kind": "reader"}, FindingStatus.ACCEPTED),
    ],
)
def test_what_was_changed_is_not_accepted_as_it_was_proposed(
    decisions: tuple[FindingStatus, ...], more: dict[str, Any], status: FindingStatus
) -> None:
    one = finding(**more)
    for each in decisions:
        one = one.decided(each, by="Reader")
    assert one.decided(FindingStatus.ACCEPTED, by="Reader").status is status
    assert one.decided(FindingStatus.REJECTED, by="Reader").status is FindingStatus.REJECTED


def test_a_decision_is_made_by_somebody_and_now() -> None:
    before = datetime.now(UTC)
    decided = finding().decided(FindingStatus.ACCEPTED, by="Reader")
    assert before - timedelta(seconds=1) <= decided.history[0].at <= datetime.now(UTC)
    assert finding().history == ()
    for nobody in ("", "  "):
        with pytest.raises(ValueError, match="name"):
            finding().decided(FindingStatus.ACCEPTED, by=nobody)


def test_a_run_knows_what_it_proposed() -> None:
    own = finding()
    of_run = run(findings=(own,), kept_finding_ids=("f7",))
    assert of_run.proposed_ids == {"f1", "f7"}
    elsewhere = Provenance(
        method="plugin", version="1", created=MADE.created + timedelta(seconds=1)
    )
    assert of_run.proposed(own)
    assert of_run.proposed(replace(own, id="f7", provenance=elsewhere))
    assert not of_run.proposed(replace(own, id="f8", provenance=elsewhere))
    # Journals of earlier versions name the run by its moment and method.
    assert of_run.proposed(replace(own, id="f8"))
    other = Provenance(method="other", version="1", created=MADE.created)
    assert not of_run.proposed(replace(own, id="f8", provenance=other))


@pytest.mark.parametrize(
    ("timings", "seconds"),
    [((), 0.0), ((("load", 1.5), ("run", 2.0)), 3.5), ((("load", 1.5), ("total", 9.0)), 9.0)],
)
def test_the_time_of_a_run(timings: tuple[tuple[str, float], ...], seconds: float) -> None:
    assert run(timings_s=timings).duration_s == seconds


def number(value: float, **more: Any) -> Measurement:
    return Measurement(
        id="m", concept=coding.VOLUME, value=value, unit=coding.UNIT_MM3, provenance=MADE, **more
    )


def test_a_measurement_is_a_finite_number_with_a_name() -> None:
    assert number(3.0).name == coding.VOLUME.words
    assert (
        str(number(3.0, derivation=coding.MEAN).name)
        == f"{coding.MEAN.meaning} {coding.VOLUME.meaning}"
    )
    assert number(0.0).origin is MeasurementOrigin.MEASURED
    for value in (float("nan"), float("inf"), -float("inf")):
        with pytest.raises(ValueError, match="finite"):
            number(value)
