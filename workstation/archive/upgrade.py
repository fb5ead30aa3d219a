"""Brings a database to the newest schema, step by step, or leaves it as it was."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from workstation.errors import OutputError
from workstation.messages import Message

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine) -> None:
    """Apply the migrations that are missing, all of them in one transaction.

    Raises
    ------
    OutputError
        A newer version of the program made the database.
    """
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    known = {each.revision for each in ScriptDirectory.from_config(config).walk_revisions()}
    with engine.connect() as plain:
        connection = plain.execution_options(lightbox_begin="BEGIN IMMEDIATE")
        with connection.begin():
            # Asked within: another program may have done it meanwhile.
            found = MigrationContext.configure(connection).get_current_revision()
            if found is not None and found not in known:
                raise OutputError(
                    Message("A newer version of Lightbox made the archive of this computer."),
                    hint=Message("Start that version, or give this one another data folder."),
                    detail=f"schema {found}",
                )
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
