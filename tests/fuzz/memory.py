"""How much memory this process took at most while it did something."""

from __future__ import annotations

from pathlib import Path

_STATUS, _RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_MB = 1024.0


class Meter:
    """Measures from when it is made; Linux only, elsewhere nothing grows."""

    def __init__(self) -> None:
        self._before = 0.0
        if _RESET.exists():
            _RESET.write_text("5")  # the high-water mark falls to what is used now
            self._before = _field("VmRSS")

    def grown_mb(self) -> float:
        """Resident memory at most beyond what was used at the beginning, MB."""
        return max(_field("VmHWM") - self._before, 0.0) if _RESET.exists() else 0.0


def _field(name: str) -> float:
    for line in _STATUS.read_text().splitlines():
        if line.startswith(name):
            return float(line.split()[1]) / _MB
    return 0.0
