"""The features of the window: each one is made with what its constructor names."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, cast

from workstation.ui.analysis.feature import AnalysisFeature
from workstation.ui.board.feature import BoardFeature
from workstation.ui.films.feature import FilmsFeature
from workstation.ui.findings.feature import FindingsFeature
from workstation.ui.fusion.feature import FusionFeature
from workstation.ui.help.feature import HelpFeature
from workstation.ui.layout.feature import LayoutFeature
from workstation.ui.measuring.feature import MeasuringFeature
from workstation.ui.mouse.feature import MouseFeature
from workstation.ui.objects.feature import ObjectsFeature
from workstation.ui.overlays.feature import OverlaysFeature
from workstation.ui.patients.feature import PatientsFeature
from workstation.ui.phases.feature import PhasesFeature
from workstation.ui.pictures.feature import PicturesFeature
from workstation.ui.planes.feature import PlanesFeature
from workstation.ui.report.feature import ReportFeature
from workstation.ui.risk.feature import RiskFeature
from workstation.ui.segmenting.feature import SegmentingFeature
from workstation.ui.settings.feature import SettingsFeature
from workstation.ui.shell.action_spec import ActionSpec
from workstation.ui.shell.action_table import in_menu_order
from workstation.ui.shell.feature import Feature, FeatureKind
from workstation.ui.shell.panels_feature import PanelsFeature
from workstation.ui.shell.undo_feature import UndoFeature
from workstation.ui.shell.window_feature import WindowFeature
from workstation.ui.start.feature import StartFeature
from workstation.ui.studies.feature import StudiesFeature
from workstation.ui.volume.feature import VolumeFeature
from workstation.ui.windowing.feature import WindowingFeature

T = TypeVar("T")

FEATURES: tuple[type[FeatureKind], ...] = (
    UndoFeature,
    WindowFeature,
    PanelsFeature,
    BoardFeature,
    PatientsFeature,
    MouseFeature,
    LayoutFeature,
    PlanesFeature,
    WindowingFeature,
    PicturesFeature,
    PhasesFeature,
    FilmsFeature,
    VolumeFeature,
    FindingsFeature,
    MeasuringFeature,
    RiskFeature,
    AnalysisFeature,
    SegmentingFeature,
    FusionFeature,
    OverlaysFeature,
    ObjectsFeature,
    StudiesFeature,
    StartFeature,
    ReportFeature,
    SettingsFeature,
    HelpFeature,
)
"""Every feature, behind those that its constructor names; menus and tabs follow this order."""


def every_action() -> tuple[ActionSpec, ...]:
    """The rows of every feature, as the menus show them."""
    return in_menu_order(kind.actions for kind in FEATURES)


class Features:
    """The features of one window.

    Parameters
    ----------
    given : mapping
        What a window has whatever its features, by the type that constructors name.

    Raises
    ------
    KeyError
        A constructor names a type that is neither given nor an earlier feature.
    """

    def __init__(self, given: Mapping[type, object]) -> None:
        self._made: dict[type, object] = dict(given)
        self._features: list[Feature] = []
        for kind in FEATURES:
            parameters = inspect.signature(kind, eval_str=True).parameters.values()
            wanted = {each.name: self._made[each.annotation] for each in parameters}
            made = cast("Any", kind)(**wanted)
            self._made[kind] = made
            self._features.append(made.feature())

    def __getitem__(self, kind: type[T]) -> T:
        return cast("T", self._made[kind])

    def __iter__(self) -> Iterator[Feature]:
        return iter(self._features)

    def __reversed__(self) -> Iterator[Feature]:
        return reversed(self._features)
