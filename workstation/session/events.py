"""Typed events: what changed in the workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar


@dataclass(frozen=True, slots=True)
class StudiesChanged:
    """Studies were opened or closed."""


@dataclass(frozen=True, slots=True)
class StudiesClosing:
    """Every study is about to be closed: end what was begun on them, keep what was typed."""


@dataclass(frozen=True, slots=True)
class StudiesClosed:
    """Every study was closed: forget what belonged to them."""


@dataclass(frozen=True, slots=True)
class ActiveImageChanged:
    """Another stack is looked at, or its pixels arrived."""

    stack_id: str


@dataclass(frozen=True, slots=True)
class MasksChanged:
    """Masks were added, replaced or removed."""


@dataclass(frozen=True, slots=True)
class LabelsChanged:
    """Voxels of a mask changed; `committed` False while a stroke goes on."""

    mask_id: str
    committed: bool


@dataclass(frozen=True, slots=True)
class SegmentDisplayChanged:
    """Visibility, color, opacity, lock or review of segments changed; labels did not."""


@dataclass(frozen=True, slots=True)
class FindingsChanged:
    """Findings were added or decided about."""


@dataclass(frozen=True, slots=True)
class AnnotationsChanged:
    """Measurements on images were added, moved or deleted."""


@dataclass(frozen=True, slots=True)
class KeyImagesChanged:
    """Key images were marked or unmarked."""


@dataclass(frozen=True, slots=True)
class GeometryAcknowledged:
    """A reader took note of a doubtful geometry, or took that back."""

    stack_id: str


@dataclass(frozen=True, slots=True)
class CalibrationChanged:
    """A pixel size was set by hand, or taken back."""

    stack_id: str


@dataclass(frozen=True, slots=True)
class JoinsChanged:
    """Series were joined as phases of one volume, or parted."""


@dataclass(frozen=True, slots=True)
class CenterlinesChanged:
    """A centerline was drawn, changed or deleted."""


@dataclass(frozen=True, slots=True)
class ResultsChanged:
    """A plugin run ended."""


@dataclass(frozen=True, slots=True)
class RisksChanged:
    """Risk scores were added or removed."""


@dataclass(frozen=True, slots=True)
class ReportTextChanged:
    """Texts of the report draft changed."""


@dataclass(frozen=True, slots=True)
class UndoChanged:
    """There is something else to undo or redo."""


@dataclass(frozen=True, slots=True, eq=False)
class Recorded:
    """A value that must outlive the program: its kind, id and present value.

    `value` None means that it is gone. Undoing records too, so that replaying the last
    record of each id gives the present state.
    """

    kind: str
    id: str
    value: Any
    study_instance_uid: str


@dataclass(frozen=True, slots=True)
class StepBegun:
    """What is recorded from here on belongs together."""


@dataclass(frozen=True, slots=True)
class StepEnded:
    """What was recorded since the step began must be kept whole or not at all."""


_Event = TypeVar("_Event")


class EventBus:
    """Handlers by event type; called at once, in the order of subscription."""

    def __init__(self) -> None:
        self._handlers: dict[type[Any], list[Callable[[Any], object]]] = {}

    def subscribe(
        self, event_type: type[_Event], handler: Callable[[_Event], object]
    ) -> Callable[[], None]:
        """Call `handler` for each event of this type; returns what ends that."""
        handlers = self._handlers.setdefault(event_type, [])
        handlers.append(handler)

        def unsubscribe() -> None:
            if handler in handlers:
                handlers.remove(handler)

        return unsubscribe

    def publish(self, event: object) -> None:
        """Tell everyone who subscribed to the type of this event."""
        for handler in tuple(self._handlers.get(type(event), ())):
            handler(event)
