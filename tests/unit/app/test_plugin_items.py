"""Plugins as the window lists them."""

from workstation.app.plugin_items import list_plugin_items


def test_only_risk_plugins_take_findings() -> None:
    items = {item.id: item for item in list_plugin_items()}
    assert items["herder_pet"].takes_findings
    assert items["herder_pet"].kind == "risk"
    assert {item.id for item in items.values() if item.takes_findings} == {"herder_pet"}
