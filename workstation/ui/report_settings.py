"""What every report of this reader carries: role, header of the institution, logo."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings

_ROLE, _HEADER, _LOGO = "reader_role", "report_header", "report_logo"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSettings:
    """As the reader typed and chose them; `logo` is None without one."""

    role: str = ""
    header: str = ""
    logo: Path | None = None


def kept_report_settings(settings: QSettings) -> ReportSettings:
    """What was kept; empty at first."""
    logo = str(settings.value(_LOGO, ""))
    return ReportSettings(
        role=str(settings.value(_ROLE, "")),
        header=str(settings.value(_HEADER, "")),
        logo=Path(logo) if logo else None,
    )


def keep_report_settings(settings: QSettings, made: ReportSettings) -> None:
    """Keep them for the next reports and starts."""
    settings.setValue(_ROLE, made.role)
    settings.setValue(_HEADER, made.header)
    settings.setValue(_LOGO, str(made.logo) if made.logo is not None else "")
