"""Which plugins take an image, by the very check that stands before a run."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping

from workstation.domain.image import Image
from workstation.errors import PluginRefusedError
from workstation.messages import Message
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.parameters import resolve_parameters
from workstation.plugin_exchange.plugin_payloads import PluginView
from workstation.plugin_exchange.plugin_requests import RunOrder, ask
from workstation.plugin_host.folders import PluginFolders, default_folders
from workstation.plugin_host.registry import PluginStatus, find_plugins
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.services.run_plugin import manifest_sha256
from workstation.session.plugin_verdict import PluginVerdict


def judge_plugins(
    image: Image,
    *,
    acknowledged: bool = False,
    folders: PluginFolders | None = None,
    token: CancelToken | None = None,
    progress: ProgressFn = no_progress,
) -> Mapping[str, PluginVerdict]:
    """Verdict on an image by the id of each plugin that can be run.

    Nothing of a plugin runs. Parameters have no part in it, nor has what is known of the patient
    beside the image.

    Parameters
    ----------
    acknowledged : bool
        A person accepted geometry issues that block volumes.

    Raises
    ------
    CancelledError
        `token` was cancelled.
    """
    # A tilted volume is resampled for plugins; once is enough.
    view = functools.cache(lambda: PluginView(image, token=token))
    found = {}
    entries = find_plugins(folders or default_folders(), hash_models=False)
    for number, entry in enumerate(entries):
        if token is not None:
            token.raise_if_cancelled()
        progress(number / len(entries), Message("Asking which plugins take this image"))
        if entry.status is PluginStatus.VALID and entry.manifest is not None:
            found[entry.id] = _verdict(entry.manifest, image, view, acknowledged=acknowledged)
    return found


def _verdict(
    manifest: PluginManifest,
    image: Image,
    view: Callable[[], PluginView],
    *,
    acknowledged: bool,
) -> PluginVerdict:
    content = manifest_sha256(manifest)
    try:
        order = RunOrder(
            image=image,
            manifest=manifest,
            parameters=resolve_parameters(manifest, {}),
            acknowledged=acknowledged,
            view=view,
        )
        _, facts = ask(order)
    except PluginRefusedError as error:
        reason = Message("{reason}.", reason=error.reason) if error.reason else error.message
        return PluginVerdict(content=content, reason=reason)
    return PluginVerdict(content=content, doubts=facts.doubts)
