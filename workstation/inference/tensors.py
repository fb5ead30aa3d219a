"""The one place where LPS [k, j, i] arrays become RAS tensors and come back."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

_LPS_TO_RAS = np.diag([-1.0, -1.0, 1.0, 1.0])
_KJI_TO_IJK = np.array([[0, 0, 1, 0], [0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1]], dtype=np.float64)


def affine_ras(affine_lps: NDArray[np.float64]) -> NDArray[np.float64]:
    """The affine of (i, j, k, 1) to RAS mm, from that of (k, j, i, 1) to LPS mm."""
    converted: NDArray[np.float64] = _LPS_TO_RAS @ affine_lps @ _KJI_TO_IJK
    return converted


def volume_tensor(array: NDArray[Any], affine_lps: NDArray[np.float64]) -> torch.Tensor:
    """A (1, i, j, k) float32 MetaTensor with its RAS affine."""
    from monai.data import MetaTensor

    values = torch.from_numpy(np.ascontiguousarray(array.transpose(2, 1, 0), dtype=np.float32))
    return MetaTensor(values[None], affine=torch.from_numpy(affine_ras(affine_lps)))


def film_tensor(array: NDArray[Any]) -> torch.Tensor:
    """A (1, j, i) float32 MetaTensor."""
    from monai.data import MetaTensor

    return MetaTensor(torch.from_numpy(np.array(array, dtype=np.float32))[None])


def volume_array(tensor: torch.Tensor) -> NDArray[np.float32]:
    """A (c, i, j, k) tensor as (c, k, j, i) float32."""
    values: NDArray[np.float32] = tensor.cpu().numpy().astype(np.float32)
    return np.ascontiguousarray(values.transpose(0, 3, 2, 1))
