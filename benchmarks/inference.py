"""The worker beside plain MONAI on the same bundles.

Run with ``python -m benchmarks.inference [--device cpu|cuda] [--precision fp32|bf16] [--json]``.
Both do the same work on the same array in one process run, in turns: pre-processing, network,
inverse. The ratio is what the worker process, shared memory, checks and measuring add. The
lungs and nodules have no peer; their times are printed alone.
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

from benchmarks.common.turns import Timing, as_json, run_in_turns, table
from workstation.domain.geometry import Calibration, ProjectionGeometry, VolumeGeometry
from workstation.domain.image import Image, ImageSource, Radiograph, Volume
from workstation.plugin_api.phantoms import crop_phantom, film_phantom
from workstation.services.run_plugin import PluginRunner

ZOO = Path(__file__).resolve().parents[1] / "model_zoo"
REFERENCE = "plain MONAI"


def film() -> Radiograph:
    """A made-up chest film."""
    array = film_phantom().array
    shape = (array.shape[0], array.shape[1])
    return Radiograph(
        array=array,
        geometry=ProjectionGeometry(
            shape_ji=shape, spacing_ji_mm=None, calibration=Calibration.UNKNOWN
        ),
        quantity="US",
        source=ImageSource(modality="CR"),
    )


def crop() -> Volume:
    """A made-up MR crop."""
    payload = crop_phantom("MR")
    assert payload.affine_lps is not None
    j, k, i = payload.array.shape
    return Volume(
        array=payload.array,
        geometry=VolumeGeometry(shape_kji=(j, k, i), affine_lps=payload.affine_lps),
        quantity="US",
        source=ImageSource(modality="MR"),
    )


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
    with PluginRunner(options.device, precision=options.precision) as runner:
        for name, image in (("hippocampus_mr", crop()), ("lung_fields_xr", film())):
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
