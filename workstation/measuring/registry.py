"""Every kind of measurement: the files of `measuring.kinds`, by what they measure."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

from workstation.measuring import kinds
from workstation.measuring.kind import MeasurementKind
from workstation.session.annotation_kinds import AnnotationKind


def measurement(kind: AnnotationKind) -> MeasurementKind:
    """What a kind says and how it is drawn."""
    return _all()[kind]


@cache
def _all() -> dict[AnnotationKind, MeasurementKind]:
    return {found.kind: found for found in _found()}


def _found() -> Iterator[MeasurementKind]:
    for module in pkgutil.iter_modules(kinds.__path__):
        loaded = importlib.import_module(f"{kinds.__name__}.{module.name}")
        for value in vars(loaded).values():
            if (
                isinstance(value, type)
                and issubclass(value, MeasurementKind)
                and value.__module__ == loaded.__name__
            ):
                yield value()
