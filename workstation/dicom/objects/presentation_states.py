"""Presentation states, from what the child process read.

References
----------
PS3.3 C.10.4 (displayed area), C.10.5 (graphic annotation), C.10.6 (spatial transformation),
C.10.7 (graphic layer), C.11.8 (softcopy VOI LUT), C.11.14 (blending); A.33 (the objects).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydicom.uid import (
    BlendingSoftcopyPresentationStateStorage,
    ColorSoftcopyPresentationStateStorage,
    GrayscaleSoftcopyPresentationStateStorage,
    PseudoColorSoftcopyPresentationStateStorage,
    XAXRFGrayscaleSoftcopyPresentationStateStorage,
)

from workstation.dicom.objects.lab_colors import lab_color, shutter_color
from workstation.dicom.pixels.windows import VOI_FUNCTIONS, known_function
from workstation.domain.display_objects import (
    BitmapShutter,
    Blending,
    CompoundGraphic,
    CompoundKind,
    DisplayedArea,
    Graphic,
    GraphicKind,
    OverlayPlane,
    PointXY,
    PresentationState,
    Reference,
    Shutter,
    SoftcopyVoi,
    StateKind,
    TextObject,
)
from workstation.domain.pixel_source import LookupTable
from workstation.domain.study import WindowSetting
from workstation.messages import Message

_KINDS: dict[str, StateKind] = {
    GrayscaleSoftcopyPresentationStateStorage: StateKind.GREYSCALE,
    XAXRFGrayscaleSoftcopyPresentationStateStorage: StateKind.GREYSCALE,
    ColorSoftcopyPresentationStateStorage: StateKind.COLOR,
    PseudoColorSoftcopyPresentationStateStorage: StateKind.PSEUDO_COLOR,
    BlendingSoftcopyPresentationStateStorage: StateKind.BLENDING,
}
_NOT_SHOWN = {
    "MaskSubtractionSequence": Message("the subtraction of a mask"),
    "SegmentedRedPaletteColorLookupTableData": Message("a segmented palette"),
}
_UNKNOWN_FUNCTION = Message("an unknown VOI LUT Function")
_LAYER_COLOR = (255, 220, 60)


def presentation_state(
    reply: dict[str, Any],
    path: str,
    planes: Sequence[OverlayPlane],
    shutters: tuple[Shutter, ...] = (),
) -> PresentationState:
    """Turn the values of a file into a state.

    Parameters
    ----------
    reply : dict
        As the child process gave it.
    path : str
        Of the file.
    planes : sequence of OverlayPlane
        Its overlay planes.
    shutters : tuple of Shutter
        Its shutters of simple shapes.

    Raises
    ------
    KeyError, TypeError, ValueError, IndexError
        The file is damaged.
    """
    values = reply["state"]
    activations = tuple((int(group), str(layer)) for group, layer in values["activations"])
    layer_of = dict(activations)
    overlays = tuple(
        OverlayPlane(
            group=plane.group, bits=plane.bits, origin=plane.origin, label=plane.label,
            first_frame=plane.first_frame, frames=plane.frames,
            layer=layer_of.get(plane.group, ""),
        )
        for plane in planes
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
        graphics=tuple(_graphic(each) for each in _simple(values, "graphics")),
        texts=tuple(_text(each) for each in _simple(values, "texts")),
        areas=tuple(_area(each) for each in values["areas"]),
        vois=tuple(voi for each in (*values["vois"], *_below(values)) for voi in _vois(each)),
        rescale=None if slope is None else (float(slope), float(intercept or 0)),
        modality_table=_lut(values["modality_table"]),
        presentation_table=_lut(values["presentation_table"]),
        inverse=values.get("PresentationLUTShape") == "INVERSE",
        quarter_turns=turns % 4,
        flip_horizontal=values.get("ImageHorizontalFlip") == "Y",
        shutters=shutters,
        overlays=overlays,
        activations=activations,
        kind=_KINDS.get(str(values.get("SOPClassUID", "")), StateKind.OTHER),
        compounds=tuple(_compound(each) for each in values["compounds"]),
        bitmap=_bitmap(reply.get("shutter", {}), planes),
        palette=_palette(values["palette"]),
        blending=_blending(values),
        not_applied=(*(_NOT_SHOWN[each] for each in values["asked"]), *_unknown(values["vois"])),
    )


def _unknown(vois: Sequence[dict[str, Any]]) -> tuple[Message, ...]:
    """A VOI LUT Function that nobody can follow, so that its windows are linear."""
    stated = [str(voi.get("VOILUTFunction", "")).strip() for voi in vois]
    odd = any(each and each.upper() not in VOI_FUNCTIONS for each in stated)
    return (_UNKNOWN_FUNCTION,) if odd else ()


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
        spacing_rc_mm=_spacing(values.get("PresentationPixelSpacing")),
        reference=_reference(values["references"]),
    )


def _vois(values: dict[str, Any]) -> list[SoftcopyVoi]:
    """Every window and every table of one item, tables last (as most viewers have it)."""
    reference = _reference(values["references"])
    found: list[SoftcopyVoi] = []
    centers, widths = _listed(values.get("WindowCenter")), _listed(values.get("WindowWidth"))
    names = _listed(values.get("WindowCenterWidthExplanation"))
    for number, (center, width) in enumerate(zip(centers, widths, strict=False)):
        window = WindowSetting(
            center=float(center),
            width=float(width),
            explanation=Message("Presentation state"),
            function=known_function(str(values.get("VOILUTFunction", ""))),
        )
        if window.width < (1 if window.function == "LINEAR" else 1e-12):
            raise ValueError("a window has no width")
        name = str(names[number]) if number < len(names) else ""
        found.append(SoftcopyVoi(window=window, name=name, reference=reference))
    tables = [
        SoftcopyVoi(table=_lut(table), name=table["name"], reference=reference)
        for table in values["tables"]
    ]
    return found + tables


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


def _spacing(value: Any) -> tuple[float, float] | None:  # noqa: ANN401 - as the file has it
    numbers = [float(v) for v in _listed(value)]
    return (numbers[0], numbers[1]) if len(numbers) == 2 and min(numbers) > 0 else None


def _simple(values: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Graphics or texts without those that only stand for a compound graphic."""
    compound = {each.get("CompoundGraphicInstanceID") for each in values["compounds"]}
    compound.discard(None)
    return [each for each in values[kind] if each.get("CompoundGraphicInstanceID") not in compound]


