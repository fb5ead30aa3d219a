from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from workstation.settings.specs import PREFIX, SPECS

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Plugins, journals and settings of whoever runs the tests are none of theirs.
_HOME = tempfile.mkdtemp(prefix="lightbox-tests-")
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
for _name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
    os.environ[_name] = _HOME

for _name in [name for name in os.environ if name.startswith(PREFIX)]:
    if _name.removeprefix(PREFIX).lower() in SPECS:
        del os.environ[_name]

_SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real series beside the repository; tests that need them are skipped where they are not."""
    if not _SHARED.is_dir():
        pytest.skip("shared/data is not beside the repository")
    return _SHARED
