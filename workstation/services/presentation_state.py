"""Drawn measurements as a presentation state of their images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workstation.dicom.objects.presentation_write import write_presentation_state
from workstation.domain.image import Image
from workstation.domain.study import WindowSetting
from workstation.errors import OutputError, UnsupportedOutputError
from workstation.language import ENGLISH, catalog
from workstation.measuring.drawn_graphics import drawn_graphics
from workstation.messages import Message, joined
from workstation.scene.sources import unit_of
from workstation.session.annotations import Annotation


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenState:
    """SOP Instance UID of a state, empty where none was written; and what it leaves out."""

    uid: str
    notes: tuple[Message, ...] = ()


def write_state(
    path: Path,
    image: Image,
    drawn: Sequence[Annotation],
    *,
    signed_by: str = "",
    language: str = ENGLISH,
    window: WindowSetting | None = None,
) -> WrittenState:
    """Write a presentation state that was read again and compared.

    Parameters
    ----------
    drawn : sequence of Annotation
        On the stack that the image was read from.
    signed_by : str
        Who signed them; empty for nobody. The state then names who drew them, if one did.
    language : str
        Of the names of numbers.
    window : WindowSetting or None
        In which the image was looked at, in its values; None for what the files state.

    Raises
    ------
    OutputError
        It cannot be written, a file is there already, the image was not read from DICOM, or
        there is nothing to write.
    """
    if not image.source.sop_instance_uids or not image.source.paths:
        raise UnsupportedOutputError(
            Message("No presentation state: the image is no DICOM image."),
            hint=Message("Open the DICOM images that it was made of."),
        )
    if not drawn:
        raise nothing_drawn()
    found = drawn_graphics(drawn, image, catalog(language).say)
    notes: tuple[Message, ...] = ()
    if found.left_out:
        reasons = joined("; ", found.left_out)
        notes = (Message("Not in the presentation state: {reasons}.", reasons=reasons),)
    if not found.drawn:
        return WrittenState(uid="", notes=notes)
    if path.exists():
        raise OutputError(
            Message("{name} is there already and is not written over.", name=path.name),
            hint=Message("Choose another name."),
        )
    people = {each.by for each in drawn}
    uid = write_presentation_state(
        found.drawn,
        image,
        path,
        by=signed_by or (people.pop() if len(people) == 1 else ""),
        signed=bool(signed_by),
        # Uptake values are none of the files.
        window=None if unit_of(image).startswith("SUV") else window,
    )
    return WrittenState(uid=uid, notes=notes)


def nothing_drawn() -> UnsupportedOutputError:
    """There is nothing that a presentation state could draw."""
    return UnsupportedOutputError(
        Message("There is nothing to write as a presentation state."),
        hint=Message("Give a measurement that lies in one of the images."),
    )
