"""Plugin folders and bundles written into a temporary folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from workstation.plugin_api.integrity import sha256_of
from workstation.plugin_host.folders import PluginFolders

MANIFEST = """
api_version = 1
id = "{id}"
name = "{id} for tests"
version = "1.0.0"
kind = "segmentation"
entry = "plugin:Subject"
license = "Apache-2.0"
intended_use = "Only for the tests of the workstation itself."
limits = "Of no use for anything but the tests themselves."
{top}

[accepts]
modality = ["CT"]
image = "volume"
min_slices = 2

[[parameters]]
id = "level"
label = "Level"
type = "float"
default = 0.5
minimum = 0.0
maximum = 1.0

[[produces.segments]]
number = 1
label = "Bright"
category = {{ value = "85756007", scheme = "SCT", meaning = "Tissue" }}
type = {{ value = "85756007", scheme = "SCT", meaning = "Tissue" }}
color = [255, 0, 0]
repeated = true
{end}
"""

THRESHOLD = """
import numpy as np
from workstation.plugin_api.output_parts import SegmentOutput
from workstation.plugin_api.outputs import SegmentationOutput

class Subject:
    def run(self, request, context):
        context.progress(0.5, "threshold")
        labels = (request.image.array > 0).astype(np.uint8)
        segments = (SegmentOutput(number=1, produced=1),) if labels.any() else ()
        return SegmentationOutput(labels=labels, segments=segments, notes=("done",))
"""


RISK_MANIFEST = """
api_version = 1
id = "{id}"
name = "Twice the size"
version = "1.2.3"
kind = "risk"
entry = "plugin:Subject"
license = "Apache-2.0"
intended_use = "Only for the tests of the workstation itself."
limits = "Of no use for anything but the tests themselves."

[accepts]
modality = ["CT"]
image = "any"

[[parameters]]
id = "factor"
label = "Factor"
type = "float"
default = 2.0
unit = "1"

[[produces.scores]]
id = "of_finding"
label = "Doubled axis"
about = "finding"
unit = "mm"
citation = "Nobody 2020"

[[produces.scores]]
id = "plain"
label = "Age of the patient in points"
about = "patient"
citation = "Nobody 2021"
"""

DOUBLES = """
from workstation.messages import Message
from workstation.plugin_api.output_parts import ScoredOutput
from workstation.plugin_api.outputs import ScoreOutput

class Subject:
    def run(self, request, context):
        context.progress(0.5, Message("doubling"))
        scores = []
        for finding in request.case.findings:
            axis = finding.fact("long_axis")
            if axis is not None:
                value = request.parameters["factor"] * axis.value
                scores.append(ScoredOutput(
                    score_id="of_finding", finding=finding.key, value=value,
                    interval=(value - 1, value + 1), category=Message("large"),
                    explanation=Message("Look again."), caveats=(Message("a guess"),),
                    used=(axis.key, "parameter.factor"), terms=(("axis", axis.value),),
                ))
        age = request.case.about("age")
        if age is not None:
            scores.append(ScoredOutput(
                score_id="plain", probability=age.value / 200, used=(age.key,)
            ))
        return ScoreOutput(scores=tuple(scores), notes=(Message("done"),))
"""


def write_risk_plugin(folder: Path, code: str = DOUBLES, plugin_id: str = "doubles") -> Path:
    """Write a risk plugin that doubles the long axis of each finding; returns its folder."""
    target = folder / plugin_id
    target.mkdir(parents=True)
    (target / "plugin.toml").write_text(RISK_MANIFEST.format(id=plugin_id))
    (target / "plugin.py").write_text(code)
    return target


def body(statement: str) -> str:
    """A plugin whose run is one statement."""
    return f"""
import ctypes, os, sys, time
import numpy as np

class Subject:
    def run(self, request, context):
        context.progress(0.0, "started")
        {statement}
"""


def write_plugin(
    folder: Path, plugin_id: str, code: str = THRESHOLD, *, top: str = "", end: str = ""
) -> Path:
    """Write `plugin.toml` and `plugin.py`; returns the plugin's folder."""
    target = folder / plugin_id
    target.mkdir(parents=True)
    (target / "plugin.toml").write_text(MANIFEST.format(id=plugin_id, top=top, end=end))
    (target / "plugin.py").write_text(code)
    return target


def folders_in(path: Path) -> PluginFolders:
    """Plugins in `path/plugins` as if they came with the program, bundles in `path/models`."""
    plugins = (path / "plugins",)
    return PluginFolders(plugins=plugins, models=(path / "models",), shipped=plugins)


TINY_CONFIG: dict[str, Any] = {
    "network_def": {
        "_target_": "UNet",
        "spatial_dims": 3,
        "in_channels": 1,
        "out_channels": 2,
        "channels": [4, 8],
        "strides": [2],
    },
    "preprocessing": {
        "_target_": "Compose",
        "transforms": [
            {"_target_": "Orientationd", "keys": "image", "axcodes": "RAS", "labels": None},
            {"_target_": "NormalizeIntensityd", "keys": "image"},
        ],
    },
    "inferer": {
        "_target_": "SlidingWindowInferer",
        "roi_size": [16, 16, 16],
        "sw_batch_size": 2,
        "overlap": 0.25,
    },
    "postprocessing": {
        "_target_": "Compose",
        "transforms": [
            {"_target_": "Activationsd", "keys": "pred", "softmax": True},
            {
                "_target_": "Invertd",
                "keys": "pred",
                "transform": "@preprocessing",
                "orig_keys": "image",
                "nearest_interp": False,
                "to_tensor": True,
            },
        ],
    },
}


def write_bundle(folder: Path, config: dict[str, Any] | None = None) -> dict[str, str]:
    """Write a bundle with seeded random weights; returns the SHA-256 of its files."""
    import torch
    from monai.networks.nets import UNet
    from safetensors.torch import save_file

    (folder / "configs").mkdir(parents=True)
    (folder / "models").mkdir()
    (folder / "configs" / "inference.json").write_text(json.dumps(config or TINY_CONFIG))
    torch.manual_seed(0)
    network = UNet(spatial_dims=3, in_channels=1, out_channels=2, channels=(4, 8), strides=(2,))
    save_file(network.state_dict(), folder / "models" / "model.safetensors")
    return {
        name: sha256_of(folder / name)
        for name in ("configs/inference.json", "models/model.safetensors")
    }


def model_section(name: str, pins: dict[str, str]) -> str:
    """The `[model]` part of a manifest."""
    rows = "\n".join(f'"{file}" = "{digest}"' for file, digest in pins.items())
    return f'[model]\nname = "{name}"\nversion = "1.0.0"\n\n[model.sha256]\n{rows}\n'
