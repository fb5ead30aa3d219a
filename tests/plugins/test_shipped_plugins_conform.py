from __future__ import annotations

import pytest

from workstation.services.check_plugins import check_plugins

SHIPPED = (
    "herder_pet",
    "hippocampus_mr",
    "lung_fields_xr",
    "lung_nodules_ct",
    "lungs_ct",
    "pneumonia_xr",
)


@pytest.mark.parametrize("plugin_id", SHIPPED)
def test_a_shipped_plugin_passes_every_check(plugin_id: str) -> None:
    (report,) = check_plugins(plugin_id)
    assert [c for c in report.checks if not c.passed] == []
    assert len(report.checks) >= (3 if plugin_id == "herder_pet" else 4)