def _compound(values: dict[str, Any]) -> CompoundGraphic:
    of_area = values.get("CompoundGraphicUnits") == "DISPLAY"
    kind = CompoundKind(values["CompoundGraphicType"])
    points = _pairs(_listed(values["GraphicData"]), of_area=of_area)
    if len(points) < (1 if kind is CompoundKind.CROSSHAIR else 2):
        raise ValueError("a compound graphic has too few points")
    about = _pairs(_listed(values.get("RotationPoint")), of_area=of_area)
    labelled = values.get("ShowTickLabel", "Y") == "Y"
    return CompoundGraphic(
        kind=kind,
        points=points,
        layer=values["layer"],
        filled=values.get("GraphicFilled") == "Y",
        of_area=of_area,
        rotation_deg=float(values.get("RotationAngle", 0.0)),
        rotation_point=about[0] if about else None,
        gap=float(values.get("GapLength", 0.0)),
        visible=float(values.get("DiameterOfVisibility", 0.0)),
        ticks=tuple(
            (float(tick["TickPosition"]), str(tick.get("TickLabel", "")) if labelled else "")
            for tick in values["ticks"]
        ),
        ticks_at=str(values.get("TickAlignment", "CENTER")),
        labels_at=str(values.get("TickLabelAlignment", "BOTTOM")),
        reference=_reference(values["references"]),
    )


def _bitmap(values: dict[str, Any], planes: Sequence[OverlayPlane]) -> BitmapShutter | None:
    if "BITMAP" not in _listed(values.get("ShutterShape")):
        return None
    group = int(values["ShutterOverlayGroup"])
    bits = next((plane.bits for plane in planes if plane.group == group), None)
    if bits is None:
        raise ValueError("a bitmap shutter has no bitmap")
    grey, rgb = shutter_color(values)
    return BitmapShutter(bits=bits, grey=grey, rgb=rgb)


def _palette(
    values: list[dict[str, Any]] | None,
) -> tuple[LookupTable, LookupTable, LookupTable] | None:
    if values is None:
        return None
    tables = [_lut(each) for each in values]
    red, green, blue = (table for table in tables if table is not None)
    return red, green, blue


def _below(values: dict[str, Any]) -> list[dict[str, Any]]:
    """What a blending state wants of the grey values of the series that lies below."""
    return [
        voi | {"references": each["references"]}
        for each in values["blending"]
        if each["position"] == "UNDERLYING"
        for voi in each["vois"]
    ]


def _blending(values: dict[str, Any]) -> Blending | None:
    sets = {each["position"]: each for each in values["blending"]}
    under, over = sets.get("UNDERLYING"), sets.get("SUPERIMPOSED")
    if under is None or over is None:
        return None
    vois = [voi for each in over["vois"] for voi in _vois(each)]
    return Blending(
        underlying=tuple(under["series"]),
        superimposed=tuple(over["series"]),
        opacity=min(max(float(values["opacity"]), 0.0), 1.0),
        window=next((voi.window for voi in vois), None),
        palette=_palette(values["palette"]),
    )
