"""The environment of child processes: what the system and the libraries need, nothing else.

Children run code and read files of others. What the environment of a person holds beside that,
such as passwords of services, is none of their business.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import workstation

_NAMES = frozenset(
    {
        *("PATH", "HOME", "USER", "LOGNAME", "SHELL", "TZ", "LANG", "LANGUAGE", "TERM"),
        *("TMPDIR", "TEMP", "TMP", "FONTCONFIG_FILE", "FONTCONFIG_PATH"),
        *("SYSTEMROOT", "WINDIR", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "PATHEXT", "COMSPEC"),
    }
)
_BEGINNINGS = (
    *("LC_", "XDG_", "LIGHTBOX_", "PYTHON", "VIRTUAL_ENV", "CONDA_"),
    *("LD_", "DYLD_", "MALLOC_", "GLIBC_", "OMP_", "GOMP_", "KMP_"),
    *("MKL_", "OPENBLAS_", "BLIS_", "NUMBA_", "NUMEXPR_", "OPENCV_", "ITK_", "GDCM_"),
    *("CUDA", "CUBLAS_", "CUDNN_", "NCCL_", "NVIDIA_", "TORCH", "PYTORCH_", "TRITON_", "MONAI_"),
    *("COVERAGE_", "COV_CORE_"),
)
_HELD_BACK = frozenset({"LIGHTBOX_ARCHIVE"})
"""The URL of the archive may hold its password."""


def closed_environment(given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What of an environment a child gets; it finds this program wherever it is started."""
    kept = {
        name: value
        for name, value in given.items()
        if (name in _NAMES or name.startswith(_BEGINNINGS)) and name not in _HELD_BACK
    }
    root = str(Path(workstation.__file__).resolve().parent.parent)
    kept["PYTHONPATH"] = os.pathsep.join(p for p in (root, given.get("PYTHONPATH", "")) if p)
    return kept
