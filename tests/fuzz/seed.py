"""Sound files that belong together, one of which is mutated."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

Files = dict[str, bytes]
"""Name within the folder of a seed → content."""


@dataclass(frozen=True, slots=True)
class Seed:
    """Files that belong together, one of which is mutated.

    `lossless` is whether a second decoder must give the same values.
    """

    name: str
    files: Files
    victim: str
    lossless: bool = False


@dataclass(frozen=True, slots=True)
class Seeds:
    """Seeds by what reads them, and the series that masks and states lie on."""

    images: tuple[Seed, ...]
    containers: tuple[Seed, ...]
    masks: tuple[Seed, ...]
    states: tuple[Seed, ...]
    plugins: tuple[Seed, ...]
    series: Files
    film: Files


def files_of(folder: Path) -> Files:
    """Every file below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def single(name: str, path: Path, *, lossless: bool = False) -> Seed:
    """A seed of one file."""
    return Seed(name, {path.name: path.read_bytes()}, path.name, lossless)


def write(files: Files, folder: Path) -> None:
    """Write files into a folder."""
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[name])
