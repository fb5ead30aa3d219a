"""Overlays, shutters and presentation states of one file as plain values, read in the child.

Everything here runs in the reading process with its limits; what leaves it is JSON.
"""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
import pydicom
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

from workstation.messages import Message

_MOST_VALUES = 2_000_000
_LAST_GROUP = 0x601E
_NOT_SHOWN = ("MaskSubtractionSequence", "SegmentedRedPaletteColorLookupTableData")
_TAKEN = {
    "graphic": (
        "GraphicAnnotationUnits", "GraphicType", "GraphicFilled", "GraphicData",
        "NumberOfGraphicPoints", "CompoundGraphicInstanceID",
    ),
    "text": (
        "BoundingBoxAnnotationUnits", "AnchorPointAnnotationUnits", "UnformattedTextValue",
        "BoundingBoxTopLeftHandCorner", "BoundingBoxBottomRightHandCorner", "AnchorPoint",
        "AnchorPointVisibility", "BoundingBoxTextHorizontalJustification",
        "CompoundGraphicInstanceID",
    ),
    "area": (
        "DisplayedAreaTopLeftHandCorner", "DisplayedAreaBottomRightHandCorner",
        "PresentationSizeMode", "PresentationPixelMagnificationRatio",
        "PresentationPixelSpacing",
    ),
    "compound": (
        "CompoundGraphicUnits", "CompoundGraphicType", "GraphicFilled", "GraphicData",
        "RotationAngle", "RotationPoint", "GapLength", "DiameterOfVisibility", "TickAlignment",
        "TickLabelAlignment", "ShowTickLabel", "CompoundGraphicInstanceID",
    ),
    "tick": ("TickPosition", "TickLabel"),
    "voi": ("WindowCenter", "WindowWidth", "WindowCenterWidthExplanation", "VOILUTFunction"),
    "layer": (
        "GraphicLayer", "GraphicLayerOrder", "GraphicLayerRecommendedDisplayGrayscaleValue",
        "GraphicLayerRecommendedDisplayCIELabValue", "GraphicLayerRecommendedDisplayRGBValue",
    ),
    "state": (
        "SOPClassUID", "SOPInstanceUID", "ContentLabel", "ContentDescription", "ContentCreatorName",
        "PresentationCreationDate", "PresentationCreationTime", "PresentationLUTShape",
        "ImageRotation", "ImageHorizontalFlip", "RescaleSlope", "RescaleIntercept",
    ),
    "shutter": (
        "ShutterShape", "ShutterLeftVerticalEdge", "ShutterRightVerticalEdge",
        "ShutterUpperHorizontalEdge", "ShutterLowerHorizontalEdge", "CenterOfCircularShutter",
        "RadiusOfCircularShutter", "VerticesOfThePolygonalShutter", "ShutterPresentationValue",
        "ShutterPresentationColorCIELabValue", "ShutterOverlayGroup", "Rows", "Columns",
    ),
}  # fmt: skip


def read_display(path: str) -> dict[str, Any]:
    """Overlays and shutters of an image, or the whole of a presentation state.

    Returns
    -------
    dict
        JSON types; numbers as the file states them, bitmaps packed and in Base64.
    """
    embedded = pydicom.dcmread(path, stop_before_pixels=True, force=True)
    if any(
        _single(embedded, group, 0x0100, 1) != 1 and (group, 0x3000) not in embedded
        for group in _overlay_groups(embedded)
    ):
        embedded = pydicom.dcmread(path, force=True)
    found: dict[str, Any] = {
        "shutter": _values(embedded, "shutter"),
        "overlays": [_overlay(embedded, group) for group in _overlay_groups(embedded)],
    }
    if str(embedded.get("Modality", "")) == "PR":
        found["state"] = _state(embedded)
    return found


