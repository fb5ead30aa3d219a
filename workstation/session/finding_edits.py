"""What a reader changes in a finding, and the trace that this leaves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import uuid4

from workstation.domain.coding import Code
from workstation.domain.drawn_measurement import ImagePlace
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.provenance import Provenance
from workstation.messages import Message, joined

_OF_LABEL = "Of “{label}”, as it was proposed. {note}"
CLINICAL_FINDING = Code("404684003", "SCT", "Clinical finding")


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEdit:
    """The words of a finding as the reader wants them.

    `removed` are ids of measurements that shall go; none is ever changed. `comment` goes
    into the history, with the list of changes.
    """

    label: Message | str
    laterality: Code | None = None
    site: Code | None = None
    statement: Message | str = ""
    comment: str = ""
    removed: frozenset[str] = frozenset()


def as_edit(finding: Finding) -> FindingEdit:
    """The words of a finding as they are."""
    return FindingEdit(
        label=finding.label,
        laterality=finding.laterality,
        site=finding.site,
        statement=finding.statement,
    )


def edited(finding: Finding, edit: FindingEdit, *, by: str) -> Finding:
    """The finding with an edit and its trace: status EDITED, by whom, and what was changed.

    One that was rejected stays so.

    Probability, place and segment stay as the plugin gave them; that a probability is of another
    label is said beside it.

    Returns
    -------
    Finding
        The same value where the edit changes nothing and says nothing.

    Raises
    ------
    ValueError
        Nobody is named, or the label is empty.
    """
    if not str(edit.label).strip():
        raise ValueError("a finding needs a label")
    note = _changes(finding, edit)
    if not note:
        return finding
    statement = _stripped(edit.statement)
    changed = replace(
        finding,
        label=_stripped(edit.label),
        laterality=edit.laterality,
        site=edit.site,
        probability_note=_note_of_label(finding, _stripped(edit.label)),
        statement=statement,
        statement_by=finding.statement_by if statement == finding.statement else by,
        measurements=tuple(m for m in finding.measurements if m.id not in edit.removed),
        removed=(
            *finding.removed,
            *(m.kind for m in finding.measurements if m.id in edit.removed),
        ),
    )
    if finding.status is not FindingStatus.REJECTED:
        return changed.decided(FindingStatus.EDITED, by=by, note=note)
    # Other words, or a comment on why it was rejected, take no rejection back.
    if changed != finding:
        changed = changed.decided(FindingStatus.EDITED, by=by)
    return changed.decided(FindingStatus.REJECTED, by=by, note=note)


def _note_of_label(finding: Finding, label: Message | str) -> Message:
    """What stands beside the probability, which is that of the label that the plugin gave."""
    known = finding.probability_note
    if finding.probability is None or label == finding.label or _names_label(known):
        return known
    return Message("Of “{label}”, as it was proposed. {note}", label=finding.label, note=known)


def _names_label(note: Message) -> bool:
    """Whether a note says of which label it is; it may be quoted in that of an edited outline."""
    inner = (field for field in note.fields.values() if isinstance(field, Message))
    return note.template == _OF_LABEL or any(map(_names_label, inner))


def _changes(finding: Finding, edit: FindingEdit) -> Message:
    parts: list[Message | str] = []
    if _stripped(edit.label) != finding.label:
        parts.append(Message("label was “{label}”", label=finding.label))
    not_given = Message("not given")
    if finding.laterality != edit.laterality:
        was = finding.laterality.words if finding.laterality else not_given
        parts.append(Message("side was {meaning}", meaning=was))
    if finding.site != edit.site:
        was = finding.site.words if finding.site else not_given
        parts.append(Message("site was {meaning}", meaning=was))
    if _stripped(edit.statement) != finding.statement:
        if finding.statement:
            parts.append(Message("statement was “{statement}”", statement=finding.statement))
        else:
            parts.append(Message("statement was empty"))
    gone = [m.name for m in finding.measurements if m.id in edit.removed]
    if gone:
        parts.append(Message("removed {names}", names=joined(", ", gone)))
    if edit.comment.strip():
        parts.append(edit.comment.strip())
    return joined("; ", parts)


def _stripped(words: Message | str) -> Message | str:
    return words.strip() if isinstance(words, str) else words


def reader_finding(
    edit: FindingEdit,
    *,
    by: str,
    series_instance_uid: str,
    position_lps_mm: tuple[float, float, float] | None = None,
    position_ji: tuple[float, float] | None = None,
    images: tuple[str, ...] = (),
    seen_on: ImagePlace | None = None,
) -> Finding:
    """A finding that a reader adds; it is accepted from the start.

    `images` are the SOP Instance UIDs of the film, clip or phase that it was seen on; others of its
    series show something else. `seen_on` is the picture of them that it was seen on.

    Raises
    ------
    ValueError
        Nobody is named, or the label is empty.
    """
    if not str(edit.label).strip():
        raise ValueError("a finding needs a label")
    found = Finding(
        id=uuid4().hex,
        label=_stripped(edit.label),
        code=CLINICAL_FINDING,
        provenance=Provenance(method="reader", version="1", inputs=images, operator=by),
        series_instance_uid=series_instance_uid,
        source_kind="reader",
        site=edit.site,
        laterality=edit.laterality,
        position_lps_mm=position_lps_mm,
        position_ji=position_ji,
        statement=_stripped(edit.statement),
        statement_by=by,
        tracking_uid=f"2.25.{uuid4().int}",
        seen_on=seen_on,
    )
    return found.decided(FindingStatus.ACCEPTED, by=by, note=edit.comment.strip())
