"""The numbers self-test: bundled DICOM phantoms are read and measured, and the numbers compared.

What is expected stands in a file beside the phantoms, written by a script that uses nothing
of the program.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation import __version__
from workstation.domain.image import Volume
from workstation.errors import WorkstationError
from workstation.imaging.calipers import distance
from workstation.imaging.oblique import plane_through, reslice
from workstation.imaging.outlines import polygon_area, rectangle_outline
from workstation.imaging.planes import PlaneName, extract_plane, plane_count
from workstation.imaging.rectify import rectify
from workstation.imaging.regions import box_pixels
from workstation.messages import Message, joined
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.services.open_study import load, scan
from workstation.settings.paths import resources_folder

_MARKER = 2000
_BLOCK = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTestItem:
    """One number of the self-test: what was found, what should be, in words."""

    name: Message
    passed: bool
    words: Message


@dataclass(frozen=True, slots=True)
class SelfTestResult:
    """The outcome of a self-test."""

    items: tuple[SelfTestItem, ...]

    @property
    def passed(self) -> bool:
        """Whether every number was right."""
        return bool(self.items) and all(item.passed for item in self.items)

    @property
    def summary(self) -> Message:
        """In one line, for About and the report."""
        good = sum(item.passed for item in self.items)
        words = Message(
            "Numbers self-test (Lightbox {version}): {good} of {count} passed",
            version=__version__,
            good=good,
            count=len(self.items),
        )
        failed = joined("; ", (joined(": ", (i.name, i.words)) for i in self.items if not i.passed))
        return (
            Message("{words}. FAILED: {failed}", words=words, failed=failed)
            if failed
            else Message("{words}.", words=words)
        )


@cache
def numbers_self_test() -> SelfTestResult:
    """The result of this program start; run when it is first asked for."""
    return run_self_test()


def run_self_test(
    folder: Path | None = None,
    *,
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> SelfTestResult:
    """Read the phantoms of a folder and measure them.

    Parameters
    ----------
    folder : Path or None
        With `phantoms.zip` and `expected.json`; None is the folder that ships.

    Returns
    -------
    SelfTestResult
        A number that cannot be had has failed; nothing is raised but cancelling.

    Raises
    ------
    CancelledError
        The token was cancelled.
    """
    place = resources_folder() / "self_test" if folder is None else folder
    items: list[SelfTestItem] = []
    try:
        expected = json.loads((place / "expected.json").read_text(encoding="utf-8"))
        volumes = _read(place / "phantoms.zip", token)
    except (OSError, ValueError, WorkstationError) as error:
        if token is not None:
            token.raise_if_cancelled()
        words = error.message if isinstance(error, WorkstationError) else type(error).__name__
        failed = Message("the phantoms cannot be read ({words})", words=words)
        return SelfTestResult((SelfTestItem(name=Message("phantoms"), passed=False, words=failed),))
    checks: tuple[tuple[Message, Callable[[], tuple[bool, Message]]], ...] = (
        (
            Message("length"),
            lambda: _number(_length_mm(volumes["ruler"]), expected["length_mm"], "mm"),
        ),
        (
            Message("area"),
            lambda: _number(_block(volumes["ruler"])[0], expected["area_mm2"], "mm²"),
        ),
        (
            Message("CT number"),
            lambda: _number(_block(volumes["ruler"])[1], expected["mean_hu"], "HU"),
        ),
        (Message("SUV"), lambda: _number(_suv(volumes["uptake"]), expected["suv"], "g/mL")),
        (Message("patient's side"), lambda: _sides(volumes["ruler"])),
        (
            Message("gantry tilt"),
            lambda: _planes_follow(rectify(volumes["tilted"]), expected["field"]),
        ),
        (Message("oblique plane"), lambda: _oblique_follows(volumes["oblique"], expected["field"])),
    )
    for number, (name, check) in enumerate(checks):
        if token is not None:
            token.raise_if_cancelled()
        progress(number / len(checks), Message("Numbers self-test"))
        try:
            passed, words = check()
        except (WorkstationError, LookupError, TypeError, ValueError) as error:
            passed, words = (
                False,
                Message("cannot be measured ({fault})", fault=type(error).__name__),
            )
        items.append(SelfTestItem(name=name, passed=passed, words=words))
    return SelfTestResult(tuple(items))


def _read(archive: Path, token: CancelToken | None) -> dict[str, Volume]:
    report = scan(archive, token=token)
    found: dict[str, Volume] = {}
    for study, series in report.all_series():
        image = load(series.stacks[0], study, series)
        if isinstance(image, Volume):
            found[series.description] = image
    return found


def _number(value: float, expected: dict[str, Any], unit: str) -> tuple[bool, Message]:
    wanted = float(expected["value"])
    passed = bool(abs(value - wanted) <= float(expected["tolerance"]))
    return passed, Message(
        "{value:.3f} {unit}, expected {wanted:.3f} {unit}", value=value, unit=unit, wanted=wanted
    )


def _markers(volume: Volume) -> tuple[NDArray[np.int64], tuple[float, float], int]:
    """Rows and columns of the markers on their axial plane, (2, 2); pixel size; plane."""
    for index in range(plane_count(volume, PlaneName.AXIAL)):
        cut = extract_plane(volume, PlaneName.AXIAL, index)
        places = np.argwhere(cut.values == _MARKER)
        if len(places) == 2:
            return places, cut.spacing_rc_mm, index
    raise ValueError("the markers are not on one plane")


def _length_mm(volume: Volume) -> float:
    places, spacing, _ = _markers(volume)
    start, end = ((float(r) * spacing[0], float(c) * spacing[1]) for r, c in places)
    return distance(start, end)


def _block(volume: Volume) -> tuple[float, float]:
    """Area in mm² and mean of the rectangle around the block."""
    for index in range(plane_count(volume, PlaneName.AXIAL)):
        cut = extract_plane(volume, PlaneName.AXIAL, index)
        rows, columns = np.nonzero(cut.values == _BLOCK)
        if rows.size:
            corner = (rows.min() - 0.5, columns.min() - 0.5)
            opposite = (rows.max() + 0.5, columns.max() + 0.5)
            outline = rectangle_outline(corner, opposite) * np.array(cut.spacing_rc_mm)
            inside = box_pixels(corner, opposite, (cut.values.shape[0], cut.values.shape[1]))
            return polygon_area(outline), float(cut.values[inside].mean(dtype=np.float64))
    raise ValueError("the block is not there")


def _suv(volume: Volume) -> float:
    if volume.quantity != "SUVbw":
        raise ValueError("the PET has no SUV")
    return float(volume.array.max())


def _sides(volume: Volume) -> tuple[bool, Message]:
    """The marker farther to the patient's left is farther right on the screen, and lower."""
    places, _, index = _markers(volume)
    cut = extract_plane(volume, PlaneName.AXIAL, index)
    points = [cut.affine_lps[:3] @ (float(r), float(c), 1.0) for r, c in places]
    stored = [volume.geometry.to_lps_mm(kji) for kji in np.argwhere(volume.array == _MARKER)]
    left = sorted(stored, key=lambda p: float(p[0]))[-1]
    on_screen = max(zip(places, points, strict=True), key=lambda each: int(each[0][1]))[1]
    passed = bool(np.allclose(on_screen, left, atol=1e-3)) and cut.letters[:2] == ("R", "L")
    words = Message("patient's left is on the right of the screen")
    return passed, words if passed else Message("sides are exchanged")


