"""Anterior and posterior hippocampus in a crop of a T1 MR volume."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.domain.coding import UNIT_ML, VOLUME
from workstation.errors import PluginRefusedError
from workstation.imaging.whole_organs import cut_ends
from workstation.messages import Message, joined
from workstation.plugin_api.outliers import unlikeness
from workstation.plugin_api.output_parts import NumberOutput, SegmentOutput
from workstation.plugin_api.outputs import SegmentationOutput
from workstation.plugin_api.payloads import ImagePayload, PluginRequest
from workstation.plugin_api.protocols import BundleModel, PluginContext

SEEN_SIDES_MM = (20.0, 75.0)
"""Sides of the training crops were 24 to 59 mm; a little more is let through."""
SEEN_VOLUME_MM3 = (1300.0, 5800.0)
"""Whole hippocampus in the training set: 1.3 to 5.8 mL."""
_LEAST_CERTAINTY = 0.8
_RANGE_PERCENTILES = (0.1, 99.9)


class HippocampusMr:
    """A 3-D network on a crop; refuses a whole head."""

    def run(self, request: PluginRequest, context: PluginContext) -> SegmentationOutput:
        """Segment the crop, or the box inside a larger volume."""
        image = request.image
        if image.affine_lps is None:
            raise ValueError("the host hands volumes only")
        region = _region(image, request.parameters["box"])  # type: ignore[arg-type]
        affine = np.array(image.affine_lps)
        start = np.array([part.start for part in region], dtype=np.float64)
        affine[:3, 3] += affine[:3, :3] @ start
        crop, clipped = _without_spikes(image.array[region])
        context.progress(0.1, Message("likeness"))
        # The training crops show one side; the other is its mirror image.
        across = int(np.abs(affine[0, :3]).argmax())
        mirrored = np.ascontiguousarray(np.flip(crop, across))
        features = np.stack(
            [context.model.features_volume(each, affine) for each in (crop, mirrored)]
        )
        doubts = _doubts(features, context.model)
        context.progress(0.2, Message("network"))
        probabilities = context.model.segment_volume(crop, affine)
        context.progress(0.9, Message("labels"))
        found = probabilities.argmax(axis=0).astype(np.uint8)
        labels = np.zeros(image.array.shape, dtype=np.uint8)
        labels[region] = found
        voxel_mm3 = float(abs(np.linalg.det(affine[:3, :3])))
        volume_mm3 = float((found > 0).sum()) * voxel_mm3
        if not found.any():
            return SegmentationOutput(
                labels=labels,
                notes=(Message("No hippocampus was found in this crop: there is no result."),),
            )
        caveats = doubts + _caveats(volume_mm3, probabilities, found)
        if clipped:
            caveats += (
                Message(
                    "{count} voxel far brighter or darker than the rest of the crop was clipped: "
                    "check the image.",
                    many="{count} voxels far brighter or darker than the rest of the crop were "
                    "clipped: check the image.",
                    count=clipped,
                ),
            )
        total = NumberOutput(
            concept=VOLUME,
            value=volume_mm3 / 1000,
            unit=UNIT_ML,
            caveat=joined("; ", (Message("anterior and posterior together"), *caveats)),
        )
        ends = cut_ends(found > 0, affine)
        if ends:
            caveats += (
                Message(
                    "The hippocampus is cut at the {ends} of the box or the image: it is not the "
                    "whole of it, and no volume of the whole is given.",
                    ends=joined(", ", ends),
                ),
            )
        segments = tuple(
            SegmentOutput(number=n, produced=n, caveats=caveats)
            for n in (1, 2)
            if (found == n).any()
        )
        context.progress(1.0, Message("done"))
        return SegmentationOutput(
            labels=labels, segments=segments, numbers=() if ends else (total,), notes=caveats
        )


def _doubts(features: NDArray[np.float32], model: BundleModel) -> tuple[Message, ...]:
    """What is said of a crop unlike those of the training set, as it is and as its mirror image.

    Raises
    ------
    PluginRefusedError
        It is far from any of them.
    """
    distance = float(
        unlikeness(features, model.reference("crops_mean"), model.reference("crops_basis")).min()
    )
    if distance > float(model.reference("crops_far")[0]):
        raise PluginRefusedError(
            Message(
                "No hippocampus is outlined: this crop is unlike T1 crops around one hippocampus. "
                "It may lie elsewhere, be turned, inverted, or of another kind of image."
            ),
            hint=Message("Place the box around one hippocampus of a T1 MR head."),
            detail=f"distance {distance:.2f}",
        )
    if distance <= float(model.reference("crops_limit")[0]):
        return ()
    return (
        Message(
            "This crop is unlike the T1 crops that the network was trained on: check that it lies "
            "around one hippocampus, and the outline."
        ),
    )


def _without_spikes(values: NDArray[Any]) -> tuple[NDArray[np.float32], int]:
    """The crop with values far outside its range brought to its border, and how many there were.

    The network's normalization takes mean and deviation, which a single hot voxel can spoil.
    """
    low, high = (float(v) for v in np.percentile(values, _RANGE_PERCENTILES))
    margin = high - low
    crop = np.ascontiguousarray(values, dtype=np.float32)
    outside = int(np.count_nonzero((crop < low - margin) | (crop > high + margin)))
    if outside:
        crop = np.clip(crop, low - margin, high + margin)
    return crop, outside


def _region(image: ImagePayload, box: tuple[float, ...]) -> tuple[slice, slice, slice]:
    """The part of the array to work on.

    Raises
    ------
    PluginRefusedError
        The field of view, or the box, is not that of a hippocampus crop.
    """
    if image.affine_lps is None:
        raise ValueError("the host hands volumes only")
    shape = (image.array.shape[0], image.array.shape[1], image.array.shape[2])
    spacing = np.array(image.spacing_kji_mm)
    if not box:
        sides = np.array(shape) * np.array(image.spacing_kji_mm)
        if sides.min() < SEEN_SIDES_MM[0] or sides.max() > SEEN_SIDES_MM[1]:
            found = " x ".join(f"{mm:.0f}" for mm in sides)
            raise PluginRefusedError(
                Message(
                    "This field of view is not a crop around one hippocampus ({found} mm; "
                    "the model knows about 35 x 51 x 35 mm).",
                    found=found,
                ),
                hint=Message("Give `box` = x0,y0,z0,x1,y1,z1 in LPS mm around one hippocampus."),
            )
        return slice(0, shape[0]), slice(0, shape[1]), slice(0, shape[2])
    sides = np.array(box[3:]) - np.array(box[:3])
    if sides.min() < SEEN_SIDES_MM[0] or sides.max() > SEEN_SIDES_MM[1]:
        raise PluginRefusedError(
            Message("The box is not of the size of a hippocampus crop (about 35 x 51 x 35 mm)."),
            hint=Message(
                "Make each side {seen_sides_mm:g} to {seen_sides_mm2:g} mm.",
                seen_sides_mm=SEEN_SIDES_MM[0],
                seen_sides_mm2=SEEN_SIDES_MM[1],
            ),
        )
    corners = np.array(list(product(*zip(box[:3], box[3:], strict=True))))
    inverse = np.linalg.inv(image.affine_lps)
    indices = corners @ inverse[:3, :3].T + inverse[:3, 3]
    low = np.maximum(np.floor(indices.min(axis=0) + 0.5), 0).astype(int)
    high = np.minimum(np.ceil(indices.max(axis=0) + 0.5), shape).astype(int)
    if np.any((high - low) * spacing < SEEN_SIDES_MM[0] / 2):
        raise PluginRefusedError(
            Message("The box lies outside the volume."),
            hint=Message("Read the position of the hippocampus from the crosshair, in LPS mm."),
        )
    return slice(low[0], high[0]), slice(low[1], high[1]), slice(low[2], high[2])


def _caveats(
    volume_mm3: float, probabilities: NDArray[np.float32], found: NDArray[np.uint8]
) -> tuple[Message, ...]:
    caveats = []
    low, high = SEEN_VOLUME_MM3
    if not low <= volume_mm3 <= high:
        caveats.append(
            Message(
                "The volume of {volume_mm3:.1f} mL is outside the {low:.1f} to "
                "{high:.1f} mL of the training set: the crop may not show one "
                "hippocampus.",
                volume_mm3=volume_mm3 / 1000,
                low=low / 1000,
                high=high / 1000,
            )
        )
    if not ((found == 1).any() and (found == 2).any()):
        caveats.append(Message("Only one part of the hippocampus was found."))
    certainty = float(probabilities.max(axis=0)[found > 0].mean())
    if certainty < _LEAST_CERTAINTY:
        caveats.append(
            Message(
                "The network is unsure (mean probability {certainty:.2f}): the image "
                "may differ from its training set.",
                certainty=certainty,
            )
        )
    return tuple(caveats)
