"""Files that appear whole or not at all, and their hashes."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from workstation.errors import OutputError
from workstation.messages import Message

_BLOCK = 1 << 20
# What is written speaks of patients: it is for its owner, and for a group where the umask says so.
_MODE = 0o660
_FOLDER_MODE = 0o770


def output_error(error: OSError, path: Path) -> OutputError:
    """Word a failed write for the person."""
    detail = f"errno={error.errno} {error.strerror}"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return OutputError(
            Message("The disk is full; {name} was not written.", name=path.name),
            hint=Message("Free some space or choose another folder."),
            detail=detail,
        )
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return OutputError(
            Message("{name} cannot be written here: no permission.", name=path.name),
            hint=Message("Choose a folder that you may write to."),
            detail=detail,
        )
    return OutputError(
        Message(
            "{name} cannot be written: {strerror}.",
            name=path.name,
            strerror=error.strerror or Message("unknown fault"),
        ),
        hint=Message("Choose another folder."),
        detail=detail,
    )


def make_folder(folder: Path) -> Path:
    """Create a folder and its parents; an existing one is fine.

    Raises
    ------
    OutputError
        It cannot be made, or a file of this name is in the way.
    """
    try:
        folder.mkdir(_FOLDER_MODE, parents=True, exist_ok=True)
    except OSError as error:
        raise output_error(error, folder) from error
    return folder


@contextmanager
def whole_file(path: Path, *, mode: int = _MODE) -> Iterator[Path]:
    """Write to the temporary path that this gives; `path` changes only on success.

    The temporary file lies in the same folder, keeps the suffix, is flushed to the disk
    and then renamed over `path`. On any failure, also Ctrl-C, it is removed and what stood
    at `path` before is untouched. Accounts outside its owner and group cannot read it, nor
    can those that `mode` leaves out.

    Raises
    ------
    OutputError
        The file system refuses.
    """
    try:
        handle, name = tempfile.mkstemp(
            dir=path.parent, prefix=".lightbox-", suffix="".join(path.suffixes[-2:])
        )
        os.close(handle)
    except OSError as error:
        raise output_error(error, path) from error
    temporary = Path(name)
    try:
        yield temporary
        _flush(temporary)
        temporary.chmod(mode & ~_umask())
        temporary.replace(path)
        _flush(path.parent)
    except OSError as error:
        raise output_error(error, path) from error
    finally:
        temporary.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes, *, mode: int = _MODE) -> None:
    """Write bytes so that the file appears whole or not at all, with these permissions at most.

    Raises
    ------
    OutputError
        The file system refuses.
    """
    with whole_file(path, mode=mode) as temporary:
        temporary.write_bytes(data)


def require_replaceable(path: Path, kind: bytes, *inputs: Path) -> None:
    """Refuse to write over what is read, or over a file of another kind: it may be the only one.

    Parameters
    ----------
    kind : bytes
        With which files of the kind that is written begin, e.g. `b"%PDF"`.
    inputs : Path
        What is read for it.

    Raises
    ------
    OutputError
        Such a file stands at `path`.
    """
    try:
        if any(path.samefile(each) for each in inputs if each.exists()):
            begins = b""
        else:
            with path.open("rb") as stream:
                begins = stream.read(len(kind)) or kind
    except OSError:
        return
    if begins != kind:
        raise OutputError(
            Message("{name} is another file than what is written; it is kept.", name=path.name),
            hint=Message("Choose another name."),
        )


def first_free(named: Callable[[int], Path]) -> Path:
    """The first of numbered names, from 1, that nothing has yet."""
    return next(path for path in map(named, count(1)) if not path.exists())


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask


def sha256_of_file(path: Path) -> str:
    """SHA-256 of a file, 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
