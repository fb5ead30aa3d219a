"""Looks of volumes in three dimensions, from the files that ship with the program."""

from __future__ import annotations

import logging
from pathlib import Path

from pydantic import ValidationError

from workstation.imaging.volume_preset import VolumePreset
from workstation.settings.paths import resources_folder

_LOG = logging.getLogger(__name__)


def load_volume_presets(folder: Path | None = None) -> tuple[VolumePreset, ...]:
    """Every preset, by rank; a file that cannot be read is left out and named in the log.

    Parameters
    ----------
    folder : Path or None
        Where the files are; None is the folder of the program.
    """
    found = []
    for path in sorted((folder or resources_folder() / "volume_presets").glob("*.json")):
        try:
            found.append(VolumePreset.model_validate_json(path.read_bytes()))
        except (OSError, ValidationError) as error:
            _LOG.warning("volume preset %s is left out: %s", path.name, error)
    return tuple(sorted(found, key=lambda preset: (preset.rank, preset.title)))
