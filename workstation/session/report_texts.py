"""What was typed for the reports of the open studies, and what was signed."""

from __future__ import annotations

from collections.abc import Callable

from workstation.domain.report import SignedReport
from workstation.session.annotations import ReportDraft


class ReportTexts:
    """Drafts and signed reports by study.

    Parameters
    ----------
    record : callable
        Told kind, key, value and Study Instance UID of what must be kept.
    changed : callable
        Told after every change.
    """

    kinds: tuple[type, ...] = (ReportDraft, SignedReport)

    def __init__(
        self, record: Callable[[str, str, object, str], None], changed: Callable[[], None]
    ) -> None:
        self._record = record
        self._changed = changed
        self._drafts: dict[str, ReportDraft] = {}
        self._signed: dict[str, dict[int, SignedReport]] = {}

    def draft(self, study_instance_uid: str) -> ReportDraft:
        """Texts typed for the report of a study."""
        return self._drafts.get(study_instance_uid, ReportDraft())

    def set_draft(self, study_instance_uid: str, draft: ReportDraft) -> None:
        """Keep the texts of a report draft."""
        if draft == self.draft(study_instance_uid):
            return
        self._drafts[study_instance_uid] = draft
        self._record("draft", study_instance_uid, draft, study_instance_uid)
        self._changed()

    def last_signed(self, study_instance_uid: str) -> SignedReport | None:
        """The newest signed report of a study, or None."""
        versions = self._signed.get(study_instance_uid, {})
        return versions[max(versions)] if versions else None

    def add_signed(self, study_instance_uid: str, report: SignedReport, *, is_open: bool) -> None:
        """Remember that a report was signed; no undo takes that back.

        Of a study that was closed meanwhile only what is kept remembers it.
        """
        if is_open:
            self.restore(study_instance_uid, report)
        self._record("signed_report", str(report.version), report, study_instance_uid)
        if is_open:
            self._changed()

    def restore(self, study_instance_uid: str, value: ReportDraft | SignedReport) -> None:
        """See `Part`."""
        if isinstance(value, ReportDraft):
            self._drafts[study_instance_uid] = value
        else:
            self._signed.setdefault(study_instance_uid, {})[value.version] = value

    def forget(self) -> None:
        """See `Part`."""
        self._drafts.clear()
        self._signed.clear()

    def tell(self) -> None:
        """See `Part`."""
        self._changed()
