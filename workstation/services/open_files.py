"""NIfTI, NRRD, MetaImage and picture files beside DICOM, each as a study of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.geometry import VolumeGeometry
from workstation.domain.image import FrameSequence, Image, Radiograph, Volume
from workstation.domain.moments import Moment
from workstation.domain.study import (
    FrameRef,
    Patient,
    ScanReport,
    Series,
    SkippedFile,
    Stack,
    StackKind,
    Study,
)
from workstation.domain.study_object import LABEL_IMAGE
from workstation.errors import WorkstationError
from workstation.interchange.names import is_volume_file
from workstation.interchange.pictures import is_picture_file, read_film
from workstation.messages import Message
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.services import open_study

_STACK_PREFIX = "file:"
MODALITIES = ("CT", "MR", "PT", "DX", "MG", "US", "OT")


def is_image_file(path: Path) -> bool:
    """Whether a path is a NIfTI, NRRD, MetaImage, PNG or JPEG file, which states no modality."""
    return is_volume_file(path) or is_picture_file(path)


def is_picture(path: Path) -> bool:
    """Whether a path is a PNG or JPEG file."""
    return is_picture_file(path)


class ImageFiles:
    """Scans and loads DICOM and image files alike; remembers the last image file.

    The answers have the shapes of `open_study`, so that a window need not know which is which.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._modality: dict[str, str] = {}
        self._last: tuple[Path, tuple[Image, ...]] | None = None
        self._in_time: dict[Path, bool] = {}

    def scan(
        self,
        paths: Sequence[Path],
        *,
        modality: str = "",
        token: CancelToken | None = None,
        progress: ProgressFn = no_progress,
    ) -> ScanReport:
        """Look through paths; image files that cannot be read are left out with the reason.

        Parameters
        ----------
        paths : sequence of Path
            Folders, DICOM files, DICOMDIRs, ZIPs, and image files; those in a folder that
            holds no DICOM study are opened, too.
        modality : str
            DICOM modality of the image files.
        """
        files = [path for path in paths if is_image_file(path)]
        others = [path for path in paths if path not in files]
        report = ScanReport(files=0, read=0, skipped=(), studies=())
        if others:
            report = open_study.scan(others, token=token, progress=progress)
        if not report.studies:
            # Pictures beside a DICOM study are thumbnails and logos; alone they are wanted.
            files += [path for path in map(Path, _skipped(report)) if is_image_file(path)]
            others_left = tuple(s for s in report.skipped if Path(s.path) not in files)
            report = replace(
                report, files=report.files - len(report.skipped) + len(others_left),
                skipped=others_left,
            )  # fmt: skip
        else:
            report = _with_label_images(report)
        studies, skipped = [], []
        for path in files:
            if token is not None:
                token.raise_if_cancelled()
            try:
                studies.append(self._study(path, modality))
            except WorkstationError as error:
                skipped.append(SkippedFile(path=str(path), reason=error.message))
        return ScanReport(
            files=report.files + len(files),
            read=report.read + len(studies),
            skipped=(*report.skipped, *skipped),
            studies=(*report.studies, *studies),
        )

    def load(
        self,
        stack: Stack,
        study: Study,
        series: Series,
        *,
        token: CancelToken | None = None,
        progress: ProgressFn = no_progress,
        on_slice: Callable[[int, NDArray[Any]], None] | None = None,
    ) -> Image:
        """The image of a stack; see `open_study.load`."""
        if stack.id.startswith(_STACK_PREFIX):
            return self._image(stack.id)
        return open_study.load(
            stack, study, series, token=token, progress=progress, on_slice=on_slice
        )

    def read_frame(self, stack: Stack, k: int) -> NDArray[Any]:
        """One frame of a stack; see `open_study.read_frame`."""
        if not stack.id.startswith(_STACK_PREFIX):
            return open_study.read_frame(stack, k)
        array = self._image(stack.id).array
        return np.asarray(array if array.ndim == 2 else array[k])

    def _study(self, path: Path, modality: str) -> Study:
        with self._lock:
            self._modality[str(path.resolve())] = modality
            self._last = None
        images = self._images(path.resolve())
        source = images[0].source
        series = Series(
            series_instance_uid=source.series_instance_uid,
            number=None,
            modality=modality,
            description=path.name,
            stacks=tuple(
                _stack(number, path, images, in_time=self._in_time.get(path.resolve(), False))
                for number in range(len(images))
            ),
        )
        return Study(
            study_instance_uid=source.study_instance_uid,
            patient=Patient(),
            date="",
            time="",
            description=path.name,
            accession_number="",
            referring_physician="",
            series=(series,),
        )

    def _image(self, stack_id: str) -> Image:
        number, _, path = stack_id.removeprefix(_STACK_PREFIX).partition(":")
        return self._images(Path(path))[int(number)]

    def _images(self, path: Path) -> tuple[Image, ...]:
        """The images of a file: one, or one for each time point."""
        with self._lock:
            if self._last is not None and self._last[0] == path:
                return self._last[1]
            modality = self._modality.get(str(path), "")
            images: tuple[Image, ...]
            if is_volume_file(path):
                # Its libraries are slow to import, and few open such files.
                from workstation.interchange.images import read_layers, volumes

                grid = read_layers(path)
                images = volumes(path, grid, modality=modality)
                self._in_time[path] = grid.in_time
            else:
                images = (read_film(path, modality=modality),)
            # A file is a study of its own: nothing says what belongs together.
            images = tuple(
                replace(
                    image,
                    source=replace(
                        image.source,
                        study_instance_uid=f"{image.source.series_instance_uid}.1",
                    ),
                )
                for image in images
            )
            self._last = (path, images)
            return images


