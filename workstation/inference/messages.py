"""What the window's process and the worker say to each other."""

from __future__ import annotations

from dataclasses import dataclass, field

from workstation.inference.shared_arrays import ArrayLayout
from workstation.messages import Message
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.parameters import ParameterValue
from workstation.plugin_api.payloads import (
    ClassOutput,
    ImagePayload,
    NumberOutput,
    PluginOutput,
    SegmentOutput,
)
from workstation.processes.channel import MalformedMessage
from workstation.processes.plain_messages import FailedMessage, build, decode, encode

LARGEST_HEATMAPS = 2
"""Saliency maps that one run may return."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunMessage:
    """Asks for one run.

    The arrays follow as handles, in the order of `layouts`:
    image, padding if there is one, labels, heat maps.
    """

    folder: str
    manifest: PluginManifest
    bundle: str
    image: ImagePayload
    parameters: dict[str, ParameterValue]
    device: str
    precision: str
    layouts: tuple[ArrayLayout, ...]
    has_padding: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressMessage:
    """How far a run is."""

    fraction: float
    stage: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneMessage:
    """A run ended well; labels and heat maps are in the shared arrays."""

    segments: tuple[SegmentOutput, ...]
    classes: tuple[ClassOutput, ...]
    numbers: tuple[NumberOutput, ...]
    notes: tuple[Message, ...]
    has_labels: bool
    enhanced_words: Message
    """What an enhancement did; empty when there is no enhanced image."""
    heatmap_names: tuple[Message, ...]
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
    reply: Reply = build(_REPLIES[name], plain)
    return reply


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PluginOutcome:
    """A run as the window's process receives it: the output and how it was obtained."""

    output: PluginOutput
    device: str
    precision: str
    fallbacks: tuple[Message, ...] = ()
    timings_s: tuple[tuple[str, float], ...] = ()
    peak_memory_mb: float = 0.0
    model_sha256: str = ""
    caveats: tuple[Message, ...] = field(default=())
