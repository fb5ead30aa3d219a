"""Every plugin that is found: valid, refused with its reason, or switched off."""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from workstation.errors import PluginRefusedError
from workstation.messages import NOTHING, Message
from workstation.plugin_api.integrity import require_pinned
from workstation.plugin_api.manifest import (
    MANIFEST_NAME,
    PluginManifest,
    read_manifest,
    used_folders,
)
from workstation.plugin_host.folders import PluginFolders
from workstation.processes.cancel import ProgressFn, no_progress

ENTRY_POINT_GROUP = "lightbox.plugins"
_REPAIR = Message("Correct or remove the folder; other plugins are not affected.")


class PluginStatus(StrEnum):
    """Whether a plugin can be run."""

    VALID = "valid"
    REFUSED = "refused"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginEntry:
    """One plugin folder as it was judged; `manifest` is None when it could not be read.

    `hint` names a way out where it cannot be run for `reason`.
    """

    id: str
    status: PluginStatus
    folder: Path
    reason: Message = NOTHING
    hint: Message = NOTHING
    manifest: PluginManifest | None = None
    bundle: Path | None = None
    origin: str = "folder"


def find_plugins(
    folders: PluginFolders,
    *,
    disabled: Iterable[str] = (),
    installed: Iterable[EntryPoint] | None = None,
    only: str = "",
    hash_models: bool = True,
    progress: ProgressFn = no_progress,
) -> tuple[PluginEntry, ...]:
    """Judge every plugin by its manifest and its pinned files; none of its code runs.

    Parameters
    ----------
    folders : PluginFolders
        Where to look; the first plugin of an id wins, the next is refused.
    disabled : iterable of str
        Ids that the person switched off.
    installed : iterable of EntryPoint or None
        Entry points of the group `lightbox.plugins`; None asks the environment.
    only : str
        Id of the one to judge; empty for all.
    hash_models : bool
        Whether models are compared with their pins, which takes a second for each GB.
    """
    off = frozenset(disabled)
    entries: list[PluginEntry] = []
    seen: dict[str, Path] = {}
    candidates = list(_candidates(folders, installed))
    for number, (folder, origin) in enumerate(candidates):
        progress(number / len(candidates), Message("Loading plugins"))
        entry = _judge(folder, folders, origin, only=only, hash_models=hash_models)
        if entry is None:
            continue
        if entry.status is PluginStatus.VALID and entry.id in seen:
            reason = Message(
                "Another plugin has the id {id}: folder {name}.",
                id=entry.id,
                name=seen[entry.id].name,
            )
            entry = _refused(
                entry.id,
                folder,
                reason,
                origin,
                entry.manifest,
                hint=Message("Remove one of the two folders."),
            )
        elif entry.status is PluginStatus.VALID:
            seen[entry.id] = folder
            if entry.id in off:
                entry = PluginEntry(
                    id=entry.id,
                    status=PluginStatus.DISABLED,
                    folder=folder,
                    reason=Message("Switched off in the settings."),
                    manifest=entry.manifest,
                    bundle=entry.bundle,
                    origin=origin,
                )
        entries.append(entry)
    return tuple(entries)


def plugins_state(folders: PluginFolders) -> tuple[tuple[str, int, int], ...]:
    """What changes whenever a plugin or a model is added, removed or exchanged: path, time, size.

    Cheap: nothing is read. What packages bring stays as it is while the program runs.
    """
    found = []
    for parent in (*folders.plugins, *folders.models):
        for pattern in ("*/*", "*/configs/*", "*/models/*"):
            for path in parent.glob(pattern):
                with contextlib.suppress(OSError):  # it may go while it is looked at
                    state = path.stat()
                    if stat.S_ISREG(state.st_mode):
                        found.append((str(path), state.st_mtime_ns, state.st_size))
    return tuple(sorted(found))


def _candidates(
    folders: PluginFolders, installed: Iterable[EntryPoint] | None
) -> Iterator[tuple[Path, str]]:
    for parent in folders.plugins:
        if parent.is_dir():
            for folder in sorted(parent.iterdir()):
                if folder.is_dir() and not folder.name.startswith((".", "_")):
                    yield folder, "folder"
    points = entry_points(group=ENTRY_POINT_GROUP) if installed is None else installed
    for point in points:
        yield _folder_of(point), f"package {point.dist.name if point.dist else point.name}"


def _folder_of(point: EntryPoint) -> Path:
    """The folder of the package that an entry point names, without importing it."""
    parts = Path(*point.module.split("."))
    if point.dist is not None:
        return Path(str(point.dist.locate_file(parts)))
    return parts


def _judge(
    folder: Path, folders: PluginFolders, origin: str, *, only: str, hash_models: bool
) -> PluginEntry | None:
    """The plugin in a folder; None where another one is asked for."""
    try:
        manifest = read_manifest(folder) if (folder / MANIFEST_NAME).is_file() else None
    except PluginRefusedError as error:
        return (
            _refused(folder.name, folder, error.message, origin, hint=error.hint)
            if only in {"", folder.name}
            else None
        )
    if only and (manifest.id if manifest is not None else folder.name) != only:
        return None
    if manifest is None:
        return _refused(
            folder.name,
            folder,
            Message("There is no {manifest_name}.", manifest_name=MANIFEST_NAME),
            origin,
            hint=_REPAIR,
        )
    module = folder / f"{manifest.entry.partition(':')[0]}.py"
    if not module.is_file():
        return _refused(
            manifest.id,
            folder,
            Message("There is no {name}.", name=module.name),
            origin,
            manifest,
            hint=_REPAIR,
        )
    absent = _absent(folder, manifest)
    if absent:
        reason = Message("It uses the plugin {name}, which does not lie beside it.", name=absent)
        hint = Message("Put the plugin {name} beside it.", name=absent)
        return _refused(manifest.id, folder, reason, origin, manifest, hint=hint)
    bundle = None
    if manifest.model is not None:
        name = manifest.model.name
        bundle = next((m / name for m in folders.models if (m / name).is_dir()), None)
        if bundle is None:
            return _refused(
                manifest.id,
                folder,
                Message("The model {name} is not installed.", name=name),
                origin,
                manifest,
                hint=Message("Install it: `lightbox models install PATH`."),
            )
        try:
            if hash_models:
                require_pinned(bundle, manifest.model)
        except PluginRefusedError as error:
            return _refused(manifest.id, folder, error.message, origin, manifest, hint=error.hint)
    return PluginEntry(
        id=manifest.id,
        status=PluginStatus.VALID,
        folder=folder,
        manifest=manifest,
        bundle=bundle,
        origin=origin,
    )


def _absent(folder: Path, manifest: PluginManifest) -> str:
    """The first plugin that is used and has no sound manifest beside; empty where all are there."""
    for used in used_folders(folder, manifest):
        try:
            if read_manifest(used).id == used.name:
                continue
        except PluginRefusedError:
            pass
        return used.name
    return ""


def _refused(
    plugin_id: str,
    folder: Path,
    reason: Message,
    origin: str,
    manifest: PluginManifest | None = None,
    *,
    hint: Message,
) -> PluginEntry:
    return PluginEntry(
        id=plugin_id,
        status=PluginStatus.REFUSED,
        folder=folder,
        reason=reason,
        hint=hint,
        manifest=manifest,
        origin=origin,
    )
