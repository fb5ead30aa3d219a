from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.support.studies import finding
from workstation.domain import coding
from workstation.domain.finding import FindingStatus
from workstation.messages import Message
from workstation.session.events import Recorded
from workstation.session.finding_edits import FindingEdit, as_edit, edited, reader_finding
from workstation.session.workspace import Workspace


def test_an_edit_leaves_a_trace_and_the_numbers_alone() -> None:
    before = finding()
    edit = replace(
        as_edit(before),
        label="Granuloma",
        laterality=coding.LEFT,
        statement="Calcified.",
        comment="Seen before",
        removed=frozenset({before.measurements[2].id}),
    )
    after = edited(before, edit, by="Dr. A")
    assert after.status is FindingStatus.EDITED
    assert after.history[-1].by == "Dr. A"
    note = str(after.history[-1].note)
    for words in ("“Nodule 1”", "side was Right", "statement was empty", "Volume", "Seen before"):
        assert words in note
    assert after.probability == before.probability
    assert after.measurements == before.measurements[:2]
    assert edited(after, as_edit(after), by="Dr. A") is after
    with pytest.raises(ValueError, match="label"):
        edited(before, FindingEdit(label=" "), by="Dr. A")
    with pytest.raises(ValueError, match="name"):
        edited(before, edit, by="")


def test_edits_and_new_findings_are_recorded_and_undone() -> None:
    workspace = Workspace()
    records: list[Any] = []
    workspace.subscribe(Recorded, lambda e: records.append((e.id, e.value, e.study_instance_uid)))
    workspace.findings.add([finding()])
    workspace.reader = "Dr. A"
    assert not workspace.edit_finding("f1", as_edit(finding()))
    assert workspace.edit_finding("f1", replace(as_edit(finding()), label="Scar"))
    assert workspace.findings.all[0].label == "Scar"
    workspace.undo.undo()
    assert str(workspace.findings.all[0].label) == "Nodule 1"
    own = reader_finding(
        FindingEdit(label="Effusion"),
        by="Dr. A",
        series_instance_uid="1.2.3.4",
        position_lps_mm=(1.0, 2.0, 3.0),
    )
    assert own.status is FindingStatus.ACCEPTED
    assert own.source_kind == "reader"
    workspace.add_finding(own, "1.2.3")
    assert records[-1] == (own.id, own, "1.2.3")
    workspace.undo.undo()
    assert records[-1] == (own.id, None, "1.2.3")
    assert [f.id for f in workspace.findings.all] == ["f1"]
    workspace.undo.redo()
    assert workspace.findings.get(own.id) == own
    with pytest.raises(KeyError):
        workspace.edit_finding("nobody", FindingEdit(label="x"))


@pytest.mark.parametrize("change", [{"comment": "a vessel"}, {"label": "Vessel"}])
def test_an_edit_takes_no_rejection_back(change: dict[str, Any]) -> None:
    rejected = finding().decided(FindingStatus.REJECTED, by="Dr. A")
    after = edited(rejected, replace(as_edit(rejected), **change), by="Dr. B")
    assert after.status is FindingStatus.REJECTED
    assert not after.is_reportable
    assert after.history[-1].by == "Dr. B"
    # Whoever takes it back then does not take the proposal as it was.
    kept = after.decided(FindingStatus.ACCEPTED, by="Dr. C")
    is_changed = "label" in change
    assert kept.status is (FindingStatus.EDITED if is_changed else FindingStatus.ACCEPTED)


def test_a_statement_has_the_name_of_who_wrote_it() -> None:
    before = replace(finding(), statement="Density suggests a nodule.")
    assert edited(before, replace(as_edit(before), label="Scar"), by="Dr. A").statement_by == ""
    after = edited(before, replace(as_edit(before), statement="Old scar."), by="Dr. A")
    assert after.statement_by == "Dr. A"
    again = edited(after, replace(as_edit(after), comment="seen"), by="Dr. B")
    assert again.statement_by == "Dr. A"


def test_a_probability_stays_that_of_the_label_that_was_proposed() -> None:
    before = replace(finding(), probability_note=Message("raw score"))
    scar = edited(before, replace(as_edit(before), label="Scar"), by="Dr. A")
    note = "Of “Nodule 1”, as it was proposed. raw score"
    assert str(scar.probability_note) == note
    again = edited(scar, replace(as_edit(scar), label="Old scar"), by="Dr. A")
    assert str(again.probability_note) == note
    # The outline was edited meanwhile, which the note says around it.
    of_outline = Message(
        "Of the outline before it was edited: {statement}", statement=scar.probability_note
    )
    outlined = replace(scar, probability_note=of_outline)
    later = edited(outlined, replace(as_edit(outlined), label="Old scar"), by="Dr. A")
    assert later.probability_note == of_outline
    moved = edited(before, replace(as_edit(before), laterality=coding.LEFT), by="Dr. A")
    assert str(moved.probability_note) == "raw score"
    none = replace(before, probability=None)
    assert edited(none, replace(as_edit(none), label="Scar"), by="A").probability_note == (
        before.probability_note
    )
