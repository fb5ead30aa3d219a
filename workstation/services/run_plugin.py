"""Running a plugin on an image and getting findings on the image's own grid."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType

from workstation.domain.analysis import AnalysisResult
from workstation.domain.image import Image
from workstation.errors import PluginRefusedError
from workstation.inference.worker_process import PluginSource, WorkerProcess
from workstation.messages import Message, joined
from workstation.plugin_api.inputs import CASE
from workstation.plugin_api.kinds import KINDS
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.parameters import resolve_parameters
from workstation.plugin_exchange.plugin_requests import RunOrder, ask
from workstation.plugin_exchange.plugin_results import to_result
from workstation.plugin_host.folders import PluginFolders, default_folders
from workstation.plugin_host.registry import PluginEntry, PluginStatus, find_plugins, plugins_state
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.services.plugin_consent import is_outside, require_consent
from workstation.session.risk_case import PatientState

DEVICES = ("auto", "cpu", "cuda")
_NOTHING: Mapping[str, object] = MappingProxyType({})


def list_plugins(
    folders: PluginFolders | None = None,
    *,
    disabled: Iterable[str] = (),
    progress: ProgressFn = no_progress,
) -> tuple[PluginEntry, ...]:
    """Every plugin that is found: valid, refused with its reason, or switched off."""
    return find_plugins(folders or default_folders(), disabled=disabled, progress=progress)


def installed_state(folders: PluginFolders | None = None) -> object:
    """What changes whenever a plugin or a model is added, removed or exchanged; cheap."""
    return plugins_state(folders or default_folders())


def manifest_sha256(manifest: PluginManifest) -> str:
    """SHA-256 of everything that a plugin says of itself, the pins of its model among it."""
    return hashlib.sha256(manifest.model_dump_json().encode()).hexdigest()


def takes_case(manifest: PluginManifest) -> bool:
    """Whether a plugin is handed what is known of a patient, instead of an image."""
    return KINDS[manifest.kind].input is CASE


class PluginRunner:
    """Runs plugins in a worker process that stays warm between runs; a context manager.

    Parameters
    ----------
    device : str
        "auto" (CUDA when it is there), "cpu" or "cuda".
    precision : str
        "fp32" or "bf16" for models.
    folders : PluginFolders or None
        Where plugins and models lie; None for the program's and the user's.
    memory_limit_mb : float or None
        The worker is stopped when it holds more; by default 85 % of the machine's memory.
    steps_back : bool
        The worker gives way to this process wherever both want the same core.
    trust_book : Path or None
        Where it is kept which plugins from outside may run; None for the user's.

    Raises
    ------
    PluginRefusedError
        The device is none of the three.
    """

    def __init__(
        self,
        device: str = "auto",
        *,
        precision: str = "fp32",
        folders: PluginFolders | None = None,
        memory_limit_mb: float | None = None,
        steps_back: bool = False,
        trust_book: Path | None = None,
    ) -> None:
        if device not in DEVICES:
            raise PluginRefusedError(
                Message("There is no device called {device}.", device=device),
                hint=Message("Use {names}.", names=joined(", ", DEVICES)),
            )
        self._folders = folders or default_folders()
        self._trust_book = trust_book
        self._worker = WorkerProcess(
            device, precision, memory_limit_mb=memory_limit_mb, steps_back=steps_back
        )

    @property
    def worker_pid(self) -> int | None:
        """Process id of the worker; None while there is none."""
        return self._worker.pid

    def run(
        self,
        image: Image,
        plugin_id: str,
        parameters: Mapping[str, object] = _NOTHING,
        *,
        token: CancelToken | None = None,
        progress: ProgressFn = no_progress,
        deadline_s: float | None = None,
        acknowledged: bool = False,
        shown: str = "",
        state: PatientState | None = None,
    ) -> AnalysisResult:
        """Run one plugin.

        Parameters
        ----------
        image : Volume or Radiograph
            What to analyze; it is not changed.
        plugin_id : str
            One of `list_plugins`.
        parameters : mapping
            Values that differ from the defaults of the manifest.
        deadline_s : float or None
            Longest time the run may take, seconds.
        acknowledged : bool
            A person accepted geometry issues that block volumes; the result says so.
        shown : str
            `manifest_sha256` of what the person saw of the plugin; another one is not run.
        state : PatientState or None
            What is known of the patient, for a risk plugin; None for what the image states.

        Returns
        -------
        AnalysisResult
            Findings are proposals on the grid of `image`; scores are about what was handed over.

        Raises
        ------
        PluginRefusedError
            The plugin, a parameter or the image is not acceptable, or the plugin is from outside
            and nobody has let it run.
        PluginCrashedError, PluginTimeoutError
            The worker did not come to an end.
        CancelledError
            `token` was cancelled.
        """
        entry = self._entry(plugin_id)
        manifest = _manifest(entry)
        if shown and shown != manifest_sha256(manifest):
            raise PluginRefusedError(
                Message(
                    "The plugin {plugin_id} was exchanged since it was shown; it was not run.",
                    plugin_id=plugin_id,
                ),
                hint=Message("Look at what it says of itself now, then run it again."),
            )
        values = resolve_parameters(manifest, parameters)
        order = RunOrder(
            image=image,
            manifest=manifest,
            parameters=values,
            state=state,
            acknowledged=acknowledged,
            token=token,
        )
        request, facts = ask(order)
        require_consent(entry, self._folders, book=self._trust_book)
        source = PluginSource(
            folder=entry.folder,
            manifest=manifest,
            bundle=entry.bundle,
            outside=is_outside(entry, self._folders),
        )
        outcome = self._worker.run(
            source,
            request,
            token=token,
            progress=progress,
            deadline_s=deadline_s,
        )
        return to_result(outcome, facts)

    def close(self) -> None:
        """End the worker process."""
        self._worker.close()

    def __enter__(self) -> PluginRunner:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _entry(self, plugin_id: str) -> PluginEntry:
        matching = [e for e in find_plugins(self._folders, only=plugin_id) if e.id == plugin_id]
        for entry in matching:
            if entry.status is PluginStatus.VALID:
                return entry
        if matching:
            raise PluginRefusedError(
                Message(
                    "The plugin {plugin_id} cannot be run: {reason}",
                    plugin_id=plugin_id,
                    reason=matching[0].reason,
                ),
                hint=Message("Correct or reinstall it; `lightbox plugins list` names all plugins."),
            )
        entries = find_plugins(self._folders, hash_models=False)
        valid = [e.id for e in entries if e.status is PluginStatus.VALID]
        names = joined(", ", valid) if valid else Message("none")
        raise PluginRefusedError(
            Message("There is no plugin called {plugin_id}.", plugin_id=plugin_id),
            hint=Message("There are: {names}.", names=names),
        )


def _manifest(entry: PluginEntry) -> PluginManifest:
    if entry.manifest is None:
        raise PluginRefusedError(Message("The plugin {id} has no manifest.", id=entry.id))
    return entry.manifest
