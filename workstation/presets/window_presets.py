"""Windows that many images are read with, from the files that ship with the program."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from workstation.imaging.window_preset import WindowPreset
from workstation.settings.paths import resources_folder

_LOG = logging.getLogger(__name__)


def load_window_presets(folder: Path | None = None) -> tuple[WindowPreset, ...]:
    """Every preset, by rank; a file that cannot be read is left out and named in the log.

    Parameters
    ----------
    folder : Path or None
        Where the files are; None is the folder of the program.
    """
    found = []
    for path in sorted((folder or resources_folder() / "window_presets").glob("*.json")):
        try:
            found.append(WindowPreset.model_validate_json(path.read_bytes()))
        except (OSError, ValidationError) as error:
            _LOG.warning("window preset %s is left out: %s", path.name, error)
    return tuple(sorted(found, key=lambda preset: (preset.rank, preset.title)))


@cache
def window_presets() -> tuple[WindowPreset, ...]:
    """Those of the program, read once."""
    return load_window_presets()
