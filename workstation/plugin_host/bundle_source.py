"""Taking files out of a bundle as it came, a folder or a ZIP archive, by name and under limits."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from workstation.errors import InputError, PluginRefusedError
from workstation.messages import Message
from workstation.security.integrity import make_folder, output_error
from workstation.security.plain_files import open_plain

METADATA = "configs/metadata.json"
_CHUNK = 1 << 20
_MOST_MEMBERS = 20_000
_ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class BundleSource(Protocol):
    """A bundle as it came."""

    @property
    def name(self) -> str:
        """What it is called."""

    def names(self) -> frozenset[str]:
        """Its files, relative, with slashes."""

    def size(self, name: str) -> int:
        """Bytes of a file."""

    def copy(self, name: str, target: Path, most_bytes: int) -> None:
        """Copy a file.

        Raises
        ------
        PluginRefusedError
            It cannot be read, is no ordinary file, or is larger than was agreed.
        OutputError
            The copy cannot be written.
        """


@contextmanager
def open_source(path: Path) -> Iterator[BundleSource]:
    """A folder or a ZIP archive that holds a bundle.

    Raises
    ------
    InputError
        It is neither.
    PluginRefusedError
        No bundle is in it.
    """
    if path.is_dir():
        yield _Folder(path)
        return
    try:
        with open_plain(path) as stream, zipfile.ZipFile(stream) as archive:
            yield _Archive(path, archive)
    except OSError as error:
        raise InputError(
            Message("{name} cannot be read.", name=path.name),
            hint=Message("Give a folder or a ZIP archive with a MONAI bundle."),
            detail=str(error),
        ) from error
    except _ZIP_FAULTS as error:
        raise InputError(
            Message("{name} is neither a folder nor a ZIP archive.", name=path.name),
            hint=Message("Give a folder or a ZIP archive with a MONAI bundle."),
            detail=f"{type(error).__name__}: {error}",
        ) from error


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        if not (folder / METADATA).is_file():
            raise _no_bundle(folder.name)

    @property
    def name(self) -> str:
        return self._folder.resolve().name

    def names(self) -> frozenset[str]:
        parts = (self._folder / part for part in ("", "configs", "docs", "models", "scripts"))
        found = (file for part in parts if part.is_dir() for file in part.iterdir())
        return frozenset(
            file.relative_to(self._folder).as_posix() for file in found if file.is_file()
        )

    def size(self, name: str) -> int:
        return (self._folder / name).stat().st_size

    def copy(self, name: str, target: Path, most_bytes: int) -> None:
        try:
            with open_plain(self._folder / name) as stream:
                _copy(name, stream, target, most_bytes)
        except OSError as error:
            raise _unreadable(name, str(error)) from error


class _Archive:
    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        members = archive.infolist()
        if len(members) > _MOST_MEMBERS:
            raise _no_bundle(path.name)
        roots = [
            member.filename.removesuffix(METADATA)
            for member in members
            if member.filename == METADATA or member.filename.endswith(f"/{METADATA}")
        ]
        if not roots:
            raise _no_bundle(path.name)
        self._root = min(roots, key=len)
        self._path = path
        self._members = {
            member.filename.removeprefix(self._root): member
            for member in members
            if member.filename.startswith(self._root) and not member.is_dir()
        }

    @property
    def name(self) -> str:
        return PurePosixPath(self._root).name or self._path.stem

    def names(self) -> frozenset[str]:
        return frozenset(self._members)

    def size(self, name: str) -> int:
        return self._members[name].file_size

    def copy(self, name: str, target: Path, most_bytes: int) -> None:
        try:
            with self._archive.open(self._members[name]) as stream:
                _copy(name, stream, target, most_bytes)
        except (*_ZIP_FAULTS, OSError) as error:
            raise _unreadable(name, str(error)) from error


def _copy(name: str, stream: IO[bytes], target: Path, most_bytes: int) -> None:
    free = shutil.disk_usage(make_folder(target.parent)).free
    written = 0
    try:
        sink = target.open("xb")
    except OSError as error:
        raise output_error(error, target) from error
    with sink:
        while chunk := stream.read(_CHUNK):
            written += len(chunk)
            if written > most_bytes:
                raise PluginRefusedError(
                    Message("{name} of the bundle is larger than is allowed.", name=name),
                    hint=Message("Ask the author for a smaller bundle."),
                )
            if written > free:
                raise PluginRefusedError(
                    Message("The disk is full; {name} was not written.", name=name),
                    hint=Message("Free some space or choose another folder."),
                )
            try:
                sink.write(chunk)
                sink.flush()
            except OSError as error:
                raise output_error(error, target) from error


def _no_bundle(name: str) -> PluginRefusedError:
    return PluginRefusedError(
        Message("There is no bundle in {name}: configs/metadata.json is missing.", name=name),
        hint=Message("Give a folder or a ZIP archive with a MONAI bundle."),
    )


def _unreadable(name: str, detail: str) -> PluginRefusedError:
    return PluginRefusedError(
        Message("{name} of the bundle cannot be read.", name=name),
        hint=Message("Fetch the bundle again from where it came."),
        detail=detail,
    )
