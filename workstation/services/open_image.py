"""Open any image that the program reads: DICOM, NIfTI, NRRD, MetaImage, or a picture of a film."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

from workstation.domain.image import Image, Volume
from workstation.domain.study import ScanReport, Series, Study
from workstation.errors import InputError
from workstation.interchange.images import read_image
from workstation.interchange.names import is_volume_file
from workstation.interchange.pictures import is_picture_file, read_film
from workstation.messages import NOTHING, Message, joined
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.services.open_study import choose, load, scan


def open_image(
    path: Path,
    *,
    series: str | int | None = None,
    stack: int | None = None,
    modality: str = "",
    prefer_series: str = "",
    prefer_images: Collection[str] = (),
    prefer_modalities: Collection[str] = (),
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> Image:
    """Open one image.

    Parameters
    ----------
    path : Path
        A folder, DICOM file, DICOMDIR or ZIP; or a NIfTI, NRRD, MetaImage, PNG or JPEG file.
    series : str, int or None
        Series Instance UID or Series Number; None takes the largest volume, else the
        first image.
    stack : int or None
        Number of the stack within the series, or of the volume within a file, from 0.
    modality : str
        For files that state none.
    prefer_series : str
        Where no series is asked for: the Series Instance UID to take when it is there.
    prefer_images : collection of str
        SOP Instance UIDs; where no stack is asked for, the stack with most of them is taken.
    prefer_modalities : collection of str
        Where no series is asked for: take one of these modalities when there is one.

    Raises
    ------
    InputError
        There is no such path, or nothing in it can be shown.
    """
    return open_with_study(
        path,
        series=series,
        stack=stack,
        modality=modality,
        prefer_series=prefer_series,
        prefer_images=prefer_images,
        prefer_modalities=prefer_modalities,
        token=token,
        progress=progress,
    )[0]


def open_with_study(
    path: Path,
    *,
    series: str | int | None = None,
    stack: int | None = None,
    modality: str = "",
    prefer_series: str = "",
    prefer_images: Collection[str] = (),
    prefer_modalities: Collection[str] = (),
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> tuple[Image, Study | None]:
    """Open one image, and tell its study, which files of other kinds than DICOM have none of.

    Parameters and faults are those of `open_image`.
    """
    if not path.exists():
        raise InputError(
            Message("{path} does not exist.", path=path), hint=Message("Check the path.")
        )
    if is_volume_file(path):
        return read_image(path, modality=modality, layer=stack or 0), None
    if is_picture_file(path):
        return read_film(path, modality=modality), None
    report = scan(path, token=token)
    if not report.all_series():
        raise _nothing_to_open(report)
    if series is None:
        report = _narrowed(report, prefer_series, prefer_modalities)
    study, chosen, found = choose(report, series, stack, prefer_images)
    return load(found, study, chosen, token=token, progress=progress), study


def as_modality(image: Image, modality: str) -> Image:
    """The image with a modality that its file does not state; CT volumes are then in HU."""
    source = replace(image.source, modality=modality)
    if isinstance(image, Volume) and modality == "CT":
        return replace(image, source=source, quantity="HU")
    return replace(image, source=source)


def _nothing_to_open(report: ScanReport) -> InputError:
    """Say why: what is there instead, or why it was left out."""
    others = sorted({kind for study in report.studies for kind, _ in study.other_objects})
    if others:
        why = Message(": this is {names}", names=joined(", ", others))
    elif len(report.skipped) == 1:
        why = Message(": the file {reason}", reason=report.skipped[0].reason)
    elif report.skipped:
        why = Message(
            ": {count} file was left out",
            many=": {count} files were left out",
            count=len(report.skipped),
        )
    else:
        why = NOTHING
    hint = Message("List what is there, with reasons: lightbox scan PATH --json")
    if any(_states_no_series(Path(skipped.path)) for skipped in report.skipped):
        hint = Message("There are image files of other kinds (NIfTI, PNG …): name one of them.")
    return InputError(Message("There is no image to open{why}.", why=why), hint=hint)


def _states_no_series(path: Path) -> bool:
    """Whether a path is a NIfTI, NRRD, MetaImage, PNG or JPEG file, which is opened alone."""
    return is_volume_file(path) or is_picture_file(path)


def _narrowed(report: ScanReport, series_uid: str, modalities: Collection[str]) -> ScanReport:
    """The report with the preferred series only; all of it when there is none."""

    def keep(wanted: Callable[[Series], bool]) -> ScanReport | None:
        studies = tuple(
            replace(study, series=kept)
            for study in report.studies
            if (kept := tuple(series for series in study.series if wanted(series)))
        )
        return replace(report, studies=studies) if studies else None

    found = keep(lambda series: series.series_instance_uid == series_uid) if series_uid else None
    if found is None and modalities:
        found = keep(lambda series: series.modality in modalities)
    return found or report