def _values(item: Dataset, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for keyword in _TAKEN[kind]:
        value = item.get(keyword)
        if value is not None and value != "":
            found[keyword] = _plain(value)
    return found


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    if isinstance(value, MultiValue | list | tuple):
        return [_plain(each) for each in value[:_MOST_VALUES]]
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    return str(value)


def _state(data_set: Dataset) -> dict[str, Any]:
    annotations = data_set.get("GraphicAnnotationSequence") or ()
    state = _values(data_set, "state")
    state["references"] = [
        reference
        for series in data_set.get("ReferencedSeriesSequence") or ()
        for reference in _references(series)
    ] + [
        reference
        for item in data_set.get("BlendingSequence") or ()
        for reference in _blended(item)["references"]
    ]
    state["layers"] = [_values(i, "layer") for i in data_set.get("GraphicLayerSequence") or ()]
    state["graphics"] = [
        _values(item, "graphic") | _belonging(annotation)
        for annotation in annotations
        for item in annotation.get("GraphicObjectSequence") or ()
    ]
    state["texts"] = [
        _values(item, "text") | _belonging(annotation)
        for annotation in annotations
        for item in annotation.get("TextObjectSequence") or ()
    ]
    state["compounds"] = [
        _values(item, "compound")
        | _belonging(annotation)
        | {"ticks": [_values(tick, "tick") for tick in item.get("MajorTicksSequence") or ()]}
        for annotation in annotations
        for item in annotation.get("CompoundGraphicSequence") or ()
    ]
    state["areas"] = [
        _values(item, "area") | {"references": _references(item)}
        for item in data_set.get("DisplayedAreaSelectionSequence") or ()
    ]
    state["vois"] = [
        _values(item, "voi") | {"references": _references(item), "tables": _tables(item, "VOILUT")}
        for item in data_set.get("SoftcopyVOILUTSequence") or ()
    ]
    for name in ("ModalityLUT", "PresentationLUT"):
        key = "modality_table" if name == "ModalityLUT" else "presentation_table"
        state[key] = next(iter(_tables(data_set, name)), None)
    state["palette"] = _palette(data_set)
    state["blending"] = [_blended(item) for item in data_set.get("BlendingSequence") or ()]
    state["opacity"] = float(data_set.get("RelativeOpacity") or 1.0)
    state["asked"] = [keyword for keyword in _NOT_SHOWN if data_set.get(keyword)]
    state["activations"] = [
        [group, str(data_set[group, 0x1001].value)]
        for group in range(0x6000, _LAST_GROUP + 2, 2)
        if (group, 0x1001) in data_set
    ]
    return state


def _belonging(annotation: Dataset) -> dict[str, Any]:
    return {
        "layer": str(annotation.get("GraphicLayer", "")),
        "references": _references(annotation),
    }


def _references(item: Dataset) -> list[list[Any]]:
    found = []
    for reference in item.get("ReferencedImageSequence") or ():
        frames = reference.get("ReferencedFrameNumber")
        listed = _plain(frames) if frames is not None else []
        found.append(
            [
                str(reference.get("ReferencedSOPInstanceUID", "")),
                listed if isinstance(listed, list) else [listed],
            ]
        )
    return found


def _tables(item: Dataset, name: str) -> list[dict[str, Any]]:
    """The lookup tables of a sequence."""
    return [
        _entries(entry.LUTDescriptor, entry.LUTData)
        | {"name": str(entry.get("LUTExplanation", "") or "")}
        for entry in item.get(f"{name}Sequence") or ()
    ]


def _entries(described: Any, data: Any) -> dict[str, Any]:  # noqa: ANN401
    descriptor = [int(value) for value in described]
    count = descriptor[0] or 65536
    if isinstance(data, bytes):
        wide = len(data) >= 2 * count
        values = np.frombuffer(data, "<u2" if wide else "u1")[:count].tolist()
    else:
        values = [int(value) for value in data]
        if len(values) < count:
            # Entries of 8 bits, two to a word (PS3.3 C.11.1.1.1).
            values = np.array(values, "<u2").view("u1")[:count].tolist()
    return {"first": descriptor[1], "bits": descriptor[2], "entries": values[:count]}


def _palette(data_set: Dataset) -> list[dict[str, Any]] | None:
    if "RedPaletteColorLookupTableData" not in data_set:
        return None
    return [
        _entries(
            data_set[f"{color}PaletteColorLookupTableDescriptor"].value,
            data_set[f"{color}PaletteColorLookupTableData"].value,
        )
        for color in ("Red", "Green", "Blue")
    ]


def _blended(item: Dataset) -> dict[str, Any]:
    """One of the two image sets of a blending state."""
    vois = item.get("SoftcopyVOILUTSequence") or ()
    return {
        "position": str(item.get("BlendingPosition", "")),
        "series": [
            str(series.get("SeriesInstanceUID", ""))
            for series in item.get("ReferencedSeriesSequence") or ()
        ],
        "references": [
            reference
            for series in item.get("ReferencedSeriesSequence") or ()
            for reference in _references(series)
        ],
        "vois": [_values(voi, "voi") | {"tables": [], "references": []} for voi in vois],
    }


# Overlays


def overlay_bits(path: str) -> list[int]:
    """Bits of the stored values in which overlays lie (retired; PS3.3 C.9.2)."""
    data_set = pydicom.dcmread(path, stop_before_pixels=True, force=True)
    positions = [
        _single(data_set, group, 0x0102, 0)
        for group in _overlay_groups(data_set)
        if (group, 0x3000) not in data_set
    ]
    return [position for position in positions if 0 < position < 32]


def _overlay_groups(data_set: Dataset) -> list[int]:
    return [g for g in range(0x6000, _LAST_GROUP + 2, 2) if (g, 0x0010) in data_set]


def _single(data_set: Dataset, group: int, element: int, default: int) -> int:
    if (group, element) not in data_set:
        return default
    value = data_set[group, element].value
    return default if value is None or value == "" else int(value)


def _overlay(data_set: Dataset, group: int) -> dict[str, Any]:
    rows, columns = (_single(data_set, group, element, 0) for element in (0x0010, 0x0011))
    frames = _single(data_set, group, 0x0015, 1)
    if min(rows, columns, frames) < 1 or rows * columns * frames > 2**31:
        return {"group": group, "refused": Message("its size makes no sense")}
    needed = rows * columns * frames
    origin = [1, 1]
    if (group, 0x0050) in data_set:
        origin = [int(value) for value in data_set[group, 0x0050].value]
    if (group, 0x3000) in data_set:
        bits = np.unpackbits(_bytes(data_set[group, 0x3000].value), bitorder="little")
    else:
        bits = _embedded_bits(data_set, _single(data_set, group, 0x0102, 0))
    if bits.size < needed:
        return {"group": group, "refused": Message("its bits are cut short")}
    label = str(data_set[group, 0x1500].value) if (group, 0x1500) in data_set else ""
    return {
        "group": group,
        "shape": [frames, rows, columns],
        "origin": origin,
        "several": (group, 0x0015) in data_set,
        "first": _single(data_set, group, 0x0051, 1),
        "label": label,
        "bits": base64.b64encode(np.packbits(bits[:needed]).tobytes()).decode("ascii"),
    }


def _bytes(value: Any) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:  # noqa: ANN401
    return np.frombuffer(bytes(value), np.uint8)


def _embedded_bits(data_set: Dataset, position: int) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """The unused bit of each stored value (retired; uncompressed pixels only)."""
    syntax = data_set.file_meta.TransferSyntaxUID if hasattr(data_set, "file_meta") else None
    allocated = int(data_set.get("BitsAllocated", 0))
    if (syntax is not None and syntax.is_encapsulated) or allocated not in (8, 16):
        return np.zeros(0, np.uint8)
    order = "<" if data_set.original_encoding[1] else ">"
    stored = np.frombuffer(data_set.PixelData, f"{order}u{allocated // 8}")
    return ((stored >> position) & 1).astype(np.uint8)
