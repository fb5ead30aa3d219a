"""Actions on planes: putting turned ones back, and slabs."""

from __future__ import annotations

from collections.abc import Callable

from workstation.imaging.planes import PlaneName
from workstation.tools.navigation import change_slab
from workstation.ui.shell.action_spec import ActionSpec
from workstation.viewer.mpr import reset_planes
from workstation.viewer.stage import Stage

_MENU = "&Planes"
_FIRST_SLAB_MM = 10.0
_MODES = {"slab_max": "max", "slab_min": "min", "slab_mean": "mean"}

PLANE_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("reset_planes", "&Reset planes", _MENU, ("Ctrl+Shift+R",), separator=True),
    ActionSpec("tool_centerline", "&Centerline", _MENU, ("Shift+C",), True, "tool"),
    ActionSpec("curved_mpr", "C&urved MPR", _MENU, ("Ctrl+Shift+M",)),
    ActionSpec("end_curved_mpr", "&End curved MPR", _MENU),
    ActionSpec("delete_centerline", "&Delete centerline", _MENU, separator=True),
    ActionSpec("slab_max", "Slab: ma&ximum (MIP)", _MENU),
    ActionSpec("slab_min", "Slab: mi&nimum (MinIP)", _MENU),
    ActionSpec("slab_mean", "Slab: m&ean", _MENU),
    ActionSpec("slab_none", "&Single plane", _MENU),
    ActionSpec("slab_thicker", "&Thicker slab", _MENU, ("Ctrl+Up",)),
    ActionSpec("slab_thinner", "Th&inner slab", _MENU, ("Ctrl+Down",), separator=True),
    ActionSpec(
        "slab",
        "Slab of 10 mm (MI&P)",
        "&View",
        ("M",),
        True,
        after="one_up",
        icon="mdi6.layers-triple-outline",
    ),
)


def plane_handlers(stage: Stage) -> dict[str, Callable[[bool], object]]:
    """Action id to what it does."""
    handlers: dict[str, Callable[[bool], object]] = {
        "reset_planes": lambda _on: reset_planes(stage),
        # What is shown decides, not the mark: slabs also end with their study, or by the wheel.
        "slab": lambda _on: stage.set_slab(0.0 if shows_slabs(stage) else _FIRST_SLAB_MM, "max"),
        "slab_none": lambda _on: _set_slab(stage, 0.0, stage.active.slab_mode),
        "slab_thicker": lambda _on: change_slab(stage.active, 1),
        "slab_thinner": lambda _on: change_slab(stage.active, -1),
    }
    for name, mode in _MODES.items():
        handlers[name] = _mode_setter(stage, mode)
    return handlers


def shows_slabs(stage: Stage) -> bool:
    """Whether every plane is the MIP that one key switches on and off."""
    planes = [each for each in stage.viewports if each.view and each.plane is not PlaneName.NATIVE]
    slabs = {(each.slab_mm, each.slab_mode) for each in planes}
    return slabs == {(_FIRST_SLAB_MM, "max")}


def _mode_setter(stage: Stage, mode: str) -> Callable[[bool], object]:
    return lambda _on: _set_slab(stage, stage.active.slab_mm or _FIRST_SLAB_MM, mode)


def _set_slab(stage: Stage, thickness_mm: float, mode: str) -> None:
    if stage.active.plane is not PlaneName.NATIVE:
        stage.active.set_slab(thickness_mm, mode)
