"""Plugins as the window lists them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workstation.language import say
from workstation.messages import Message
from workstation.ui.services import FormField, PluginItem

if TYPE_CHECKING:
    from workstation.plugin_host.registry import PluginEntry


def plugins_state() -> object:
    """What changes whenever a plugin or a model is added, removed or exchanged."""
    from workstation.services import run_plugin

    return run_plugin.installed_state()


def list_plugin_items() -> tuple[PluginItem, ...]:
    """Every plugin as the window lists it; those of one name are told apart by their ids."""
    from workstation.services.run_plugin import list_plugins

    entries = list_plugins()
    names = Counter(_name(entry) for entry in entries)
    return tuple(_item(entry, is_alone=names[_name(entry)] == 1) for entry in entries)


def _name(entry: PluginEntry) -> str:
    return say(Message.term(entry.manifest.name)) if entry.manifest else entry.id


def _item(entry: PluginEntry, *, is_alone: bool) -> PluginItem:
    from workstation.services.installed_manifest import words_of_manifest
    from workstation.services.run_plugin import manifest_sha256, takes_case

    name, manifest = _name(entry), entry.manifest
    if manifest is None:
        return PluginItem(
            id=entry.id, name=name, status=entry.status.value, reason=say(entry.reason)
        )
    return PluginItem(
        id=entry.id,
        name=name if is_alone else f"{name} ({entry.id})",
        status=entry.status.value,
        reason=say(entry.reason),
        version=manifest.version,
        kind=manifest.kind.value,
        takes_findings=takes_case(manifest),
        modalities=manifest.accepts.modality,
        intended_use=say(words_of_manifest(manifest.intended_use)),
        limits=say(words_of_manifest(manifest.limits)),
        model=manifest.model.name if manifest.model else "",
        content=manifest_sha256(manifest),
        parameters=tuple(
            FormField(
                id=spec.id,
                label=say(Message.term(spec.label)),
                type=spec.type,
                default=spec.default,
                minimum=spec.minimum,
                maximum=spec.maximum,
                unit=say(Message.term(spec.unit)),
                choices=spec.choices,
                help=say(Message.term(spec.help)),
            )
            for spec in manifest.parameters
        ),
    )
