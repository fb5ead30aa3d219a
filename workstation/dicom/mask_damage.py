"""Word the faults of mask objects for the person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workstation.errors import MaskReadError
from workstation.words import said


@contextmanager
def damage_worded(path: Path) -> Iterator[None]:
    """Turn what absent or wrong attributes of a parsed object raise into one clear error.

    Raises
    ------
    MaskReadError
        An attribute that is needed is absent, empty, or not of its type.
    """
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError, OverflowError) as error:
        raise MaskReadError(
            said("{name} is damaged or incomplete.", name=path.name),
            hint=said("Fetch it again, or export it again from the program that made it."),
            detail=f"{type(error).__name__}: {error}",
        ) from error


def shared_number() -> str:
    """The caveat of a structure or segment whose number is also another's."""
    return said("The file gives several structures one number; the name may be another's.")
