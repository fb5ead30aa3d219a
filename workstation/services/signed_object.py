"""An object that leaves beside a signed report: what it is made of, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workstation.domain.finding import Finding
from workstation.domain.image import Image
from workstation.domain.report import ReportContent
from workstation.domain.study import WindowSetting
from workstation.messages import NOTHING, Message
from workstation.session.annotations import Annotation


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Signing:
    """A report that was signed just now.

    Parameters
    ----------
    report : Path
        The PDF; objects lie beside it.
    findings : sequence of Finding
        Of the study.
    other_masks : frozenset of str
        Ids of its masks that lie on other images.
    drawn : sequence of Annotation
        What the reader drew on the stack that `image` was read from.
    drawn_elsewhere : int
        How many measurements lie on other images of the study.
    window : WindowSetting or None
        In which the image was looked at; None where that is not known.
    """

    content: ReportContent
    findings: Sequence[Finding]
    image: Image
    report: Path
    other_masks: frozenset[str] = frozenset()
    drawn: Sequence[Annotation] = field(default_factory=tuple)
    drawn_elsewhere: int = 0
    window: WindowSetting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedObject:
    """A file that was written, or why there is none, or what it leaves out."""

    path: Path | None
    note: Message = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideReport:
    """A kind of object.

    Parameters
    ----------
    name : str
        As commands ask for it.
    ending : str
        Of its file, whose name is else that of the report.
    write : callable
        Writes the file; raises OutputError where it cannot be.
    """

    name: str
    ending: str
    write: Callable[[Signing, Path], SignedObject]
