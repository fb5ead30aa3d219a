"""How objects of a study stand in the list of studies: a short mark, a name, a state."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workstation.domain.study_object import LABEL_IMAGE, ObjectKind, StudyObject
from workstation.language import say, tr
from workstation.messages import Message
from workstation.viewer.corner_text import date_text

_MOST_PARTS = 3
_MARKS = {
    "Segmentation": "SEG",
    "Label Map Segmentation": "SEG",
    "RT Structure Set": "RTSTRUCT",
    "RT Plan": "RTPLAN",
    "RT Dose": "RTDOSE",
    "Real World Value Mapping": "RWV",
    "Key Object Selection Document": "KO",
    "Encapsulated PDF": "PDF",
    "Parametric Map": "MAP",
    "Spatial Registration": "REG",
}
"""Modalities (0008,0060) by SOP class, as other programs name them."""
_OF_KINDS = {ObjectKind.REPORT: "SR", ObjectKind.STATE: "PR"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One object below its series.

    Parameters
    ----------
    key : str
        Path of the file; id of a mask that has none.
    mark, title, facts : str
        Kind in a few letters; name; what it consists of, or why it is not shown.
    is_shown : bool
        It is on the screen, or in the panel of documents.
    is_idle : bool
        A click does nothing but say why.
    """

    key: str
    mark: str
    title: str
    facts: str = ""
    tip: str = ""
    is_shown: bool = False
    is_idle: bool = False


def chip_of(made: StudyObject, why: Message, *, is_shown: bool) -> Chip:
    """The chip of a file; `why` says why it stands under no series, if so."""
    name = say(Message.term(made.name))
    reason = say(why)
    parts = ", ".join(made.parts[:_MOST_PARTS]) + (" …" if len(made.parts) > _MOST_PARTS else "")
    facts = reason or parts or date_text(made.created) or (name if made.title else "")
    tip = [name, Path(made.path).name, date_text(made.created), *made.parts, reason, _act(made)]
    return Chip(
        key=made.path,
        mark=mark_of(made),
        title=made.title or name,
        facts=facts,
        tip="\n".join(line for line in tip if line),
        is_shown=is_shown,
        is_idle=made.kind is ObjectKind.OTHER or made.refused is not None,
    )


def mark_of(made: StudyObject) -> str:
    """The kind of an object in a few letters."""
    if made.name == LABEL_IMAGE:
        return Path(made.path).name.partition(".")[2].removesuffix(".gz").upper()[-8:] or "?"
    return _MARKS.get(made.name) or _OF_KINDS.get(made.kind, "·")


def _act(made: StudyObject) -> str:
    if made.refused is not None:
        return ""
    match made.kind:
        case ObjectKind.MASK:
            words = tr("A click shows it over its images; another one hides it.")
            return (
                tr("A click lays it over the image that has its grid, else over the one looked at.")
                if (made.name == LABEL_IMAGE)
                else words
            )
        case ObjectKind.MAP:
            return tr("A click lays it over its images in colors; another one takes it off.")
        case ObjectKind.STATE:
            return tr("A click applies it; another one shows the images as they came.")
        case ObjectKind.OTHER:
            return ""
        case _:
            return tr("A click shows it.")
