"""SHA-256 of bundle files against the pins of a manifest."""

from __future__ import annotations

import hashlib
from pathlib import Path

from workstation.errors import PluginRefusedError
from workstation.messages import Message
from workstation.plugin_api.manifest import ModelPin
from workstation.security.plain_files import open_plain

WEIGHTS = "models/model.safetensors"


def sha256_of(path: Path) -> str:
    """SHA-256 of an ordinary file, 64 hexadecimal digits.

    Raises
    ------
    OSError
        The file is no ordinary one, or cannot be read.
    """
    with open_plain(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def require_pinned(bundle: Path, pin: ModelPin) -> None:
    """Refuse a bundle in which a pinned file is absent or differs.

    Raises
    ------
    PluginRefusedError
        Names the file.
    """
    for name, wanted in pin.sha256.items():
        try:
            found = sha256_of(bundle / name)
        except OSError as error:
            raise PluginRefusedError(
                Message("The model {name} has no file {name2}.", name=pin.name, name2=name),
                hint=Message("Install the model again."),
                detail=str(error),
            ) from error
        if found != wanted:
            raise PluginRefusedError(
                Message(
                    "The file {name} of the model {name2} is not the one that was pinned.",
                    name=name,
                    name2=pin.name,
                ),
                hint=Message(
                    "Install the model again from where it came; it may have been tampered with."
                ),
                detail=f"expected {wanted}, found {found}",
            )
