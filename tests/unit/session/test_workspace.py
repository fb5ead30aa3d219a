from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.support.image_phantoms import asymmetric_volume, box_mask
from tests.support.studies import PROVENANCE, finding, result, scan_report
from workstation.domain.analysis import AnalysisResult
from workstation.domain.finding import FindingStatus
from workstation.domain.provenance import now_utc
from workstation.domain.risk import RiskScore
from workstation.messages import Message
from workstation.session import events
from workstation.session.annotation_kinds import AnnotationKind
from workstation.session.annotations import (
    Annotation,
    KeyImageMark,
    Reading,
    ReportDraft,
    SegmentDisplay,
)
from workstation.session.workspace import Workspace, recolored


def opened() -> Workspace:
    workspace = Workspace()
    workspace.reader = "Dr. Reader"
    workspace.add_report(scan_report())
    workspace.activate("stack-1", asymmetric_volume())
    return workspace


def annotation(key: str = "a1") -> Annotation:
    return Annotation(
        id=key,
        kind=AnnotationKind.LENGTH,
        study_instance_uid="1.2.3",
        series_instance_uid="1.2.3.4",
        stack_id="stack-1",
        frame_of_reference_uid="1.2.3.9",
        points=((0.0, 0.0, 0.0), (3.0, 4.0, 0.0)),
        in_patient=True,
    )


def drawn(workspace: Workspace) -> list[Annotation]:
    return list(workspace.annotations)


def mark(index: int = 3) -> KeyImageMark:
    return KeyImageMark(
        id=f"k{index}",
        study_instance_uid="1.2.3",
        stack_id="stack-1",
        plane="axial",
        index=index,
        window_center=40,
        window_width=400,
    )


def test_decisions_are_signed_undone_and_recorded() -> None:
    workspace = opened()
    recorded: list[events.Recorded] = []
    workspace.subscribe(events.Recorded, recorded.append)
    workspace.add_result(result(), "1.2.3")
    workspace.decide(["f1"], FindingStatus.ACCEPTED)
    found = workspace.findings.get("f1")
    assert found is not None
    assert found.status is FindingStatus.ACCEPTED
    assert found.history[-1].by == "Dr. Reader"
    assert str(workspace.undo.undo_text) == "Accept Nodule 1"
    workspace.undo.undo()
    again = workspace.findings.get("f1")
    assert again is not None
    assert again.status is FindingStatus.PROPOSED
    workspace.undo.redo()
    kinds = [(r.kind, r.study_instance_uid) for r in recorded]
    assert kinds[0] == ("result", "1.2.3")
    assert [r.value.status for r in recorded if r.id == "f1"] == [
        FindingStatus.PROPOSED,
        FindingStatus.ACCEPTED,
        FindingStatus.PROPOSED,
        FindingStatus.ACCEPTED,
    ]


def test_one_step_for_many_findings_and_none_for_no_change() -> None:
    workspace = opened()
    workspace.add_result(result(), "1.2.3")
    workspace.decide(["f1", "f2"], FindingStatus.REJECTED)
    assert str(workspace.undo.undo_text) == "Reject 2 findings"
    workspace.undo.undo()
    assert {f.status for f in workspace.findings.all} == {FindingStatus.PROPOSED}
    workspace.decide(["f1"], FindingStatus.PROPOSED)
    assert not workspace.undo.undo_text


def test_nobody_decides_without_a_name() -> None:
    workspace = opened()
    workspace.add_result(result(), "1.2.3")
    workspace.reader = " "
    with pytest.raises(ValueError, match="name"):
        workspace.decide(["f1"], FindingStatus.ACCEPTED)
    with pytest.raises(ValueError, match="name"):
        workspace.acknowledge_geometry("stack-1")
    assert not workspace.undo.undo_text


def test_editing_a_finding_can_be_undone() -> None:
    workspace = opened()
    workspace.add_result(result(), "1.2.3")
    edited = replace(finding("f1"), label="Scar").decided(FindingStatus.EDITED, by="X")
    workspace.findings.replace(edited, text=Message("Edit label"))
    assert workspace.findings.all[0].label == "Scar"
    workspace.undo.undo()
    assert str(workspace.findings.all[0].label) == "Nodule 1"


