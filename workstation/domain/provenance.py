"""Where a value came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from workstation.messages import Message


def now_utc() -> datetime:
    """The present moment with its time zone."""
    return datetime.now(UTC)


def now_here() -> datetime:
    """The present moment by the clock of the place, with its time zone."""
    return datetime.now(UTC).astimezone()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made a value, out of what, when.

    `inputs` are ids of source values: SOP Instance UIDs, mask ids, measurement ids.
    """

    method: str
    version: str
    inputs: tuple[str, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    operator: str = ""
    created: datetime = field(default_factory=now_utc)
    device: str = ""
    model_name: str = ""
    model_sha256: str = ""
    fallbacks: tuple[Message, ...] = ()
