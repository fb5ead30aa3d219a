"""`report`: findings to PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workstation.cli.options import ModalityOption, SeriesOption
from workstation.cli.output import say
from workstation.domain.report import PageSize
from workstation.errors import OutputError
from workstation.keeping.autosave import autosave_of_user
from workstation.services.open_image import open_with_study
from workstation.services.report_from_files import (
    ReportTexts,
    analyzed_series,
    write_report_from_file,
)
from workstation.services.signed_versions import SignedInArchive
from workstation.settings.paths import user_data_folder


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("report")(report)


def report(
    path: Annotated[Path, typer.Argument(help="Image that was analyzed.")],
    findings: Annotated[Path, typer.Option(help="result.json of `analyze`, as reviewed.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="PDF to write.")],
    series: SeriesOption = None,
    accept: Annotated[
        list[str] | None, typer.Option(help="Id of a finding to accept, or all; needs --sign.")
    ] = None,
    reject: Annotated[
        list[str] | None, typer.Option(help="Id of a finding to reject; needs --sign.")
    ] = None,
    sign: Annotated[str, typer.Option(help="Name of the person who signs.")] = "",
    history: Annotated[str, typer.Option(help="Clinical history.")] = "",
    comparison: Annotated[str, typer.Option(help="Comparison studies.")] = "",
    impression: Annotated[str, typer.Option(help="Impression.")] = "",
    page: Annotated[PageSize, typer.Option(help="Paper.")] = PageSize.A4,
    acknowledged_by: Annotated[
        str, typer.Option(help="Who acknowledged the geometry issues.")
    ] = "",
    sr: Annotated[
        bool, typer.Option("--sr", help="With --sign: the reviewed findings as DICOM SR beside it.")
    ] = False,
    dicom_pdf: Annotated[
        bool, typer.Option("--dicom-pdf", help="With --sign: the PDF as a DICOM object beside it.")
    ] = False,
    role: Annotated[str, typer.Option(help="What the person who signs is.")] = "",
    header: Annotated[str, typer.Option(help="Header of the institution, lines by \\n.")] = "",
    logo: Annotated[Path | None, typer.Option(help="Logo: a PNG or JPEG file.")] = None,
    modality: ModalityOption = "",
) -> None:
    """Write a report: a draft, or with --sign a signed one of reviewed findings only."""
    image, study = open_with_study(
        path, series=series, modality=modality, prefer_series=analyzed_series(findings)
    )
    kept = autosave_of_user(user_data_folder(), _tell) if sign else None
    try:
        written = write_report_from_file(
            image,
            findings,
            output,
            ReportTexts(
                clinical_history=history,
                comparison=comparison,
                impression=impression,
                signed_by=sign,
                acknowledged_by=acknowledged_by,
                beside=frozenset(
                    name for name, wanted in (("sr", sr), ("dicom_pdf", dicom_pdf)) if wanted
                ),
                signed_role=role,
                header=header.replace("\\n", "\n"),
                logo=logo,
            ),
            accept=accept or [],
            reject=reject or [],
            page_size=page,
            archive=SignedInArchive(kept, study) if kept is not None else None,
        )
    finally:
        if kept is not None:
            kept.close()
    for note in written.notes:
        say(f"note: {note}")
    say(f"{output} written, document hash {written.digest}")


def _tell(fault: OutputError) -> None:
    say(f"note: {fault.message}")
