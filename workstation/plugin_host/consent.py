"""Plugins from outside: what they are, by content, and which of them a person has let run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from workstation.errors import PluginRefusedError
from workstation.messages import Message
from workstation.plugin_api.manifest import used_folders
from workstation.plugin_host.folders import PluginFolders
from workstation.plugin_host.registry import PluginEntry
from workstation.security.integrity import make_folder, write_whole
from workstation.security.plain_files import open_plain

MOST_FILES = 5000
MOST_BYTES = 1 << 30
TRUSTED_NAME = "trusted_plugins.json"
_BLOCK = 1 << 20
_LARGEST_BOOK = 4 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentQuestion:
    """What a person is asked before a plugin from outside runs for the first time.

    Parameters
    ----------
    author : str
        Who made it, as its manifest or its package says; empty when neither does.
    folder : Path
        Where it lies.
    sha256 : str
        Of all its files, its manifest with the pins of its model among them, and of those of the
        plugins that it uses.
    changed : bool
        Another content of a plugin of this id was let run before.
    """

    plugin_id: str
    name: str
    version: str
    author: str
    license: str
    folder: Path
    sha256: str
    changed: bool = False


def is_outside(entry: PluginEntry, folders: PluginFolders) -> bool:
    """Whether a plugin did not come with the program."""
    return not any(entry.folder.resolve().is_relative_to(own.resolve()) for own in folders.shipped)


def content_sha256(folder: Path, used: Sequence[Path] = ()) -> str:
    """SHA-256 over the names and contents of all files of a plugin, compiled ones among them.

    Parameters
    ----------
    folder : Path
        The plugin's own.
    used : sequence of Path
        Folders of the plugins that it imports from; their files count as its own.

    Raises
    ------
    PluginRefusedError
        Something in it is no ordinary file, cannot be read, or is larger than a plugin can be.
    """
    digest = hashlib.sha256()
    _add_folder(digest, folder)
    for other in used:
        name = other.name.encode("utf-8", errors="surrogateescape")
        digest.update(len(name).to_bytes(8, "big") + name)
        _add_folder(digest, other)
    return digest.hexdigest()


def _add_folder(digest: hashlib._Hash, folder: Path) -> None:
    total = 0
    try:
        paths = sorted(p for p in folder.rglob("*") if not p.is_dir())
        if len(paths) > MOST_FILES:
            raise _no_plugin(folder, Message("it has more than {most} files", most=MOST_FILES))
        for path in paths:
            name = path.relative_to(folder).as_posix().encode("utf-8", errors="surrogateescape")
            digest.update(len(name).to_bytes(8, "big") + name)
            size = _add_file(digest, path, folder)
            total += size
            digest.update(size.to_bytes(8, "big"))
            if total > MOST_BYTES:
                raise _no_plugin(folder, Message("it is larger than 1 GB"))
    except OSError as error:
        raise _no_plugin(folder, Message("it cannot be read"), str(error)) from error


def _add_file(digest: hashlib._Hash, path: Path, folder: Path) -> int:
    size = 0
    with open_plain(path) as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            size += len(block)
            if size > MOST_BYTES:
                raise _no_plugin(folder, Message("it is larger than 1 GB"))
    return size


def _no_plugin(folder: Path, why: Message, detail: str = "") -> PluginRefusedError:
    return PluginRefusedError(
        Message("The plugin folder {name} is not run: {why}.", name=folder.name, why=why),
        hint=Message("Remove what does not belong to the plugin, or install it again."),
        detail=detail,
    )


class TrustBook:
    """Contents of plugins that a person has let run; one file of the user.

    Parameters
    ----------
    path : Path
        Made when something is first let run; for its owner alone.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def question(self, entry: PluginEntry, folders: PluginFolders) -> ConsentQuestion | None:
        """What is to be asked before the plugin runs; None where it is known.

        Raises
        ------
        PluginRefusedError
            The content of the plugin cannot be known.
        """
        manifest = entry.manifest
        if manifest is None or not is_outside(entry, folders):
            return None
        digest = content_sha256(entry.folder, used_folders(entry.folder, manifest))
        known = self._read()
        if known.get(digest) == entry.id:
            return None
        return ConsentQuestion(
            plugin_id=entry.id,
            name=manifest.name,
            version=manifest.version,
            author=manifest.author or _author_of_package(entry.origin),
            license=manifest.license,
            folder=entry.folder,
            sha256=digest,
            changed=entry.id in known.values(),
        )

    def trust(self, question: ConsentQuestion) -> None:
        """Remember that this content may run.

        Raises
        ------
        OutputError
            It cannot be written down.
        """
        known = {**self._read(), question.sha256: question.plugin_id}
        make_folder(self._path.parent)
        write_whole(self._path, json.dumps(known, indent=1, sort_keys=True).encode())
        self._path.chmod(0o600)

    def _read(self) -> dict[str, str]:
        """Content to plugin id; what cannot be read trusts nothing."""
        try:
            if not self._path.is_file() or self._path.stat().st_size > _LARGEST_BOOK:
                return {}
            known = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(known, dict):
            return {}
        return {k: v for k, v in known.items() if isinstance(v, str)}


def _author_of_package(origin: str) -> str:
    """Author of an installed package, as its metadata say; empty for a folder."""
    name = origin.removeprefix("package ")
    if name == origin:
        return ""
    try:
        about = metadata(name)
    except (PackageNotFoundError, ValueError):
        return ""
    stated = [about[field] for field in ("Author", "Author-email") if field in about]
    return next((str(each)[:200] for each in stated if each), "")
