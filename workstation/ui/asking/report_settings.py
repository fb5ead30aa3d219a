"""What every report of this reader carries: role, header of the institution, logo."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workstation.errors import InputError
from workstation.keeping.kept_settings import KeptSettings
from workstation.language import say
from workstation.services.letterhead import make_letterhead
from workstation.settings.schema import Settings
from workstation.settings.specs import SPECS


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSettings:
    """As the reader typed and chose them; `logo` is None without one."""

    role: str = ""
    header: str = ""
    logo: Path | None = None


def kept_report_settings(values: Settings) -> ReportSettings:
    """What was kept; empty at first."""
    return ReportSettings(
        role=values.reader_role,
        header=values.report_header,
        logo=Path(values.report_logo) if values.report_logo else None,
    )


def keep_report_settings(settings: KeptSettings, made: ReportSettings) -> None:
    """Keep them for the next reports and starts."""
    settings.change(
        reader_role=made.role,
        report_header=made.header[: SPECS["report_header"].longest],
        report_logo=str(made.logo) if made.logo is not None else "",
    )


def logo_fault(path: str) -> str:
    """Why a picture cannot be the logo, in the language of the reader; "" where it can."""
    try:
        make_letterhead("", Path(path) if path else None)
    except InputError as error:
        return f"{say(error.message)} {say(error.hint)}"
    return ""
