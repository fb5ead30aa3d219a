"""The files of one analysis: put in place together, and known again by their hashes."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import lock_descriptor

from workstation.errors import InputError
from workstation.messages import Message
from workstation.security.integrity import sha256_of_file

RESULT_NAME = "result.json"
_LARGEST_RESULT = 64 << 20
_OWN_ENDINGS = (".seg.dcm", ".sr.dcm", ".nii.gz")


def json_text(document: Any) -> str:  # noqa: ANN401 - any JSON value
    """JSON as people and scripts read it. Values that are not finite become null.

    Bytes of a file name that are no UTF-8 (surrogates in Python) become JSON escapes.
    """
    text = json.dumps(_finite(document), indent=2, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _finite(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def put_results(staging: Path, folder: Path) -> None:
    """Move every file of `staging` into `folder`, the result file last.

    Files that an earlier result there names and this one does not have are removed, so
    that no mask of another run stays beside the new result. Two runs into one folder wait
    for each other: what stays is one of the two, whole.

    Raises
    ------
    OSError
        The file system refuses.
    """
    files = sorted(staging.iterdir(), key=lambda file: (file.name == RESULT_NAME, file.name))
    with _locked(folder):
        earlier = _earlier_names(folder)
        for file in files:
            file.replace(folder / file.name)
        for name in earlier - {file.name for file in files}:
            (folder / name).unlink(missing_ok=True)


def require_unchanged(document: Mapping[str, Any], kind: str, path: Path) -> None:
    """Compare a file with the hash that the result file recorded for it, when it did.

    Raises
    ------
    InputError
        The file was changed or exchanged after the analysis, or cannot be read.
    """
    recorded = document.get("outputs_sha256")
    wanted = recorded.get(kind) if isinstance(recorded, Mapping) else None
    if wanted is None:
        return
    try:
        found = sha256_of_file(path)
    except OSError as error:
        raise InputError(
            Message("{name} cannot be read.", name=path.name), detail=str(error)
        ) from error
    if found != wanted:
        raise InputError(
            Message("{name} is not the file that the analysis wrote.", name=path.name),
            hint=Message("Its findings were measured on another mask. Analyze again."),
        )


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        lock_descriptor(handle)
        yield
    finally:
        os.close(handle)


def _earlier_names(folder: Path) -> set[str]:
    """Masks and DICOM objects that the present result file names; none when it is not ours."""
    path = folder / RESULT_NAME
    try:
        if path.stat().st_size > _LARGEST_RESULT:
            return set()
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return set()
    outputs = document.get("outputs") if isinstance(document, dict) else None
    names = outputs.values() if isinstance(outputs, dict) else ()
    return {
        name
        for name in names
        if isinstance(name, str) and Path(name).name == name and name.endswith(_OWN_ENDINGS)
    }