def _with_label_images(report: ScanReport) -> ScanReport:
    """A scan whose NIfTI, NRRD and MetaImage files stand beside the images of a study.

    Nothing in them says of what they are; each goes with the study whose files lie nearest.
    """
    found = [path for path in _skipped(report) if is_volume_file(Path(path))]
    if not found:
        return report
    folders = [_folders_of(study) for study in report.studies]
    beside: dict[int, list[tuple[str, str]]] = {}
    for path in found:
        nearest = max(range(len(folders)), key=lambda n: _nearness(Path(path), folders[n]))
        beside.setdefault(nearest, []).append((LABEL_IMAGE, path))
    studies = (
        replace(study, other_objects=(*study.other_objects, *beside.get(number, ())))
        for number, study in enumerate(report.studies)
    )
    return replace(
        report,
        read=report.read + len(found),
        skipped=tuple(each for each in report.skipped if each.path not in {*found}),
        studies=tuple(studies),
    )


def _folders_of(study: Study) -> set[Path]:
    frames = (f for series in study.series for stack in series.stacks for f in stack.frames)
    paths = [frame.path for frame in frames] + [path for _name, path in study.other_objects]
    return {Path(path).parent for path in paths}


def _nearness(path: Path, folders: set[Path]) -> int:
    """How many folders a file has in common with the nearest of these."""
    parts = path.parent.parts
    return max((_in_common(parts, folder.parts) for folder in folders), default=0)


def _in_common(one: Sequence[str], other: Sequence[str]) -> int:
    return next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )


def _skipped(report: ScanReport) -> list[str]:
    return [skipped.path for skipped in report.skipped]


def _stack(number: int, path: Path, images: Sequence[Image], *, in_time: bool) -> Stack:
    image = images[number]
    geometry = image.geometry
    several = len(images) > 1
    placed = geometry if isinstance(geometry, VolumeGeometry) else None
    shape = placed.shape_kji if placed else (1, *image.array.shape[-2:])
    frames = tuple(
        FrameRef(path=str(path), sop_instance_uid="", sop_class_uid="", transfer_syntax_uid="",
                 frame_index=k)
        for k in range(shape[0])
    )  # fmt: skip
    return Stack(
        id=f"{_STACK_PREFIX}{number}:{path.resolve()}",
        series_instance_uid=image.source.series_instance_uid,
        kind=_kind(image),
        frames=frames,
        shape_kji=shape,
        spacing_kji_mm=placed.spacing_kji_mm if placed else (None, None, None),
        affine_lps=placed.affine_lps if placed else None,
        frame_of_reference_uid="",
        transfer_syntaxes=(),
        quantity=image.quantity,
        geometry=image.honesty,
        label=_label(number + 1, in_time=in_time) if several else "",
        moment=Moment(position=float(number + 1)) if several and in_time else Moment(),
        projection=image.geometry if isinstance(image, Radiograph) else None,
    )


def _label(number: int, *, in_time: bool) -> Message:
    if in_time:
        return Message("time point {number}", number=number)
    return Message("component {number}", number=number)


def _kind(image: Image) -> StackKind:
    if isinstance(image, Volume):
        return StackKind.VOLUME
    return StackKind.FRAMES if isinstance(image, FrameSequence) else StackKind.PROJECTION
