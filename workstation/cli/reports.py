"""`report`: findings to PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workstation.cli.options import ModalityOption, SeriesOption
from workstation.cli.output import say
from workstation.domain.image import Image
from workstation.domain.report import PageSize
from workstation.keeping.autosave import autosave_of_user
from workstation.reporting.wording import day_and_time
from workstation.services.open_image import open_image
from workstation.services.report_from_files import (
    ReportTexts,
    analyzed_series,
    write_report_from_file,
)
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
    image = open_image(
        path, series=series, modality=modality, prefer_series=analyzed_series(findings)
    )
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
    )
    for note in (*written.notes, *(_signed_in_window(image) if sign else ())):
        say(f"note: {note}")
    say(f"{output} written, document hash {written.digest}")


def _signed_in_window(image: Image) -> tuple[str, ...]:
    """That the window has signed of this study, too: it counts its versions by itself."""
    study = image.source.study_instance_uid
    kept = autosave_of_user(user_data_folder(), lambda fault: say(f"note: {fault.message}"))
    signed = kept.signed_reports(study) if study else ()
    kept.close()
    if not signed:
        return ()
    last = max(signed, key=lambda each: each.version)
    return (
        f"The window has signed version {last.version} of this study ({last.signed_by}, "
        f"{day_and_time(last.signed_at)}); it counts its versions apart from this command.",
    )
