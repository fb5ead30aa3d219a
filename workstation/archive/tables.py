"""The tables of the archive, one schema for SQLite and PostgreSQL.

What a reader or a plugin said stands as one row of its kind: the value as JSON, beside it what is
searched for. `seq` counts up with every row, so that order never hangs on a clock. Labels of masks
are files, named by their hash (`label_files`).
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

REVISION = "0002"
"""The newest of `migrations/versions`."""
SCHEMA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_SEQUENCE = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up by itself for INTEGER only."""


def _sequence() -> Column[int]:
    return Column("seq", _SEQUENCE, primary_key=True, autoincrement=True)


def _study() -> Column[str]:
    return Column("study", Text, ForeignKey("study.id"), nullable=False, index=True)


study = Table(
    "study",
    SCHEMA,
    _sequence(),
    Column("id", Text, nullable=False, unique=True),
    Column("study_instance_uid", Text, nullable=False, index=True),
    # None in all of them: an earlier version of the program did not note whose it is.
    Column("patient_id", Text, index=True),
    Column("issuer", Text),
    Column("name", Text),
    Column("birth_date", Text),
    Column("sex", Text),
    Column("at", Text, nullable=False),
    # As the images state it (DA), "" where they state none; None where it was not noted.
    Column("study_date", Text),
    sqlite_autoincrement=True,
)
series = Table(
    "series",
    SCHEMA,
    _sequence(),
    _study(),
    Column("series_instance_uid", Text, nullable=False, index=True),
    # Of every image that something is kept of; None where it is not known yet.
    Column("prints", Text),
    UniqueConstraint("study", "series_instance_uid"),
    sqlite_autoincrement=True,
)
instance = Table(
    "instance",
    SCHEMA,
    _sequence(),
    _study(),
    Column("series_instance_uid", Text, nullable=False, index=True),
    Column("sop_instance_uid", Text, nullable=False, index=True),
    Column("path", Text, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("transfer_syntax_uid", Text, nullable=False),
    Column("pixel_offset", BigInteger, nullable=False),
    UniqueConstraint("study", "path"),
    sqlite_autoincrement=True,
)


def _kept(name: str, *more: Column[str] | Column[int]) -> Table:
    """A table of values of one kind: the last value of each key of a study."""
    return Table(
        name,
        SCHEMA,
        _sequence(),
        _study(),
        Column("key", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("at", Text, nullable=False),
        Column("value", Text, nullable=False),
        *more,
        UniqueConstraint("study", "key"),
        sqlite_autoincrement=True,
    )


result = _kept(
    "result",
    Column("plugin_id", Text, nullable=False, index=True),
    Column("plugin_version", Text, nullable=False),
    Column("labels", Text),
)
mask_version = _kept(
    "mask_version",
    Column("series_instance_uid", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("labels", Text),
)
edit = _kept(
    "edit",
    Column("mask_id", Text, nullable=False, index=True),
    Column("version_before", Integer, nullable=False),
    Column("version", Integer, nullable=False),
)
finding = _kept(
    "finding",
    Column("series_instance_uid", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("mask_id", Text, nullable=False),
    Column("mask_version", Integer),
    Column("tracking_uid", Text, nullable=False, index=True),
)
decision = Table(
    "decision",
    SCHEMA,
    _sequence(),
    _study(),
    Column("finding", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    Column("note", Text, nullable=False),
    UniqueConstraint("study", "finding", "number"),
    sqlite_autoincrement=True,
)
annotation = _kept(
    "annotation",
    Column("kind", Text, nullable=False),
    Column("stack_id", Text, nullable=False),
)
key_image = _kept("key_image", Column("stack_id", Text, nullable=False))
score = _kept(
    "score",
    Column("model", Text, nullable=False),
    Column("finding", Text, nullable=False),
)
signed_report = _kept(
    "signed_report",
    Column("version", Integer, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("signed_at", Text, nullable=False),
)
acknowledgement = _kept("acknowledgement")
draft = _kept("draft")
centerline = _kept("centerline")
calibration = _kept("calibration")
joined_series = _kept("joined_series")
segment_state = _kept("segment_state")
highest_version = _kept("highest_version")

unreadable = Table(
    "unreadable",
    SCHEMA,
    _sequence(),
    _study(),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("labels", Text),
    sqlite_autoincrement=True,
)
"""Rows that a version of the program could not read: set aside, never deleted."""

job = Table(
    "job",
    SCHEMA,
    _sequence(),
    Column("id", Text, nullable=False, unique=True),
    Column("study", Text, ForeignKey("study.id"), index=True),
    Column("series_instance_uid", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("plugin_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("begun_at", Text, nullable=False),
    Column("ended_at", Text),
    Column("fault", Text, nullable=False),
    sqlite_autoincrement=True,
)
audit_event = Table(
    "audit_event",
    SCHEMA,
    _sequence(),
    _study(),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    sqlite_autoincrement=True,
)
imported = Table(
    "imported",
    SCHEMA,
    _sequence(),
    Column("file", Text, nullable=False, unique=True),
    Column("sha256", Text, nullable=False),
    Column("at", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""Journals of earlier versions of the program whose entries stand here."""

Index("ix_decision_study_finding", decision.c.study, decision.c.finding)

KEPT = {
    table.name: table
    for table in (
        result,
        mask_version,
        edit,
        finding,
        annotation,
        key_image,
        score,
        signed_report,
        acknowledgement,
        draft,
        centerline,
        calibration,
        joined_series,
        segment_state,
        highest_version,
    )
}
"""Tables of kept values by name."""
