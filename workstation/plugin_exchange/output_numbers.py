"""Numbers and saliency maps that a plugin gave, as the domain has them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from workstation.domain.analysis import Heatmap
from workstation.domain.mask import Mask, new_id
from workstation.domain.measurement import Measurement
from workstation.domain.provenance import Provenance
from workstation.plugin_api.output_parts import HeatmapOutput, NumberOutput
from workstation.plugin_exchange.run_facts import ImageRun


def measurement_of(number: NumberOutput, provenance: Provenance, mask: Mask | None) -> Measurement:
    """One number, of the mask that its run made."""
    return Measurement(
        id=new_id(),
        concept=number.concept,
        value=float(number.value),
        unit=number.unit,
        derivation=number.derivation,
        provenance=provenance,
        mask_id=mask.id if mask is not None else "",
        mask_version=mask.version if mask is not None else 0,
        segment_number=number.segment,
        caveat=number.caveat,
    )


def measurements_of(
    numbers: Iterable[NumberOutput], provenance: Provenance, mask: Mask | None = None
) -> tuple[Measurement, ...]:
    """The numbers about the image as a whole."""
    return tuple(measurement_of(each, provenance, mask) for each in numbers if each.segment is None)


def heatmaps_of(heatmaps: Iterable[HeatmapOutput], facts: ImageRun) -> tuple[Heatmap, ...]:
    """Saliency maps on the grid of the image, cut to 0..1."""
    return tuple(
        Heatmap(
            name=each.name,
            values=facts.view.to_source(np.clip(each.values, 0.0, 1.0).astype(np.float32)),
        )
        for each in heatmaps
    )
