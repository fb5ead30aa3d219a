"""What a plugin is asked about an image or a patient, by what plugins of its kind are handed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workstation.domain.image import Image, Volume
from workstation.errors import PluginRefusedError
from workstation.messages import Message, joined
from workstation.plugin_api.inputs import Request
from workstation.plugin_api.kinds import KINDS
from workstation.plugin_api.manifest import PluginManifest
from workstation.plugin_api.parameters import ParameterValue
from workstation.plugin_api.payloads import PluginRequest
from workstation.plugin_api.risk_request import RiskRequest
from workstation.plugin_exchange.plugin_payloads import PluginView, parts_named
from workstation.plugin_exchange.run_facts import CaseRun, ImageRun, RunFacts
from workstation.processes.cancel import CancelToken
from workstation.session.risk_case import PatientState, case_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RunOrder:
    """One run as it was asked for.

    Parameters
    ----------
    parameters : mapping
        Every parameter of the manifest with its value.
    state : PatientState or None
        What is known of the patient; None for what the image itself states.
    acknowledged : bool
        A person accepted geometry issues that block volumes.
    view : callable or None
        Makes the view of the image, where several orders share one; None makes another one.
    """

    image: Image
    manifest: PluginManifest
    parameters: Mapping[str, ParameterValue]
    state: PatientState | None = None
    acknowledged: bool = False
    token: CancelToken | None = None
    view: Callable[[], PluginView] | None = None


def ask(order: RunOrder) -> tuple[Request, RunFacts]:
    """The request that goes to the plugin, and what is to be remembered of the run.

    Raises
    ------
    PluginRefusedError
        The manifest rules the image or the patient out.
    """
    return _ASKS[KINDS[order.manifest.kind].input.request](order)


def _about_image(order: RunOrder) -> tuple[Request, RunFacts]:
    manifest = order.manifest
    caveats = list(_geometry_caveats(order.image, manifest, acknowledged=order.acknowledged))
    view = order.view() if order.view else PluginView(order.image, token=order.token)
    request = PluginRequest(image=view.payload, parameters=order.parameters)
    accepted = KINDS[manifest.kind].input.accept(manifest, request)
    caveats += accepted.remarks
    if view.was_resampled:
        caveats.append(
            Message("The slices are tilted or unevenly spaced: the plugin saw a resampled volume.")
        )
    return request, ImageRun(
        image=order.image,
        view=view,
        manifest=manifest,
        parameters=tuple(order.parameters.items()),
        caveats=tuple(caveats),
        doubts=accepted.doubts,
        acknowledged=order.acknowledged,
    )


def _about_case(order: RunOrder) -> tuple[Request, RunFacts]:
    manifest, source = order.manifest, order.image.source
    state = order.state or PatientState(patient=source.patient, study_date=source.study_date)
    placed = case_of(
        state,
        modality=source.modality,
        body_part=source.body_part,
        described_parts=parts_named(source),
    )
    defaults = {spec.id: spec.default for spec in manifest.parameters}
    assumed = frozenset(n for n, value in order.parameters.items() if value == defaults[n])
    request = RiskRequest(case=placed.case, parameters=order.parameters, assumed=assumed)
    accepted = KINDS[manifest.kind].input.accept(manifest, request)
    return request, CaseRun(
        image=order.image,
        placed=placed,
        request=request,
        manifest=manifest,
        parameters=tuple(order.parameters.items()),
        caveats=accepted.remarks,
        doubts=accepted.doubts,
        acknowledged=order.acknowledged,
    )


_ASKS: Mapping[type[Request], Callable[[RunOrder], tuple[Request, RunFacts]]] = MappingProxyType(
    {PluginRequest: _about_image, RiskRequest: _about_case}
)
"""How each type of request is made."""


def _geometry_caveats(
    image: Image, manifest: PluginManifest, *, acknowledged: bool
) -> tuple[Message, ...]:
    if not isinstance(image, Volume) or not image.honesty.blocks_volume:
        return ()
    reasons = joined(" ", (i.message for i in image.honesty.issues if i.blocks_volume))
    if not acknowledged:
        error = PluginRefusedError(
            Message(
                "{name} was not run: the geometry of this series is doubtful. {reasons}",
                name=Message.term(manifest.name),
                reasons=reasons,
            ),
            hint=Message(
                "Acknowledge the geometry issues, then run it again; the result will say so."
            ),
        )
        error.reason = Message(
            "is not run while the geometry of this series is doubtful: {reasons} Look at it by "
            "Acknowledge geometry… in the menu Findings",
            reasons=reasons,
        )
        raise error
    return (
        Message("Geometry issues were acknowledged before the run: {reasons}", reasons=reasons),
    )
