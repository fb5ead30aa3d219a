"""What a mutation makes, and what can be said of it beforehand."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Harm(StrEnum):
    """What a mutation did to the pixels of a file."""

    UNKNOWN = "unknown"
    """To their description or to nothing, or in a way that no reader can notice."""
    CUT = "cut"
    """Some of their bytes are missing."""
    STREAM = "stream"
    """The compressed stream has other bytes."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """The bytes of a mutated file and what was done, in words."""

    content: bytes
    words: str
    harm: Harm = Harm.UNKNOWN


Mutate = Callable[[bytes, random.Random], Mutant]
