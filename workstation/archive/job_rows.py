"""Long work that a program noted and did not live to end."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, select, update

from workstation.archive import tables

RUNNING = "running"
ENDED = "ended"
KILLED = "killed"
"""Stands in the place of a kind of fault; when it was killed nobody knows."""


def has_running(connection: Connection) -> bool:
    """Whether any work is noted as running."""
    row = tables.job
    running = select(row.c.id).where(row.c.state == RUNNING).limit(1)
    return connection.execute(running).first() is not None


def end_left(connection: Connection, is_left: Callable[[str], bool]) -> tuple[str, ...]:
    """Note as ended what is noted as running and is not; the ids, in a transaction that writes.

    Parameters
    ----------
    is_left : callable
        Whether the program that ran a job, by its id, lives no more.
    """
    row = tables.job
    running = connection.execute(select(row.c.id).where(row.c.state == RUNNING)).scalars().all()
    left = tuple(each for each in running if is_left(each))
    for each in left:
        # Its program may have lived until now, and said how it ended.
        where = (row.c.id == each, row.c.state == RUNNING)
        connection.execute(update(row).where(*where).values(state=ENDED, fault=KILLED))
    return left
