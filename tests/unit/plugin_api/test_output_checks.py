from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.support.plugin_folders import write_plugin
from workstation.domain.coding import LENGTH, UNIT_MM
from workstation.errors import PluginRefusedError
from workstation.messages import NOTHING, Message
from workstation.plugin_api import payloads
from workstation.plugin_api.manifest import PluginManifest, read_manifest
from workstation.plugin_api.output_checks import require_consistent
from workstation.plugin_api.output_parts import (
    ClassProbability,
    HeatmapOutput,
    NumberOutput,
    SegmentOutput,
)
from workstation.plugin_api.outputs import (
    ClassOutput,
    DetectionOutput,
    ImageOutput,
    SegmentationOutput,
)
from workstation.plugin_api.payloads import ImagePayload, PluginRequest

IMAGE = ImagePayload(
    array=np.zeros((2, 3, 4), dtype=np.int16), affine_lps=np.eye(4), modality="CT", quantity="HU"
)
ONE = np.ones((2, 3, 4), dtype=np.uint8)
SEGMENT = SegmentOutput(number=1, produced=1)
REQUEST = PluginRequest(image=IMAGE)
HEAT = HeatmapOutput(name=Message("h"), values=np.ones((2, 3, 4), np.float32))
CLASSES = """
[[produces.classes]]
id = "bright"
label = "Bright"
code = { value = "BRIGHT", scheme = "99TEST", meaning = "Bright" }
"""


@pytest.fixture
def manifest(tmp_path: Path) -> PluginManifest:
    return read_manifest(write_plugin(tmp_path, "bright"))


def of_kind(tmp_path: Path, kind: str, produces: str = "") -> PluginManifest:
    folder = write_plugin(tmp_path, "bright")
    text = (folder / "plugin.toml").read_text().replace('"segmentation"', f'"{kind}"')
    if kind != "detection":
        text = text[: text.index("[[produces.segments]]")] + produces
    (folder / "plugin.toml").write_text(text)
    return read_manifest(folder)


def test_a_consistent_output_passes(manifest: PluginManifest) -> None:
    output = SegmentationOutput(labels=ONE, segments=(SEGMENT,))
    assert require_consistent(manifest, REQUEST, output) is output


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        (SegmentationOutput(labels=ONE[:1], segments=(SEGMENT,)), "shape"),
        (SegmentationOutput(labels=ONE.astype(np.int32), segments=(SEGMENT,)), "uint8"),
        (SegmentationOutput(labels=ONE), "same numbers"),
        (SegmentationOutput(segments=(SEGMENT,)), "no labels"),
        (SegmentationOutput(labels=ONE, segments=(SEGMENT, SEGMENT)), "repeat"),
        (SegmentationOutput(labels=ONE, segments=(SegmentOutput(number=1, produced=9),)), "kind"),
        (
            SegmentationOutput(numbers=(NumberOutput(concept=LENGTH, value=np.inf, unit=UNIT_MM),)),
            "finite",
        ),
        (
            SegmentationOutput(
                numbers=(NumberOutput(concept=LENGTH, value=1.0, unit=UNIT_MM, segment=2),)
            ),
            "segment that is not there",
        ),
        (SegmentationOutput(heatmaps=(HEAT, HEAT, HEAT)), "more than 2 saliency"),
        (
            SegmentationOutput(
                heatmaps=(HeatmapOutput(name=Message("h"), values=np.ones((3, 4), np.float32)),)
            ),
            "saliency",
        ),
        (ClassOutput(), "kind segmentation gives SegmentationOutput, not ClassOutput"),
        (DetectionOutput(), "not DetectionOutput"),
        (None, "not NoneType"),
        (
            payloads.PluginOutput(heatmaps=(HEAT,), notes=(Message("n"),), classes=(0,)),  # type: ignore[arg-type]
            r"not PluginOutput\(classes, heatmaps, notes\)",
        ),
    ],
)
def test_an_inconsistent_output_is_refused(
    manifest: PluginManifest, output: object, reason: str
) -> None:
    with pytest.raises(PluginRefusedError, match=reason):
        require_consistent(manifest, REQUEST, output)


def test_a_class_must_be_in_the_manifest(tmp_path: Path) -> None:
    manifest = of_kind(tmp_path, "classification", CLASSES)
    bright = ClassProbability(class_id="bright", probability=1, probability_note=Message("n"))
    require_consistent(manifest, REQUEST, ClassOutput(classes=(bright,)))
    other = ClassProbability(class_id="x", probability=1, probability_note=Message("n"))
    with pytest.raises(PluginRefusedError, match="class is not in the manifest"):
        require_consistent(manifest, REQUEST, ClassOutput(classes=(other,)))


@pytest.mark.parametrize(
    ("values", "words", "reason"),
    [
        (np.ones((2, 3), np.float32), Message("w"), "does not fit"),
        (np.ones((2, 3, 4), np.float64), Message("w"), "does not fit"),
        (np.full((2, 3, 4), np.nan, np.float32), Message("w"), "not numbers"),
        (np.ones((2, 3, 4), np.float32), NOTHING, "does not say what was done"),
    ],
)
def test_an_enhanced_image_must_fit(
    tmp_path: Path,
    values: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    words: Message,
    reason: str,
) -> None:
    manifest = of_kind(tmp_path, "enhancement")
    good = ImageOutput(values=np.ones((2, 3, 4), np.float32), words=Message("w"))
    assert require_consistent(manifest, REQUEST, good) is good
    with pytest.raises(PluginRefusedError, match=reason):
        require_consistent(manifest, REQUEST, ImageOutput(values=values, words=words))


def test_outputs_of_the_first_version_become_those_of_the_kind(tmp_path: Path) -> None:
    detection = of_kind(tmp_path / "d", "detection")
    given = payloads.PluginOutput(labels=ONE, segments=(SEGMENT,), notes=(Message("n"),))
    output = require_consistent(detection, REQUEST, given)
    assert isinstance(output, DetectionOutput)
    assert (output.labels is ONE, output.segments, output.notes) == (
        True, (SEGMENT,), (Message("n"),),
    )  # fmt: skip
    enhancement = of_kind(tmp_path / "e", "enhancement")
    picture = payloads.EnhancedOutput(values=HEAT.values, words=Message("w"))
    image = require_consistent(enhancement, REQUEST, payloads.PluginOutput(enhanced=picture))
    assert isinstance(image, ImageOutput)
    assert image.values is HEAT.values
    for wrong in (
        payloads.PluginOutput(),
        payloads.PluginOutput(enhanced=picture, labels=ONE),
        payloads.PluginOutput(segments=(SEGMENT,)),
    ):
        with pytest.raises(PluginRefusedError, match="gives ImageOutput, not PluginOutput"):
            require_consistent(enhancement, REQUEST, wrong)


def test_a_probability_needs_a_range_and_a_note() -> None:
    with pytest.raises(ValueError, match="note"):
        ClassProbability(class_id="x", probability=0.5, probability_note=NOTHING)
    with pytest.raises(ValueError, match=r"0\.\.1"):
        ClassProbability(class_id="x", probability=1.5, probability_note=Message("n"))
