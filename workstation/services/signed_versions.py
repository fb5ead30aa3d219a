"""The one count of signed reports of a study, whoever signed them: the window or a command."""

from __future__ import annotations

from collections.abc import Iterable

from workstation.domain.report import SignedReport
from workstation.domain.study import Study
from workstation.keeping.autosave import Autosave
from workstation.session.events import Recorded


def newest(reports: Iterable[SignedReport | None]) -> SignedReport | None:
    """The report that the next one replaces: that of the highest version, the last of equal ones.

    Equal ones are left of the time when the window and commands counted apart.
    """
    known = [each for each in reports if each is not None]
    return max(known, key=lambda each: (each.version, each.signed_at)) if known else None


class SignedInArchive:
    """Signed reports of a study as the archive holds them.

    Parameters
    ----------
    kept : Autosave
        What is kept of studies.
    study : Study or None
        Reports of another patient or other images under its UID are none of these. None where
        the files state no study; the archive has no place for their reports.

    Raises
    ------
    OutputError
        The archive cannot be read: what was signed before is then not known.
    """

    def __init__(self, kept: Autosave, study: Study | None) -> None:
        self._kept = kept
        self._uid = study.study_instance_uid if study is not None else ""
        if study is not None and self._uid:
            kept.open(study)

    @property
    def all(self) -> tuple[SignedReport, ...]:
        """Those on the disk now."""
        return self._kept.signed_reports(self._uid) if self._uid else ()

    def add(self, report: SignedReport) -> bool:
        """Keep one more, so that the window counts on from it; False where the disk refuses."""
        if not self._uid:
            return True
        self._kept.record(Recorded("signed_report", str(report.version), report, self._uid))
        return self._kept.unkept() == 0
