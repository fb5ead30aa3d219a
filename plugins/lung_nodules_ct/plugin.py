"""Candidates for lung nodules in chest CT, each outlined, the most suspicious first."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from plugins.lung_nodules_ct.candidates import find_candidates
from plugins.lung_nodules_ct.nodules import Nodule, outline
from plugins.lung_nodules_ct.vessels import blood_hu, goes_on, is_vessel
from plugins.lungs_ct.lungs import LEFT_LUNG, LungLabels, segment_lungs
from plugins.lungs_ct.morphology import ball_closed
from workstation.domain.coding import LEFT, RIGHT
from workstation.imaging.canonical import canonical_axes
from workstation.messages import NOTHING, Message
from workstation.plugin_api.output_parts import SegmentOutput
from workstation.plugin_api.outputs import DetectionOutput
from workstation.plugin_api.payloads import PluginRequest
from workstation.plugin_api.protocols import PluginContext

_NODULE = 1
_CLOSING_MM = 9.0
_MARGIN_MM = 4.0
_OVERLAP = 0.2


class LungNodulesCt:
    """Multi-scale blob response, vessel and wall rejection; no weights."""

    def run(self, request: PluginRequest, context: PluginContext) -> DetectionOutput:
        """Find, outline and rank nodules."""
        image = request.image
        if image.affine_lps is None:
            raise ValueError("the host hands volumes only")
        lungs = segment_lungs(
            image.array, image.affine_lps, report=lambda f, s: context.progress(0.35 * f, s)
        )
        labels = np.zeros(image.array.shape, dtype=np.uint16)
        if not lungs.found:
            return DetectionOutput(
                labels=labels,
                notes=(
                    *lungs.notes,
                    Message("No lung was found in this volume: nodules were not searched for."),
                ),
            )
        context.progress(0.38, Message("search region"))
        box = _bounding_box(lungs.labels > 0, image.spacing_kji_mm)
        search = _search_region(lungs.labels[box], lungs.airways[box], image.spacing_kji_mm)
        hu = image.array[box].astype(np.float32)
        blood = blood_hu(hu, search, image.spacing_kji_mm)
        vessels = 0
        candidates = find_candidates(hu, search, image.spacing_kji_mm, context)
        outlined = []
        for number, candidate in enumerate(candidates):
            context.progress(0.7 + 0.28 * number / len(candidates), Message("outlining"))
            nodule = outline(candidate, hu, search, image.spacing_kji_mm)
            if nodule is None:
                continue
            if is_vessel(nodule.core_hu, nodule.contact, blood):
                vessels += 1
            else:
                outlined.append(nodule)
        smallest = float(request.parameters["min_diameter_mm"])  # type: ignore[arg-type]
        least = float(request.parameters["min_score"])  # type: ignore[arg-type]
        most = int(request.parameters["max_findings"])  # type: ignore[arg-type]
        suspicious = [n for n in outlined if n.diameter_mm >= smallest and n.score >= least]
        suspicious.sort(key=lambda n: -n.score)
        kept = _paint(labels[box], suspicious, most)
        left_column = _leftness(lungs.labels, image.array.shape, image.affine_lps)
        segments = tuple(
            _segment(
                number, nodule, labels == number, lungs, left_column, enhanced=blood is not None
            )
            for number, nodule in enumerate(kept, start=1)
        )
        context.progress(1.0, Message("done"))
        notes = [*lungs.doubts, *lungs.notes]
        if vessels and blood is not None:
            notes.append(
                Message(
                    "{count} candidate as dense as the enhanced blood of this scan "
                    "({blood:.0f} HU) that goes on into a vessel or the hilum was left out.",
                    many="{count} candidates as dense as the enhanced blood of this scan "
                    "({blood:.0f} HU) that go on into vessels or the hilum were left out.",
                    count=vessels,
                    blood=blood,
                )
            )
        if not segments:
            notes.append(
                Message("The lungs were searched; no nodule candidate passed the criteria.")
            )
        elif len(suspicious) > most:
            notes.append(
                Message("More candidates were found than the {most} that are shown.", most=most)
            )
        return DetectionOutput(labels=labels, segments=segments, notes=tuple(notes))


def _bounding_box(
    mask: NDArray[np.bool_], spacing_mm: tuple[float, float, float]
) -> tuple[slice, ...]:
    box = []
    for axis in range(3):
        others = tuple(a for a in range(3) if a != axis)
        filled = np.flatnonzero(mask.any(axis=others))
        margin = int(np.ceil(_MARGIN_MM / spacing_mm[axis]))
        box.append(
            slice(max(0, filled[0] - margin), min(mask.shape[axis], filled[-1] + margin + 1))
        )
    return tuple(box)


def _search_region(
    labels: NDArray[np.uint8],
    airways: NDArray[np.bool_],
    spacing_mm: tuple[float, float, float],
) -> NDArray[np.bool_]:
    """Each lung closed, on a grid of about 1.6 mm, so that nodules at the pleura are inside."""
    steps = tuple(max(1, round(1.6 / mm)) for mm in spacing_mm)
    every = tuple(slice(None, None, s) for s in steps)
    coarse_mm = (spacing_mm[0] * steps[0], spacing_mm[1] * steps[1], spacing_mm[2] * steps[2])
    closed = np.zeros(labels[every].shape, dtype=bool)
    for side in np.unique(labels[labels > 0]):
        closed |= ball_closed(labels[every] == side, coarse_mm, _CLOSING_MM)
    for axis, step in enumerate(steps):
        if step > 1:
            closed = np.repeat(closed, step, axis=axis)
    region = closed[tuple(slice(0, n) for n in labels.shape)] | (labels > 0)
    found: NDArray[np.bool_] = region & ~airways
    return found


def _paint(labels: NDArray[np.uint16], nodules: list[Nodule], most: int) -> list[Nodule]:
    """Write the nodules into `labels`, best first, leaving out those that overlap a better one."""
    kept: list[Nodule] = []
    for nodule in nodules:
        if len(kept) == most:
            break
        place = tuple(
            slice(s, s + n) for s, n in zip(nodule.start_kji, nodule.mask.shape, strict=True)
        )
        window = labels[place]
        taken = nodule.mask & (window > 0)
        if taken.sum() > _OVERLAP * nodule.mask.sum():
            continue
        kept.append(nodule)
        window[nodule.mask & ~taken] = len(kept)
    return kept


def _leftness(
    lungs: NDArray[np.uint8], shape: tuple[int, ...], affine_lps: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Whether a voxel is nearer to the left lung: by the midplane between the lungs, in LPS."""
    axes = canonical_axes((shape[0], shape[1], shape[2]), affine_lps)
    turned = axes.turn(lungs)
    columns = np.arange(turned.shape[2])
    counts = [(turned == side).sum(axis=(0, 1)) for side in (1, 2)]
    centers = [float(np.average(columns, weights=c)) if c.any() else None for c in counts]
    middle = (
        (centers[0] + centers[1]) / 2
        if centers[0] is not None and centers[1] is not None
        else (np.inf if centers[1] is None else -np.inf)
    )
    side = np.broadcast_to(columns > middle, turned.shape)
    return axes.turn_back(side)


