"""Opening studies: scan, load, read one frame at once, open a series in one step."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from workstation.dicom.pixels.stack_images import load_stack, read_frame_values
from workstation.dicom.scan.scanning import scan_paths
from workstation.domain.image import Image
from workstation.domain.study import ScanReport, Series, Stack, StackKind, Study
from workstation.errors import InputError
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress


def scan(
    paths: Sequence[Path] | Path | str | PathLike[str],
    *,
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> ScanReport:
    """Find and group everything DICOM under the given paths.

    Parameters
    ----------
    paths : path or sequence of paths
        Folders, files, DICOMDIRs or ZIP archives.
    token : CancelToken, optional
        Stops the scan.
    progress : ProgressFn, optional
        Told at most ten times a second.

    Returns
    -------
    ScanReport
        Studies, and every file that was left out with its reason.

    Raises
    ------
    InputError
        A path does not exist.
    CancelledError
        The token was cancelled.
    """
    listed = [Path(paths)] if isinstance(paths, str | PathLike) else [Path(each) for each in paths]
    for path in listed:
        if not path.exists() and not path.is_symlink():
            raise InputError(
                Message("The file or folder does not exist."),
                hint=Message("Check the path."),
                detail="scan",
            )
    return scan_paths(listed, token or CancelToken(), progress)


def load(
    stack: Stack,
    study: Study,
    series: Series,
    *,
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
    on_slice: Callable[[int, NDArray[Any]], None] | None = None,
) -> Image:
    """Decode a whole stack, the middle slice first.

    Parameters
    ----------
    stack, study, series : Stack, Study, Series
        From one scan.
    token : CancelToken, optional
        Stops the reading between frames.
    progress : ProgressFn, optional
        Told after each frame, from worker threads, one call at a time.
    on_slice : callable, optional
        Called with k and the values of each finished slice, from worker threads.

    Returns
    -------
    Volume, Radiograph or FrameSequence
        Volume for stacks of kind VOLUME and SLICES, Radiograph for PROJECTION,
        FrameSequence for FRAMES.

    Raises
    ------
    DicomReadError
        A frame cannot be read.
    CancelledError
        The token was cancelled.
    """
    return load_stack(
        stack,
        study,
        series,
        token=token or CancelToken(),
        progress=progress,
        on_slice=on_slice,
    )


def read_frame(stack: Stack, k: int) -> NDArray[Any]:
    """Decode one frame, for showing it before the rest is read.

    Parameters
    ----------
    stack : Stack
        From a scan.
    k : int
        Slice or frame, in the order of the stack.

    Returns
    -------
    (rows, columns) or (rows, columns, 3)
        Quantity values, or RGB uint8 in color stacks.

    Raises
    ------
    DicomReadError
        The frame cannot be read.
    """
    return read_frame_values(stack, k)


def choose(
    report: ScanReport,
    series: str | int | None = None,
    stack: int | None = None,
    images: Collection[str] = (),
) -> tuple[Study, Series, Stack]:
    """Choose a stack: the one asked for, else the largest volume, else the first image.

    Parameters
    ----------
    report : ScanReport
        From a scan.
    series : str or int, optional
        Series Instance UID or series number.
    stack : int, optional
        Position of the stack within its series, from 0.
    images : collection of str
        SOP Instance UIDs: where no stack is asked for, the one with most of them goes before
        larger ones.

    Raises
    ------
    InputError
        There is no such series or stack, or no image at all.
    """
    offered = [(study, each) for study, each in report.all_series() if _is_asked_for(each, series)]
    if not offered:
        raise InputError(
            Message("There is no image to open.")
            if series is None
            else Message("There is no series {series}.", series=series),
            hint=Message("List what is there with: lightbox scan PATH --json"),
        )
    if stack is not None:
        study, chosen = offered[0]
        if not 0 <= stack < len(chosen.stacks):
            raise InputError(
                Message(
                    "The series has {count} stack, numbered from 0.",
                    many="The series has {count} stacks, numbered from 0.",
                    count=len(chosen.stacks),
                ),
                hint=Message("List them with: lightbox scan PATH --json"),
            )
        return study, chosen, chosen.stacks[stack]
    all_stacks = [(study, each, one) for study, each in offered for one in each.stacks]
    wanted = frozenset(images)

    def preference(entry: tuple[Study, Series, Stack]) -> tuple[int, tuple[bool, int]]:
        return len(wanted.intersection(entry[2].images)), _preference(entry[2])

    return max(all_stacks, key=preference)


def _is_asked_for(series: Series, wanted: str | int | None) -> bool:
    if wanted is None:
        return True
    return wanted in (series.series_instance_uid, series.number) or (
        isinstance(wanted, str) and wanted == str(series.number)
    )


def _preference(stack: Stack) -> tuple[bool, int]:
    is_volume = stack.kind is StackKind.VOLUME
    size = stack.shape_kji[0] * stack.shape_kji[1] * stack.shape_kji[2]
    return is_volume, size if is_volume else 0


def open_series(
    path: str | PathLike[str], series: str | int | None = None, stack: int | None = None
) -> Image:
    """Scan, choose and load in one step.

    Parameters
    ----------
    path : path
        Folder, file, DICOMDIR or ZIP archive.
    series : str or int, optional
        Series Instance UID or series number; default the largest volume, else the first image.
    stack : int, optional
        Stack within the series, from 0.

    Raises
    ------
    InputError
        Nothing fits what was asked for, or it cannot be read.
    """
    study, chosen, one = choose(scan(Path(path)), series, stack)
    return load(one, study, chosen)
