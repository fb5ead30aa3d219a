"""Plugins as the window lists them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workstation.language import say
from workstation.messages import Message, joined
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.ui.services import FormField, PluginItem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workstation.domain.image import Image
    from workstation.plugin_api.manifest import PluginManifest
    from workstation.plugin_host.registry import PluginEntry
    from workstation.session.plugin_verdict import PluginVerdict

_MOST_NAMES = 4


def plugins_state() -> object:
    """What changes whenever a plugin or a model is added, removed or exchanged."""
    from workstation.services import run_plugin

    return run_plugin.installed_state()


def list_plugin_items(*, progress: ProgressFn = no_progress) -> tuple[PluginItem, ...]:
    """Every plugin as the window lists it; those of one name are told apart by their ids."""
    from workstation.services.run_plugin import list_plugins

    entries = list_plugins(progress=progress)
    names = Counter(_name(entry) for entry in entries)
    return tuple(_item(entry, is_alone=names[_name(entry)] == 1) for entry in entries)


def judge_plugin_items(
    image: Image, *, acknowledged: bool, token: CancelToken | None, progress: ProgressFn
) -> Mapping[str, PluginVerdict]:
    """Which plugins take an image; verdict by id."""
    from workstation.services.judge_plugins import judge_plugins

    return judge_plugins(image, acknowledged=acknowledged, token=token, progress=progress)


def model_card(plugin_id: str) -> str:
    """What the authors of a plugin's model wrote about it."""
    from workstation.services.model_zoo import card_of_plugin

    card = card_of_plugin(plugin_id)
    return say(card) if isinstance(card, Message) else card


def _name(entry: PluginEntry) -> str:
    return say(Message.term(entry.manifest.name)) if entry.manifest else entry.id


def _item(entry: PluginEntry, *, is_alone: bool) -> PluginItem:
    from workstation.services.installed_manifest import words_of_manifest
    from workstation.services.run_plugin import manifest_sha256, takes_case

    name, manifest = _name(entry), entry.manifest
    if manifest is None:
        return PluginItem(
            id=entry.id,
            name=name,
            status=entry.status.value,
            reason=say(entry.reason),
            hint=say(entry.hint),
        )
    return PluginItem(
        id=entry.id,
        name=name if is_alone else f"{name} ({entry.id})",
        status=entry.status.value,
        reason=say(entry.reason),
        hint=say(entry.hint),
        yields=say(_yields(manifest)),
        takes=say(_takes(manifest)),
        license=manifest.license,
        author=manifest.author,
        citations=manifest.citations,
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


def _yields(manifest: PluginManifest) -> Message:
    """What a plugin gives, in a line."""
    produces, kind = manifest.produces, manifest.kind.value
    if kind == "enhancement":
        return Message("A picture for looking")
    if kind == "segmentation":
        return Message("Outlines: {names}", names=_names([s.label for s in produces.segments]))
    if kind == "detection":
        return Message("Candidates: {names}", names=_names([s.label for s in produces.segments]))
    if kind == "classification":
        return Message("Probability: {names}", names=_names([c.label for c in produces.classes]))
    return Message("Score: {names}", names=_names([s.label for s in produces.scores]))


def _names(labels: Sequence[str]) -> Message:
    named = joined(", ", [Message.term(label) for label in labels[:_MOST_NAMES]])
    more = len(labels) - _MOST_NAMES
    return Message("{named} and {count} more", named=named, count=more) if more > 0 else named


def _takes(manifest: PluginManifest) -> Message:
    """Which images a plugin is for, in a line."""
    accepts = manifest.accepts
    parts: list[Message | str] = [", ".join(accepts.modality)]
    if accepts.image != "any":
        parts.append(
            {"volume": Message("volumes"), "radiograph": Message("radiographs")}[accepts.image]
        )
    if accepts.body_part:
        parts.append(", ".join(accepts.body_part))
    return joined("; ", parts)
