"""Doubts about pixels that are known only when they have been decoded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from workstation.dicom.isolation.sandbox import HEADER_MEMORY_BYTES, HEADER_SECONDS, ReaderProcess
from workstation.domain.geometry import GeometryHonesty, GeometryIssue, GeometryIssueCode
from workstation.domain.study import FrameRef
from workstation.messages import Message

MOST_NAMED_FILES = 20


def with_second_choice(honesty: GeometryHonesty, paths: Set[str]) -> GeometryHonesty:
    """The badge of an image of which the first library refused some files.

    It blocks volumes until a person has looked: a frame that one of two libraries takes for
    damaged may be damaged.
    """
    if not paths:
        return honesty
    message = Message(
        "Files that only a second library could decode: {count}. The first one takes them for "
        "damaged; compare them with the original before anything is measured.",
        count=len(paths),
    )
    return _with(honesty, message, sorted(paths), blocks=True)


def with_bits_beyond(honesty: GeometryHonesty, beyond: Mapping[str, int]) -> GeometryHonesty:
    """The badge of an image whose values have bits outside of Bits Stored.

    Overlays explain those that they lie in (PS3.5 8.1.2, retired). Otherwise the header is wrong
    about the values, which blocks volumes until a person has looked.

    Parameters
    ----------
    beyond : mapping of str to int
        Path → the bits.
    """
    unexplained = _unexplained(beyond)
    if not unexplained:
        return honesty
    message = Message(
        "Files whose values have more bits than the header says (Bits Stored): {count}. The bits "
        "beyond are left out; compare with the original before anything is measured.",
        count=len(unexplained),
    )
    return _with(honesty, message, sorted(unexplained), blocks=True)


def _unexplained(beyond: Mapping[str, int]) -> list[str]:
    """Paths of files in whose bits no overlay lies."""
    if not beyond:
        return []
    found = []
    with ReaderProcess(memory_bytes=HEADER_MEMORY_BYTES, seconds=HEADER_SECONDS) as reader:
        for path, bits in beyond.items():
            reply, _ = reader.ask({"job": "overlay_bits", "path": path})
            overlays = sum(1 << int(position) for position in set(reply.get("positions", ())))
            if bits & ~overlays:
                found.append(path)
    return found


def with_beyond_mapping(
    honesty: GeometryHonesty, beyond: Mapping[int, int], frames: Sequence[FrameRef]
) -> GeometryHonesty:
    """The badge of an image with stored values that its file maps to no value.

    Parameters
    ----------
    beyond : mapping of int to int
        Slice → how many of its values.
    """
    if not beyond:
        return honesty
    message = Message(
        "{count} value lies beyond the range that the file maps to its unit; it is shown, and "
        "left out of every number.",
        many="{count} values lie beyond the range that the file maps to its unit; they are shown, "
        "and left out of every number.",
        count=sum(beyond.values()),
    )
    return _with(honesty, message, [frames[k].path for k in sorted(beyond)], blocks=False)


def with_missing_frames(
    honesty: GeometryHonesty, there: int, frames: Sequence[FrameRef]
) -> GeometryHonesty:
    """The badge of a video that ends before its header says."""
    if there >= len(frames):
        return honesty
    message = Message(
        "The video is cut short: {there} of {count} frames can be shown.",
        there=there,
        count=len(frames),
    )
    return _with(honesty, message, [frames[0].path], blocks=True)


def _with(
    honesty: GeometryHonesty, message: Message, paths: Sequence[str], *, blocks: bool
) -> GeometryHonesty:
    issue = GeometryIssue(
        code=GeometryIssueCode.PIXELS,
        message=message,
        files=tuple(paths[:MOST_NAMED_FILES]),
        blocks_volume=blocks,
    )
    return GeometryHonesty(issues=(*honesty.issues, issue))
