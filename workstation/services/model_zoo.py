"""The models of the zoo, for lists and checks."""

from __future__ import annotations

from workstation.messages import Message
from workstation.plugin_host import model_zoo
from workstation.plugin_host.folders import PluginFolders, default_folders
from workstation.plugin_host.model_zoo import ModelCheck, ModelEntry
from workstation.plugin_host.registry import find_plugins


def list_models(folders: PluginFolders | None = None) -> tuple[ModelEntry, ...]:
    """Every installed bundle with its card, licence and the plugins that pin it."""
    where = folders or default_folders()
    return model_zoo.list_models(where, find_plugins(where))


def card_of_plugin(plugin_id: str, folders: PluginFolders | None = None) -> Message | str:
    """The model card of the bundle of a plugin; "" where it has none."""
    for entry in find_plugins(folders or default_folders(), only=plugin_id, hash_models=False):
        if entry.bundle is not None:
            return model_zoo.model_card(entry.bundle)
    return ""


def verify_models(folders: PluginFolders | None = None) -> tuple[ModelCheck, ...]:
    """Whether every pinned file is the one that was pinned."""
    where = folders or default_folders()
    return model_zoo.verify_models(where, find_plugins(where))
