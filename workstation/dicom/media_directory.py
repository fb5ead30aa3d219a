"""DICOMDIR: the files that it names, looked for inside its own folder only (PS3.10 8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from workstation.words import said

_SEPARATORS = frozenset("/\\\0:")


def referenced_files(directory: str, references: Iterable[Sequence[str]]) -> dict[str, str]:
    """Paths that a DICOMDIR names.

    Parameters
    ----------
    directory : str
        Path of the DICOMDIR.
    references : iterable of path components
        Referenced File IDs.

    Returns
    -------
    dict of str to str
        Path as named → why it is not there; an empty reason means that the file is there.
    """
    folder = Path(directory).parent
    real_folder = folder.resolve()
    found: dict[str, str] = {}
    for components in references:
        if not all(_is_plain_name(part) for part in components):
            named = "/".join(components)
            found[named] = said("is named in a DICOMDIR with a path that leads out of its folder")
            continue
        path = _existing(folder.joinpath(*components))
        if path is None:
            named = str(folder.joinpath(*components))
            found[named] = said("is named in a DICOMDIR but is not there")
        elif not path.resolve().is_relative_to(real_folder):
            found[str(path)] = said("is named in a DICOMDIR but lies outside its folder")
        else:
            found[str(path)] = ""
    return found


def _is_plain_name(part: str) -> bool:
    """PS3.10 8.5 allows A-Z, 0-9 and underscore; real media use a little more."""
    return part not in {"", ".", ".."} and not _SEPARATORS & set(part)


def _existing(path: Path) -> Path | None:
    """The file itself, or its lower-case form: media are copied to case-sensitive disks."""
    if path.is_file():
        return path
    lower = path.with_name(path.name.lower())
    return lower if lower.is_file() else None
