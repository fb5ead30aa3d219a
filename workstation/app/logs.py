"""The log file, and the filter that keeps patient data out of it."""

from __future__ import annotations

import logging
import re
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

_BYTES = 1_000_000
_FILES = 3
_NAME = re.compile(r"[^\s'\"=^]+\^[^\s'\"=]*")
_WRITTEN_NAME = re.compile(
    # MILLER ANNA; MILLER, ANNA; Miller, Anna
    r"\b[A-Z][A-Z'\-]+(?:,? [A-Z][A-Z'\-]+)+\b|\b[A-Z][a-z'\-]+, [A-Z][a-z'\-]+\b"
)
_LABELLED = re.compile(
    r"(?i)\b(patient'?s?[ _]?(?:name|id|birth[ _]?date)|patient|name|birth[ _]?date|born|mrn|pid|"
    r"accession(?:[ _]?number)?|issuer)(\s*[=:]\s*)('[^'\n]*'|\"[^\"\n]*\"|[^\s,;)]+)"
)
_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"|(?:19|20)\d{2}[-./](?:0?[1-9]|1[0-2])[-./](?:[12]\d|3[01]|0?[1-9])"
    r"|(?:[12]\d|3[01]|0?[1-9])[-./](?:[12]\d|3[01]|0?[1-9])[-./](?:19|20)\d{2})(?!\d)"
)
_NUMBER = re.compile(r"(?<![\d.\w])\d{6,}(?![\d.\w])")
"""Numbers as long as an identifier; parts of a UID have points beside them."""
_PATH = re.compile(
    # Folders may hold blanks; the last part may where it ends in a suffix.
    r"(?<![\w.])(?:[A-Za-z]:)?(?:[\\/](?:[^\\/'\":,\n]*[^\\/'\":,\s])(?=[\\/]))+"
    r"[\\/](?:[^\\/'\":,\n]*\.\w{1,6}\b|[^\\/'\":,\s]*)"
)
_CODE = re.compile(r"[\\/](site-packages|workstation|plugins|lib[\\/]python)")


def scrub(text: str) -> str:
    """The text without what may tell who a patient is.

    Person names of DICOM and as they are written, birth dates in usual forms, what is labelled as
    a name or an identifier, long numbers, and paths, whose folders may be named after a patient.
    UIDs stay: they are needed to find the file, and name nobody. Paths of program code stay.
    """

    def path(match: re.Match[str]) -> str:
        return match.group() if _CODE.search(match.group()) else "<path>"

    text = _PATH.sub(path, text)
    text = _LABELLED.sub(r"\1\2<removed>", text)
    text = _NAME.sub("<name>", text)
    text = _WRITTEN_NAME.sub("<name>", text)
    text = _DATE.sub("<date>", text)
    return _NUMBER.sub("<number>", text)


class PatientDataFilter(logging.Filter):
    """Scrubs the message of every record; tracebacks keep code lines, not values."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record in place; keep it."""
        record.msg = scrub(record.getMessage())
        record.args = ()
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = scrub(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        return True


class _OwnersFile(RotatingFileHandler):
    """A rotating log that its owner alone can read."""

    def _open(self) -> TextIOWrapper:
        path = Path(self.baseFilename)
        path.touch(0o600)
        path.chmod(0o600)
        return TextIOWrapper(path.open(f"{self.mode}b"), encoding=self.encoding)


def set_up_logs(folder: Path, *, level: int = logging.INFO) -> Path | None:
    """Log to a rotating file in `folder`; None where that cannot be written.

    Parameters
    ----------
    folder : Path
        Made when it is not there.
    level : int
        From which level on.
    """
    path = folder / "lightbox.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = _OwnersFile(
            path, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=False
        )
    except OSError:
        return None
    handler.addFilter(PatientDataFilter())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    return path
