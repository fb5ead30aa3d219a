"""The bundles of the model zoo: what they say of themselves, and whether they are intact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from workstation.errors import PluginRefusedError
from workstation.messages import NOTHING, Message
from workstation.plugin_api.integrity import WEIGHTS, require_pinned, sha256_of
from workstation.plugin_api.manifest import ModelPin
from workstation.plugin_host.folders import PluginFolders
from workstation.plugin_host.registry import PluginEntry
from workstation.security.plain_files import read_small
from workstation.security.plain_json import plain_json

LARGEST_TEXT_BYTES = 1024 * 1024
"""Of a model card, and of what a bundle says of itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelEntry:
    """One bundle; `pinned_by` are the plugins whose manifests pin it."""

    name: str
    folder: Path
    version: str
    description: str
    license: str
    weights_mb: float
    sha256: str
    pinned_by: tuple[str, ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)
    card: Message | str = ""
    problem: Message = NOTHING
    """Why the bundle cannot be used, in words; empty when it can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCheck:
    """Whether every pinned file of a bundle is the one that was pinned."""

    name: str
    ok: bool
    reason: Message = NOTHING


def list_models(folders: PluginFolders, plugins: Iterable[PluginEntry]) -> tuple[ModelEntry, ...]:
    """Every bundle of the zoo, by name; the first folder that has a name wins."""
    pins = _pins(plugins)
    found: dict[str, ModelEntry] = {}
    for parent in folders.models:
        for folder in sorted(parent.iterdir()) if parent.is_dir() else ():
            if folder.is_dir() and folder.name not in found and (folder / "configs").is_dir():
                users = tuple(plugin for plugin, pin in pins if pin.name == folder.name)
                found[folder.name] = _read(folder, users)
    return tuple(found[name] for name in sorted(found))


def verify_models(folders: PluginFolders, plugins: Iterable[PluginEntry]) -> tuple[ModelCheck, ...]:
    """Hash every pinned file of every bundle."""
    plugins = tuple(plugins)
    pins = _pins(plugins)
    checks = []
    for model in list_models(folders, plugins):
        reason = model.problem or (
            NOTHING if model.pinned_by else Message("No plugin pins this model.")
        )
        for _, pin in pins:
            if pin.name == model.name:
                try:
                    require_pinned(model.folder, pin)
                except PluginRefusedError as error:
                    reason = error.message
        checks.append(ModelCheck(name=model.name, ok=not reason, reason=reason))
    return tuple(checks)


def _pins(plugins: Iterable[PluginEntry]) -> list[tuple[str, ModelPin]]:
    return [
        (entry.id, entry.manifest.model)
        for entry in plugins
        if entry.manifest is not None and entry.manifest.model is not None
    ]


def _read(folder: Path, users: tuple[str, ...]) -> ModelEntry:
    metadata, problem = _metadata(folder)
    size, digest = _weights(folder)
    return ModelEntry(
        name=folder.name,
        folder=folder,
        version=str(metadata.get("version", "")),
        description=str(metadata.get("description", "")),
        license=str(metadata.get("license", "")),
        weights_mb=size / 1e6,
        sha256=digest,
        pinned_by=users,
        metadata=metadata,
        card=model_card(folder),
        problem=problem,
    )


def _weights(folder: Path) -> tuple[int, str]:
    """Bytes and SHA-256 of the weights; 0 and empty where they cannot be read."""
    weights = folder / WEIGHTS
    try:
        return weights.stat().st_size, sha256_of(weights)
    except OSError:
        return 0, ""


def model_card(folder: Path) -> Message | str:
    """The model card of a bundle; letters that are not UTF-8 are marked, the rest can be read."""
    try:
        return read_small(folder / "docs" / "README.md", LARGEST_TEXT_BYTES).decode(
            "utf-8", errors="replace"
        )
    except FileNotFoundError:
        return ""
    except OSError:
        return Message("The model card cannot be read.")


def _metadata(folder: Path) -> tuple[dict[str, Any], Message]:
    """What the bundle says of itself, and why that cannot be read when it cannot."""
    unreadable = Message("Its configs/metadata.json cannot be read; install the model again.")
    try:
        content = read_small(folder / "configs" / "metadata.json", LARGEST_TEXT_BYTES)
        metadata = plain_json(content)
    except (OSError, ValueError):
        return {}, unreadable
    return (metadata, NOTHING) if isinstance(metadata, dict) else ({}, unreadable)
