"""Brock (PanCan) model 2b: probability that a nodule is cancer."""

from __future__ import annotations

from workstation.messages import Message
from workstation.risk.inputs import Inputs, InputSpec, InputType
from workstation.risk.model import Assessment, RiskModel, logistic
from workstation.risk.nodule_inputs import SPICULATION, UPPER_LOBE, age, nodule_diameter

_CONSTANT = -6.7892
_SIZE_AT_4_MM = 1.58113883
_ACTION_THRESHOLD = 0.10
_TYPE_TERM = {"solid": 0.0, "part-solid": 0.3770, "non-solid": -0.1276}


def _compute(inputs: Inputs) -> Assessment:
    size = (inputs.number("nodule_diameter") / 10.0) ** -0.5 - _SIZE_AT_4_MM
    terms = (
        ("constant", _CONSTANT),
        ("age", 0.0287 * (inputs.number("age") - 62)),
        ("sex", 0.6011 if inputs.text("sex") == "female" else 0.0),
        ("family_history_of_lung_cancer", 0.2961 * inputs.flag("family_history_of_lung_cancer")),
        ("emphysema", 0.2953 * inputs.flag("emphysema")),
        ("nodule_diameter", -5.3854 * size),
        ("nodule_type", _TYPE_TERM[inputs.text("nodule_type")]),
        ("upper_lobe", 0.6581 * inputs.flag("upper_lobe")),
        ("nodule_count", -0.0824 * (inputs.number("nodule_count") - 4)),
        ("spiculation", 0.7729 * inputs.flag("spiculation")),
    )
    linear_predictor = sum(value for _, value in terms)
    probability = logistic(linear_predictor)
    reached = probability >= _ACTION_THRESHOLD
    return Assessment(
        outputs=(("probability", probability), ("linear_predictor", linear_predictor)),
        category=Message("10 % or more") if reached else Message("below 10 %"),
        recommendation=(
            Message("At or above the 10 % threshold for further work-up of the BTS 2015 guideline.")
            if reached
            else Message("Below the 10 % threshold for further work-up of the BTS 2015 guideline.")
        ),
        terms=terms,
    )


BROCK_2B = RiskModel(
    id="brock_2b",
    title=Message("Brock (PanCan) nodule malignancy, full model with spiculation (2b)"),
    version="2013",
    population=Message("Current and former smokers of 50 to 75 years in lung cancer screening"),
    unit="probability, 0 to 1",
    inputs=(
        age((50, 75)),
        InputSpec(
            name="sex",
            description=Message("Sex"),
            type=InputType.CHOICE,
            choices=("female", "male"),
            of_study=True,
        ),
        InputSpec(
            name="family_history_of_lung_cancer",
            description=Message("Family history of lung cancer"),
            type=InputType.BOOLEAN,
            of_study=True,
        ),
        InputSpec(
            name="emphysema",
            description=Message("Emphysema"),
            type=InputType.BOOLEAN,
            of_study=True,
        ),
        nodule_diameter(Message("Longest nodule diameter"), (1, 30)),
        InputSpec(
            name="nodule_type",
            description=Message("Nodule type"),
            type=InputType.CHOICE,
            choices=("solid", "part-solid", "non-solid"),
        ),
        UPPER_LOBE,
        InputSpec(
            name="nodule_count",
            description=Message("Number of nodules"),
            type=InputType.INTEGER,
            possible=(1, 1000),
            of_study=True,
        ),
        SPICULATION,
    ),
    citation="McWilliams A et al. N Engl J Med 2013;369:910. doi:10.1056/NEJMoa1214726",
    compute=_compute,
    limits=(("probability", (_ACTION_THRESHOLD,)),),
)
