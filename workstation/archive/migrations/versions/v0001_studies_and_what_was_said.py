"""Studies, and what readers and plugins said of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "imported",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_imported")),
        sa.UniqueConstraint("file", name=op.f("uq_imported_file")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "study",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("study_instance_uid", sa.Text(), nullable=False),
        sa.Column("patient_id", sa.Text(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("birth_date", sa.Text(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_study")),
        sa.UniqueConstraint("id", name=op.f("uq_study_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_study_patient_id"), "study", ["patient_id"], unique=False)
    op.create_index(
        op.f("ix_study_study_instance_uid"), "study", ["study_instance_uid"], unique=False
    )
    op.create_table(
        "acknowledgement",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["study"], ["study.id"], name=op.f("fk_acknowledgement_study_study")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_acknowledgement")),
        sa.UniqueConstraint("study", "key", name=op.f("uq_acknowledgement_study_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_acknowledgement_study"), "acknowledgement", ["study"], unique=False)
    op.create_table(
        "annotation",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("stack_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["study"], ["study.id"], name=op.f("fk_annotation_study_study")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_annotation")),
        sa.UniqueConstraint("study", "key", name=op.f("uq_annotation_study_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_annotation_study"), "annotation", ["study"], unique=False)
    op.create_table(
        "audit_event",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["study"], ["study.id"], name=op.f("fk_audit_event_study_study")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_event")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_audit_event_study"), "audit_event", ["study"], unique=False)
    op.create_table(
        "calibration",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["study"], ["study.id"], name=op.f("fk_calibration_study_study")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_calibration")),
        sa.UniqueConstraint("study", "key", name=op.f("uq_calibration_study_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_calibration_study"), "calibration", ["study"], unique=False)
    op.create_table(
        "centerline",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["study"], ["study.id"], name=op.f("fk_centerline_study_study")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_centerline")),
        sa.UniqueConstraint("study", "key", name=op.f("uq_centerline_study_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_centerline_study"), "centerline", ["study"], unique=False)
    op.create_table(
        "decision",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["study"], ["study.id"], name=op.f("fk_decision_study_study")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_decision")),
        sa.UniqueConstraint(
            "study", "finding", "number", name=op.f("uq_decision_study_finding_number")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_decision_study"), "decision", ["study"], unique=False)
    op.create_index("ix_decision_study_finding", "decision", ["study", "finding"], unique=False)
    op.create_table(
        "draft",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["study"], ["study.id"], name=op.f("fk_draft_study_study")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_draft")),
        sa.UniqueConstraint("study", "key", name=op.f("uq_draft_study_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_draft_study"), "draft", ["study"], unique=False)
    op.create_table(
        "edit",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("mask_id", sa.Text(), nullable=False),
        sa.Column("version_before", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["study"], ["study.id"], name=op.f("fk_edit_study_study")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_edit")),
        sa.UniqueConstraint("study", "key", name=op.f("uq_edit_study_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_edit_mask_id"), "edit", ["mask_id"], unique=False)
    op.create_index(op.f("ix_edit_study"), "edit", ["study"], unique=False)
    op.create_table(
        "finding",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("series_instance_uid", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("mask_id", sa.Text(), nullable=False),
        sa.Column("mask_version", sa.Integer(), nullable=True),
        sa.Column("tracking_uid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["study"], ["study.id"], name=op.f("fk_finding_study_study")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_finding")),
        sa.UniqueConstraint("study", "key", name=op.f("uq_finding_study_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_finding_study"), "finding", ["study"], unique=False)
    op.create_index(op.f("ix_finding_tracking_uid"), "finding", ["tracking_uid"], unique=False)
    op.create_table(
        "highest_version",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["study"], ["study.id"], name=op.f("fk_highest_version_study_study")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_highest_version")),
        sa.UniqueConstraint("study", "key", name=op.f("uq_highest_version_study_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_highest_version_study"), "highest_version", ["study"], unique=False)
    op.create_table(
        "instance",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("series_instance_uid", sa.Text(), nullable=False),
        sa.Column("sop_instance_uid", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("mtime_ns", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("transfer_syntax_uid", sa.Text(), nullable=False),
        sa.Column("pixel_offset", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["study"], ["study.id"], name=op.f("fk_instance_study_study")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_instance")),
        sa.UniqueConstraint("study", "path", name=op.f("uq_instance_study_path")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_instance_series_instance_uid"), "instance", ["series_instance_uid"], unique=False
    )
    op.create_index(
        op.f("ix_instance_sop_instance_uid"), "instance", ["sop_instance_uid"], unique=False
    )
    op.create_index(op.f("ix_instance_study"), "instance", ["study"], unique=False)
    op.create_table(
        "job",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("study", sa.Text(), nullable=True),
        sa.Column("series_instance_uid", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("plugin_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.Column("fault", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["study"], ["study.id"], name=op.f("fk_job_study_study")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_job")),
        sa.UniqueConstraint("id", name=op.f("uq_job_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_job_study"), "job", ["study"], unique=False)
    op.create_table(
        "joined_series",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["study"], ["study.id"], name=op.f("fk_joined_series_study_study")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_joined_series")),
        sa.UniqueConstraint("study", "key", name=op.f("uq_joined_series_study_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_joined_series_study"), "joined_series", ["study"], unique=False)
    op.create_table(
        "key_image",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("stack_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["study"], ["study.id"], name=op.f("fk_key_image_study_study")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_key_image")),
        sa.UniqueConstraint("study", "key", name=op.f("uq_key_image_study_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_key_image_study"), "key_image", ["study"], unique=False)
    op.create_table(
        "mask_version",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("series_instance_uid", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("labels", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["study"], ["study.id"], name=op.f("fk_mask_version_study_study")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_mask_version")),
        sa.UniqueConstraint("study", "key", name=op.f("uq_mask_version_study_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_mask_version_study"), "mask_version", ["study"], unique=False)
    op.create_table(
        "result",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("plugin_id", sa.Text(), nullable=False),
        sa.Column("plugin_version", sa.Text(), nullable=False),
        sa.Column("labels", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["study"], ["study.id"], name=op.f("fk_result_study_study")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_result")),
        sa.UniqueConstraint("study", "key", name=op.f("uq_result_study_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_result_plugin_id"), "result", ["plugin_id"], unique=False)
    op.create_index(op.f("ix_result_study"), "result", ["study"], unique=False)
    op.create_table(
        "score",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["study"], ["study.id"], name=op.f("fk_score_study_study")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_score")),
        sa.UniqueConstraint("study", "key", name=op.f("uq_score_study_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_score_study"), "score", ["study"], unique=False)
    op.create_table(
        "segment_state",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["study"], ["study.id"], name=op.f("fk_segment_state_study_study")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_segment_state")),
        sa.UniqueConstraint("study", "key", name=op.f("uq_segment_state_study_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_segment_state_study"), "segment_state", ["study"], unique=False)
    op.create_table(
        "series",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("series_instance_uid", sa.Text(), nullable=False),
        sa.Column("prints", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["study"], ["study.id"], name=op.f("fk_series_study_study")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_series")),
        sa.UniqueConstraint(
            "study", "series_instance_uid", name=op.f("uq_series_study_series_instance_uid")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_series_series_instance_uid"), "series", ["series_instance_uid"], unique=False
    )
    op.create_index(op.f("ix_series_study"), "series", ["study"], unique=False)
    op.create_table(
        "signed_report",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("signed_by", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["study"], ["study.id"], name=op.f("fk_signed_report_study_study")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_signed_report")),
        sa.UniqueConstraint("study", "key", name=op.f("uq_signed_report_study_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_signed_report_study"), "signed_report", ["study"], unique=False)
    op.create_table(
        "unreadable",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("study", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("labels", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["study"], ["study.id"], name=op.f("fk_unreadable_study_study")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_unreadable")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_unreadable_study"), "unreadable", ["study"], unique=False)


def downgrade() -> None:
    """Drop all tables."""
    op.drop_index(op.f("ix_unreadable_study"), table_name="unreadable")
    op.drop_table("unreadable")
    op.drop_index(op.f("ix_signed_report_study"), table_name="signed_report")
    op.drop_table("signed_report")
    op.drop_index(op.f("ix_series_study"), table_name="series")
    op.drop_index(op.f("ix_series_series_instance_uid"), table_name="series")
    op.drop_table("series")
    op.drop_index(op.f("ix_segment_state_study"), table_name="segment_state")
    op.drop_table("segment_state")
    op.drop_index(op.f("ix_score_study"), table_name="score")
    op.drop_table("score")
    op.drop_index(op.f("ix_result_study"), table_name="result")
    op.drop_index(op.f("ix_result_plugin_id"), table_name="result")
    op.drop_table("result")
    op.drop_index(op.f("ix_mask_version_study"), table_name="mask_version")
    op.drop_table("mask_version")
    op.drop_index(op.f("ix_key_image_study"), table_name="key_image")
    op.drop_table("key_image")
    op.drop_index(op.f("ix_joined_series_study"), table_name="joined_series")
    op.drop_table("joined_series")
    op.drop_index(op.f("ix_job_study"), table_name="job")
    op.drop_table("job")
    op.drop_index(op.f("ix_instance_study"), table_name="instance")
    op.drop_index(op.f("ix_instance_sop_instance_uid"), table_name="instance")
    op.drop_index(op.f("ix_instance_series_instance_uid"), table_name="instance")
    op.drop_table("instance")
    op.drop_index(op.f("ix_highest_version_study"), table_name="highest_version")
    op.drop_table("highest_version")
    op.drop_index(op.f("ix_finding_tracking_uid"), table_name="finding")
    op.drop_index(op.f("ix_finding_study"), table_name="finding")
    op.drop_table("finding")
    op.drop_index(op.f("ix_edit_study"), table_name="edit")
    op.drop_index(op.f("ix_edit_mask_id"), table_name="edit")
    op.drop_table("edit")
    op.drop_index(op.f("ix_draft_study"), table_name="draft")
    op.drop_table("draft")
    op.drop_index("ix_decision_study_finding", table_name="decision")
    op.drop_index(op.f("ix_decision_study"), table_name="decision")
    op.drop_table("decision")
    op.drop_index(op.f("ix_centerline_study"), table_name="centerline")
    op.drop_table("centerline")
    op.drop_index(op.f("ix_calibration_study"), table_name="calibration")
    op.drop_table("calibration")
    op.drop_index(op.f("ix_audit_event_study"), table_name="audit_event")
    op.drop_table("audit_event")
    op.drop_index(op.f("ix_annotation_study"), table_name="annotation")
    op.drop_table("annotation")
    op.drop_index(op.f("ix_acknowledgement_study"), table_name="acknowledgement")
    op.drop_table("acknowledgement")
    op.drop_index(op.f("ix_study_study_instance_uid"), table_name="study")
    op.drop_index(op.f("ix_study_patient_id"), table_name="study")
    op.drop_table("study")
    op.drop_table("imported")
