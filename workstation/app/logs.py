"""The log file, and the filter that keeps patient data out of it."""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

_BYTES = 1_000_000
_FILES = 3
_NAME = re.compile(r"[^\s'\"=^]+\^[^\s'\"=]*")
_DATE = re.compile(r"\b(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\b")
_PATH = re.compile(r"(?<![\w.])(?:[A-Za-z]:)?(?:[\\/][^\s\\/'\":,]+){2,}")
_CODE = re.compile(r"[\\/](site-packages|workstation|plugins|lib[\\/]python)")


def scrub(text: str) -> str:
    """The text without DICOM person names, dates, and paths that may hold a name.

    UIDs stay: they are needed to find the file, and name nobody. Paths of program code stay.
    """

    def path(match: re.Match[str]) -> str:
        return match.group() if _CODE.search(match.group()) else "<path>"

    text = _PATH.sub(path, text)
    text = _NAME.sub("<name>", text)
    return _DATE.sub("<date>", text)


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
        handler = RotatingFileHandler(
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