def test_annotations_are_added_moved_deleted_and_undone() -> None:
    workspace = opened()
    workspace.put_annotation(annotation(), text=Message("Add length"))
    moved = replace(annotation(), points=((0, 0, 0), (0, 0, 9)))
    workspace.put_annotation(moved, text=Message("Move length"))
    workspace.delete_annotation("a1")
    assert drawn(workspace) == []
    workspace.undo.undo()
    assert drawn(workspace) == [moved]
    workspace.undo.undo()
    assert [a.points[1] for a in drawn(workspace)] == [(3.0, 4.0, 0.0)]
    workspace.undo.undo()
    assert drawn(workspace) == []
    workspace.delete_annotation("nothing")
    assert not workspace.undo.undo_text


def test_a_key_image_is_marked_once_per_plane() -> None:
    workspace = opened()
    assert workspace.toggle_key_image(mark())
    assert not workspace.toggle_key_image(replace(mark(), id="other"))
    assert len(workspace.key_images) == 0
    workspace.undo.undo()
    assert next(iter(workspace.key_images)).index == 3


def test_acknowledging_is_recorded_with_a_name() -> None:
    workspace = opened()
    seen: list[str] = []
    workspace.subscribe(events.GeometryAcknowledged, lambda e: seen.append(e.stack_id))
    workspace.acknowledge_geometry("stack-1")
    note = workspace.acknowledgement("stack-1")
    assert note is not None
    assert note.by == "Dr. Reader"
    workspace.undo.undo()
    assert workspace.acknowledgement("stack-1") is None
    assert seen == ["stack-1", "stack-1"]


def score(finding_id: str = "f1", category: str = "low") -> RiskScore:
    return RiskScore(
        model="brock_2b",
        version="1",
        outputs=(("probability", 0.1),),
        unit="",
        category=Message(category),
        recommendation=Message(""),
        inputs=(),
        terms=(),
        caveats=(),
        citation="",
        finding_id=finding_id,
    )


def test_a_score_of_the_same_finding_is_replaced() -> None:
    workspace = opened()
    workspace.add_risk(score())
    workspace.add_risk(score(category="high"))
    workspace.add_risk(score("f2"))
    assert [(r.finding_id, str(r.category)) for r in workspace.risks] == [
        ("f1", "high"),
        ("f2", "low"),
    ]
    workspace.remove_risk(0)
    assert [r.finding_id for r in workspace.risks] == ["f2"]
    workspace.undo.undo()
    assert len(workspace.risks) == 2


def test_what_was_kept_comes_back_without_being_recorded_again() -> None:
    workspace = opened()
    recorded: list[events.Recorded] = []
    workspace.subscribe(events.Recorded, recorded.append)
    accepted = finding("f1").decided(FindingStatus.ACCEPTED, by="Dr. Before")
    kept: dict[str, list[object]] = {
        "result": [result(findings=())],
        "finding": [accepted],
        "annotation": [annotation()],
        "key_image": [mark()],
        "risk": [score()],
        "draft": [ReportDraft(impression="Stable.")],
    }
    workspace.restore("1.2.3", kept)
    assert recorded == []
    assert not workspace.undo.undo_text
    assert workspace.findings.all[0].history[-1].by == "Dr. Before"
    assert workspace.draft("1.2.3").impression == "Stable."
    assert workspace.masks[0].id == "mask-1"
    assert (len(workspace.annotations), len(workspace.key_images), len(workspace.risks)) == (
        1,
        1,
        1,
    )
    with pytest.raises(TypeError):
        workspace.restore("1.2.3", {"x": [3]})


def test_segment_display_is_apart_from_labels() -> None:
    workspace = opened()
    workspace.add_mask(box_mask(asymmetric_volume()))
    assert workspace.segment_display("mask-1", 1).color_rgb == (0, 255, 0)
    workspace.set_segment_display("mask-1", 1, SegmentDisplay(visible=False))
    workspace.add_mask(box_mask(asymmetric_volume()))
    assert not workspace.segment_display("mask-1", 1).visible
    assert recolored(workspace.masks[0], {1: (9, 9, 9)}).segments[0].color_rgb == (9, 9, 9)


def test_studies_stacks_and_closing() -> None:
    workspace = opened()
    assert [s.study_instance_uid for s in workspace.studies] == ["1.2.3"]
    place = workspace.stack_of_series("1.2.3.4")
    assert place is not None
    assert place.stack.id == "stack-1"
    assert workspace.stack_of_series("9") is None
    with pytest.raises(KeyError):
        workspace.activate("nothing")
    workspace.add_result(result(), "1.2.3")
    workspace.close_all()
    assert workspace.studies == ()
    assert workspace.active is None
    assert workspace.findings.all == ()


