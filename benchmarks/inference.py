"""The worker beside plain MONAI on the same bundles.

Run with ``python -m benchmarks.inference [--device cpu|cuda] [--precision fp32|bf16] [--json]``.
Both do the same work on the same array in one process run, in turns: pre-processing, network,
inverse, on a crop and a film of ``../shared/data`` (the plugins refuse what is unlike them, so no
phantom takes their place). The ratio is what the worker process, shared memory, measuring and
checks add; checks by a second network or on turned images are part of a run.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image

from benchmarks.common.turns import Timing, as_json, run_in_turns, table
from benchmarks.tour import SHARED
from workstation.domain.geometry import Calibration, ProjectionGeometry
from workstation.domain.image import Image, ImageSource, Radiograph, Volume
from workstation.interchange.images import read_image
from workstation.services.run_plugin import PluginRunner

ZOO = Path(__file__).resolve().parents[1] / "model_zoo"
REFERENCE = "plain MONAI"


def film() -> Radiograph | None:
    """A real chest film; None where the shared data are not there."""
    paths = sorted((SHARED / "train_cxr_lungmask" / "images").glob("*.jpg"))
    if not paths:
        return None
    array = np.asarray(PIL.Image.open(paths[0]).convert("L"), np.float32)
    shape = (array.shape[0], array.shape[1])
    return Radiograph(
        array=array,
        geometry=ProjectionGeometry(
            shape_ji=shape, spacing_ji_mm=None, calibration=Calibration.UNKNOWN
        ),
        quantity="US",
        source=ImageSource(modality="CR"),
    )


def crop() -> Volume | None:
    """A real MR crop around one hippocampus; None where the shared data are not there."""
    path = SHARED / "train_mr_hippocampus" / "images" / "hippocampus_001.nii.gz"
    return read_image(path, modality="MR") if path.exists() else None


def plain_monai(name: str, image: Image, device: str, precision: str) -> Callable[[], object]:
    """The bundle as its own inference.json runs it, in this process."""
    import torch
    from monai.bundle import ConfigParser
    from monai.data import MetaTensor
    from safetensors.torch import load_file

    config: dict[str, Any] = json.loads((ZOO / name / "configs" / "inference.json").read_text())
    parser = ConfigParser({key: value for key, value in config.items() if key != "imports"})
    network = parser.get_parsed_content("network_def")
    # Shared layers are stored once; their second names are filled by the first.
    network.load_state_dict(load_file(ZOO / name / "models" / "model.safetensors"), strict=False)
    network = network.to(device).eval()
    preprocessing = parser.get_parsed_content("preprocessing")
    inferer = parser.get_parsed_content("inferer")
    tensor = MetaTensor(torch.as_tensor(np.asarray(image.array, np.float32))[None])

    def run() -> object:
        item = preprocessing({"image": tensor})
        with (
            torch.inference_mode(),
            torch.autocast(device, torch.bfloat16, enabled=precision == "bf16"),
        ):
            logits = inferer(item["image"][None].to(device), network)
        return logits.float().softmax(1).cpu().numpy()

    return run


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--device", default="cpu", choices=("cpu", "cuda"))
    parser.add_argument("--precision", default="fp32", choices=("fp32", "bf16"))
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results: dict[str, dict[str, Timing]] = {}
    cases: tuple[tuple[str, Image | None], ...] = (
        ("hippocampus_mr", crop()),
        ("lung_fields_xr", film()),
    )
    with PluginRunner(options.device, precision=options.precision) as runner:
        for name, image in cases:
            if image is None:
                print(f"{name}: not measured, ../shared/data is not there", file=sys.stderr)
                continue
            results[name] = run_in_turns(
                {
                    REFERENCE: plain_monai(name, image, options.device, options.precision),
                    "Lightbox": partial(runner.run, image, name),
                },
                options.repeats,
            )
    if options.json:
        sys.stdout.write(as_json(results) + "\n")
        return 0
    print(f"device {options.device}, {options.precision}\n")
    for name, timings in results.items():
        print(table(name, timings, REFERENCE))
    return 0


if __name__ == "__main__":
    sys.exit(main())
