"""Dates of studies, by which an earlier one is told from a later one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what was kept before has none until the study is read again."""
    op.add_column("study", sa.Column("study_date", sa.Text(), nullable=True))
