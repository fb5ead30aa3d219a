"""Affines and pixels beside SimpleITK and dcm2niix, on every volume under a folder.

``python -m benchmarks.geometry_comparison DATA [-o docs/geometry-comparison.md]`` writes the
table. Both references are brought to our axis order before they are compared: SimpleITK by
its origin, spacing and direction, dcm2niix by the signed permutation between its voxel axes
and ours.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import SimpleITK
from numpy.typing import NDArray

from workstation.domain.image import Volume
from workstation.domain.study import Series, Stack, StackKind, Study
from workstation.services.open_study import load, scan

EQUAL_MM = 2e-2
EQUAL_VALUE = 1e-4
JPEG_LS = {"1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81"}
_LPS = np.diag([-1.0, -1.0, 1.0, 1.0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Largest distance between equal voxels (mm) and largest difference in value (relative)."""

    corner_mm: float | None = None
    value: float | None = None
    note: str = ""

    @property
    def agrees(self) -> bool:
        """Whether both are equal within rounding."""
        if self.corner_mm is None or self.value is None:
            return False
        return self.corner_mm <= EQUAL_MM and self.value <= EQUAL_VALUE

    def words(self) -> str:
        """For one cell of the table."""
        if self.corner_mm is None:
            return self.note
        value = "-" if self.value is None else f"{self.value:.1e}"
        return "equal" if self.agrees else f"{self.corner_mm:.3g} mm, {value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One stack beside both references, and why they differ where they do."""

    name: str
    stack: Stack
    simpleitk: Difference
    dcm2niix: Difference

    def reason(self) -> str:
        """The known cause of a difference; empty when both agree or it is not known."""
        if self.simpleitk.agrees and self.dcm2niix.agrees:
            return ""
        codes = {issue.code.value for issue in self.stack.geometry.issues}
        several = len({frame.path for frame in self.stack.frames}) == 1
        found = []
        if "gantry_tilt" in codes:
            found.append(
                "SimpleITK drops the shear of the tilted gantry; dcm2niix states no shear either, "
                "and writes a straightened copy that equals ours when ours is resampled"
            )
        if codes & {"nonuniform_spacing", "missing_slices"}:
            found.append(
                "the slices are not equally spaced: dcm2niix keeps the first gap, we and SimpleITK "
                "the mean step, and we keep every slice's own position beside it"
            )
        if several and not self.simpleitk.agrees:
            found.append(
                "enhanced file: SimpleITK takes frames in stored order and one rescale for all"
            )
        return "; ".join(found)


def volumes(root: Path) -> Iterator[tuple[str, Study, Series, Stack]]:
    """Every gray volume under a folder, one scan per sub-folder."""
    folders = sorted({path.parent for path in root.rglob("*") if path.is_file()})
    for folder in folders:
        files = [path for path in sorted(folder.iterdir()) if path.is_file()]
        report = scan([path for path in files if not path.name.startswith("DICOMDIR")])
        for study, series in report.all_series():
            for stack in series.stacks:
                if stack.kind is StackKind.VOLUME:
                    label = f" {stack.label}" if stack.label else ""
                    name = f"{folder.relative_to(root)} · {series.number}{label}"
                    yield name, study, series, stack


def compare(name: str, study: Study, series: Series, stack: Stack) -> Comparison:
    """One stack beside SimpleITK and dcm2niix."""
    volume = load(stack, study, series)
    assert isinstance(volume, Volume)
    factor = next(
        (str(value) for name, value in stack.technique if str(name) == "SUV factor"), "1"
    ).split()[0]
    values = volume.array.astype(np.float64) / float(factor)
    return Comparison(
        name=name,
        stack=stack,
        simpleitk=_beside_simpleitk(values, volume.geometry.affine_lps, stack),
        dcm2niix=_beside_dcm2niix(values, volume.geometry.affine_lps, stack),
    )


def _paths(stack: Stack) -> list[str]:
    return list(dict.fromkeys(frame.path for frame in stack.frames))


def _beside_simpleitk(
    ours: NDArray[np.float64], affine: NDArray[np.float64], stack: Stack
) -> Difference:
    paths = _paths(stack)
    try:
        if len(paths) == 1:
            image = SimpleITK.ReadImage(paths[0])
        else:
            reader = SimpleITK.ImageSeriesReader()
            reader.SetFileNames(paths)
            image = reader.Execute()
    except RuntimeError:
        return Difference(note="cannot read it")
    theirs = np.eye(4)
    direction = np.array(image.GetDirection()).reshape(3, 3)
    theirs[:3, :3] = (direction * np.array(image.GetSpacing()))[:, ::-1]
    theirs[:3, 3] = image.GetOrigin()
    return _difference(ours, affine, SimpleITK.GetArrayFromImage(image), theirs)


