from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real series beside the repository; tests that need them are skipped where they are not."""
    if not _SHARED.is_dir():
        pytest.skip("shared/data is not beside the repository")
    return _SHARED
