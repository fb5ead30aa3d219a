"""Bundles as others publish them, and what plain MONAI makes of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
from numpy.typing import NDArray

OBLIQUE = np.array(
    [
        [-1.45, 0.10, 0.30, 61.0],
        [0.12, 1.30, -0.45, -142.0],
        [0.21, 0.29, 2.60, 733.0],
        [0.0, 0.0, 0.0, 1.0],
    ]
)
"""RAS, mm: turned about all axes and far from the origin; its columns are made orthogonal below."""

METADATA: dict[str, Any] = {
    "version": "0.3.1",
    "name": "Blobs of nothing",
    "authors": "A. Nother",
    "copyright": "Copyright (c) A. Nother",
    "license": "MIT",
    "intended_use": "tests only",
    "network_data_format": {
        "inputs": {
            "image": {
                "modality": "CT",
                "format": "hounsfield",
                "num_channels": 1,
                "spatial_shape": [32, 32, 32],
                "channel_def": {"0": "image"},
            }
        },
        "outputs": {
            "pred": {
                "num_channels": 3,
                "channel_def": {"0": "background", "1": "spleen", "2": "left kidney"},
            }
        },
    },
}
CONFIG: dict[str, Any] = {
    "imports": ["$import glob", "$import os"],
    "bundle_root": ".",
    "image_key": "image",
    "dataset_dir": "/nowhere",
    "datalist": "$list(sorted(glob.glob(@dataset_dir + '/*.nii.gz')))",
    "device": "$torch.device('cuda:0' if torch.cuda.is_available() else 'cpu')",
    "channels": [4, 8],
    "network_def": {
        "_target_": "UNet",
        "spatial_dims": 3,
        "in_channels": 1,
        "out_channels": "$len(@channels) + 1",
        "channels": "@channels",
        "strides": [2],
    },
    "network": "$@network_def.to(@device)",
    "preprocessing": {
        "_target_": "Compose",
        "transforms": [
            {"_target_": "LoadImaged", "keys": "@image_key"},
            {"_target_": "EnsureChannelFirstd", "keys": "@image_key"},
            {"_target_": "Orientationd", "keys": "@image_key", "axcodes": "LIA"},
            {"_target_": "Spacingd", "keys": "@image_key", "pixdim": [2.0, 2.0, 2.0],
             "mode": "bilinear"},
            {"_target_": "ScaleIntensityRanged", "keys": "@image_key", "a_min": -200,
             "a_max": 200, "b_min": 0.0, "b_max": 1.0, "clip": True},
            {"_target_": "CropForegroundd", "keys": "@image_key", "source_key": "@image_key",
             "select_fn": "$lambda x: x > 0.2", "margin": 2, "allow_smaller": True},
        ],
    },
    "inferer": {
        "_target_": "SlidingWindowInferer",
        "roi_size": [32, 32, 32],
        "sw_batch_size": 2,
        "overlap": 0.25,
    },
    "postprocessing": {
        "_target_": "Compose",
        "transforms": [
            {"_target_": "Activationsd", "keys": "pred", "softmax": True},
            {"_target_": "Invertd", "keys": "pred", "transform": "@preprocessing",
             "orig_keys": "@image_key", "nearest_interp": False, "to_tensor": True},
            {"_target_": "AsDiscreted", "keys": "pred", "argmax": True},
            {"_target_": "SaveImaged", "keys": "pred", "output_dir": "$@bundle_root + '/eval'"},
        ],
    },
    "checkpointloader": {
        "_target_": "CheckpointLoader",
        "load_path": "$@bundle_root + '/models/model.pt'",
        "load_dict": {"model": "@network"},
    },
    "run": ["$@evaluator.run()"],
}  # fmt: skip


def network_of(config: dict[str, Any]) -> Any:
    """The network that plain MONAI makes of a configuration, with seeded random weights."""
    import torch
    from monai.bundle import ConfigParser

    torch.manual_seed(7)
    network = ConfigParser(config).get_parsed_content("network_def")
    for parameter in network.parameters():
        # The usual first values leave one class everywhere.
        torch.nn.init.normal_(parameter, std=0.2)
    return network.eval()


def write_foreign(
    folder: Path,
    config: dict[str, Any] | None = None,
    metadata: dict[str, Any] | None = None,
    *,
    weights: object = None,
) -> Path:
    """Write a bundle with `models/model.pt`; `weights` other than a state dict, if given."""
    import torch

    config = CONFIG if config is None else config
    (folder / "configs").mkdir(parents=True)
    (folder / "models").mkdir()
    (folder / "configs" / "inference.json").write_text(json.dumps(config))
    (folder / "configs" / "metadata.json").write_text(json.dumps(metadata or METADATA))
    (folder / "LICENSE").write_text("MIT License\n")
    state = network_of(config).state_dict() if weights is None else weights
    torch.save(state, folder / "models" / "model.pt")
    return folder


def copied_zoo_bundle(source: Path, folder: Path) -> Path:
    """A published configuration with random weights of the network that it describes."""
    import torch
    from monai.bundle import ConfigParser

    shutil.copytree(source, folder)
    file = next((folder / "configs").glob("inference.[jy]*"))
    config = ConfigParser.load_config_file(str(file))
    (folder / "models").mkdir()
    torch.save({"model": network_of(config).state_dict()}, folder / "models" / "model.pt")
    return folder


def oblique_ras() -> NDArray[np.float64]:
    """An affine with spacings of 1.5, 1.4 and 2.7 mm and orthogonal axes, turned and far away."""
    turned, _ = np.linalg.qr(OBLIQUE[:3, :3])
    signs = np.sign(np.diag(turned.T @ OBLIQUE[:3, :3]))
    affine = np.array(OBLIQUE)
    affine[:3, :3] = turned * signs * np.array([1.5, 1.4, 2.7])
    return affine


def write_volume(path: Path, *, shape: tuple[int, int, int] = (40, 44, 26)) -> Path:
    """A NIfTI file of three blobs of different brightness, no two of them alike by mirroring."""
    rng = np.random.default_rng(3)
    grid = np.indices(shape).astype(np.float64)
    values = rng.normal(-150, 20, shape)
    for center, radius, height in (
        ((0.3, 0.35, 0.4), 9.0, 220.0),
        ((0.7, 0.6, 0.6), 7.0, 330.0),
        ((0.4, 0.75, 0.3), 5.0, 270.0),
    ):
        at = np.array(center) * np.array(shape)
        values += height * np.exp(-(((grid.T - at) ** 2).sum(-1).T) / (2 * radius**2))
    nibabel.save(nibabel.Nifti1Image(values.round().astype(np.int16), oblique_ras()), path)
    return path


def monai_labels(bundle: Path, image: Path) -> NDArray[np.int64]:
    """Labels, (i, j, k) of the file, by MONAI's own parser, loader and transforms."""
    import torch
    from monai.bundle import ConfigParser

    file = next((bundle / "configs").glob("inference.[jy]*"))
    config = ConfigParser.load_config_file(str(file))
    after = config["postprocessing"]["transforms"]
    config["postprocessing"]["transforms"] = [
        each for each in after if each["_target_"] != "SaveImaged"
    ]
    parser = ConfigParser(config)
    network = parser.get_parsed_content("network_def").eval()
    state = torch.load(bundle / "models" / "model.pt", weights_only=True)
    network.load_state_dict(state.get("model", state))
    item = parser.get_parsed_content("preprocessing")({"image": str(image)})
    inferer = parser.get_parsed_content("inferer")
    with torch.no_grad():
        item["pred"] = inferer(item["image"][None], network)[0]
    labels = parser.get_parsed_content("postprocessing")(item)["pred"]
    found: NDArray[np.int64] = np.asarray(labels)[0].astype(np.int64)
    return found
