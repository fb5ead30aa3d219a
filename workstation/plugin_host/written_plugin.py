"""The plugin folder of an installed bundle: `plugin.toml` and a few lines that name its class."""

from __future__ import annotations

import json
from pathlib import Path

from workstation.plugin_api.manifest import MANIFEST_NAME, PluginManifest, read_manifest
from workstation.security.integrity import make_folder, write_whole
from workstation.security.plain_files import read_small

ENTRY = "plugin:Model"
_MODULE = '''"""Runs the installed model {name}; written by `lightbox models install`."""

from workstation.plugin_api.foreign_model import ForeignSegmentation


class Model(ForeignSegmentation):
    """Labels of the model as they are."""

    states_orientation = {orientation}
    states_spacing = {spacing}
'''
_FIRST_WORDS = b'"""Runs the installed model '


def write_plugin(
    folder: Path, manifest: PluginManifest, *, states_orientation: bool, states_spacing: bool
) -> None:
    """Write both files into a folder, and read the manifest again.

    Raises
    ------
    PluginRefusedError
        What was written cannot be read.
    OutputError
        The file system refuses.
    """
    write_whole(make_folder(folder) / MANIFEST_NAME, manifest_toml(manifest).encode())
    module = _MODULE.format(
        name=manifest.id, orientation=states_orientation, spacing=states_spacing
    )
    write_whole(folder / "plugin.py", module.encode())
    if read_manifest(folder) != manifest:
        raise ValueError("the manifest was read otherwise than it was written")


def is_written(folder: Path) -> bool:
    """Whether a plugin folder is one of an installed bundle, and nothing that a person wrote."""
    try:
        return read_small(folder / "plugin.py", 4096).startswith(_FIRST_WORDS)
    except OSError:
        return False


def manifest_toml(manifest: PluginManifest) -> str:
    """A manifest as TOML; `read_manifest` gives the same again."""
    content = manifest.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    tables = {key: content.pop(key) for key in ("accepts", "produces", "model") if key in content}
    lines = [f"{key} = {_value(value)}" for key, value in content.items()]
    lines += ["", "[accepts]"]
    lines += [f"{key} = {_value(value)}" for key, value in tables["accepts"].items()]
    if "model" in tables:
        pins = tables["model"].pop("sha256")
        lines += ["", "[model]"]
        lines += [f"{key} = {_value(value)}" for key, value in tables["model"].items()]
        lines += ["", "[model.sha256]"]
        lines += [f"{json.dumps(key)} = {_value(value)}" for key, value in pins.items()]
    for segment in tables.get("produces", {}).get("segments", ()):
        lines += ["", "[[produces.segments]]"]
        lines += [f"{key} = {_value(value)}" for key, value in segment.items()]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    # Texts of a manifest are printable: the escapes of JSON are those of TOML for them.
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
