"""What one step of a reader changes in the archive; written whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class BeginStudy:
    """A study that something is said of; nothing where it is there.

    `patient` holds the columns of identity; empty where it is not known whose study it is. `date`
    is that of the study (DA), "" where its images state none, None where that is not known.
    """

    study: str
    study_instance_uid: str
    patient: Mapping[str, str]
    date: str | None = None


@dataclass(frozen=True, slots=True)
class StateSeries:
    """A series that something is said of, with prints of its images as JSON once known."""

    study: str
    series_instance_uid: str
    prints: str | None


@dataclass(frozen=True, slots=True)
class StateInstances:
    """The files of a series: columns of `instance` of each, in the place of those before."""

    study: str
    series_instance_uid: str
    instances: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class BeginJob:
    """Long work that was begun on a series; nobody has to be waiting for it."""

    id: str
    study: str
    series_instance_uid: str
    kind: str
    plugin_id: str


@dataclass(frozen=True, slots=True)
class EndJob:
    """How it ended: "done", "cancelled" or "failed", and with which kind of fault.

    What never says so, because its program was killed, becomes "ended" (`job_rows`).
    """

    id: str
    study: str
    state: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Put:
    """The present value of a key: a new row, or in the place of the one with this key.

    Parameters
    ----------
    study : str
        Id of its row in `study`.
    kind : str
        Name of its table.
    key : str
        Unique within study and kind.
    name : str
        What a person calls it, for the day on which the value cannot be read.
    value : str
        JSON.
    columns : mapping
        Further columns of the table.
    decisions : tuple of mapping
        Of a finding, the decisions about it, oldest first.
    by : str
        Who did it.
    """

    study: str
    kind: str
    key: str
    name: str
    value: str
    columns: Mapping[str, Any] = field(default_factory=dict)
    decisions: tuple[Mapping[str, Any], ...] = ()
    by: str = ""


@dataclass(frozen=True, slots=True)
class Drop:
    """The value of a key is gone, e.g. because it was undone."""

    study: str
    kind: str
    key: str
    by: str = ""


Change = BeginStudy | StateSeries | StateInstances | BeginJob | EndJob | Put | Drop


@dataclass(frozen=True, slots=True)
class Step:
    """Changes that count together.

    Parameters
    ----------
    changes : tuple of Change
        In their order.
    labels : mapping
        Of masks by their hash; on the disk before the changes are.
    durable : bool
        Whether it must outlive a power cut the moment it is written: decisions, signatures.
    """

    changes: tuple[Change, ...]
    labels: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    durable: bool = False
