"""Words in DICOM objects: what must be known of a segment, who made them.

Caveats of a segment stand in its Segment Description (0062,0006).

References
----------
PS3.3 C.8.20.4 (Segment Description) and PS3.5 6.2 (ST: 1024 characters, lines may be broken).
"""

from __future__ import annotations

from collections.abc import Iterable

from pydicom.dataset import Dataset

from workstation.messages import Message

MANUFACTURER = "Lightbox"
"""Manufacturer (0008,0070) of what this program writes."""
LONGEST_DESCRIPTION = 1024
_LONGEST_NAME = 63
"""Of a component group of a name (PS3.5 table 6.2-1), less the mark after the family name."""
_BREAK = "\r\n"


def segment_description(caveats: Iterable[Message]) -> str:
    """Caveats of a segment in English, one a line; those that find no room are counted.

    Empty where there are none.
    """
    lines = list(dict.fromkeys(" ".join(str(each).split()) for each in caveats))
    lines = [line for line in lines if line]
    kept: list[str] = []
    while len(kept) < len(lines) and _fits([*kept, lines[len(kept)]], len(lines)):
        kept.append(lines[len(kept)])
    if lines and not kept:
        room = LONGEST_DESCRIPTION - len(_joined([""], len(lines))) - 1
        kept.append(f"{lines[0][:room].rstrip()}…")
    return _joined(kept, len(lines))


def _fits(kept: list[str], count: int) -> bool:
    return len(_joined(kept, count)) <= LONGEST_DESCRIPTION


def _joined(kept: list[str], count: int) -> str:
    """Lines, and how many of all are not among them."""
    left = count - len(kept)
    rest = Message("Further caveats, for which there is no room: {left}.", left=left)
    return _BREAK.join([*kept, str(rest)] if left else kept)


def short_text(lines: Iterable[str]) -> str:
    """Lines as a Short Text (ST), without control characters; what finds no room is cut off."""
    plain = ("".join(c if c.isprintable() else " " for c in line).strip() for line in lines)
    text = _BREAK.join(line for line in plain if line)
    if len(text) <= LONGEST_DESCRIPTION:
        return text
    return f"{text[: LONGEST_DESCRIPTION - 1].rstrip()}…"


def long_string(text: str) -> str:
    """Text as a single value of VR LO (PS3.5 6.2): 64 characters, no control, no backslash."""
    plain = "".join(c if c.isprintable() else " " for c in text.replace("\\", "/"))
    return " ".join(plain.split())[:64].strip()


def caveats_in(item: Dataset, dataset: Dataset) -> tuple[Message, ...]:
    """Caveats of a segment that this program has written; descriptions of others are none."""
    if str(dataset.get("Manufacturer", "") or "").strip() != MANUFACTURER:
        return ()
    words = str(item.get("SegmentDescription", "") or "")
    return tuple(Message.term(line.strip()) for line in words.splitlines() if line.strip())


def person_name(written: str) -> str:
    """A name as a person writes it, as the family component of a PN value (PS3.5 6.2)."""
    plain = " ".join(written.replace("\\", " ").replace("=", " ").split())[:_LONGEST_NAME]
    return plain if "^" in plain or not plain else f"{plain}^"
