"""Hanging protocols from files: those that ship with the program, and the reader's own."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from pydantic import ValidationError

from workstation.errors import OutputError
from workstation.messages import Message
from workstation.security.integrity import write_whole
from workstation.session.hanging import HangingProtocol
from workstation.settings.paths import resources_folder

_LOG = logging.getLogger(__name__)
_LARGEST_FILE = 256 * 1024


def load_protocols(folder: Path) -> tuple[HangingProtocol, ...]:
    """Every protocol: the reader's own first, then those of the program.

    A file that cannot be read is left out and named in the log.

    Parameters
    ----------
    folder : Path
        Of the reader's protocols; it need not be there.
    """
    shipped = _read(resources_folder() / "hanging_protocols")
    own = _read(folder)
    ids = {protocol.id for protocol in own}
    return (*own, *(protocol for protocol in shipped if protocol.id not in ids))


def _read(folder: Path) -> list[HangingProtocol]:
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            with path.open("rb") as file:
                text = file.read(_LARGEST_FILE)
            found.append(HangingProtocol.model_validate_json(text))
        except (OSError, ValidationError) as error:
            _LOG.warning("hanging protocol %s is left out: %s", path.name, error)
    return found


def save_protocol(protocol: HangingProtocol, folder: Path) -> Path:
    """Keep a protocol of the reader; one with the same id is replaced.

    Raises
    ------
    OutputError
        It cannot be written.
    """
    name = re.sub(r"[^a-z0-9]+", "-", protocol.id.lower()).strip("-") or "protocol"
    path = folder / f"{name}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, protocol.model_dump_json(indent=2, exclude_defaults=True).encode())
    except OSError as error:
        raise OutputError(
            Message("The hanging protocol cannot be kept."),
            hint=Message("Check that the user's data folder can be written."),
            detail=f"{type(error).__name__}: {error}",
        ) from error
    return path


def delete_protocol(protocol_id: str, folder: Path) -> bool:
    """Delete a protocol of the reader; whether there was one.

    Raises
    ------
    OutputError
        It cannot be deleted.
    """
    for path in sorted(folder.glob("*.json")):
        try:
            if HangingProtocol.model_validate_json(path.read_bytes()).id == protocol_id:
                path.unlink()
                return True
        except OSError as error:
            raise OutputError(
                Message("The hanging protocol cannot be deleted."), detail=type(error).__name__
            ) from error
        except ValidationError:
            continue
    return False
