"""Runs migrations on the connection that it is given."""

from __future__ import annotations

from alembic import context

from workstation.archive.tables import SCHEMA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SCHEMA,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
