"""What plugins are handed: how each is judged before a plugin starts, and one to try it on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from workstation.plugin_api.acceptance import (
    Acceptance,
    require_acceptable,
    require_acceptable_case,
)
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.parameters import resolve_parameters
from workstation.plugin_api.payloads import ImagePayload, PluginRequest
from workstation.plugin_api.risk_phantom import case_phantom
from workstation.plugin_api.risk_request import RiskRequest

Request = PluginRequest | RiskRequest
"""What a plugin may be asked, by the kind that its manifest states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputContract:
    """One way of asking plugins.

    Parameters
    ----------
    accept : callable
        Manifest and request to what is open; refuses what the manifest rules out.
    phantom : callable
        Manifest to a made-up request that it should accept.
    """

    request: type[Request]
    accept: Callable[[PluginManifest, Any], Acceptance]
    phantom: Callable[[PluginManifest], Request]


def phantom_for(manifest: PluginManifest) -> ImagePayload:
    """A made-up image of the kind that a plugin accepts."""
    # Their noise and edges need SciPy, which takes long to load and plugins may do without.
    from workstation.plugin_api.phantoms import crop_phantom, film_phantom, thorax_phantom

    modality = manifest.accepts.modality[0]
    if manifest.accepts.image == "radiograph":
        return replace(film_phantom(), modality=modality)
    if modality == "CT":
        return thorax_phantom(spacing_kji_mm=(3.0, 2.0, 2.0), vessels=16).payload()
    return crop_phantom(modality)


def _accept_image(
    manifest: PluginManifest, request: PluginRequest, *, every_slice: bool
) -> Acceptance:
    return require_acceptable(manifest, request.image, every_slice=every_slice)


def _ask_about_image(manifest: PluginManifest) -> PluginRequest:
    return PluginRequest(image=phantom_for(manifest), parameters=resolve_parameters(manifest, {}))


def _accept_case(manifest: PluginManifest, request: RiskRequest) -> Acceptance:
    return require_acceptable_case(manifest, request.case)


def _ask_about_case(manifest: PluginManifest) -> RiskRequest:
    parameters = resolve_parameters(manifest, {})
    case = case_phantom(manifest.accepts.modality[0])
    return RiskRequest(case=case, parameters=parameters, assumed=frozenset(parameters))


WHOLE_IMAGE = InputContract(
    request=PluginRequest,
    accept=partial(_accept_image, every_slice=True),
    phantom=_ask_about_image,
)
"""An image that is measured: slices that are missing would cut organs in two."""
ANY_IMAGE = InputContract(
    request=PluginRequest,
    accept=partial(_accept_image, every_slice=False),
    phantom=_ask_about_image,
)
"""An image that is only looked at."""
CASE = InputContract(request=RiskRequest, accept=_accept_case, phantom=_ask_about_case)
"""What is known of a patient, without an image."""
