"""What a bundle may name: networks, layers, transforms, inferers and functions on tensors.

Every name here makes a value out of values. Nothing on these lists reads or writes a file, asks
the network, or takes code as text.
"""

from __future__ import annotations

FUNCTION = "_function_"
"""Key of a function over tensors in a plain configuration; its value is one lambda."""
POSITIONAL = "_args_"
"""Key of the arguments without a name of a `_target_` entry."""
NETWORKS = frozenset(
    {
        "AHNet", "AttentionUnet", "BasicUNet", "BasicUnet", "BasicUNetPlusPlus", "DenseNet",
        "DenseNet121", "DenseNet169", "DenseNet201", "DenseNet264", "DynUNet", "DynUnet",
        "EfficientNetBN", "FlexibleUNet", "HighResNet", "MedNeXt", "MedNeXtB", "MedNeXtL",
        "MedNeXtM", "MedNeXtS", "ResNet", "SEResNet50", "SEResNet101", "SEResNet152",
        "SegResNet", "SegResNetDS", "SegResNetVAE", "SwinUNETR", "UNet", "UNETR", "Unet", "VNet",
    }
)  # fmt: skip
"""Classes of `monai.networks.nets`."""
LAYERS = frozenset(
    {
        "AvgPool2d", "AvgPool3d", "BatchNorm2d", "BatchNorm3d", "Conv2d", "Conv3d",
        "ConvTranspose2d", "ConvTranspose3d", "Dropout", "Dropout2d", "Dropout3d", "ELU", "GELU",
        "GroupNorm", "Hardswish", "Identity", "InstanceNorm2d", "InstanceNorm3d", "LeakyReLU",
        "MaxPool2d", "MaxPool3d", "PReLU", "ReLU", "ReLU6", "SELU", "Sequential", "SiLU",
        "Sigmoid", "Softmax", "Softplus", "Tanh", "Upsample",
    }
)  # fmt: skip
"""Classes of `torch.nn`; they are named in full, e.g. torch.nn.Conv3d."""
TRANSFORMS = frozenset(
    {
        "Compose", "EnsureChannelFirstd", "EnsureTyped", "CastToTyped", "Orientationd", "Spacingd",
        "NormalizeIntensityd", "ScaleIntensityd", "ScaleIntensityRanged",
        "ScaleIntensityRangePercentilesd", "ClipIntensityPercentilesd", "ThresholdIntensityd",
        "Resized", "ResizeWithPadOrCropd", "SpatialPadd", "DivisiblePadd", "BorderPadd",
        "CenterSpatialCropd", "CropForegroundd", "Activationsd", "AsDiscreted", "Invertd",
        "KeepLargestConnectedComponentd", "FillHolesd", "RemoveSmallObjectsd", "Flipd",
        "Transposed", "SqueezeDimd",
    }
)  # fmt: skip
"""Transforms over dictionaries, of `monai.transforms`."""
HOSTED = frozenset(
    {
        "AddChanneld", "AsChannelFirstd", "DeleteItemsd", "FromMetaTensord", "LoadImaged",
        "SaveImaged", "ToDeviced", "ToTensord",
    }
)  # fmt: skip
"""Transforms whose work is the host's: it reads, moves and keeps the data itself."""
INFERERS = frozenset({"SlidingWindowInferer", "SimpleInferer", "SliceInferer"})
TARGETS = NETWORKS | TRANSFORMS | INFERERS | {f"torch.nn.{name}" for name in LAYERS}

TENSOR_METHODS = frozenset(
    {
        "abs", "all", "amax", "amin", "any", "argmax", "bool", "clamp", "clip", "double", "exp",
        "flip", "float", "int", "log", "long", "max", "mean", "min", "nan_to_num", "permute",
        "round", "sigmoid", "softmax", "sqrt", "squeeze", "std", "sum", "transpose", "unsqueeze",
    }
)  # fmt: skip
TENSOR_FACTS = frozenset({"ndim", "shape"})
TENSOR_FUNCTIONS = frozenset(
    {
        "abs", "all", "any", "argmax", "clamp", "clip", "exp", "flip", "isnan", "log",
        "logical_and", "logical_not", "logical_or", "max", "mean", "min", "nan_to_num", "ones_like",
        "permute", "round", "sigmoid", "softmax", "sqrt", "squeeze", "sum", "unsqueeze", "where",
        "zeros_like",
    }
)  # fmt: skip
"""Functions of `torch` that a function of a bundle may call."""
MODULES = frozenset({"torch", "monai", "numpy", "math", "copy", "os"})
"""Modules of which some names are known; none of them is imported for a bundle."""


def is_allowed(target: object) -> bool:
    """Whether a `_target_` may be made; `monai.networks.nets.UNet` and `UNet` are the same."""
    return isinstance(target, str) and short_target(target) in TARGETS


def short_target(target: str) -> str:
    """The name as the lists have it: layers of torch in full, all else without its module."""
    if target.startswith("torch.nn."):
        return target
    if "." in target and not target.startswith("monai."):
        return target
    name = target.rpartition(".")[2]
    for ending in ("Dict", "D"):
        # MONAI knows each transform over dictionaries by three endings.
        if name.endswith(ending) and f"{name.removesuffix(ending)}d" in TRANSFORMS | HOSTED:
            return f"{name.removesuffix(ending)}d"
    return name