def test_drafts_are_recorded_only_when_they_change() -> None:
    workspace = opened()
    recorded: list[events.Recorded] = []
    workspace.subscribe(events.Recorded, recorded.append)
    workspace.set_draft("1.2.3", ReportDraft(impression="One"))
    workspace.set_draft("1.2.3", ReportDraft(impression="One"))
    assert len(recorded) == 1


def test_readings_and_points_are_checked() -> None:
    caveat = Message("at the detector")
    reading = Reading(name=Message("Length"), value=12.34, unit="mm", caveat=caveat)
    assert str(reading.text) == "Length 12.3 mm (at the detector)"
    with pytest.raises(ValueError, match="points"):
        replace(annotation(), points=((0.0, 0.0, 0.0),))


def test_handlers_can_leave() -> None:
    bus = events.EventBus()
    seen: list[object] = []
    leave = bus.subscribe(events.MasksChanged, seen.append)
    bus.publish(events.MasksChanged())
    leave()
    leave()
    bus.publish(events.MasksChanged())
    assert len(seen) == 1


def again() -> AnalysisResult:
    """The fixture's run made once more, with ids of its own."""
    first = result()
    assert first.mask is not None
    made = replace(PROVENANCE, created=now_utc())
    findings = tuple(replace(f, id=f"{f.id}-again", provenance=made) for f in first.findings)
    mask = replace(first.mask, id="mask-again", labels=first.mask.labels.copy())
    return replace(first, findings=findings, mask=mask, provenance=made)


def test_a_run_that_repeats_a_former_one_doubles_nothing() -> None:
    workspace = opened()
    assert workspace.add_result(result(), "1.2.3")
    workspace.decide(["f1"], FindingStatus.REJECTED)
    kept: list[events.Recorded] = []
    workspace.subscribe(events.Recorded, kept.append)
    assert not workspace.add_result(again(), "1.2.3")
    assert [f.id for f in workspace.findings.all] == ["f1", "f2"]
    assert workspace.findings.all[0].status is FindingStatus.REJECTED
    assert len(workspace.masks) == 1
    assert len(workspace.results) == 1
    assert kept == []


def test_words_that_an_earlier_version_kept_are_those_of_a_run_made_again() -> None:
    """It kept sentences and labels as plain English."""
    made = result()
    assert made.mask is not None
    counted = Message("{count} slice", many="{count} slices", count=3)
    named = tuple(replace(s, label=Message.term(str(s.label))) for s in made.mask.segments)
    made = replace(made, notes=(counted,), mask=replace(made.mask, segments=named))
    assert made.mask is not None
    plain = tuple(replace(s, label=str(s.label)) for s in made.mask.segments)
    mask = replace(made.mask, segments=plain)
    workspace = opened()
    workspace.add_result(replace(made, notes=(Message("3 slices"),), mask=mask), "1.2.3")
    later = replace(made, mask=replace(made.mask, id="mask-again"))
    assert not workspace.add_result(later, "1.2.3")


@pytest.mark.parametrize("change", ["parameters", "version", "labels", "number", "study", "frames"])
def test_a_run_that_differs_stands_beside_the_former_one(change: str) -> None:
    workspace = opened()
    workspace.add_result(result(), "1.2.3")
    other = again()
    study = "1.2.3"
    if change == "frames":
        made = replace(other.provenance, parameters=(("frames", "6-10"),))
        other = replace(other, provenance=made)
    elif change == "parameters":
        other = replace(other, parameters=(("threshold", 0.3),))
    elif change == "version":
        other = replace(other, plugin_version="1.0.1")
    elif change == "labels":
        mask = box_mask(asymmetric_volume())
        labels = mask.labels.copy()
        labels[0, 0, 0] = 1
        other = replace(other, mask=replace(mask, id="mask-again", labels=labels))
    elif change == "number":
        first = other.findings[0]
        moved = replace(first.measurements[0], value=first.measurements[0].value + 0.1)
        first = replace(first, measurements=(moved, *first.measurements[1:]))
        other = replace(other, findings=(first, *other.findings[1:]))
    else:
        study = "1.2.9"
        other_study = replace(scan_report().studies[0], study_instance_uid=study)
        workspace.add_report(replace(scan_report(), studies=(other_study,)))
    assert workspace.add_result(other, study)
    assert len(workspace.findings.all) == 4
    assert len(workspace.masks) == 2


