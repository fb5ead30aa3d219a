"""Make `models/reference.safetensors` of hippocampus_mr: which crops the network knows.

    python scripts/fit_crop_likeness.py ../shared/data

Fitted to the training crops; the limit of doubt to the validation crops.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_model

from workstation.inference.bundle import coarse_features
from workstation.plugin_api.outliers import unlikeness
from workstation.training.bundles import build_network, build_preprocessing, read_inference_config
from workstation.training.datasets import SampleRef, load_sample
from workstation.training.likeness import fit_likeness, write_likeness
from workstation.training.splits import Part, read_split

BUNDLE = Path(__file__).resolve().parents[1] / "model_zoo" / "hippocampus_mr"
FALSE_DOUBTS = 0.015
FAR = 1.25
"""Refused beyond this times the largest distance of a validation crop."""


def main(data: Path) -> None:
    """Fit, write, and print how many held-out crops are caught."""
    torch.set_num_threads(1)
    network = build_network(BUNDLE)
    load_model(network, str(BUNDLE / "models" / "model.safetensors"))
    network.eval()
    settings = read_inference_config(BUNDLE)["features"]
    prepare = build_preprocessing(BUNDLE)
    folder = data / "train_mr_hippocampus" / "images"
    split = read_split(BUNDLE / "training" / "split.csv")

    def features(part: Part) -> NDArray[np.float32]:
        names = [name for name, of in sorted(split.items()) if of is part]
        refs = [SampleRef(name=n, patient=n, image=folder / n, target=0) for n in names]
        images = [load_sample(ref, prepare, dict).image for ref in refs]
        rows = [coarse_features(network, settings["layer"], i[None], settings) for i in images]
        found: NDArray[np.float32] = torch.cat(rows).numpy()
        return found

    crops = {part: features(part) for part in Part}
    fitted = fit_likeness(crops[Part.TRAIN], crops[Part.VALIDATION], share=FALSE_DOUBTS)
    known = unlikeness(crops[Part.VALIDATION], fitted["mean"], fitted["basis"])
    fitted["far"] = np.array([FAR * known.max()], dtype=np.float32)
    write_likeness(BUNDLE / "models" / "reference.safetensors", {"crops": fitted})
    held_out = unlikeness(crops[Part.TEST], fitted["mean"], fitted["basis"])
    for name in ("limit", "far"):
        beyond = int((held_out > fitted[name][0]).sum())
        sys.stdout.write(f"{name}: {beyond} of {len(held_out)} held-out crops beyond\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
