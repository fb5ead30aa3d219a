"""What tells two sets of files apart that bear the same UIDs: their content, not their names.

UIDs are not unique in practice: anonymizers, repeated reconstructions and copies by hand give
the same ones to other pixels. Two prints are made: a quick one of the state of the files, for
as long as they are open, and one of the pixels and their place, for what is kept of them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from workstation.domain.study import FrameRef, ScanReport, Series, Stack

_CHUNK = 2**20
_DEFLATED = "1.2.840.10008.1.2.1.99"


def file_state(paths: Iterable[str]) -> str:
    """A print of names, sizes and times of files; it changes when one of them is written to.

    A file that is away counts as such.
    """
    digest = hashlib.blake2b(digest_size=12)
    for path in sorted(set(paths)):
        try:
            facts = os.stat(path)  # noqa: PTH116 - called for every file
            state = (facts.st_size, facts.st_mtime_ns)
        except OSError:
            state = (-1, 0)
        digest.update(f"{path}\0{state}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()


def state_of(stack: Stack) -> str:
    """`file_state` of the files of a stack, now."""
    return file_state(frame.path for frame in stack.frames)


def with_states(report: ScanReport) -> ScanReport:
    """The report with the state of the files in each stack."""
    studies = tuple(
        replace(
            study,
            series=tuple(
                replace(
                    series,
                    stacks=tuple(replace(each, content=state_of(each)) for each in series.stacks),
                )
                for series in study.series
            ),
        )
        for study in report.studies
    )
    return replace(report, studies=studies)


def image_prints(series: Series) -> dict[str, str]:
    """A print of each image of a series: stored pixels, place in the patient, rescale.

    Returns
    -------
    dict
        By SOP Instance UID; by the print itself where an image has none.

    Raises
    ------
    OSError
        A file cannot be read.
    """
    files: dict[str, list[FrameRef]] = {}
    for stack in series.stacks:
        for frame in stack.frames:
            files.setdefault(frame.path, []).append(frame)
    prints: dict[str, str] = {}
    for path, frames in files.items():
        value = _print(Path(path), frames)
        prints[frames[0].sop_instance_uid or value] = value
    return prints


def _print(path: Path, frames: list[FrameRef]) -> str:
    digest = hashlib.blake2b(digest_size=12)
    for frame in sorted(frames, key=lambda each: each.frame_index):
        facts = (frame.frame_index, frame.position_lps_mm, frame.orientation, frame.rescale)
        digest.update(repr(facts).encode())
    start, left = _pixels(frames[0])
    with path.open("rb") as file:
        file.seek(start)
        while left and (chunk := file.read(_CHUNK if left < 0 else min(left, _CHUNK))):
            digest.update(chunk)
            left -= len(chunk) if left > 0 else 0
    return digest.hexdigest()


def _pixels(frame: FrameRef) -> tuple[int, int]:
    """Offset and length of the stored pixels; a length of -1 goes to the end of the file."""
    pixels = frame.pixels
    if pixels is None or frame.transfer_syntax_uid == _DEFLATED:
        return 0, -1
    return pixels.offset, pixels.length


def differs(known: Mapping[str, str], found: Mapping[str, str]) -> bool:
    """Whether prints of one series are not of the same content.

    Images that only one side has do not matter, e.g. when part of a series is opened; without
    a single image in common nothing says that they belong together.
    """
    common = known.keys() & found.keys()
    return not common or any(known[each] != found[each] for each in common)