def _beside_dcm2niix(
    ours: NDArray[np.float64], affine: NDArray[np.float64], stack: Stack
) -> Difference:
    with tempfile.TemporaryDirectory() as work:
        source, target = Path(work) / "in", Path(work) / "out"
        source.mkdir()
        target.mkdir()
        for number, path in enumerate(_paths(stack)):
            _without_jpeg_ls(path, source / f"{number:05d}.dcm", stack)
        command = [
            "dcm2niix",
            "-p",
            "n",
            "-z",
            "n",
            "-b",
            "n",
            "-m",
            "y",
            "-o",
            str(target),
            str(source),
        ]
        subprocess.run(command, check=False, capture_output=True, timeout=120)
        made = sorted(target.glob("*.nii"), key=lambda file: (len(file.name), file.name))
        if not made:
            return Difference(note="makes no file")
        best: Difference | None = None
        for file in made:
            image: Any = nibabel.load(file)
            data = np.asarray(image.get_fdata())
            if data.ndim != 3:
                continue
            theirs = _LPS @ image.affine
            theirs = theirs[:, [2, 1, 0, 3]]
            found = _difference(ours, affine, data.transpose(2, 1, 0), theirs)
            if best is None or _rank(found) < _rank(best):
                best = found
        return best or Difference(note="makes no volume of this shape")


def _without_jpeg_ls(path: str, target: Path, stack: Stack) -> None:
    """Link a file, or unpack its JPEG-LS with DCMTK: Debian's dcm2niix cannot read it."""
    if set(stack.transfer_syntaxes) & JPEG_LS:
        subprocess.run(["dcmdjpls", path, str(target)], check=True, capture_output=True)
    else:
        target.symlink_to(path)


def _rank(found: Difference) -> tuple[float, float]:
    return (
        np.inf if found.corner_mm is None else found.corner_mm,
        np.inf if found.value is None else found.value,
    )


def _difference(
    ours: NDArray[np.float64],
    affine: NDArray[np.float64],
    theirs: NDArray[Any],
    their_affine: NDArray[np.float64],
) -> Difference:
    """Bring `theirs` to our axes, then compare corners and values."""
    cosines = _unit_columns(their_affine).T @ _unit_columns(affine)
    axes = np.abs(cosines).argmax(axis=0)
    if sorted(axes) != [0, 1, 2] or tuple(theirs.shape[a] for a in axes) != ours.shape:
        return Difference(note=f"has shape {theirs.shape}")
    turned = theirs.transpose(axes)
    columns = their_affine[:3, :3][:, axes].copy()
    origin = their_affine[:3, 3].copy()
    for axis in range(3):
        if cosines[axes[axis], axis] < 0:
            turned = np.flip(turned, axis)
            origin = origin + columns[:, axis] * (ours.shape[axis] - 1)
            columns[:, axis] *= -1
    corners = np.array([[k, j, i] for k in (0, 1) for j in (0, 1) for i in (0, 1)])
    corners = corners * (np.array(ours.shape) - 1)
    places = corners @ affine[:3, :3].T + affine[:3, 3]
    their_places = corners @ columns.T + origin
    corner = float(np.linalg.norm(places - their_places, axis=1).max())
    scale = max(float(np.abs(ours).max()), 1e-12)
    value = float(np.abs(ours - turned.astype(np.float64)).max()) / scale
    return Difference(corner_mm=corner, value=value)


def _unit_columns(affine: NDArray[np.float64]) -> NDArray[np.float64]:
    columns: NDArray[np.float64] = affine[:3, :3] / np.linalg.norm(affine[:3, :3], axis=0)
    return columns


def document(comparisons: list[Comparison]) -> str:
    """The table as Markdown."""
    both = sum(c.simpleitk.agrees and c.dcm2niix.agrees for c in comparisons)
    lines = [
        "# Geometry and pixels beside dcm2niix and SimpleITK",
        "",
        "Made by `python -m benchmarks.geometry_comparison DATA -o docs/geometry-comparison.md`;",
        "JPEG-LS files are unpacked with DCMTK for dcm2niix.",
        "",
        f"{len(comparisons)} volumes; {both} equal in both programs: every corner within "
        f"{EQUAL_MM} mm (NIfTI keeps affines as float32), every value within {EQUAL_VALUE:.0e} "
        "of the largest one. Otherwise the largest distance between equal voxels and the largest "
        "relative difference in value are given. PET is compared before the SUV factor.",
        "",
        "| series | slices | badge | SimpleITK | dcm2niix | why |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {c.name} | {c.stack.shape_kji[0]} | {c.stack.geometry.badge.value} | "
        f"{c.simpleitk.words()} | {c.dcm2niix.words()} | {c.reason()} |"
        for c in comparisons
    ]
    return "\n".join([*lines, ""])


def main(arguments: list[str] | None = None) -> int:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args(arguments)
    SimpleITK.ProcessObject.SetGlobalWarningDisplay(False)
    text = document([compare(*entry) for entry in volumes(options.data)])
    if options.output is None:
        print(text)
    else:
        options.output.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
