"""A made-up case on which any risk plugin can be tried; it stands for no patient."""

from __future__ import annotations

from workstation.domain.coding import LONG_AXIS, NODULE, UNIT_MM, VOLUME
from workstation.domain.finding import FindingStatus
from workstation.domain.measurement import MeasurementOrigin
from workstation.messages import Message
from workstation.plugin_api.facts import Fact, KnownFinding, KnownScore, PriorStudy, RiskCase


def case_phantom(modality: str) -> RiskCase:
    """A woman of 62 with one accepted nodule, its Mayo score, and the same nodule a year before."""
    return RiskCase(
        modality=modality,
        body_part="CHEST",
        chosen="f1",
        patient=(
            Fact(key="patient.age", name="age", value=62, unit="a"),
            Fact(key="patient.sex", name="sex", value="female"),
        ),
        findings=(_nodule("f1", 12.0),),
        scores=(
            KnownScore(
                key="s1",
                model="mayo",
                version="1997",
                finding="f1",
                facts=(Fact(key="s1.probability", name="probability", value=0.3),),
                stated=(
                    Fact(
                        key="s1.ever_smoker",
                        name="ever_smoker",
                        value=True,
                        origin=MeasurementOrigin.TYPED,
                    ),
                ),
            ),
        ),
        priors=(
            PriorStudy(
                key="p1",
                days_before=365.0,
                findings=(_nodule("p1.f1", 8.0),),
            ),
        ),
    )


def _nodule(key: str, long_axis_mm: float) -> KnownFinding:
    return KnownFinding(
        key=key,
        code=NODULE,
        status=FindingStatus.ACCEPTED,
        segment=1,
        facts=(
            Fact(
                key=f"{key}.long_axis",
                name="long_axis",
                value=long_axis_mm,
                unit=UNIT_MM.value,
                concept=LONG_AXIS,
            ),
            Fact(
                key=f"{key}.volume",
                name="volume",
                value=round(long_axis_mm**3 * 0.5),
                unit="mm3",
                concept=VOLUME,
                caveat=Message("made up"),
            ),
        ),
    )
