"""Signed reports of a result file, kept beside it: the next one is a new version of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workstation.domain.image import ImageSource
from workstation.domain.report import SignedReport
from workstation.errors import InputError, OutputError, ReportError
from workstation.messages import Message
from workstation.plain.values import from_plain, to_plain
from workstation.result_files.result_folder import json_text
from workstation.security.integrity import sha256_of_file, write_whole

_LARGEST_FILE = 16 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReport:
    """A report that was signed, of which patient and series, and the hash of its file."""

    report: SignedReport
    patient_id: str
    series_instance_uid: str
    file_sha256: str


def signed_reports_path(findings_file: Path) -> Path:
    """Where the signed reports of a result file are kept, e.g. `result.signed.json`."""
    return findings_file.with_name(f"{findings_file.stem}.signed.json")


def read_signed(findings_file: Path) -> tuple[KeptReport, ...]:
    """The reports that were signed from a result file, in the order of signing.

    Raises
    ------
    InputError
        The list cannot be read: what was signed before is then not known.
    """
    path = signed_reports_path(findings_file)
    try:
        with path.open(encoding="utf-8") as file:
            listed: Any = json.loads(file.read(_LARGEST_FILE))["reports"]
        return tuple(from_plain(KeptReport, each) for each in listed)
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, ValueError, LookupError, TypeError, RecursionError,
            InputError) as error:  # fmt: skip
        raise InputError(
            Message("{name}, the list of signed reports, cannot be read.", name=path.name),
            hint=Message(
                "Bring it back from a copy, or move it away to begin again with version 1."
            ),
            detail=str(error),
        ) from error


def latest(kept: tuple[KeptReport, ...], source: ImageSource) -> SignedReport | None:
    """The last signed report of this patient and series; results of others may have lain here."""
    of_these = [
        each.report
        for each in kept
        if each.patient_id == source.patient.patient_id
        and each.series_instance_uid == source.series_instance_uid
    ]
    return of_these[-1] if of_these else None


def require_not_signed(kept: tuple[KeptReport, ...], output: Path) -> None:
    """Refuse to write over a report that was signed.

    Raises
    ------
    ReportError
        The file that stands there is one of them.
    """
    if not kept or not output.is_file():
        return
    found = sha256_of_file(output)
    for each in kept:
        if each.file_sha256 == found:
            raise ReportError(
                Message(
                    "{name} is version {number} of the signed report; it is not written over.",
                    name=output.name,
                    number=each.report.version,
                ),
                hint=Message("Choose another name."),
            )


def keep_signed(
    findings_file: Path,
    kept: tuple[KeptReport, ...],
    report: SignedReport,
    source: ImageSource,
    output: Path,
) -> None:
    """Add a report to the list; a report that cannot be listed is taken away again.

    Raises
    ------
    OutputError
        The list cannot be written.
    """
    added = KeptReport(
        report=report,
        patient_id=source.patient.patient_id,
        series_instance_uid=source.series_instance_uid,
        file_sha256=sha256_of_file(output),
    )
    document = {"reports": [to_plain(each) for each in (*kept, added)]}
    try:
        write_whole(signed_reports_path(findings_file), json_text(document).encode())
    except OutputError:
        output.unlink(missing_ok=True)
        raise
