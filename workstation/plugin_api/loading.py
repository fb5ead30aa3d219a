"""Loading a plugin: its code runs from here on."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from workstation.errors import PluginRefusedError
from workstation.messages import Message
from workstation.plugin_api.manifest import PluginManifest, used_folders
from workstation.plugin_api.protocols import Plugin


def load_plugin(folder: Path, manifest: PluginManifest) -> Plugin:
    """Import a plugin's module as `plugins.<id>.<module>` and make its class.

    So it can import its siblings, and modules of the plugins that its manifest says it uses.

    Raises
    ------
    PluginRefusedError
        There is no such module or class, or it has no `run`.
    """
    module_name, class_name = manifest.entry.split(":")
    path = folder / f"{module_name}.py"
    _register_package("plugins", None)
    _register_package(f"plugins.{manifest.id}", path.parent)
    for used in used_folders(path.parent, manifest):
        _register_package(f"plugins.{used.name}", used)
    name = f"plugins.{manifest.id}.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise PluginRefusedError(
            Message("{name} cannot be loaded from {name2}.", name=manifest.title, name2=path.name)
        )
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    kind = getattr(module, class_name, None)
    if kind is None:
        raise PluginRefusedError(
            Message(
                "{name} has no class {class_name} in {name2}.",
                name=manifest.title,
                class_name=class_name,
                name2=path.name,
            ),
            hint=Message("Correct `entry` in plugin.toml."),
        )
    plugin = kind()
    if not isinstance(plugin, Plugin):
        raise PluginRefusedError(
            Message(
                "{class_name} of {name} has no method run.",
                class_name=class_name,
                name=manifest.title,
            )
        )
    return plugin


def _register_package(name: str, folder: Path | None) -> None:
    if folder is not None:
        for stale in [n for n in sys.modules if n.startswith(f"{name}.")]:
            del sys.modules[stale]
    package = ModuleType(name)
    package.__path__ = [str(folder)] if folder is not None else []
    sys.modules[name] = package
