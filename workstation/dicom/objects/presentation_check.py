"""Read a presentation state again, and compare it with what was meant."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from workstation.dicom.objects.display_objects import read_presentation_state
from workstation.domain.display_objects import Graphic, PresentationState, Reference, TextObject
from workstation.errors import VerificationError
from workstation.messages import Message
from workstation.processes.channel import MalformedMessage

_MOST_PX = 0.01
"""How far a point read again may lie from where it was meant."""


def verify(
    path: Path,
    graphics: Sequence[Graphic],
    texts: Sequence[TextObject],
    reference: Reference,
) -> None:
    """Refuse a presentation state that draws something else than was meant.

    Parameters
    ----------
    graphics, texts : sequence
        In their order, each with its layer and its picture.
    reference : Reference
        Every image that the state is of.

    Raises
    ------
    VerificationError
        It does, or it cannot be read.
    """
    try:
        again = read_presentation_state(path)
    except (KeyError, TypeError, ValueError, IndexError, MalformedMessage) as error:
        raise _differs(f"{type(error).__name__}: {error}") from error
    if not _draws(again, graphics, texts, reference):
        raise _differs("")


def _differs(detail: str) -> VerificationError:
    return VerificationError(
        Message("The presentation state, read again, draws something else; it is not kept."),
        hint=Message("Report this fault."),
        detail=detail,
    )


def _draws(
    again: PresentationState,
    graphics: Sequence[Graphic],
    texts: Sequence[TextObject],
    reference: Reference,
) -> bool:
    return (
        again.reference == reference
        and (len(again.graphics), len(again.texts)) == (len(graphics), len(texts))
        and all(map(_is_same_graphic, again.graphics, graphics))
        and all(map(_is_same_text, again.texts, texts))
    )


def _is_same_graphic(one: Graphic, other: Graphic) -> bool:
    def kept(graphic: Graphic) -> tuple[object, ...]:
        return (
            graphic.kind, graphic.layer, graphic.filled, graphic.of_area, graphic.reference,
            len(graphic.points),
        )  # fmt: skip

    return kept(one) == kept(other) and _near(one.points, other.points)


def _is_same_text(one: TextObject, other: TextObject) -> bool:
    def kept(text: TextObject) -> tuple[object, ...]:
        return text.text, text.layer, text.anchor_of_area, text.box, text.reference

    anchors = (one.anchor, other.anchor)
    return kept(one) == kept(other) and _near(*(() if a is None else (a,) for a in anchors))


def _near(one: Sequence[object], other: Sequence[object]) -> bool:
    return len(one) == len(other) and np.allclose(one, other, rtol=0, atol=_MOST_PX)  # type: ignore[arg-type]
