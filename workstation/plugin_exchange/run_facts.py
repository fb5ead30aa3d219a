"""Everything about a plugin run apart from its output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workstation.domain.image import Image
from workstation.messages import Message
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.risk_request import RiskRequest
from workstation.plugin_exchange.plugin_payloads import PluginView
from workstation.session.risk_case import PlacedCase


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RunFacts:
    """What was run, on which image, and how."""

    image: Image
    manifest: PluginManifest
    parameters: tuple[tuple[str, Any], ...]
    caveats: tuple[Message, ...]
    acknowledged: bool
    doubts: tuple[Message, ...] = ()
    """Those of the caveats about which a person is asked before."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ImageRun(RunFacts):
    """Of a plugin that saw the image; `view` is how."""

    view: PluginView


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CaseRun(RunFacts):
    """Of a plugin that was handed a case; the image only says which study it was about."""

    placed: PlacedCase
    request: RiskRequest