def test_a_run_of_an_earlier_session_is_not_doubled_either() -> None:
    workspace = opened()
    kept = replace(result(), findings=())
    workspace.restore("1.2.3", {"result": [kept], "finding": list(result().findings)})
    assert not workspace.add_result(again(), "1.2.3")
    assert len(workspace.findings.all) == 2
    assert len(workspace.masks) == 1


def test_closing_is_told_before_anything_goes_and_after_all_is_gone() -> None:
    workspace = opened()
    workspace.put_annotation(annotation(), text=Message("Add length"))
    seen: list[tuple[str, int, int]] = []
    for kind in (events.StudiesClosing, events.StudiesChanged, events.StudiesClosed):
        workspace.subscribe(
            kind,
            lambda event: seen.append(
                (type(event).__name__, len(workspace.studies), len(drawn(workspace)))
            ),
        )
    workspace.close_all()
    assert seen == [("StudiesClosing", 1, 1), ("StudiesChanged", 0, 0), ("StudiesClosed", 0, 0)]
    assert workspace.active is None


def test_a_study_that_was_found_by_two_scans_is_one() -> None:
    whole = scan_report()
    (study,) = whole.studies
    workspace = Workspace()
    for part in (study.series[:1], study.series[1:]):
        workspace.add_report(replace(whole, studies=(replace(study, series=part),)))
    place = workspace.place("stack-2")
    assert place is not None
    assert len(place.study.series) == 2
    found = workspace.whole_study(place.study).series
    assert [each.series_instance_uid for each in found] == ["1.2.3.4", "1.2.3.5", "1.2.3.6"]
    # Another scan of a series that is open adds to it.
    first = study.series[0]
    more = replace(first, stacks=(replace(first.stacks[0], id="stack-9"),))
    workspace.add_report(replace(whole, studies=(replace(study, series=(more,)),)))
    stacks = workspace.whole_study(place.study).series[0].stacks
    assert [stack.id for stack in stacks] == ["stack-1", "stack-9"]
    # Of a study that is not open nothing is lost.
    assert Workspace().whole_study(study).series == study.series


def test_the_stack_of_a_series_is_the_one_with_the_images() -> None:
    whole = scan_report()
    (study,) = whole.studies
    film = study.series[1]
    frame = film.stacks[0].frames[0]
    lateral = replace(
        film.stacks[0], id="lateral", frames=(replace(frame, sop_instance_uid="7.7"),)
    )
    two = replace(film, stacks=(*film.stacks, lateral))
    workspace = Workspace()
    workspace.add_report(replace(whole, studies=(replace(study, series=(two,)),)))

    def found(*images: str) -> str:
        place = workspace.stack_of_series("1.2.3.5", images)
        return place.stack.id if place is not None else ""

    assert (found(), found("7.7"), found(frame.sop_instance_uid)) == (
        "stack-2", "lateral", "stack-2",
    )  # fmt: skip
    workspace.activate("lateral")
    assert (found(), found("7.7"), found(frame.sop_instance_uid), found("9.9")) == (
        "lateral", "lateral", "stack-2", "lateral",
    )  # fmt: skip


def test_everything_that_is_kept_of_a_study_is_forgotten_with_it() -> None:
    """A ledger that the workspace holds and does not loop over would stay for the next patient."""
    workspace = Workspace()
    needed = ("kinds", "restore", "forget", "tell")
    ledgers = [
        each for each in vars(workspace).values() if all(hasattr(each, name) for name in needed)
    ]
    forgotten: list[object] = []
    for ledger in ledgers:
        original = ledger.forget

        def forget(ledger: object = ledger, original: Callable[[], None] = original) -> None:
            forgotten.append(ledger)
            original()

        ledger.forget = forget
    workspace.close_all()
    assert len(ledgers) > 10
    assert {id(each) for each in forgotten} == {id(each) for each in ledgers}


def test_an_act_on_many_findings_is_told_once() -> None:
    workspace = Workspace()
    workspace.add_report(scan_report())
    workspace.activate("stack-1")
    told: list[events.FindingsChanged] = []
    workspace.subscribe(events.FindingsChanged, told.append)
    recorded: list[events.Recorded] = []
    workspace.subscribe(events.Recorded, recorded.append)
    workspace.add_result(result(), "1.2.3", "stack-1")
    assert len(told) == 1
    workspace.reader = "Dr. R"
    workspace.decide(["f1", "f2"], FindingStatus.ACCEPTED)
    assert len(told) == 2
    workspace.undo.undo()
    assert len(told) == 3
    # Each is kept by itself.
    assert [r.id for r in recorded if r.kind == "finding"] == ["f1", "f2"] * 3
