"""Left and right lung in chest CT, with %LAA-950 and Perc15."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from plugins.lungs_ct.calibration import air_in, has_metal
from plugins.lungs_ct.lungs import LEFT_LUNG, RIGHT_LUNG, segment_lungs
from workstation.domain.coding import UNIT_HU, UNIT_ML, UNIT_PERCENT, VOLUME, Code
from workstation.imaging.whole_organs import cut_ends, unseen_voxels
from workstation.messages import NOTHING, Message, joined
from workstation.plugin_api.output_parts import NumberOutput, SegmentOutput
from workstation.plugin_api.outputs import SegmentationOutput
from workstation.plugin_api.payloads import ImagePayload, PluginRequest
from workstation.plugin_api.protocols import PluginContext

PERC15 = Code("PERC15", "99LIGHTBOX", "15th percentile of lung attenuation")
BELOW_950 = Code("LAA-950", "99LIGHTBOX", "Low attenuation area below -950 HU")
"""At the published threshold."""
THICKEST_MM = 1.25
_SHARP_KERNEL = re.compile(
    r"^(?:[BIQ]R?[FV]?(?:5[5-9]|[6-9]\d)|B[LV]\d\d|LUNG|BONE|EDGE|ULTRA|SHARP|FC(?:5\d|8\d)|Y[A-E]$|[DE]$)",
    re.IGNORECASE,
)


class LungsCt:
    """Threshold, components and morphology; no weights."""

    def run(self, request: PluginRequest, context: PluginContext) -> SegmentationOutput:
        """Segment the lungs and measure low attenuation."""
        image = request.image
        if image.affine_lps is None:
            raise ValueError("the host hands volumes only")
        lungs = segment_lungs(image.array, image.affine_lps, report=context.progress)
        if not lungs.found:
            return SegmentationOutput(
                labels=np.zeros(image.array.shape, dtype=np.uint8),
                notes=(
                    *lungs.notes,
                    Message("No lung was found in this volume: there is no result."),
                ),
            )
        threshold = int(request.parameters["emphysema_threshold_hu"])  # type: ignore[arg-type]
        context.progress(0.9, Message("emphysema index"))
        air = air_in(image.array, lungs.airways)
        caveat = _joined_caveats(
            protocol_caveat(image), _quality_caveat(image, noisy=air is not None and air.is_noisy)
        )
        measurable = air is None or not air.is_off
        segments: list[SegmentOutput] = []
        numbers: list[NumberOutput] = []
        cuts: list[Message] = []
        unseen = unseen_voxels(image.array, image.padding)
        for number, name in (
            (RIGHT_LUNG, Message("Right lung")),
            (LEFT_LUNG, Message("Left lung")),
        ):
            inside = lungs.labels == number
            if not inside.any():
                continue
            segments.append(SegmentOutput(number=number, produced=number, caveats=lungs.doubts))
            ends = cut_ends(inside, image.affine_lps, unseen)
            if ends:
                cuts.append(
                    Message(
                        "{name}: cut at the {ends} of the image: not a lung volume. No volume "
                        "of the lung and no emphysema index is given.",
                        name=name,
                        ends=joined(", ", ends),
                    )
                )
            elif measurable:
                numbers += _densities(image.array[inside], threshold, caveat, number)
        if not cuts:
            numbers.append(_volume(image, lungs.labels, len(segments)))
            if measurable:
                numbers += _densities(image.array[lungs.labels > 0], threshold, caveat, None)
        off: tuple[Message, ...] = ()
        if air is not None and air.is_off:
            off = (
                Message(
                    "No emphysema index is given: the air in the airways measures {hu:.0f} HU, not "
                    "-1000 HU. The densities of this file are not in Hounsfield units.",
                    hu=air.median_hu,
                ),
            )
        context.progress(1.0, Message("done"))
        return SegmentationOutput(
            labels=lungs.labels,
            segments=tuple(segments),
            numbers=tuple(numbers),
            notes=(
                *lungs.doubts,
                *off,
                *cuts,
                *lungs.notes,
                *(
                    (Message("Emphysema index: {caveat}.", caveat=caveat),)
                    if caveat and not off
                    else ()
                ),
            ),
        )


def _volume(image: ImagePayload, labels: NDArray[np.uint8], lungs: int) -> NumberOutput:
    voxel_ml = float(np.prod(image.spacing_kji_mm)) / 1000
    return NumberOutput(
        concept=VOLUME,
        value=np.count_nonzero(labels) * voxel_ml,
        unit=UNIT_ML,
        caveat=Message("both lungs") if lungs == 2 else Message("the only lung that was found"),
    )


def _joined_caveats(*caveats: Message) -> Message:
    return joined("; ", [caveat for caveat in caveats if caveat])


def _quality_caveat(image: ImagePayload, *, noisy: bool) -> Message:
    """What in the picture itself moves voxels across the threshold."""
    reasons = []
    if noisy:
        reasons.append(Message("noise alone moves lung below the threshold"))
    if has_metal(image.array, float(np.prod(image.spacing_kji_mm))):
        reasons.append(Message("metal, whose streaks are darker and brighter than lung"))
    return joined("; ", reasons)


def _densities(
    hu: NDArray[Any], threshold_hu: int, caveat: Message, segment: int | None
) -> list[NumberOutput]:
    share = 100.0 * float(np.count_nonzero(hu < threshold_hu)) / hu.size
    concept = Code(
        f"LAA{threshold_hu}",
        BELOW_950.scheme,
        BELOW_950.meaning.replace("-950", str(threshold_hu)),
    )
    return [
        NumberOutput(
            concept=concept, value=share, unit=UNIT_PERCENT, segment=segment, caveat=caveat
        ),
        NumberOutput(
            concept=PERC15,
            value=float(np.percentile(hu, 15)),
            unit=UNIT_HU,
            segment=segment,
            caveat=caveat,
        ),
    ]


def protocol_caveat(image: ImagePayload) -> Message:
    """Why low attenuation is outside the validated protocol; empty when nothing speaks against it.

    References
    ----------
    Regan EA et al. Genetic epidemiology of COPD (COPDGene) study design. COPD 2010;7:32.
    """
    reasons = []
    spacing = image.acquired_slice_spacing_mm or image.spacing_kji_mm[0]
    thickness = _number(image, "thickness")
    worst = max(spacing, thickness or 0.0)
    if worst > THICKEST_MM:
        reasons.append(
            Message(
                "slices of {worst:g} mm, validated up to {thickest_mm:g} mm",
                worst=worst,
                thickest_mm=THICKEST_MM,
            )
        )
    kernel = _text(image, "kernel")
    if kernel and _SHARP_KERNEL.match(kernel.strip()):
        reasons.append(Message("sharp kernel {kernel}", kernel=kernel.strip()))
    elif not kernel:
        reasons.append(Message("kernel not stated"))
    voltage = _number(image, "voltage")
    if voltage is not None and abs(voltage - 120.0) > 1.0:
        reasons.append(Message("{voltage:g} kV, validated at 120 kV", voltage=voltage))
    if not reasons:
        return NOTHING
    return Message("outside the validated protocol: {reasons}", reasons=joined("; ", reasons))


def _text(image: ImagePayload, word: str) -> str:
    return next((value for name, value in image.technique if word in name.lower()), "")


def _number(image: ImagePayload, word: str) -> float | None:
    match = re.search(r"\d+(?:\.\d+)?", _text(image, word))
    return float(match.group()) if match else None
