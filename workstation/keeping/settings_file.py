"""The file of the settings: read, merged and written whole, by one program at a time."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from workstation.errors import InputError, OutputError, WorkstationError
from workstation.messages import NOTHING, Message, joined
from workstation.security.integrity import first_free, make_folder, output_error, write_whole
from workstation.security.plain_files import read_small
from workstation.settings.document import (
    SettingsDocument,
    as_carried_over,
    document_text,
    read_document,
)

_LARGEST_FILE = 4 << 20
# What was opened last may be named after patients.
_OWNERS = 0o600
_PATIENCE_S = 3.0
_PAUSE_S = 0.01

Merge = Callable[[Mapping[str, Any]], dict[str, Any]]
"""Makes the data to write of the data in the file."""


class SettingsFile:
    """Reads a settings file and changes it under a lock.

    A file that cannot be used wholly is kept aside under another name before it is written:
    `settings.bad-1.toml`, or for one of a newer version `settings.version-2.toml`.

    Parameters
    ----------
    path : Path
        Need not be there. Links are followed, so that they stay links.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()

    def read(self) -> SettingsDocument:
        """What it says; nothing where there is none. Changes nothing.

        Raises
        ------
        InputError
            It is no TOML.
        OutputError
            The file system does not give it.
        """
        return self._read()[1]

    def _read(self) -> tuple[bytes, SettingsDocument]:
        try:
            data = read_small(self.path, _LARGEST_FILE)
        except (FileNotFoundError, NotADirectoryError):
            return b"", SettingsDocument()
        except OSError as error:
            raise output_error(error, self.path) from error
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InputError(
                Message(
                    "{file} cannot be read: {reason}.",
                    file=self.path.name,
                    reason=Message("it is no text in UTF-8"),
                ),
                hint=Message("Every setting has its default."),
            ) from error
        return data, read_document(text, self.path.name)

    def change(self, merge: Merge, former: Mapping[str, Any]) -> list[WorkstationError]:
        """Write what `merge` makes of what is in the file now.

        Parameters
        ----------
        former : mapping
            Data that is taken where the file is no TOML.

        Returns
        -------
        list of WorkstationError
            What was wrong in the file that was there, and where it is kept.

        Raises
        ------
        OutputError
            The file system refuses, or another program holds the lock; nothing was changed.
        """
        with self._locked():
            faults: list[WorkstationError] = []
            aside: Path | None = None
            try:
                before, document = self._read()
                present: Mapping[str, Any] = document.data
                must = not before or (bool(document.faults) and not document.is_newer)
                told = self._aside(before, document)
                if told is not None:
                    faults.append(told)
            except InputError as error:
                must = True
                aside = self._copied()
                # Choices of long ago must not come in again.
                present = as_carried_over(former)
                faults.append(InputError(error.message, hint=_kept_as(aside, error.hint)))
            data = merge(present)
            if must or data != present:
                self._write(data, aside)
            return faults

    def _copied(self) -> Path:
        """A copy of the file; what is there stays until something else is written."""
        aside = self._free_name()
        try:
            shutil.copy2(self.path, aside)
        except OSError as refused:
            raise output_error(refused, self.path) from refused
        return aside

    def _write(self, data: Mapping[str, Any], aside: Path | None) -> None:
        try:
            write_whole(self.path, document_text(data).encode(), mode=_OWNERS)
        except OutputError:
            if aside is not None:
                aside.unlink(missing_ok=True)
            raise

    def _aside(self, before: bytes, document: SettingsDocument) -> InputError | None:
        """Keep a copy of a file with faults, or of a newer version; one of each version."""
        if document.is_newer:
            words = Message(
                "{file} was written by a newer Lightbox (version {version} of the settings). "
                "What this one does not know stays in it.",
                file=self.path.name,
                version=document.version,
            )
            aside = self.path.with_name(
                f"{self.path.stem}.version-{document.version}{self.path.suffix}"
            )
            if aside.exists():
                return None
        elif document.faults:
            words, aside = Message("Some settings cannot be used."), self._free_name()
        else:
            return None
        write_whole(aside, before, mode=_OWNERS)
        hint = Message("They have their defaults.") if document.faults else NOTHING
        return InputError(joined("\n", (words, *document.faults)), hint=_kept_as(aside, hint))

    def _free_name(self) -> Path:
        stem, suffix = self.path.stem, self.path.suffix
        return first_free(lambda n: self.path.with_name(f"{stem}.bad-{n}{suffix}"))

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the lock of the file, which lies beside it since the file itself is exchanged."""
        make_folder(self.path.parent)
        lock = FileLock(self.path.with_suffix(".lock"), mode=_OWNERS, fallback_to_soft=False)
        try:
            lock.acquire(timeout=_PATIENCE_S, poll_interval=_PAUSE_S)
        except Timeout as error:
            raise OutputError(
                Message("{name} is in use by another program.", name=self.path.name),
                hint=Message("Close other windows of Lightbox."),
            ) from error
        except OSError as error:
            raise output_error(error, self.path) from error
        try:
            yield
        finally:
            lock.release()


def _kept_as(aside: Path, hint: Message) -> Message:
    kept = Message("The file as it was is kept as {name}.", name=aside.name)
    return joined(" ", (hint, kept)) if hint else kept
