"""DICOMDIR: the files that it names, looked for inside its own folder only (PS3.10 8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from workstation.messages import NOTHING, Message

_SEPARATORS = frozenset("/\\\0:")


def referenced_files(directory: str, references: Iterable[Sequence[str]]) -> dict[str, Message]:
    """Paths that a DICOMDIR names.

    Parameters
    ----------
    directory : str
        Path of the DICOMDIR.
    references : iterable of path components
        Referenced File IDs.

    Returns
    -------
    dict of str to Message
        Path as named → why it is not there; an empty reason means that the file is there.
    """
    folder = Path(directory).parent
    folders = _Folders()
    real_folder = folder.resolve()
    found: dict[str, Message] = {}
    for components in references:
        if not all(_is_plain_name(part) for part in components):
            named = "/".join(components)
            found[named] = Message(
                "is named in a DICOMDIR with a path that leads out of its folder"
            )
            continue
        path = _existing(folder, components, folders)
        if path is None:
            named = str(folder.joinpath(*components))
            found[named] = Message("is named in a DICOMDIR but is not there")
        elif not path.resolve().is_relative_to(real_folder):
            found[str(path)] = Message("is named in a DICOMDIR but lies outside its folder")
        else:
            found[str(path)] = NOTHING
    return found


def _is_plain_name(part: str) -> bool:
    """PS3.10 8.5 allows A-Z, 0-9 and underscore; real media use a little more."""
    return part not in {"", ".", ".."} and not _SEPARATORS & set(part)


class _Folders:
    """The entries of folders, each listed once."""

    def __init__(self) -> None:
        self._known: dict[Path, list[str]] = {}

    def like(self, folder: Path, name: str) -> Path | None:
        """The one entry of a folder whose name differs in case, version or extension only."""
        entries = self._known.get(folder)
        if entries is None:
            entries = self._known[folder] = _entries(folder)
        found = [entry for entry in entries if _plain(entry) == _plain(name)]
        if len(found) > 1:
            found = [entry for entry in found if entry.casefold() == name.casefold()]
        return folder / found[0] if len(found) == 1 else None


def _existing(folder: Path, components: Sequence[str], folders: _Folders) -> Path | None:
    """The file itself, or what became of it on a disk that is no medium.

    Copying changes the case of folders and files, keeps the version number of ISO 9660 (`;1`),
    or adds an extension.
    """
    path: Path | None = folder
    for part in components:
        if path is None:
            return None
        plain = path / part
        path = plain if plain.exists() else folders.like(path, part)
    return path if path is not None and path.is_file() else None


def _entries(folder: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in folder.iterdir())
    except OSError:
        return []


def _plain(name: str) -> str:
    return name.casefold().partition(";")[0].removesuffix(".dcm").rstrip(".")
