"""Lengths across slices of which nobody has taken note."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.studies import doubtful, images, scan_report
from workstation.domain.image import Volume
from workstation.messages import Message
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import Annotation, Reading
from workstation.session.doubtful_lengths import rests_on_doubt
from workstation.session.workspace import Workspace
from workstation.ui.measuring.table_model import cells, report_lines
from workstation.ui.report.signing import why_not_signable

AXES = np.eye(3)


def drawn(rows: int, columns: int, *, unit: str = "mm") -> Annotation:
    (x, y, z), (a, b, c) = AXES[rows].tolist(), AXES[columns].tolist()
    return Annotation(
        id="a",
        kind=AnnotationKind.LENGTH,
        study_instance_uid="1.2.3",
        series_instance_uid="1.2.3.4",
        stack_id="stack-1",
        frame_of_reference_uid="1.2.3.9",
        points=((0.0, 0.0, 0.0), (1.0, 2.0, 3.0)),
        in_patient=True,
        row_direction=(x, y, z),
        column_direction=(a, b, c),
        readings=(Reading(name=Message("Length"), value=7.5, unit=unit),),
    )


@pytest.fixture
def opened() -> Workspace:
    """A study whose slices, straight and axial, have doubtful places."""
    volume = images()["stack-1"]
    assert isinstance(volume, Volume)
    report = scan_report()
    study = report.studies[0]
    straight = np.diag([0.0, 0.0, 0.0, 1.0])
    straight[2, 0], straight[1, 1], straight[0, 2] = 3.0, 1.5, 1.0
    series = study.series[0]
    stack = replace(series.stacks[0], geometry=doubtful(volume).honesty, affine_lps=straight)
    whole = replace(study, series=(replace(series, stacks=(stack,)), *study.series[1:]))
    workspace = Workspace()
    workspace.add_report(replace(report, studies=(whole,)))
    workspace.activate("stack-1", volume)
    workspace.reader = "Dr. Reader"
    return workspace


@pytest.mark.parametrize(
    ("annotation", "rests"),
    [
        (drawn(0, 1), False),
        (drawn(0, 2), True),
        (drawn(1, 2), True),
        (drawn(0, 2, unit="px"), False),
    ],
)
def test_only_millimeters_across_slices_rest_on_doubt(
    opened: Workspace, annotation: Annotation, rests: bool
) -> None:
    assert rests_on_doubt(annotation, opened) is rests
    opened.acknowledge_geometry("stack-1")
    assert not rests_on_doubt(annotation, opened)


def test_they_are_marked_and_not_signed_until_somebody_takes_note(opened: Workspace) -> None:
    opened.put_annotation(drawn(0, 2), text=Message("Add length"))
    ((_, words),) = report_lines(opened, "1.2.3")
    assert str(words).startswith("Length 7.5 mm (across slices of a doubtful geometry")
    assert "doubtful" in cells(opened.annotations[0], opened)[2]
    fault = why_not_signable(opened, 0)
    assert fault is not None
    assert "sizes rest on a geometry that is doubtful" in str(fault.message)
    opened.acknowledge_geometry("stack-1")
    ((_, words),) = report_lines(opened, "1.2.3")
    assert str(words) == "Length 7.5 mm"
    assert why_not_signable(opened, 0) is None
