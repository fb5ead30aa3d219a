"""Writes the changes of a step by the statements of one transaction."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, Table, delete, insert, select, update

from workstation.archive import tables
from workstation.archive.job_rows import RUNNING
from workstation.archive.rows import PATIENT
from workstation.archive.steps import (
    BeginJob,
    BeginStudy,
    Drop,
    EndJob,
    Put,
    StateInstances,
    StateSeries,
    Step,
)
from workstation.domain.provenance import now_utc

_KEYS = {"series": "series_instance_uid", "instance": "path"}
_MOST_AT_ONCE = 500
"""Values in one statement; databases allow a few thousand."""


def apply(step: Step, connection: Connection) -> None:
    """Write all changes of a step."""
    for change in step.changes:
        match change:
            case BeginStudy():
                _begin_study(change, connection)
            case StateSeries():
                _state_series(change, connection)
            case StateInstances():
                _state_instances(change, connection)
            case BeginJob():
                _begin_job(change, connection)
            case EndJob():
                _end_job(change, connection)
            case Put():
                _put(change, connection)
            case Drop():
                _drop(change, connection)


def note_imported(connection: Connection, file: str, sha256: str) -> None:
    """Remember that a journal of an earlier version of the program stands here."""
    row = tables.imported
    connection.execute(delete(row).where(row.c.file == file))
    values = {"file": file, "sha256": sha256, "at": now_utc().isoformat()}
    connection.execute(insert(row).values(**values))


def absorb(connection: Connection, study: str, apart: str, *, newer: bool) -> None:
    """Put what was kept apart of a study with the rest of it.

    Where both hold a value of one key, that of `apart` stays if it is `newer`, else the other.
    """
    gone, stays = (study, apart) if newer else (apart, study)
    _drop_same(connection, tables.decision, "finding", gone, tables.finding, "key", stays)
    for table in (*tables.KEPT.values(), tables.series, tables.instance):
        key = _KEYS.get(table.name, "key")
        _drop_same(connection, table, key, gone, table, key, stays)
        connection.execute(update(table).where(table.c.study == apart).values(study=study))
    for table in (tables.decision, tables.unreadable, tables.job, tables.audit_event):
        connection.execute(update(table).where(table.c.study == apart).values(study=study))
    connection.execute(delete(tables.study).where(tables.study.c.id == apart))


def _drop_same(
    connection: Connection,
    table: Table,
    key: str,
    gone: str,
    beside: Table,
    beside_key: str,
    stays: str,
) -> None:
    """Drop the rows of one study whose keys stand in another one."""
    keys = select(beside.c[beside_key]).where(beside.c.study == stays)
    connection.execute(delete(table).where(table.c.study == gone, table.c[key].in_(keys)))


def _begin_study(change: BeginStudy, connection: Connection) -> None:
    row = tables.study
    identity = [row.c[name] for name in PATIENT]
    known = connection.execute(
        select(*identity, row.c.study_date).where(row.c.id == change.study)
    ).first()
    if known is not None and known.study_date is None and change.date is not None:
        dated = update(row).where(row.c.id == change.study).values(study_date=change.date)
        connection.execute(dated)
    if known is not None and change.patient and all(value is None for value in known[:-1]):
        # An earlier version of the program did not note whose it is.
        whose = dict(change.patient)
        connection.execute(update(row).where(row.c.id == change.study).values(**whose))
    if known is None:
        connection.execute(
            insert(tables.study).values(
                id=change.study,
                study_instance_uid=change.study_instance_uid,
                at=now_utc().isoformat(),
                study_date=change.date,
                **change.patient,
            )
        )


def _state_series(change: StateSeries, connection: Connection) -> None:
    where = {"study": change.study, "series_instance_uid": change.series_instance_uid}
    known = _found(connection, tables.series, where)
    if known is None:
        connection.execute(insert(tables.series).values(**where, prints=change.prints))
    elif change.prints is not None:
        connection.execute(
            update(tables.series).where(tables.series.c.seq == known).values(prints=change.prints)
        )


def _state_instances(change: StateInstances, connection: Connection) -> None:
    row = tables.instance
    of_study = delete(row).where(row.c.study == change.study)
    connection.execute(of_study.where(row.c.series_instance_uid == change.series_instance_uid))
    paths = [each["path"] for each in change.instances]
    for start in range(0, len(paths), _MOST_AT_ONCE):
        some = paths[start : start + _MOST_AT_ONCE]
        connection.execute(of_study.where(row.c.path.in_(some)))
    about = {"study": change.study, "series_instance_uid": change.series_instance_uid}
    if change.instances:
        connection.execute(insert(row), [{**about, **each} for each in change.instances])


def _begin_job(change: BeginJob, connection: Connection) -> None:
    known = select(tables.job.c.seq).where(tables.job.c.id == change.id)
    if connection.execute(known).first() is not None:
        return
    connection.execute(
        insert(tables.job).values(
            id=change.id,
            study=change.study,
            series_instance_uid=change.series_instance_uid,
            kind=change.kind,
            plugin_id=change.plugin_id,
            state=RUNNING,
            begun_at=now_utc().isoformat(),
            fault="",
        )
    )


def _end_job(change: EndJob, connection: Connection) -> None:
    ended = {"state": change.state, "ended_at": now_utc().isoformat(), "fault": change.fault}
    connection.execute(update(tables.job).where(tables.job.c.id == change.id).values(**ended))


def _put(change: Put, connection: Connection) -> None:
    table, at = tables.KEPT[change.kind], now_utc().isoformat()
    values = {"name": change.name, "value": change.value, "at": at, **change.columns}
    known = _found(connection, table, {"study": change.study, "key": change.key})
    if known is None:
        connection.execute(insert(table).values(study=change.study, key=change.key, **values))
    else:
        connection.execute(update(table).where(table.c.seq == known).values(**values))
    if change.kind == tables.finding.name:
        _drop_decisions(connection, change.study, change.key)
        for number, each in enumerate(change.decisions):
            row = {"study": change.study, "finding": change.key, "number": number, **each}
            connection.execute(insert(tables.decision).values(**row))
    _note(connection, change.study, "put", change.kind, change.key, change.by)


def _drop(change: Drop, connection: Connection) -> None:
    table = tables.KEPT[change.kind]
    connection.execute(
        delete(table).where(table.c.study == change.study, table.c.key == change.key)
    )
    if change.kind == tables.finding.name:
        _drop_decisions(connection, change.study, change.key)
    _note(connection, change.study, "drop", change.kind, change.key, change.by)


def _found(connection: Connection, table: Table, where: Mapping[str, str]) -> int | None:
    chosen = select(table.c.seq).where(*(table.c[name] == value for name, value in where.items()))
    row = connection.execute(chosen).first()
    return None if row is None else int(row[0])


def _drop_decisions(connection: Connection, study: str, finding: str) -> None:
    rows = tables.decision
    connection.execute(delete(rows).where(rows.c.study == study, rows.c.finding == finding))


def _note(connection: Connection, study: str, action: str, kind: str, key: str, by: str) -> None:
    connection.execute(
        insert(tables.audit_event).values(
            study=study, at=now_utc().isoformat(), by=by, action=action, kind=kind, key=key
        )
    )
