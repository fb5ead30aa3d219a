"""Words of the program and words of a person in what earlier versions kept of findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.studies import finding
from workstation.domain.finding import Finding, FindingStatus
from workstation.keeping.autosave import Autosave
from workstation.language import CHINESE, catalog, shown
from workstation.messages import Message
from workstation.plain.program_words import with_program_words
from workstation.result_files.record_reading import findings_from_record
from workstation.result_files.records import finding_record
from workstation.session.events import Recorded
from workstation.session.finding_edits import as_edit, edited

PLAIN = replace(finding(), label="Lung nodule", statement="No finding.")


def never(*_: object) -> None:
    raise AssertionError("nothing went wrong")


def kept(found: Finding, folder: Path) -> Finding:
    """A finding as it comes back from the archive."""
    saved = Autosave(folder, never)
    saved.record(Recorded("finding", found.id, found, "1.2.3"))
    saved.close()
    again = Autosave(folder, never)
    (back,) = again.load("1.2.3")["finding"]
    again.close()
    assert isinstance(back, Finding)
    return back


def from_file(found: Finding, _folder: Path) -> Finding:
    """A finding as it comes back from a result file."""
    (back,) = findings_from_record([finding_record(found)])
    return back


@pytest.fixture(params=[kept, from_file])
def again(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Finding], Finding]:
    back: Callable[[Finding, Path], Finding] = request.param
    return lambda found: back(found, tmp_path / "there")


def test_words_of_a_plugin_are_the_programs(again: Callable[[Finding], Finding]) -> None:
    decided = PLAIN.decided(FindingStatus.ACCEPTED, by="R", note="seen on the prior label")
    for found in (PLAIN, decided):
        back = again(found)
        assert back.label == Message.term("Lung nodule")
        assert back.statement == Message.term("No finding.")
    assert again(decided).history[-1].note == "seen on the prior label"


def test_a_label_that_a_person_typed_is_never_translated(
    again: Callable[[Finding], Finding],
) -> None:
    say = catalog(CHINESE).say
    assert say(Message.term("Nodule")) != "Nodule"
    typed = edited(PLAIN, replace(as_edit(PLAIN), label="Nodule"), by="R")
    for found in (typed, typed.decided(FindingStatus.ACCEPTED, by="R")):
        back = again(found)
        assert back.label == "Nodule"
        assert shown(back.label, say) == "Nodule"
        assert back.statement == Message.term("No finding.")


def test_a_statement_that_a_person_typed_stays_a_text(
    again: Callable[[Finding], Finding],
) -> None:
    for before in (PLAIN, replace(PLAIN, statement="")):
        back = again(edited(before, replace(as_edit(before), statement="Benign."), by="R"))
        assert back.statement == "Benign."
        assert back.label == Message.term("Lung nodule")


@pytest.mark.parametrize("note", ["label was “Nodule 1”; side was Right", "label was “Nodule 1”"])
def test_the_notes_of_earlier_versions_tell_of_it_too(note: str) -> None:
    typed = replace(PLAIN, label="Nodule").decided(FindingStatus.EDITED, by="R", note=note)
    assert with_program_words(typed).label == "Nodule"


def test_who_wrote_a_statement_is_known_of_earlier_versions_too() -> None:
    note = "statement was “No finding.”"
    typed = replace(PLAIN, statement="Benign.").decided(FindingStatus.EDITED, by="R", note=note)
    assert with_program_words(typed).statement_by == "R"
    assert with_program_words(PLAIN).statement_by == ""


def test_what_a_reader_found_has_the_readers_words(again: Callable[[Finding], Finding]) -> None:
    own = replace(PLAIN, source_kind="reader", plugin_id="", label="Nodule", statement="Benign.")
    assert (again(own).label, again(own).statement) == ("Nodule", "Benign.")


def test_sentences_with_fields_come_back_as_they_were(tmp_path: Path) -> None:
    said = replace(PLAIN, label=Message("Nodule {number}", number=3))
    assert kept(said, tmp_path).label == said.label
