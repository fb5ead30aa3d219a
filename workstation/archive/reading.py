"""Reads what is kept of a study, row by row."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, literal_column, null, or_, select

from workstation.archive import tables
from workstation.archive.rows import PATIENT, KeptRow, KeptStudyRow


def study_rows(connection: Connection, first: str) -> tuple[KeptStudyRow, ...]:
    """All that were kept under one Study Instance UID, the oldest first; `first` is its id.

    Earlier versions of the program did not always note the UID itself.
    """
    row = tables.study
    columns = (row.c.id, *(row.c[name] for name in PATIENT))
    chosen = select(*columns).where(or_(row.c.id == first, row.c.id.like(f"{first}-%")))
    rows = [
        KeptStudyRow(
            found[0],
            None
            if all(value is None for value in found[1:])
            else {n: str(v or "") for n, v in zip(PATIENT, found[1:], strict=True)},
            _series(connection, found[0]),
        )
        for found in connection.execute(chosen).all()
    ]
    return tuple(sorted(rows, key=lambda each: (len(each.id), each.id)))


def _series(connection: Connection, study: str) -> dict[str, str | None]:
    row = tables.series
    chosen = select(row.c.series_instance_uid, row.c.prints).where(row.c.study == study)
    return {found[0]: found[1] for found in connection.execute(chosen).all()}


def kept_rows(connection: Connection, study: str, kinds: Iterable[str] = ()) -> list[KeptRow]:
    """What is kept of one study, each kind in the order of arrival; of all kinds when none given.

    Raises
    ------
    DamagedError
        The file of the database is damaged.
    """
    found = []
    for kind in kinds or tables.KEPT:
        table = tables.KEPT[kind]
        labels = table.c.labels if "labels" in table.c else null()
        chosen = select(table.c.key, table.c.name, table.c.value, labels)
        ordered = chosen.where(table.c.study == study).order_by(table.c.seq)
        found += [KeptRow(kind, *row) for row in connection.execute(ordered).all()]
    return found


def studies_of_patient(
    connection: Connection, patient_id: str, before: str
) -> tuple[tuple[str, dict[str, str], str], ...]:
    """Kept studies of an earlier date that state a Patient ID, the newest first.

    Parameters
    ----------
    before : str
        A date (DA).

    Returns
    -------
    tuple of (str, dict, str)
        Id of each, its columns of identity, and its date (DA); those without one are left out.
    """
    row = tables.study
    columns = (row.c.id, row.c.study_date, *(row.c[name] for name in PATIENT))
    chosen = select(*columns).where(
        row.c.patient_id == patient_id, row.c.study_date != "", row.c.study_date < before
    )
    ordered = chosen.order_by(row.c.study_date.desc(), row.c.seq.desc())
    return tuple(
        (
            str(found[0]),
            {n: str(v or "") for n, v in zip(PATIENT, found[2:], strict=True)},
            str(found[1]),
        )
        for found in connection.execute(ordered).all()
    )


def has_study(connection: Connection, study: str) -> bool:
    """Whether something is kept under this very id."""
    row = tables.study
    return connection.execute(select(row.c.seq).where(row.c.id == study)).first() is not None


def imported_digest(connection: Connection, file: str) -> str | None:
    """SHA-256 of a journal as it was when it was taken over, None where it was not."""
    row = tables.imported
    return connection.execute(select(row.c.sha256).where(row.c.file == file)).scalar()


def set_aside(connection: Connection, study: str, rows: Iterable[KeptRow]) -> None:
    """Move rows that cannot be read out of the way of those that can; nothing is deleted."""
    for row in rows:
        table = tables.KEPT[row.kind]
        where = (table.c.study == study, table.c.key == row.key)
        connection.execute(
            insert(tables.unreadable).from_select(
                ["study", "kind", "key", "name", "at", "value", "labels"],
                select(
                    table.c.study,
                    literal_column(f"'{row.kind}'"),
                    table.c.key,
                    table.c.name,
                    table.c.at,
                    table.c.value,
                    table.c.labels if "labels" in table.c else null(),
                ).where(*where),
            )
        )
        connection.execute(delete(table).where(*where))
