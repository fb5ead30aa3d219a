"""Small data sets as users have them: pictures by class, and a `dataset.json` with volumes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
from PIL import Image

FAST = {"batch_size": 4, "max_epochs": 2, "threads": 1, "precision": "fp32", "warmup_steps": 2}


def write_pictures(folder: Path, *, count: int = 10) -> Path:
    """Folders `stripes` and `dots` of PNG files."""
    rng = np.random.default_rng(0)
    for name in ("stripes", "dots"):
        (folder / name).mkdir(parents=True)
        for n in range(count):
            values = rng.normal(90, 10, (40, 48))
            if name == "stripes":
                values[:, :: 4 + n % 2] += 90
            else:
                values[:: 7 + n % 2, ::6] += 90
            picture = Image.fromarray(values.clip(0, 255).astype(np.uint8))
            picture.save(folder / name / f"{name}_{n}.png")
    return folder


def write_dataset(folder: Path, *, count: int = 8, affine: Any = None) -> Path:
    """A `dataset.json` with bright boxes in noise, at 1.5 mm."""
    rng = np.random.default_rng(0)
    grid = np.diag([1.5, 1.5, 1.5, 1.0]) if affine is None else affine
    cases = []
    for part in ("imagesTr", "labelsTr"):
        (folder / part).mkdir(parents=True)
    for n in range(count):
        label = np.zeros((20, 22, 24), dtype=np.uint8)
        label[4:12, 5:13, 3 + n % 3 : 12] = 1
        label[13:18, 14:20, 14:20] = 2
        values = label * 80.0 + rng.normal(0, 8, label.shape)
        name = f"case_{n}.nii.gz"
        nibabel.save(
            nibabel.Nifti1Image(values.astype(np.float32), grid), folder / "imagesTr" / name
        )
        nibabel.save(nibabel.Nifti1Image(label, grid), folder / "labelsTr" / name)
        cases.append({"image": f"./imagesTr/{name}", "label": f"./labelsTr/{name}"})
    content = {
        "modality": {"0": "MRI"},
        "labels": {"0": "background", "1": "spleen", "2": "left kidney"},
        "training": cases,
    }
    (folder / "dataset.json").write_text(json.dumps(content))
    return folder


def write_config(path: Path, task: str, data: str, **more: Any) -> Path:
    """A configuration of the few fields that data of one's own need."""
    content = {"model": "mine", "task": task, "data": data, "optimizer": FAST, **more}
    path.write_text(json.dumps(content))
    return path
