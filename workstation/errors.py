"""The exception tree.

Every known fault is a `WorkstationError`: a sentence for the person, a hint that names a
way out, and a detail for the log. None of the three carries patient data. Anything else
that is raised is a bug and ends in the crash handler.

    WorkstationError
    ├─ InputError                  what was handed in cannot be used
    │  ├─ DicomReadError
    │  │  ├─ MissingAttributeError
    │  │  ├─ PixelDecodeError
    │  │  └─ ResourceLimitError
    │  ├─ GeometryError
    │  ├─ MaskReadError
    │  └─ RiskInputError
    ├─ OutputError                 what was made cannot be kept
    │  ├─ UnsupportedOutputError
    │  └─ VerificationError
    ├─ PluginError
    │  ├─ PluginRefusedError       the manifest, the model or the input is not acceptable
    │  ├─ PluginCrashedError
    │  └─ PluginTimeoutError
    ├─ ReportError
    └─ CancelledError
"""

from __future__ import annotations

from typing import ClassVar

from workstation.messages import NOTHING, Message


class WorkstationError(Exception):
    """A known fault, worded for the person at the screen.

    Parameters
    ----------
    message : Message
        One sentence that says what is wrong.
    hint : Message
        What to do about it; empty takes the usual one of the class.
    detail : str
        For the log: UIDs, codes, the text of a lower error. No patient data.
    """

    usual_hint: ClassVar[Message] = NOTHING
    """The way out where an error of this kind names none of its own."""

    def __init__(self, message: Message, *, hint: Message = NOTHING, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint or self.usual_hint
        self.detail = detail

    @property
    def code(self) -> str:
        """What names the fault in logs and JSON, whatever the language."""
        return self.message.code

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders; subclasses build their message from other arguments.
        return (_rebuild, (type(self), self.message, self.hint, self.detail, self.__dict__))


def _rebuild(
    kind: type[WorkstationError],
    message: Message,
    hint: Message,
    detail: str,
    state: dict[str, object],
) -> WorkstationError:
    error = kind.__new__(kind)
    WorkstationError.__init__(error, message, hint=hint, detail=detail)
    error.__dict__.update(state)
    return error


class InputError(WorkstationError):
    """What was handed in cannot be used."""

    usual_hint = Message("Check the file; `lightbox scan PATH` says what is there.")


class DicomReadError(InputError):
    """A DICOM file or series cannot be read."""

    usual_hint = Message("Ask the sender for the series again; other series stay usable.")


class MissingAttributeError(DicomReadError):
    """A DICOM attribute that this step needs is absent or empty."""

    def __init__(self, keyword: str, sop_instance_uid: str = "") -> None:
        super().__init__(
            Message("An image of this series has no {keyword}.", keyword=keyword),
            hint=Message("Ask the sender for the series again; other series stay usable."),
            detail=f"keyword={keyword} sop_instance_uid={sop_instance_uid}",
        )
        self.keyword = keyword


class PixelDecodeError(DicomReadError):
    """Pixel data is absent, too short, or cannot be decoded."""


class ResourceLimitError(DicomReadError):
    """Reading would take more memory or time than is allowed."""

    usual_hint = Message("The file may be damaged; ask the sender for it again.")


class GeometryError(InputError):
    """A geometry does not allow what was asked of it."""

    usual_hint = Message("The geometry badge names the files and the reasons.")


class MaskReadError(InputError):
    """A mask cannot be read or does not fit the image."""

    usual_hint = Message("Choose the mask that was made on this image, or export it again.")


class RiskInputError(InputError):
    """A score was asked for with an input that is missing, unknown or impossible."""

    usual_hint = Message("`lightbox risk --list` describes every input.")


class OutputError(WorkstationError):
    """A file cannot be written; what stood there before is untouched."""

    usual_hint = Message("Choose another folder.")


class UnsupportedOutputError(OutputError):
    """The images do not state what this kind of object needs."""


class VerificationError(OutputError):
    """A written object, read again, differs from what was meant."""


class PluginError(WorkstationError):
    """A plugin could not be run to its end."""

    usual_hint = Message("`lightbox plugins check` tells what is wrong with a plugin.")


class PluginRefusedError(PluginError):
    """The manifest, the model or the input of a plugin is not acceptable."""

    reason: Message = NOTHING
    """Why the image is ruled out, without the name of the plugin; empty where nothing says so."""


class PluginCrashedError(PluginError):
    """The worker process ended before it gave a result."""


class PluginTimeoutError(PluginError):
    """The worker process passed its deadline."""


class ReportError(WorkstationError):
    """A report cannot be written or signed in its present state."""

    usual_hint = Message("Review the findings, then write the report again.")


class CancelledError(WorkstationError):
    """The person stopped the work; nothing was kept."""

    def __init__(self) -> None:
        super().__init__(Message("Cancelled."))
