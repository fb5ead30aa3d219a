"""Overlays, shutters and presentation states of a stack, from what the child process read.

References
----------
PS3.3 C.9.2 (overlay plane), C.7.6.11 (display shutter), C.10.4 (displayed area), C.10.5
(graphic annotation), C.10.6 (spatial transformation), C.10.7 (graphic layer), C.11.8
(softcopy VOI LUT); PS3.4 N.2 (order of the transformations).
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from workstation.dicom.sandbox import HEADER_MEMORY_BYTES, HEADER_SECONDS, ReaderProcess
from workstation.domain.display_objects import (
    DisplayedArea,
    DisplayObjects,
    Graphic,
    GraphicKind,
    OverlayPlane,
    PointXY,
    PresentationState,
    Reference,
    Shutter,
    ShutterShape,
    SoftcopyVoi,
    TextObject,
)
from workstation.domain.pixel_source import LookupTable
from workstation.domain.study import Stack, Study, WindowSetting
from workstation.jobs.cancel import CancelToken, ProgressFn

STATE_NAME = "Grayscale Softcopy Presentation State"
_WHITE = 65535.0
_LAYER_COLOR = (255, 220, 60)


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
    states = [path for name, path in study.other_objects if name == STATE_NAME]
    overlays: dict[str, tuple[OverlayPlane, ...]] = {}
    shutters: dict[str, tuple[Shutter, ...]] = {}
    found: list[PresentationState] = []
    refused: list[str] = []
    total = len(images) + len(states)
    with ReaderProcess(memory_bytes=HEADER_MEMORY_BYTES, seconds=HEADER_SECONDS) as reader:
        for done, path in enumerate((*images, *states)):
            token.raise_if_cancelled()
            progress(done / total, "Reading overlays and presentation states")
            reply, _ = reader.ask({"job": "display", "path": path})
            if "reason" in reply:
                refused.append(f"{Path(path).name} {reply['reason']}")
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
                    found.append(_state(reply, path, refused))
            except (KeyError, TypeError, ValueError, IndexError) as fault:
                refused.append(f"{Path(path).name} is damaged ({type(fault).__name__})")
    uids = set(images.values())
    mine = [s for s in found if any(uid in uids for uid, _ in s.reference.images)]
    mine.sort(key=lambda state: state.created, reverse=True)
    return DisplayObjects(
        overlays=overlays, shutters=shutters, states=tuple(mine), refused=tuple(refused)
    )


def _overlays(reply: dict[str, Any], path: str, refused: list[str]) -> tuple[OverlayPlane, ...]:
    planes: list[OverlayPlane] = []
    for each in reply.get("overlays", ()):
        if "refused" in each:
            refused.append(f"{Path(path).name}: overlay {each['group']:04X}: {each['refused']}")
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
    grey = float(values.get("ShutterPresentationValue", 0)) / _WHITE
    found: list[Shutter] = []
    if "RECTANGULAR" in shapes:
        left, right = (float(values[f"Shutter{side}VerticalEdge"]) for side in ("Left", "Right"))
        upper, lower = (
            float(values[f"Shutter{side}HorizontalEdge"]) for side in ("Upper", "Lower")
        )
        corners = ((left - 1.5, upper - 1.5), (right - 0.5, lower - 0.5))
        found.append(Shutter(shape=ShutterShape.RECTANGULAR, points=corners, grey=grey))
    if "CIRCULAR" in shapes:
        row, column = (float(v) for v in values["CenterOfCircularShutter"])
        found.append(
            Shutter(
                shape=ShutterShape.CIRCULAR,
                points=((column - 1, row - 1),),
                radius=float(values["RadiusOfCircularShutter"]),
                grey=grey,
            )
        )
    if "POLYGONAL" in shapes:
        numbers = [float(v) for v in values["VerticesOfThePolygonalShutter"]]
        rows_columns = zip(numbers[::2], numbers[1::2], strict=True)
        vertices = tuple((column - 1, row - 1) for row, column in rows_columns)
        found.append(Shutter(shape=ShutterShape.POLYGONAL, points=vertices, grey=grey))
    return tuple(found)


# Presentation states


def _state(reply: dict[str, Any], path: str, refused: list[str]) -> PresentationState:
    values = reply["state"]
    activations = tuple((int(group), str(layer)) for group, layer in values["activations"])
    layer_of = dict(activations)
    overlays = tuple(
        OverlayPlane(
            group=plane.group, bits=plane.bits, origin=plane.origin, label=plane.label,
            first_frame=plane.first_frame, frames=plane.frames,
            layer=layer_of.get(plane.group, ""),
        )
        for plane in _overlays(reply, path, refused)
        if plane.group in layer_of
    )  # fmt: skip
    slope, intercept = values.get("RescaleSlope"), values.get("RescaleIntercept")
    turns, rest = divmod(int(values.get("ImageRotation", 0)), 90)
    if rest:
        raise ValueError("images are turned by right angles")
    ordered = sorted(values["layers"], key=lambda layer: int(layer.get("GraphicLayerOrder", 0)))
    return PresentationState(
        uid=str(values["SOPInstanceUID"]),
        label=str(values.get("ContentLabel", "")),
        description=str(values.get("ContentDescription", "")),
        creator=str(values.get("ContentCreatorName", "")),
        created=f"{values.get('PresentationCreationDate', '')}"
        f"{values.get('PresentationCreationTime', '')}",
        path=path,
        reference=_reference(values["references"]),
        layers=tuple((str(layer["GraphicLayer"]), _layer_color(layer)) for layer in ordered),
        graphics=tuple(_graphic(each) for each in values["graphics"]),
        texts=tuple(_text(each) for each in values["texts"]),
        areas=tuple(_area(each) for each in values["areas"]),
        vois=tuple(_voi(each) for each in values["vois"]),
        rescale=None if slope is None else (float(slope), float(intercept or 0)),
        modality_table=_lut(values["modality_table"]),
        presentation_table=_lut(values["presentation_table"]),
        inverse=values.get("PresentationLUTShape") == "INVERSE",
        quarter_turns=turns % 4,
        flip_horizontal=values.get("ImageHorizontalFlip") == "Y",
        shutters=_shutters(reply.get("shutter", {})),
        overlays=overlays,
        activations=activations,
    )


def _reference(listed: Sequence[Any]) -> Reference:
    return Reference(
        images=tuple((str(uid), tuple(int(f) - 1 for f in frames)) for uid, frames in listed)
    )


def _layer_color(layer: dict[str, Any]) -> tuple[int, int, int]:
    if "GraphicLayerRecommendedDisplayCIELabValue" in layer:
        return lab_color([float(v) for v in layer["GraphicLayerRecommendedDisplayCIELabValue"]])
    if "GraphicLayerRecommendedDisplayRGBValue" in layer:
        r, g, b = (int(v) // 257 for v in layer["GraphicLayerRecommendedDisplayRGBValue"])
        return r, g, b
    if "GraphicLayerRecommendedDisplayGrayscaleValue" in layer:
        grey = _listed(layer["GraphicLayerRecommendedDisplayGrayscaleValue"])[0]
        value = int(grey) // 257
        return value, value, value
    return _LAYER_COLOR


def lab_color(encoded: Sequence[float]) -> tuple[int, int, int]:
    """SRGB of a CIELab color encoded in 16 bits (PS3.3 C.10.7.1.1), white point D50.

    Parameters
    ----------
    encoded : sequence of float
        L, a and b, each 0 to 65535.

    References
    ----------
    ICC.1:2010 Annex D (XYZ of CIELab, D50); IEC 61966-2-1 (sRGB), matrix adapted to D50.
    """
    lightness = encoded[0] / _WHITE * 100
    a, b = (value / _WHITE * 255 - 128 for value in encoded[1:3])
    y = (lightness + 16) / 116
    cubes = np.array([y + a / 500, y, y - b / 200])
    linear = np.where(cubes > 6 / 29, cubes**3, 3 * (6 / 29) ** 2 * (cubes - 4 / 29))
    xyz = linear * np.array([0.9642, 1.0, 0.8249])
    matrix = np.array(
        [
            [3.1338561, -1.6168667, -0.4906146],
            [-0.9787684, 1.9161415, 0.0334540],
            [0.0719453, -0.2289914, 1.4052427],
        ]
    )
    rgb = np.clip(matrix @ xyz, 0.0, 1.0)
    encoded_rgb = np.where(rgb <= 0.0031308, 12.92 * rgb, 1.055 * rgb ** (1 / 2.4) - 0.055)
    red, green, blue = (round(float(v) * 255) for v in encoded_rgb)
    return red, green, blue


def _pairs(numbers: Sequence[Any], *, of_area: bool) -> tuple[PointXY, ...]:
    """Pixel units begin at the outer corner of the first pixel (PS3.3 C.10.5.1.2)."""
    shift = 0.0 if of_area else 0.5
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return tuple((float(x) - shift, float(y) - shift) for x, y in pairs)


def _graphic(values: dict[str, Any]) -> Graphic:
    of_area = values["GraphicAnnotationUnits"] == "DISPLAY"
    kind = GraphicKind(values["GraphicType"])
    points = _pairs(_listed(values["GraphicData"]), of_area=of_area)
    needed = {GraphicKind.POINT: 1, GraphicKind.CIRCLE: 2, GraphicKind.ELLIPSE: 4}.get(kind, 2)
    if len(points) < needed:
        raise ValueError("a graphic has too few points")
    return Graphic(
        kind=kind,
        points=points,
        layer=values["layer"],
        filled=values.get("GraphicFilled") == "Y",
        of_area=of_area,
        reference=_reference(values["references"]),
    )


def _text(values: dict[str, Any]) -> TextObject:
    box_of_area = values.get("BoundingBoxAnnotationUnits") == "DISPLAY"
    anchor_of_area = values.get("AnchorPointAnnotationUnits") == "DISPLAY"
    box = anchor = None
    if "BoundingBoxTopLeftHandCorner" in values:
        first, second = _pairs(
            [
                *values["BoundingBoxTopLeftHandCorner"],
                *values["BoundingBoxBottomRightHandCorner"],
            ],
            of_area=box_of_area,
        )
        box = (first, second)
    if "AnchorPoint" in values:
        (anchor,) = _pairs(values["AnchorPoint"], of_area=anchor_of_area)
    return TextObject(
        text=str(values.get("UnformattedTextValue", "")),
        layer=values["layer"],
        box=box,
        box_of_area=box_of_area,
        anchor=anchor,
        anchor_of_area=anchor_of_area,
        anchor_visible=values.get("AnchorPointVisibility") == "Y",
        justification=str(values.get("BoundingBoxTextHorizontalJustification", "LEFT")),
        reference=_reference(values["references"]),
    )


def _area(values: dict[str, Any]) -> DisplayedArea:
    left, top = values["DisplayedAreaTopLeftHandCorner"]
    right, bottom = values["DisplayedAreaBottomRightHandCorner"]
    ratio = values.get("PresentationPixelMagnificationRatio")
    return DisplayedArea(
        top_left=(left - 1.0, top - 1.0),
        bottom_right=(right - 1.0, bottom - 1.0),
        size_mode=str(values.get("PresentationSizeMode", "SCALE TO FIT")),
        magnification=None if ratio is None else float(ratio),
        reference=_reference(values["references"]),
    )


def _voi(values: dict[str, Any]) -> SoftcopyVoi:
    window = None
    if "WindowCenter" in values and "WindowWidth" in values:
        window = WindowSetting(
            center=float(_listed(values["WindowCenter"])[0]),
            width=float(_listed(values["WindowWidth"])[0]),
            explanation="Presentation state",
            function=str(values.get("VOILUTFunction", "LINEAR")),
        )
        if window.width < (1 if window.function == "LINEAR" else 1e-12):
            raise ValueError("a window has no width")
    return SoftcopyVoi(
        window=window,
        table=_lut(values["table"]),
        reference=_reference(values["references"]),
    )


def _lut(values: dict[str, Any] | None) -> LookupTable | None:
    if values is None:
        return None
    entries = tuple(int(v) for v in values["entries"])
    bits = int(values["bits"])
    if not entries or not 1 <= bits <= 16:
        raise ValueError("a lookup table is empty")
    return LookupTable(first=int(values["first"]), bits=bits, entries=entries)


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - one value or several
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]
