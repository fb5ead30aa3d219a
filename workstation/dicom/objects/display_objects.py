"""Overlays, shutters and presentation states of a stack, from what the child process read.

References
----------
PS3.3 C.9.2 (overlay plane), C.7.6.11 (display shutter).
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import numpy as np

from workstation.dicom.isolation.sandbox import HEADER_MEMORY_BYTES, HEADER_SECONDS, ReaderProcess
from workstation.dicom.objects.lab_colors import shutter_color
from workstation.dicom.objects.presentation_states import presentation_state
from workstation.domain.display_objects import (
    DisplayObjects,
    OverlayPlane,
    PresentationState,
    Shutter,
    ShutterShape,
)
from workstation.domain.study import Stack, Study
from workstation.messages import Message, joined
from workstation.processes.cancel import CancelToken, ProgressFn
from workstation.processes.channel import MalformedMessage
from workstation.processes.plain_messages import build

STATE_NAME = "Presentation State"
"""In the names of their SOP classes."""


def read_display_objects(
    stack: Stack, study: Study, *, token: CancelToken, progress: ProgressFn
) -> DisplayObjects:
    """Read what the files of a stack, and the presentation states of its study, want shown.

    Parameters
    ----------
    stack, study : Stack, Study
        From a scan.
    token : CancelToken
        Asked between files.
    progress : ProgressFn
        Told after each file.

    Returns
    -------
    DisplayObjects
        States that reference an image of the stack, newest first.

    Raises
    ------
    CancelledError
        The token was cancelled.
    """
    images = {frame.path: frame.sop_instance_uid for frame in stack.frames}
    states = {path: name for name, path in study.other_objects if STATE_NAME in name}
    overlays: dict[str, tuple[OverlayPlane, ...]] = {}
    shutters: dict[str, tuple[Shutter, ...]] = {}
    found: list[PresentationState] = []
    refused: list[Message] = []
    total = len(images) + len(states)
    with ReaderProcess(memory_bytes=HEADER_MEMORY_BYTES, seconds=HEADER_SECONDS) as reader:
        for done, path in enumerate((*images, *states)):
            token.raise_if_cancelled()
            progress(done / total, Message("Reading overlays and presentation states"))
            reply, _ = reader.ask({"job": "display", "path": path})
            if "reason" in reply:
                refused.append(joined(" ", (Path(path).name, reply["reason"])))
                continue
            try:
                if path in images:
                    planes = _overlays(reply, path, refused)
                    shapes = _shutters(reply.get("shutter", {}))
                    if planes:
                        overlays[images[path]] = planes
                    if shapes:
                        shutters[images[path]] = shapes
                else:
                    planes, shapes = _overlays(reply, path, refused), _shutters(reply["shutter"])
                    state = presentation_state(reply, path, planes, shapes)
                    found.append(state)
                    if not state.reference.images:
                        refused.append(
                            Message(
                                "{name}: {states} is not shown",
                                name=Path(path).name,
                                states=states[path],
                            )
                        )
            except (KeyError, TypeError, ValueError, IndexError, MalformedMessage) as fault:
                refused.append(
                    Message(
                        "{name} is damaged ({fault})",
                        name=Path(path).name,
                        fault=type(fault).__name__,
                    )
                )
    uids = set(images.values())
    mine = [s for s in found if any(uid in uids for uid, _ in s.reference.images)]
    mine.sort(key=lambda state: state.created, reverse=True)
    return DisplayObjects(
        overlays=overlays, shutters=shutters, states=tuple(mine), refused=tuple(refused)
    )


def read_presentation_state(path: Path) -> PresentationState:
    """One presentation state.

    Raises
    ------
    KeyError, TypeError, ValueError, IndexError, MalformedMessage
        The file is damaged.
    """
    with ReaderProcess(memory_bytes=HEADER_MEMORY_BYTES, seconds=HEADER_SECONDS) as reader:
        reply, _ = reader.ask({"job": "display", "path": str(path)})
    if "reason" in reply:
        raise ValueError(str(reply["reason"]))
    planes = _overlays(reply, str(path), [])
    return presentation_state(reply, str(path), planes, _shutters(reply["shutter"]))


def _overlays(reply: dict[str, Any], path: str, refused: list[Message]) -> tuple[OverlayPlane, ...]:
    planes: list[OverlayPlane] = []
    for each in reply.get("overlays", ()):
        if "refused" in each:
            refused.append(
                Message(
                    "{name}: overlay {group:04X}: {reason}",
                    name=Path(path).name,
                    group=each["group"],
                    reason=build(Message, each["refused"]),
                )
            )
            continue
        frames, rows, columns = each["shape"]
        packed = np.frombuffer(base64.b64decode(each["bits"]), np.uint8)
        bits = np.unpackbits(packed)[: frames * rows * columns].astype(bool)
        row, column = each["origin"][:2]
        planes += [
            OverlayPlane(
                group=each["group"],
                bits=plane,
                origin=(column - 1.0, row - 1.0),
                first_frame=each["first"] - 1 + number,
                frames=1 if each["several"] else 0,
                label=each["label"],
            )
            for number, plane in enumerate(bits.reshape(frames, rows, columns))
        ]
    return tuple(planes)


def _shutters(values: dict[str, Any]) -> tuple[Shutter, ...]:
    """Edges are those of the pixels that are named (1 is the first), which stay visible."""
    shapes = _listed(values.get("ShutterShape"))
    grey, rgb = shutter_color(values)
    found: list[Shutter] = []
    if "RECTANGULAR" in shapes:
        left, right = (float(values[f"Shutter{side}VerticalEdge"]) for side in ("Left", "Right"))
        upper, lower = (
            float(values[f"Shutter{side}HorizontalEdge"]) for side in ("Upper", "Lower")
        )
        corners = ((left - 1.5, upper - 1.5), (right - 0.5, lower - 0.5))
        found.append(Shutter(shape=ShutterShape.RECTANGULAR, points=corners, grey=grey, rgb=rgb))
    if "CIRCULAR" in shapes:
        row, column = (float(v) for v in values["CenterOfCircularShutter"])
        found.append(
            Shutter(
                shape=ShutterShape.CIRCULAR,
                points=((column - 1, row - 1),),
                radius=float(values["RadiusOfCircularShutter"]),
                grey=grey,
                rgb=rgb,
            )
        )
    if "POLYGONAL" in shapes:
        numbers = [float(v) for v in values["VerticesOfThePolygonalShutter"]]
        rows_columns = zip(numbers[::2], numbers[1::2], strict=True)
        vertices = tuple((column - 1, row - 1) for row, column in rows_columns)
        found.append(Shutter(shape=ShutterShape.POLYGONAL, points=vertices, grey=grey, rgb=rgb))
    return tuple(found)


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - one value or several
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]
