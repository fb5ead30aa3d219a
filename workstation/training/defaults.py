"""Network, pre-processing and augmentation for data of the user, where nothing else is said.

References
----------
Isensee F et al. nnU-Net. Nat Methods 2021;18:203 (median spacing, patches of the median size).
He K et al. Deep residual learning for image recognition. CVPR 2016.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from workstation.errors import InputError
from workstation.messages import Message
from workstation.training.config import TrainingConfig
from workstation.training.datasets import SampleRef

PICTURE_SIZE = 160
LARGEST_PATCH = 96
_STRIDE = 8
_CT = ("ct", "hounsfield")
_MODALITIES = {"ct": "CT", "mri": "MR", "mr": "MR", "pet": "PT"}


def picture_inference(classes: Sequence[str]) -> dict[str, Any]:
    """A small residual network with one output per class, over pictures of one size."""
    return {
        "network_def": {
            "_target_": "ResNet",
            "block": "basic",
            "layers": [1, 1, 1, 1],
            "block_inplanes": [32, 64, 128, 256],
            "spatial_dims": 2,
            "n_input_channels": 1,
            "conv1_t_stride": 2,
            "no_max_pool": True,
            "num_classes": len(classes),
        },
        "preprocessing": {
            "_target_": "Compose",
            "transforms": [
                {
                    "_target_": "ScaleIntensityRangePercentilesd",
                    "keys": "image",
                    "lower": 0.5,
                    "upper": 99.5,
                    "b_min": 0.0,
                    "b_max": 1.0,
                    "clip": True,
                },
                {
                    "_target_": "Resized",
                    "keys": "image",
                    "spatial_size": [PICTURE_SIZE, PICTURE_SIZE],
                    "mode": "area",
                },
                {"_target_": "NormalizeIntensityd", "keys": "image"},
            ],
        },
        "inferer": {"_target_": "SimpleInferer"},
        "features": {"layer": "avgpool"},
        "saliency": {"layer": "layer4"},
    }


def picture_augmentation() -> tuple[dict[str, Any], ...]:
    """Small turns and shifts and other brightness; never a mirror image, which swaps the sides."""
    return (
        {
            "_target_": "RandAffined",
            "keys": "image",
            "prob": 0.8,
            "rotate_range": 0.12,
            "scale_range": [[-0.1, 0.1], [-0.1, 0.1]],
            "translate_range": 8,
            "mode": "bilinear",
            "padding_mode": "border",
        },
        {"_target_": "RandScaleIntensityd", "keys": "image", "prob": 0.5, "factors": 0.15},
        {"_target_": "RandShiftIntensityd", "keys": "image", "prob": 0.5, "offsets": 0.15},
        {"_target_": "RandGaussianNoised", "keys": "image", "prob": 0.3, "std": 0.1},
    )


def volume_inference(
    refs: Sequence[SampleRef], classes: Sequence[str], modality: str
) -> tuple[dict[str, Any], tuple[float, ...], tuple[int, ...]]:
    """A U-Net at the median spacing of the data; with the spacing, mm, and the patch, voxels."""
    spacing, shape = _median_grid(refs)
    patch = tuple(
        int(np.clip(side // _STRIDE * _STRIDE, 2 * _STRIDE, LARGEST_PATCH)) for side in shape
    )
    intensity: dict[str, Any] = {"_target_": "NormalizeIntensityd", "keys": "image"}
    if modality.lower() in _CT:
        intensity = {
            "_target_": "ScaleIntensityRanged",
            "keys": "image",
            "a_min": -1000.0,
            "a_max": 1000.0,
            "b_min": -1.0,
            "b_max": 1.0,
            "clip": True,
        }
    inference = {
        "network_def": {
            "_target_": "DynUNet",
            "spatial_dims": 3,
            "in_channels": 1,
            "out_channels": len(classes),
            "kernel_size": [3, 3, 3, 3],
            "strides": [1, 2, 2, 2],
            "upsample_kernel_size": [2, 2, 2],
            "filters": [16, 32, 64, 96],
            "norm_name": "instance",
        },
        "preprocessing": {
            "_target_": "Compose",
            "transforms": [
                {"_target_": "Orientationd", "keys": "image", "axcodes": "RAS", "labels": None},
                {
                    "_target_": "Spacingd",
                    "keys": "image",
                    "pixdim": list(spacing),
                    "mode": "bilinear",
                },
                intensity,
            ],
        },
        "inferer": {
            "_target_": "SlidingWindowInferer",
            "roi_size": list(patch),
            "sw_batch_size": 2,
            "overlap": 0.5,
            "mode": "gaussian",
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
    return inference, spacing, patch


def volume_transforms(
    spacing: Sequence[float], patch: Sequence[int]
) -> tuple[tuple[dict[str, Any], ...], tuple[dict[str, Any], ...]]:
    """What is done to labels as to images, and the augmentation of both."""
    both = ["image", "label"]
    labels: tuple[dict[str, Any], ...] = (
        {"_target_": "Orientationd", "keys": "label", "axcodes": "RAS", "labels": None},
        {"_target_": "Spacingd", "keys": "label", "pixdim": list(spacing), "mode": "nearest"},
    )
    augmentation: tuple[dict[str, Any], ...] = (
        {"_target_": "SpatialPadd", "keys": both, "spatial_size": list(patch)},
        {
            "_target_": "RandSpatialCropd",
            "keys": both,
            "roi_size": list(patch),
            "random_size": False,
        },
        {
            "_target_": "RandAffined",
            "keys": both,
            "prob": 0.5,
            "rotate_range": [0.2, 0.2, 0.2],
            "scale_range": [0.1, 0.1, 0.1],
            "mode": ["bilinear", "nearest"],
            "padding_mode": "border",
        },
        {"_target_": "RandScaleIntensityd", "keys": "image", "prob": 0.3, "factors": 0.15},
        {"_target_": "RandGaussianNoised", "keys": "image", "prob": 0.2, "std": 0.1},
    )
    return labels, augmentation


def metadata_of(config: TrainingConfig, modality: str, patch: Sequence[int]) -> dict[str, Any]:
    """What the new bundle says of itself."""
    channels = {str(number): name for number, name in enumerate(config.classes)}
    return {
        "version": "0.1.0",
        "name": config.model,
        "authors": "not stated",
        "task": f"{config.task} of {', '.join(config.classes)}",
        "description": f"{config.task} of {', '.join(config.classes)}, trained on data of its user",
        "license": "not stated",
        "intended_use": "Research only; trained by its user, not validated.",
        "network_data_format": {
            "inputs": {
                "image": {
                    "type": "image",
                    "modality": _MODALITIES.get(modality.lower(), modality),
                    "num_channels": 1,
                    "spatial_shape": list(patch),
                    "channel_def": {"0": "image"},
                }
            },
            "outputs": {
                "pred": {
                    "type": "image" if config.task == "segmentation" else "probabilities",
                    "num_channels": len(config.classes),
                    "channel_def": channels,
                }
            },
        },
    }


def _median_grid(refs: Sequence[SampleRef]) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """Median spacing, mm, along R, A and S, and median number of voxels at that spacing."""
    import nibabel

    spacings, extents = [], []
    for ref in refs:
        try:
            image: Any = nibabel.as_closest_canonical(nibabel.load(ref.image))
        except (OSError, ValueError, nibabel.filebasedimages.ImageFileError) as error:
            raise InputError(
                Message("The volume {name} cannot be read.", name=ref.image.name), detail=str(error)
            ) from error
        if len(image.shape) != 3:
            raise InputError(
                Message(
                    "{name} has {count} dimension; volumes of three are supported.",
                    many="{name} has {count} dimensions; volumes of three are supported.",
                    name=ref.image.name,
                    count=len(image.shape),
                )
            )
        zooms = np.linalg.norm(image.affine[:3, :3], axis=0)
        spacings.append(zooms)
        extents.append(zooms * image.shape)
    spacing = np.median(spacings, axis=0)
    shape = np.median(extents, axis=0) / spacing
    return tuple(round(float(v), 3) for v in spacing), tuple(int(v) for v in shape)
