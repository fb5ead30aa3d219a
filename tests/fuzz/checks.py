"""What a scan must say of a case, and how an exception is named."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.fuzz.cases import Case
from workstation.domain.image import Image, Volume
from workstation.domain.study import ScanReport, Series, Stack, Study
from workstation.services.open_files import is_image_file
from workstation.services.render import render_image

_PLANES = ("axial", "coronal", "sagittal")


def stacks_of(case: Case, report: ScanReport) -> list[tuple[Study, Series, Stack]]:
    """Stacks with an image out of the folder of a case."""
    prefix = str(case.folder)
    return [
        (study, series, stack)
        for study, series in report.all_series()
        for stack in series.stacks
        if any(frame.path.startswith(prefix) for frame in stack.frames)
    ]


def lost_files(case: Case, report: ScanReport) -> str:
    """Files of a case that a scan says nothing of, and sound ones that it leaves out."""
    skipped = {each.path.partition("!")[0]: str(each.reason) for each in report.skipped}
    named = set(skipped)
    for study in report.studies:
        named.update(path for _, path in study.other_objects)
        for series in study.series:
            named.update(frame.path for stack in series.stacks for frame in stack.frames)
    for name in case.seed.files:
        path = str(case.folder / name)
        if path not in named and not (is_image_file(Path(path)) or path.endswith(".zip")):
            return f"{name} is nowhere"
        if name != case.seed.victim and path in skipped and "copy" not in skipped[path]:
            return f"{name} is left out: {skipped[path]}"
    return ""


def draw(image: Image, masks: Sequence[Any] = ()) -> None:
    """Every plane of a volume, the middle picture of others."""
    for plane in _PLANES if isinstance(image, Volume) else (None,):
        render_image(image, plane=plane, masks=masks, size=64)


def place_of(error: BaseException) -> str:
    """An exception, and where in the program it came up."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "/workstation/" in frame.filename] or list(frames)
    last = own[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    return f"{type(error).__name__} at {where}: {str(error)[:160]}"
