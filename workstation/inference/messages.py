"""What the window's process and the worker say to each other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from workstation.inference.shared_arrays import ArrayLayout
from workstation.messages import Message
from workstation.plugin_api.inputs import Request
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.outputs import Output
from workstation.processes.channel import MalformedMessage
from workstation.processes.plain_messages import FailedMessage, build, decode, encode


@dataclass(frozen=True, slots=True, kw_only=True)
class RunMessage:
    """Asks for one run.

    The arrays follow as handles, in the order of `layouts`: `handed` of them are those of the
    request, which is without them here, the others are for the output.
    """

    folder: str
    manifest: PluginManifest
    bundle: str
    request: Request
    device: str
    precision: str
    layouts: tuple[ArrayLayout, ...]
    handed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressMessage:
    """How far a run is."""

    fraction: float
    stage: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneMessage:
    """A run ended well; `output` is what `transport.pack` made of its output."""

    output: object = None
    device: str
    precision: str
    fallbacks: tuple[Message, ...]
    timings_s: tuple[tuple[str, float], ...]
    model_sha256: str = ""


Reply = ProgressMessage | DoneMessage | FailedMessage
_REPLIES: dict[str, type[Reply]] = {
    kind.__name__: kind for kind in (ProgressMessage, DoneMessage, FailedMessage)
}


def encode_reply(reply: Reply) -> bytes:
    """What the worker sends; plain data."""
    return encode(type(reply).__name__, reply)


def decode_reply(message: bytes) -> Reply:
    """What the owner makes of it.

    Raises
    ------
    MalformedMessage
        It is no reply of a worker.
    """
    name, plain = decode(message)
    if name not in _REPLIES:
        raise MalformedMessage(f"no reply is called {name[:40]}")
    # Which type the output must be of is for the owner to say.
    output = plain.pop("output", None) if isinstance(plain, dict) else None
    reply: Reply = build(_REPLIES[name], plain)
    return replace(reply, output=output) if isinstance(reply, DoneMessage) else reply


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PluginOutcome:
    """A run as the window's process receives it: the output and how it was obtained."""

    output: Output
    device: str
    precision: str
    fallbacks: tuple[Message, ...] = ()
    timings_s: tuple[tuple[str, float], ...] = ()
    peak_memory_mb: float = 0.0
    model_sha256: str = ""
    caveats: tuple[Message, ...] = field(default=())
