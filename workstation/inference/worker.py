"""The worker process from inside: load a plugin once, run it, answer.

Only known faults are answered. Any other exception ends the process, and its owner reports
what stands in standard error: a plugin in an unknown state is never used again.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

from workstation.errors import PluginCrashedError, PluginRefusedError, WorkstationError
from workstation.inference.messages import (
    DoneMessage,
    ProgressMessage,
    RunMessage,
    encode_reply,
)
from workstation.inference.shared_arrays import receive_array
from workstation.inference.transport import pack
from workstation.messages import Message
from workstation.plugin_api.loading import load_plugin
from workstation.plugin_api.manifest import PluginManifest, used_folders
from workstation.plugin_api.output_checks import require_consistent
from workstation.plugin_api.protocols import BundleModel, Plugin
from workstation.processes.channel import Channel
from workstation.processes.child_side import open_parent_channel
from workstation.processes.plain_messages import FailedMessage
from workstation.processes.process_tree import adopt_orphans, reap_orphans

if TYPE_CHECKING:
    from workstation.inference.bundle import LoadedBundle

PROGRESS_INTERVAL_S = 0.1


def serve(channel: Channel) -> None:
    """Answer run messages until the owner hangs up."""
    faulthandler.enable()
    # What a plugin's author tries out must not lie beside the plugin, whose content is known.
    sys.dont_write_bytecode = True
    adopt_orphans()
    _be_first_out_of_memory()
    host = _Host(channel)
    while True:
        try:
            message = pickle.loads(channel.receive())  # noqa: S301 - of the owner
        except EOFError:
            return
        reap_orphans()
        host.answer(message)


class _Host:
    """Keeps plugins and models between runs."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._plugins: dict[tuple[str, str, tuple[tuple[str, int], ...]], Plugin] = {}
        self._models: dict[tuple[str, str, str, str], LoadedBundle] = {}

    def answer(self, message: RunMessage) -> None:
        """Run the plugin and send the outcome."""
        arrays = [receive_array(self._channel, layout) for layout in message.layouts]
        try:
            reply: DoneMessage | FailedMessage = self._run(message, arrays)
        except WorkstationError as error:
            reply = FailedMessage.of(error)
        except MemoryError as error:
            reply = FailedMessage.of(
                PluginCrashedError(
                    Message("{name} needs more memory than is there.", name=message.manifest.title),
                    hint=Message("Close other programs or analyze a smaller series."),
                    detail=str(error),
                )
            )
        self._channel.send(encode_reply(reply))

    def _run(self, message: RunMessage, arrays: list[NDArray[Any]]) -> DoneMessage:
        started = time.monotonic()
        # Which type it is follows from the kind of the plugin, which knows it.
        request: Any = message.request.with_arrays(arrays[: message.handed])
        plugin = self._plugin(Path(message.folder), message.manifest)
        context = _Context(self, message)
        loaded = time.monotonic()
        given = plugin.run(request, context)
        output = require_consistent(message.manifest, request, given)
        packed = pack(output, arrays[message.handed :])
        model = context.used
        done = time.monotonic()
        return DoneMessage(
            output=packed,
            device=model.device_name if model is not None else _cpu_name(),
            precision=model.precision if model is not None else "fp32",
            fallbacks=tuple(model.fallbacks) if model is not None else (),
            timings_s=(("load", loaded - started), ("run", done - loaded)),
            model_sha256=model.sha256 if model is not None else "",
        )

    def _plugin(self, folder: Path, manifest: PluginManifest) -> Plugin:
        module_name, class_name = manifest.entry.split(":")
        path = folder / f"{module_name}.py"
        try:
            path.stat()
            # What a plugin imports from beside it is loaded once with it, and is as much of it.
            content = tuple(
                (each.as_posix(), each.stat().st_mtime_ns)
                for place in (folder, *used_folders(folder, manifest))
                for each in sorted(place.rglob("*.py"))
            )
        except OSError as error:
            raise PluginRefusedError(
                Message("{name} has no file {name2}.", name=manifest.title, name2=path.name),
                hint=Message("Install the plugin again."),
                detail=str(error),
            ) from error
        key = (str(path), class_name, content)
        if key not in self._plugins:
            self._plugins[key] = load_plugin(folder, manifest)
        return self._plugins[key]

    def model(self, message: RunMessage) -> LoadedBundle:
        """The pinned bundle of a plugin, loaded at the first use."""
        from workstation.inference.bundle import LoadedBundle

        pin = message.manifest.model
        if pin is None or not message.bundle:
            raise PluginRefusedError(
                Message("{name} names no model in its manifest.", name=message.manifest.title)
            )
        key = (message.bundle, repr(sorted(pin.sha256.items())), message.device, message.precision)
        if key not in self._models:
            self._models[key] = LoadedBundle(
                Path(message.bundle), pin, device=message.device, precision=message.precision
            )
        return self._models[key]

    def tell(self, fraction: float, stage: Message) -> None:
        """Pass progress on."""
        self._channel.send(encode_reply(ProgressMessage(fraction=fraction, stage=stage)))


class _Context:
    """The host as one run sees it."""

    def __init__(self, host: _Host, message: RunMessage) -> None:
        self._host = host
        self._message = message
        self._told = 0.0
        self.used: LoadedBundle | None = None

    @property
    def model(self) -> BundleModel:
        """The pinned model."""
        if self.used is None:
            self.used = self._host.model(self._message)
            self.used.start_run()
        return self.used

    def progress(self, fraction: float, stage: Message) -> None:
        """Tell the owner, at most ten times a second."""
        now = time.monotonic()
        if now - self._told >= PROGRESS_INTERVAL_S or fraction >= 1.0:
            self._told = now
            self._host.tell(min(1.0, max(0.0, fraction)), stage)


def _be_first_out_of_memory() -> None:
    """Ask the kernel to end this process rather than the window when memory runs out."""
    adjustment = Path("/proc/self/oom_score_adj")
    if adjustment.exists() and os.access(adjustment, os.W_OK):
        adjustment.write_text("800")


def _cpu_name() -> str:
    from workstation.inference.devices import cpu_name

    return cpu_name()


if __name__ == "__main__":
    serve(open_parent_channel(sys.argv[1]))