def _off(values: NDArray[Any], points: NDArray[np.float64], field: dict[str, Any]) -> float:
    wanted = points @ np.array(field["weights"], dtype=np.float64) + float(field["offset"])
    return float(np.abs(values - wanted).max())


def _planes_follow(volume: Volume, field: dict[str, Any]) -> tuple[bool, Message]:
    """Every measured voxel of a resampled volume has the value of its place."""
    known = np.ones(volume.array.shape, np.bool_)
    if volume.padding is not None:
        known = ~np.asarray(volume.padding)
    kji = np.argwhere(known)
    affine = volume.geometry.affine_lps
    points = kji @ affine[:3, :3].T + affine[:3, 3]
    off = _off(volume.array[known], points, field)
    passed = bool(off <= field["tolerance"] and known.any())
    return passed, Message("values are off by {off:.2f} at most", off=off)


def _oblique_follows(volume: Volume, field: dict[str, Any]) -> tuple[bool, Message]:
    """A plane across the slices has the values of its places."""
    plane = plane_through(
        volume.geometry.center_lps_mm, (0.5, -0.3, 0.81), shape_rc=(40, 40), pixel_mm=0.7
    )
    cut = reslice(volume, plane)
    known = ~cut.padding if cut.padding is not None else np.ones(cut.values.shape, np.bool_)
    places = np.argwhere(known)
    flat = np.column_stack([places, np.ones(len(places))]).astype(np.float64)
    points: NDArray[np.float64] = flat @ cut.affine_lps[:3].T
    off = _off(cut.values[known], points, field)
    passed = bool(off <= field["tolerance"] and known.any())
    return passed, Message("values are off by {off:.2f} at most", off=off)
