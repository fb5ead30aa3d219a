"""What leaves beside a signed report for archives: each kind of object that there is a file of."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workstation.errors import OutputError
from workstation.messages import NOTHING, Message, joined
from workstation.services import beside
from workstation.services.signed_object import BesideReport, SignedObject, Signing


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedObjects:
    """The files that were written, and what must be said of those that were not."""

    paths: tuple[Path, ...]
    note: Message = NOTHING


@cache
def kinds() -> tuple[BesideReport, ...]:
    """Every kind of object: the files of `services.beside`, by their names."""
    modules = sorted(module.name for module in pkgutil.iter_modules(beside.__path__))
    return tuple(importlib.import_module(f"{beside.__name__}.{name}").EXPORT for name in modules)


def write_beside(signing: Signing, wanted: Collection[str] | None = None) -> SignedObjects:
    """Write what lies beside a signed report.

    What cannot be written is told and undoes nothing: the report is signed already.

    Parameters
    ----------
    wanted : collection of str or None
        Names of kinds; None for all of them.
    """
    chosen = (kind for kind in kinds() if wanted is None or kind.name in wanted)
    made = [_written(kind, signing) for kind in chosen]
    return SignedObjects(
        paths=tuple(each.path for each in made if each.path is not None),
        note=joined(" ", dict.fromkeys(each.note for each in made if each.note)),
    )


def _written(kind: BesideReport, signing: Signing) -> SignedObject:
    path = signing.report.with_suffix(kind.ending)
    if path.exists():
        # No signed report lies under this name: the object belongs to something else.
        return SignedObject(
            path=None,
            note=Message("{name} is there already and is not written over.", name=path.name),
        )
    try:
        return kind.write(signing, path)
    except OutputError as error:
        note = Message("No DICOM object was written: {message}", message=error.message)
        return SignedObject(path=None, note=note)
