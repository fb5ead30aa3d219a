"""Which device a model runs on, and what it is called in a result."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from workstation.messages import Message


def cpu_name() -> str:
    """The processor in words, e.g. "CPU (AMD EPYC × 2)", with how many cores it has."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    return f"CPU ({model} × {os.cpu_count() or 1})"


def choose_device(wanted: str) -> tuple[str, str, tuple[Message, ...]]:
    """The torch device, its name, and the fallbacks that led there.

    Parameters
    ----------
    wanted : str
        "auto" takes CUDA when it is there; "cuda" falls back to the CPU, and says so.
    """
    import torch

    if wanted in {"auto", "cuda"} and torch.cuda.is_available():
        return "cuda", torch.cuda.get_device_name(0), ()
    if wanted == "cuda":
        note = Message("CUDA was asked for but no CUDA device is there: the model ran on the CPU.")
        return "cpu", cpu_name(), (note,)
    return "cpu", cpu_name(), ()