def _segment(
    number: int,
    nodule: Nodule,
    mask: NDArray[np.bool_],
    lungs: LungLabels,
    leftness: NDArray[np.bool_],
    *,
    enhanced: bool,
) -> SegmentOutput:
    inside: NDArray[Any] = lungs.labels[mask]
    inside = inside[inside > 0]
    if inside.size:
        left = bool((inside == LEFT_LUNG).mean() > 0.5)
    else:
        left = bool(leftness[mask].mean() > 0.5)
    kind = Message("solid") if nodule.solid else Message("subsolid")
    touching = (
        Message("; touches the pleura or the mediastinum") if nodule.wall_share > 0.1 else NOTHING
    )
    return SegmentOutput(
        number=number,
        produced=_NODULE,
        label=Message("Nodule {number}", number=number),
        laterality=LEFT if left else RIGHT,
        score=nodule.score,
        statement=Message(
            "Density suggests a {kind} nodule{touching}; suspicion score "
            "{score:.2f} (for order only, not a probability).",
            kind=kind,
            touching=touching,
            score=nodule.score,
        ),
        caveats=(*lungs.doubts, *_vessel_caveats(nodule, enhanced=enhanced)),
    )


def _vessel_caveats(nodule: Nodule, *, enhanced: bool) -> tuple[Message, ...]:
    """What is said of a candidate that an enhanced vessel of a few voxels would look like, too."""
    if not enhanced or not goes_on(nodule.contact - nodule.wall_share):
        return ()
    return (
        Message(
            "The scan is enhanced and this candidate goes on into a vessel: it may be the vessel. "
            "Density does not tell them apart where slices are thicker than it."
        ),
    )
