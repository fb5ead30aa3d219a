"""The worker process as its owner sees it: start, run, watch, stop."""

from __future__ import annotations

import math
import pickle
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from workstation.errors import (
    PluginCrashedError,
    PluginRefusedError,
    PluginTimeoutError,
    WorkstationError,
)
from workstation.inference.messages import (
    DoneMessage,
    PluginOutcome,
    RunMessage,
    decode_reply,
)
from workstation.inference.shared_arrays import SharedArray
from workstation.inference.transport import output_layouts, unpack
from workstation.messages import Message, joined
from workstation.plugin_api.inputs import Request
from workstation.plugin_api.kinds import KINDS
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.output_checks import require_consistent
from workstation.plugin_api.outputs import Output
from workstation.processes.cancel import CancelToken, ProgressFn, no_progress
from workstation.processes.channel import Channel, MalformedMessage
from workstation.processes.child_process import ChildProcess, how_it_ended
from workstation.processes.conversation import Conversation
from workstation.processes.limits import Limits, OverMemoryError, OverTimeError, most_memory_mb
from workstation.processes.plain_messages import FailedMessage

PROGRESS_INTERVAL_S = 0.1
LONGEST_STAGE = 200
_MEMORY_WORDS = ("MemoryError", "can't allocate memory", "out of memory", "bad_alloc")
_MEMORY_HINT = Message(
    "Close other programs, analyze a smaller series, or use a machine with more memory."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PluginSource:
    """Where a judged plugin lies, and the folder of its bundle when it has one."""

    folder: Path
    manifest: PluginManifest
    bundle: Path | None = None
    outside: bool = False
    """It did not come with the program: it gets a process that no other plugin ran in."""


class WorkerProcess:
    """A child process that runs plugins one at a time and stays warm between runs.

    Parameters
    ----------
    device : str
        "auto", "cpu" or "cuda".
    precision : str
        "fp32" or "bf16" for models.
    memory_limit_mb : float or None
        The child is stopped when it holds more; by default 85 % of the machine's memory.
    steps_back : bool
        The child gives way to this process wherever both want the same core.
    """

    def __init__(
        self,
        device: str = "auto",
        precision: str = "fp32",
        *,
        memory_limit_mb: float | None = None,
        steps_back: bool = False,
    ) -> None:
        self._steps_back = steps_back
        self.device = device
        self.precision = precision
        self._limit_mb = memory_limit_mb or most_memory_mb()
        self._child: ChildProcess | None = None
        self._stranger: Path | None = None
        self._lock = threading.Lock()

    @property
    def pid(self) -> int | None:
        """Process id of the child; None while there is none."""
        return self._child.pid if self._child is not None else None

    def run(
        self,
        source: PluginSource,
        request: Request,
        *,
        token: CancelToken | None = None,
        progress: ProgressFn = no_progress,
        deadline_s: float | None = None,
    ) -> PluginOutcome:
        """Run one plugin; other threads wait for their turn.

        Raises
        ------
        CancelledError
            `token` was cancelled; the child was killed.
        PluginTimeoutError
            `deadline_s` passed; the child was killed.
        PluginCrashedError
            The child ended, or took more memory than is allowed.
        WorkstationError
            Whatever the plugin or the host raised in the child.
        """
        with self._lock:
            shared = _SharedRun(source.manifest, request)
            try:
                return self._run(source, request, shared, token, progress, deadline_s)
            finally:
                shared.close()

    def close(self) -> None:
        """End the child; a later run starts a new one."""
        child, self._child = self._child, None
        if child is not None:
            child.close()

    def _run(
        self,
        source: PluginSource,
        request: Request,
        shared: _SharedRun,
        token: CancelToken | None,
        progress: ProgressFn,
        deadline_s: float | None,
    ) -> PluginOutcome:
        if token is not None:
            token.raise_if_cancelled()
        started = time.monotonic()
        name = source.manifest.name
        try:
            child = self._ensure_started(source)
            asked = shared.message(source, request, self.device, self.precision)
            child.channel.send(pickle.dumps(asked))
            shared.send(child.channel)
            limits = Limits(seconds=deadline_s, memory_mb=self._limit_mb)
            talk = Conversation(child, token=token, limits=limits)
            reply = _reply(talk, progress)
            outcome = self._outcome(source, request, shared, reply, started, talk.memory.peak_mb)
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            raise self._crashed(name) from error
        except MalformedMessage as error:
            raise self._spoke_nonsense(name, str(error)) from error
        except OverTimeError as error:
            raise self._too_late(name, deadline_s) from error
        except OverMemoryError as error:
            raise self._too_large(name) from error
        except BaseException:
            # Cancelled, too late, too large, or broken off by a bug in `progress`: nobody
            # listens to this child any more.
            self.close()
            raise
        child.end_descendants()
        if isinstance(outcome, WorkstationError):
            raise outcome
        return outcome

    def _outcome(
        self,
        source: PluginSource,
        request: Request,
        shared: _SharedRun,
        reply: DoneMessage | FailedMessage,
        started: float,
        peak_mb: float,
    ) -> PluginOutcome | WorkstationError:
        """What the reply stands for, judged here: the worker's own word is not enough."""
        if isinstance(reply, FailedMessage):
            return reply.error
        outcome = shared.outcome(reply, time.monotonic() - started, peak_mb)
        try:
            require_consistent(source.manifest, request, outcome.output)
        except PluginRefusedError as error:
            return error
        return outcome

    def _too_late(self, name: str, deadline_s: float | None) -> PluginTimeoutError:
        tail = self._stderr_tail()
        self.close()
        return PluginTimeoutError(
            Message(
                "{name} did not finish within {deadline_s:g} s and was stopped.",
                name=name,
                deadline_s=deadline_s or 0.0,
            ),
            hint=Message("Allow more time, analyze a smaller series, or use a faster device."),
            detail=tail,
        )

    def _too_large(self, name: str) -> PluginCrashedError:
        self.close()
        return PluginCrashedError(
            Message("{name} needs more memory than is there and was stopped.", name=name),
            hint=_MEMORY_HINT,
            detail=f"limit {self._limit_mb:.0f} MB",
        )

    def _ensure_started(self, source: PluginSource) -> ChildProcess:
        stranger = source.folder if source.outside else None
        if self._child is not None and (not self._child.is_alive or stranger != self._stranger):
            # What one plugin from outside has changed in its process reaches no other plugin.
            self.close()
        self._stranger = stranger
        if self._child is None:
            self._child = ChildProcess("workstation.inference.worker", steps_back=self._steps_back)
        return self._child

    def _spoke_nonsense(self, name: str, what: str) -> PluginCrashedError:
        tail = self._stderr_tail()
        self.close()
        return PluginCrashedError(
            Message("{name} sent something that is no result; it was stopped.", name=name),
            hint=Message("Do not use this plugin until its author has looked at it."),
            detail=f"{what}\n{tail}",
        )

    def _crashed(self, name: str) -> PluginCrashedError:
        code = self._child.wait_for_end(5.0) if self._child is not None else None
        tail = self._stderr_tail()
        self.close()
        hint = Message(
            "The other plugins still work. Report this to the plugin's author with the log."
        )
        if any(word in tail for word in _MEMORY_WORDS) or code == -9:
            hint = _MEMORY_HINT
        return PluginCrashedError(
            Message(
                "{name} ended unexpectedly ({how_it_ended}); no result was kept.",
                name=name,
                how_it_ended=how_it_ended(code),
            ),
            hint=hint,
            detail=tail,
        )

    def _stderr_tail(self) -> str:
        return self._child.stderr_tail() if self._child is not None else ""


def _reply(talk: Conversation, progress: ProgressFn) -> DoneMessage | FailedMessage:
    """What the worker ends its run with; its progress is passed on meanwhile."""
    told = -math.inf
    while True:
        reply = decode_reply(talk.next())
        if isinstance(reply, DoneMessage | FailedMessage):
            talk.memory.look_mb()
            return reply
        now = time.monotonic()
        if now - told >= PROGRESS_INTERVAL_S or reply.fraction >= 1.0:
            # A worker that tells more often is not listened to more often.
            told = now
            progress(min(1.0, max(0.0, reply.fraction)), _short(reply.stage))


def _short(stage: Message) -> Message:
    """What a worker says of its progress, cut where it is longer than a line."""
    words = str(stage)
    return stage if len(words) <= LONGEST_STAGE else joined("", (words[:LONGEST_STAGE],))


class _SharedRun:
    """The shared arrays of one run, made, sent and read by the owner."""

    def __init__(self, manifest: PluginManifest, request: Request) -> None:
        self._kind: type[Output] = KINDS[manifest.kind].output
        self._handed = [SharedArray.copy_of(array) for array in request.arrays]
        layouts = output_layouts(self._kind, request.shape)
        self._output = [SharedArray(layout) for layout in layouts]

    def _all(self) -> list[SharedArray]:
        return [*self._handed, *self._output]

    def message(
        self, source: PluginSource, request: Request, device: str, precision: str
    ) -> RunMessage:
        """The request without its arrays."""
        return RunMessage(
            folder=str(source.folder),
            manifest=source.manifest,
            bundle=str(source.bundle) if source.bundle is not None else "",
            request=request.with_arrays(()),
            device=device,
            precision=precision,
            layouts=tuple(array.layout for array in self._all()),
            handed=len(self._handed),
        )

    def send(self, channel: Channel) -> None:
        """Hand all arrays over."""
        for array in self._all():
            array.send(channel)

    def outcome(self, message: DoneMessage, total_s: float, peak_mb: float) -> PluginOutcome:
        """The result with arrays of its own."""
        return PluginOutcome(
            output=unpack(self._kind, message.output, [array.view() for array in self._output]),
            device=message.device,
            precision=message.precision,
            fallbacks=message.fallbacks,
            timings_s=(*message.timings_s, ("total", total_s)),
            peak_memory_mb=peak_mb,
            model_sha256=message.model_sha256,
        )

    def close(self) -> None:
        """Free the memory."""
        for array in self._all():
            array.close()
