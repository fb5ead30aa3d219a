from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.support.plugin_folders import write_plugin
from workstation.domain.coding import LENGTH, UNIT_MM
from workstation.errors import PluginRefusedError
from workstation.messages import NOTHING, Message
from workstation.plugin_api.manifest import PluginManifest, read_manifest
from workstation.plugin_api.output_checks import require_consistent
from workstation.plugin_api.payloads import (
    ClassOutput,
    HeatmapOutput,
    ImagePayload,
    NumberOutput,
    PluginOutput,
    SegmentOutput,
)

IMAGE = ImagePayload(
    array=np.zeros((2, 3, 4), dtype=np.int16), affine_lps=np.eye(4), modality="CT", quantity="HU"
)
ONE = np.ones((2, 3, 4), dtype=np.uint8)
SEGMENT = SegmentOutput(number=1, produced=1)


@pytest.fixture
def manifest(tmp_path: Path) -> PluginManifest:
    return read_manifest(write_plugin(tmp_path, "bright"))


def test_a_consistent_output_passes(manifest: PluginManifest) -> None:
    require_consistent(manifest, IMAGE, PluginOutput(labels=ONE, segments=(SEGMENT,)))


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        (PluginOutput(labels=ONE[:1], segments=(SEGMENT,)), "shape"),
        (PluginOutput(labels=ONE.astype(np.int32), segments=(SEGMENT,)), "uint8"),
        (PluginOutput(labels=ONE), "same numbers"),
        (PluginOutput(segments=(SEGMENT,)), "no labels"),
        (PluginOutput(labels=ONE, segments=(SEGMENT, SEGMENT)), "repeat"),
        (PluginOutput(labels=ONE, segments=(SegmentOutput(number=1, produced=9),)), "kind"),
        (
            PluginOutput(
                classes=(ClassOutput(class_id="x", probability=1, probability_note=Message("n")),)
            ),
            "class",
        ),
        (
            PluginOutput(numbers=(NumberOutput(concept=LENGTH, value=np.inf, unit=UNIT_MM),)),
            "finite",
        ),
        (
            PluginOutput(
                heatmaps=(HeatmapOutput(name=Message("h"), values=np.ones((3, 4), np.float32)),)
            ),
            "saliency",
        ),
    ],
)
def test_an_inconsistent_output_is_refused(
    manifest: PluginManifest, output: PluginOutput, reason: str
) -> None:
    with pytest.raises(PluginRefusedError, match=reason):
        require_consistent(manifest, IMAGE, output)


def test_a_probability_needs_a_range_and_a_note() -> None:
    with pytest.raises(ValueError, match="note"):
        ClassOutput(class_id="x", probability=0.5, probability_note=NOTHING)
    with pytest.raises(ValueError, match=r"0\.\.1"):
        ClassOutput(class_id="x", probability=1.5, probability_note=Message("n"))
