"""DICOMDIR: the files that it names, looked for inside its own folder only (PS3.10 8)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence


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
    folder = os.path.realpath(os.path.dirname(os.path.abspath(directory)))
    found: dict[str, str] = {}
    for components in references:
        named = os.path.join(os.path.dirname(directory), *_safe(components))
        if list(_safe(components)) != [str(part) for part in components]:
            found["/".join(map(str, components))] = (
                "is named in a DICOMDIR with a path that leads out of its folder"
            )
            continue
        path = _existing(named)
        if path is None:
            found[named] = "is named in a DICOMDIR but is not there"
        elif not os.path.realpath(path).startswith(folder + os.sep):
            found[path] = "is named in a DICOMDIR but lies outside its folder"
        else:
            found[path] = ""
    return found


def _safe(components: Sequence[str]) -> list[str]:
    """Components that are plain names; PS3.10 allows A-Z, 0-9 and underscore only."""
    return [
        part
        for part in map(str, components)
        if part not in {"", ".", ".."} and not set(part) & {"/", "\\", "\0", ":"}
    ]


def _existing(path: str) -> str | None:
    """The file itself, or its lower-case form: media are copied to case-sensitive disks."""
    if os.path.isfile(path):
        return path
    folder = os.path.dirname(path)
    lower = os.path.join(folder, os.path.basename(path).lower())
    return lower if os.path.isfile(lower) else None
