"""What became of a mutated file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """Outcomes; those of `FINDINGS` are faults of the program."""

    OK = "ok"
    REFUSED = "refused"
    """In words, as a known fault or with a reason in the import report."""
    CRASH = "crash"
    """An exception that is no known fault, or the death of the process."""
    HANG = "hang"
    MEMORY = "memory"
    LOST = "lost"
    """A sound file beside it is not read, or the file itself is nowhere to be found."""
    DAMAGE = "damage"
    """Other values than those that were written, with nothing said."""


FINDINGS = (Kind.CRASH, Kind.HANG, Kind.MEMORY, Kind.LOST, Kind.DAMAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One mutated file as it was judged; `grown_mb` is memory beyond what was used before."""

    number: int
    kind: Kind
    seed_name: str = ""
    mutation: str = ""
    words: str = ""
    seconds: float = 0.0
    grown_mb: float = 0.0

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @staticmethod
    def of_plain(values: Mapping[str, Any]) -> Outcome:
        """The reverse of `plain`."""
        return Outcome(**{**values, "kind": Kind(values["kind"])})
