"""Make `models/reference.safetensors` of lung_fields_xr: which films the network knows.

    python scripts/fit_film_likeness.py ../shared/data

Children: training and validation films of the model's split. Films: those, and a third of the
adult films of NIH ChestX-ray14 by patient; another third sets the limit, the last is for testing.
"""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_model

from workstation.inference.bundle import coarse_features
from workstation.plugin_api.outliers import unlikeness
from workstation.training.bundles import build_network, build_preprocessing, read_inference_config
from workstation.training.datasets import read_array
from workstation.training.likeness import fit_likeness, write_likeness
from workstation.training.splits import Part, read_split

BUNDLE = Path(__file__).resolve().parents[1] / "model_zoo" / "lung_fields_xr"
FALSE_DOUBTS, FALSE_REFUSALS = 0.015, 0.01
EVERY = 4


def main(data: Path) -> None:
    """Fit, write, and print how many held-out films are caught."""
    torch.set_num_threads(1)
    network = build_network(BUNDLE)
    load_model(network, str(BUNDLE / "models" / "model.safetensors"))
    network.eval()
    settings = read_inference_config(BUNDLE)["features"]
    prepare = build_preprocessing(BUNDLE)

    def features(paths: list[Path]) -> NDArray[np.float32]:
        images = []
        for path in paths:
            values, _ = read_array(path)
            images.append(prepare({"image": torch.from_numpy(values)[None]})["image"].float())
        rows = [coarse_features(network, settings["layer"], i[None], settings) for i in images]
        found: NDArray[np.float32] = torch.cat(rows).numpy()
        return found

    split = read_split(BUNDLE / "training" / "split.csv")
    films = data / "train_cxr_lungmask" / "images"
    children = {
        part: features([films / name for name, of in sorted(split.items()) if of is part])
        for part in Part
    }
    thirds: list[list[Path]] = [[], [], []]
    for path in sorted((data / "train_cxr_adult_nih" / "images").iterdir())[::EVERY]:
        thirds[zlib.crc32(path.name.split("_")[0].encode()) % 3].append(path)
    adults = [features(paths) for paths in thirds]
    parts = {
        "children": fit_likeness(
            children[Part.TRAIN], children[Part.VALIDATION], share=FALSE_DOUBTS
        ),
        "films": fit_likeness(
            np.concatenate([children[Part.TRAIN], adults[0]]),
            np.concatenate([children[Part.VALIDATION], adults[1]]),
            share=FALSE_REFUSALS,
        ),
    }
    write_likeness(BUNDLE / "models" / "reference.safetensors", parts)
    for name, part in parts.items():
        for words, rows in (("children", children[Part.TEST]), ("adults", adults[2])):
            beyond = unlikeness(rows, part["mean"], part["basis"]) > part["limit"][0]
            sys.stdout.write(
                f"{name}: {int(beyond.sum())} of {len(rows)} held-out films of {words} beyond\n"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
