"""Installing a MONAI bundle of others as a plugin of the user, and removing it again.

Nothing of the bundle runs: its configuration is judged and turned into plain data, its weights
become safetensors, and what is kept is pinned by SHA-256.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from workstation.errors import InputError, PluginRefusedError
from workstation.inference.bundle_config import LARGEST_CONFIG_BYTES, refused_bundle
from workstation.inference.foreign_config import CONFIG_NAMES, read_foreign_config
from workstation.inference.foreign_metadata import BundleFacts, read_foreign_metadata
from workstation.inference.foreign_pipeline import AdaptedBundle, adapt
from workstation.inference.weights_child import fit_weights
from workstation.messages import Message, joined
from workstation.plugin_api.integrity import WEIGHTS, sha256_of
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_host.bundle_source import METADATA, BundleSource, open_source
from workstation.plugin_host.folders import PluginFolders, default_folders
from workstation.plugin_host.model_zoo import list_models
from workstation.plugin_host.registry import find_plugins
from workstation.plugin_host.written_plugin import is_written, write_plugin
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.security.integrity import make_folder, output_error, write_whole
from workstation.services.installed_manifest import manifest_of
from workstation.services.plugin_consent import consent_question, trust_plugin

MODALITIES = ("CT", "MR", "PT", "NM", "US")
LARGEST_WEIGHTS_BYTES = 8 * 1024**3
_PREFIX = ".install-"
_TEXTS = ("LICENSE", "LICENSE.txt", "docs/README.md", "docs/license.txt", "docs/data_license.txt")
_INFERENCE = "configs/inference.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelOffer:
    """A bundle that was judged and may be installed; nothing is kept of it yet.

    Parameters
    ----------
    model_id : str
        Under which it will be a model and a plugin.
    modality : str
        Of the images it will be run on.
    weights_bytes : int
        Of the file that its weights come in.
    """

    model_id: str
    modality: str
    facts: BundleFacts
    adapted: AdaptedBundle
    weights_bytes: int
    source: BundleSource
    staged: Path

    @property
    def open_questions(self) -> tuple[Message, ...]:
        """What the bundle does not say, and what the host adds, in words."""
        found = []
        if not self.adapted.states_orientation:
            found.append(Message("It does not say how its input is oriented."))
        if not self.adapted.states_spacing:
            found.append(Message("It does not say for which voxel size it is."))
        if self.adapted.config["inferer"]["_target_"] == "SimpleInferer":
            found.append(
                Message(
                    "It works on the whole volume at once, which may take several GB of memory."
                )
            )
        if self.adapted.added:
            found.append(Message("Added here: {what}.", what=joined("; ", self.adapted.added)))
        return tuple(found)


@contextmanager
def offered_model(
    path: Path,
    *,
    name: str = "",
    modality: str = "",
    folders: PluginFolders | None = None,
) -> Iterator[ModelOffer]:
    """Judge a bundle; what `install_model` needs of it is there while the context lasts.

    Parameters
    ----------
    path : Path
        A folder or a ZIP archive.
    name : str
        Id to install it under; empty for the name of its folder.
    modality : str
        Of the images it is for, where the bundle does not say.

    Raises
    ------
    InputError
        There is no bundle at the path, or the name or the modality is none.
    PluginRefusedError
        The bundle needs what is not allowed or not supported; the message names the place.
    """
    where = folders or default_folders()
    make_folder(where.own_models)
    _remove_leftovers(where.own_models)
    with open_source(path) as source:
        model_id = name or _id_of(source.name)
        _require_free(model_id, where)
        try:
            room = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=where.own_models))
        except OSError as error:
            raise output_error(error, where.own_models) from error
        try:
            yield _judged(source, model_id, modality, room)
        finally:
            shutil.rmtree(room, ignore_errors=True)


def install_model(
    offer: ModelOffer,
    *,
    folders: PluginFolders | None = None,
    trust_book: Path | None = None,
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> PluginManifest:
    """Install a bundle that a person agreed to; its plugin may run from then on.

    Returns
    -------
    PluginManifest
        Of the new plugin.

    Raises
    ------
    InputError
        Another installation has taken its name meanwhile.
    PluginRefusedError
        Its network cannot be made, or its weights do not fit.
    OutputError
        It cannot be written.
    CancelledError
        The token was cancelled; nothing is left behind.
    """
    where = folders or default_folders()
    bundle = offer.staged
    progress(0.1, Message("weights"))
    came = bundle.parent / "came" / Path(offer.adapted.weights).name
    offer.source.copy(offer.adapted.weights, came, LARGEST_WEIGHTS_BYTES)
    make_folder(bundle / "models")
    write_whole(bundle / _INFERENCE, json.dumps(offer.adapted.config, indent=2).encode())
    fit_weights(bundle, came, token=token)
    progress(0.8, Message("files"))
    pins = {each: sha256_of(bundle / each) for each in (_INFERENCE, METADATA, WEIGHTS)}
    manifest = manifest_of(offer.model_id, offer.modality, offer.facts, offer.adapted, pins)
    plugin = bundle.parent / "plugin"
    write_plugin(
        plugin,
        manifest,
        states_orientation=offer.adapted.states_orientation,
        states_spacing=offer.adapted.states_spacing,
    )
    _move_in(bundle, plugin, offer.model_id, where)
    question = consent_question(offer.model_id, folders=where, book=trust_book)
    if question is not None:
        trust_plugin(question, book=trust_book)
    progress(1.0, Message("done"))
    return manifest


def remove_model(name: str, *, folders: PluginFolders | None = None) -> tuple[Path, ...]:
    """Remove an installed model and its plugin; gives the folders that are gone.

    Raises
    ------
    InputError
        There is no such model, it came with the program, or a plugin of others pins it.
    OutputError
        It cannot be removed.
    """
    where = folders or default_folders()
    _require_name(name)
    plugins = find_plugins(where)
    model = next((m for m in list_models(where, plugins) if m.name == name), None)
    plugin = where.own_plugins / name
    written = is_written(plugin)
    if model is None and not written:
        raise InputError(
            Message("There is no model called {model_name}.", model_name=name),
            hint=Message("`lightbox models list` names all models."),
        )
    others = [p for p in (model.pinned_by if model else ()) if not (written and p == name)]
    if model is not None and model.folder.parent.resolve() != where.own_models.resolve():
        raise InputError(
            Message("The model {name} came with the program and is not removed.", name=name),
            hint=Message("`lightbox models list` names all models."),
        )
    if others:
        raise InputError(
            Message(
                "The model {name} is used by the plugin {names}.",
                name=name,
                names=joined(", ", others),
            ),
            hint=Message("Remove that plugin first."),
        )
    gone = []
    # The plugin first: one without its model is refused, a model without a plugin is harmless.
    for folder in (plugin if written else None, model.folder if model else None):
        if folder is not None:
            try:
                shutil.rmtree(folder)
            except OSError as error:
                raise output_error(error, folder) from error
            gone.append(folder)
    return tuple(gone)


def _judged(source: BundleSource, model_id: str, modality: str, room: Path) -> ModelOffer:
    staged = room / model_id
    names = source.names()
    for each in (METADATA, *CONFIG_NAMES, *_TEXTS):
        if each in names:
            source.copy(each, staged / each, LARGEST_CONFIG_BYTES)
    facts = read_foreign_metadata(staged)
    file, config = read_foreign_config(staged)
    adapted = adapt(config, facts)
    # What came is kept beside what is run; nothing reads it.
    published = staged / "configs" / "published"
    published.mkdir()
    (staged / file).rename(published / Path(file).name)
    if adapted.weights not in names and WEIGHTS in names:
        adapted = replace(adapted, weights=WEIGHTS)
    if adapted.weights not in names:
        raise refused_bundle(staged, _no_weights(names, adapted.weights))
    return ModelOffer(
        model_id=model_id,
        modality=_modality(staged, facts, modality),
        facts=facts,
        adapted=adapted,
        weights_bytes=source.size(adapted.weights),
        source=source,
        staged=staged,
    )


def _no_weights(names: frozenset[str], wanted: str) -> Message:
    if any(name.endswith(".ts") for name in names):
        return Message(
            "has its weights as TorchScript only, which is program code; {wanted} is needed",
            wanted=wanted,
        )
    if any(name.startswith("large_files.") for name in names):
        return Message(
            "comes without its weights {wanted}; its large_files.yml says where to fetch them",
            wanted=wanted,
        )
    return Message("comes without its weights {wanted}", wanted=wanted)


def _modality(bundle: Path, facts: BundleFacts, asked: str) -> str:
    if asked and asked not in MODALITIES:
        raise InputError(
            Message("There is no modality called {asked} here.", asked=asked),
            hint=Message("Use {names}.", names=joined(", ", MODALITIES)),
        )
    if facts.modality and asked and asked != facts.modality:
        raise PluginRefusedError(
            Message(
                "The model {name} is for {modality}, as it says itself, not for {asked}.",
                name=bundle.name,
                modality=facts.modality,
                asked=asked,
            ),
            hint=Message("Leave --modality out."),
        )
    if not facts.modality and not asked:
        raise PluginRefusedError(
            Message(
                "The model {name} does not say for which kind of image it is (modality: {stated}).",
                name=bundle.name,
                stated=facts.stated_modality or Message("not stated"),
            ),
            hint=Message(
                "If you know it, say so: --modality {names}.", names=joined(" | ", MODALITIES)
            ),
        )
    return facts.modality or asked


def _id_of(name: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return (plain if plain[:1].isalpha() else f"model_{plain}")[:64]


def _require_name(name: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,63}", name):
        raise InputError(
            Message("{name} is no name for a model.", name=name),
            hint=Message("Use small letters, digits and _, beginning with a letter."),
        )


def _require_free(model_id: str, folders: PluginFolders) -> None:
    _require_name(model_id)
    plugins = find_plugins(folders)
    taken = {entry.id for entry in plugins} | {m.name for m in list_models(folders, plugins)}
    if model_id in taken or (folders.own_plugins / model_id).exists():
        raise _taken(model_id)


def _taken(model_id: str) -> InputError:
    return InputError(
        Message("There is a model or a plugin called {name} already.", name=model_id),
        hint=Message(
            "`lightbox models remove {name}` removes an installed one; --name gives another name.",
            name=model_id,
        ),
    )


def _move_in(bundle: Path, plugin: Path, model_id: str, folders: PluginFolders) -> None:
    make_folder(folders.own_plugins)
    target = folders.own_models / model_id
    try:
        bundle.rename(target)
    except OSError as error:
        if target.exists():  # another installation was faster
            raise _taken(model_id) from error
        raise output_error(error, target) from error
    try:
        shutil.move(plugin, folders.own_plugins / model_id)
    except BaseException as error:
        shutil.rmtree(target, ignore_errors=True)
        if isinstance(error, OSError):
            raise output_error(error, folders.own_plugins / model_id) from error
        raise


def _remove_leftovers(models: Path) -> None:
    """What installations of killed programs have left."""
    for room in models.glob(f"{_PREFIX}*-*"):
        number = room.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdecimal() and not psutil.pid_exists(int(number)):
            shutil.rmtree(room, ignore_errors=True)
