from __future__ import annotations

from collections.abc import Iterator

import pytest

from workstation.services.run_plugin import PluginRunner


@pytest.fixture(scope="session")
def cpu_runner() -> Iterator[PluginRunner]:
    """One warm worker for all tests of shipped plugins."""
    with PluginRunner("cpu") as runner:
        yield runner
