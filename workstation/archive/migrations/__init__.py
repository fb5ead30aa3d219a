"""Versions of the schema, applied by Alembic."""
