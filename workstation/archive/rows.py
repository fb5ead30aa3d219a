"""Rows of what is kept, as they are read, and as they will be when all is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workstation.archive.steps import BeginStudy, Change, Drop, Put, StateSeries

PATIENT = ("patient_id", "issuer", "name", "birth_date", "sex")
"""Columns of identity of the table `study`."""


@dataclass(frozen=True, slots=True)
class KeptStudyRow:
    """A study that something is kept of.

    `patient` is None where it is not known; `series` maps Series Instance UIDs to prints of their
    images as JSON, None where they are not known.
    """

    id: str
    patient: Mapping[str, str] | None
    series: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class KeptRow:
    """The present value of one key, as JSON; `labels` is the hash of a mask's labels."""

    kind: str
    key: str
    name: str
    value: str
    labels: str | None = None


def with_changes(rows: Sequence[KeptRow], changes: Iterable[Change]) -> list[KeptRow]:
    """The rows as they will be when changes that wait for the disk are written."""
    after = {(row.kind, row.key): row for row in rows}
    for change in changes:
        if isinstance(change, Put):
            labels = change.columns.get("labels")
            after[change.kind, change.key] = KeptRow(
                change.kind, change.key, change.name, change.value, labels
            )
        elif isinstance(change, Drop):
            after.pop((change.kind, change.key), None)
    return list(after.values())


def with_beginnings(
    found: Sequence[KeptStudyRow], study_instance_uid: str, changes: Iterable[Change]
) -> tuple[KeptStudyRow, ...]:
    """The studies kept under a UID as they will be when changes that wait are written."""
    after = {row.id: row for row in found}
    for change in changes:
        if isinstance(change, BeginStudy) and change.study_instance_uid == study_instance_uid:
            after.setdefault(change.study, KeptStudyRow(change.study, change.patient or None, {}))
        elif isinstance(change, StateSeries) and change.study in after:
            row = after[change.study]
            series = {**row.series, change.series_instance_uid: change.prints}
            after[change.study] = KeptStudyRow(row.id, row.patient, series)
    return tuple(after.values())
