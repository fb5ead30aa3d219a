"""Emphysema index on CT: share of the lung below -950 HU."""

from __future__ import annotations

from workstation.errors import RiskInputError
from workstation.messages import Message
from workstation.risk.inputs import Inputs, InputSpec, InputType
from workstation.risk.model import Assessment, RiskModel
from workstation.risk.rounding import apart

# 95 % specific for airflow limitation; see the citation.
_CUT_PERCENT = 1.4
_SAME_PERCENT = 0.1
_DENSITY_HU, _PERCENTILE, _SAME_HU = -950.0, 15.0, 1.0
_THICKEST_MM = 1.25


def _counted_percent(inputs: Inputs) -> float | None:
    if not (inputs.has("lung_voxels") and inputs.has("voxels_below_minus_950")):
        return None
    total, below = inputs.number("lung_voxels"), inputs.number("voxels_below_minus_950")
    if below > total:
        raise RiskInputError(Message("More voxels lie below -950 HU than the lungs have."))
    return 100.0 * below / total


def _is_same(percent: float, counted: float) -> bool:
    """Whether two shares are one, rounded; not where the cut-off lies between them."""
    near = abs(percent - counted) <= _SAME_PERCENT
    return near and (percent > _CUT_PERCENT) == (counted > _CUT_PERCENT)


def _require_one_distribution(percent: float, inputs: Inputs) -> None:
    """Refuse a 15th percentile on the other side of -950 HU than the share below it says."""
    if not inputs.has("perc15"):
        return
    percentile = inputs.number("perc15")
    above = percent > _PERCENTILE + _SAME_PERCENT and percentile > _DENSITY_HU + _SAME_HU
    below = percent < _PERCENTILE - _SAME_PERCENT and percentile < _DENSITY_HU - _SAME_HU
    if above or below:
        raise RiskInputError(
            Message(
                "A share of {percent:g} % below -950 HU and a 15th percentile of {percentile:g} HU "
                "exclude each other.",
                percent=percent,
                percentile=percentile,
            ),
            hint=Message("Check both numbers."),
        )


def _outside_protocol(inputs: Inputs) -> bool:
    """Whether the scan is stated to be another than those that the cut-off was found on."""
    thick = inputs.has("slice_thickness") and inputs.number("slice_thickness") > _THICKEST_MM
    return thick or any(
        inputs.has(name) and not inputs.flag(name) for name in ("inspiratory", "smooth_kernel")
    )


def _compute(inputs: Inputs) -> Assessment:
    counted = _counted_percent(inputs)
    if inputs.has("laa_950"):
        percent = inputs.number("laa_950")
        if counted is not None and not _is_same(percent, counted):
            raise RiskInputError(
                Message(
                    "The share {percent:g} % is not that of the voxels, {counted} %.",
                    percent=percent,
                    counted=apart(counted, (percent,), digits=2),
                ),
                hint=Message("Give the share or the voxels."),
            )
    elif counted is not None:
        percent = counted
    else:
        raise RiskInputError(
            Message("No score: the share of low-attenuation lung is missing."),
            hint=Message("Give the share, or both counts of voxels."),
        )
    _require_one_distribution(percent, inputs)
    caveats = []
    if not inputs.has("slice_thickness"):
        caveats.append(
            Message("Slice thickness was not entered; the index is valid up to 1.25 mm.")
        )
    for name, sentence in (
        ("inspiratory", Message("The index is valid in full inspiration.")),
        ("smooth_kernel", Message("The index is valid with a smooth kernel.")),
    ):
        if not inputs.has(name):
            caveats.append(Message("{sentence} This is not stated.", sentence=sentence))
        elif not inputs.flag(name):
            caveats.append(Message("{sentence} This scan is not.", sentence=sentence))
    outputs: list[tuple[str, Message | float | str]] = [("laa_950_percent", percent)]
    if inputs.has("perc15"):
        outputs.append(("perc15_hu", inputs.number("perc15")))
    above = percent > _CUT_PERCENT
    if _outside_protocol(inputs):
        recommendation = Message("None: the cut-off is not for scans such as this one.")
    elif above:
        recommendation = Message(
            "Above the cut-off of 1.4 % that was 95 % specific for airflow limitation."
        )
    else:
        recommendation = Message("Not above the cut-off of 1.4 % for airflow limitation.")
    return Assessment(
        outputs=tuple(outputs),
        category=Message("above 1.4 %") if above else Message("1.4 % or less"),
        recommendation=recommendation,
        caveats=tuple(caveats),
    )


EMPHYSEMA_LAA950 = RiskModel(
    id="emphysema_laa950",
    title=Message("Emphysema index %LAA-950"),
    version="2014",
    population=Message("Inspiratory chest CT, slices up to 1.25 mm, smooth kernel"),
    unit="% of lung voxels below -950 HU",
    inputs=(
        InputSpec(
            name="laa_950",
            description=Message("Share of lung below -950 HU"),
            type=InputType.NUMBER,
            unit="%",
            required=False,
            possible=(0, 100),
            unusual=((1e-9, 1.0), Message("check that it is in percent and not a fraction.")),
        ),
        InputSpec(
            name="lung_voxels",
            description=Message("Lung voxels"),
            type=InputType.INTEGER,
            required=False,
            possible=(1, 10**12),
        ),
        InputSpec(
            name="voxels_below_minus_950",
            description=Message("Lung voxels below -950 HU"),
            type=InputType.INTEGER,
            required=False,
            possible=(0, 10**12),
        ),
        InputSpec(
            name="perc15",
            description=Message("15th percentile of lung attenuation"),
            type=InputType.NUMBER,
            unit="HU",
            required=False,
            possible=(-1100, 200),
        ),
        InputSpec(
            name="slice_thickness",
            description=Message("Slice thickness"),
            type=InputType.NUMBER,
            unit="mm",
            required=False,
            possible=(0.1, 20),
            validated=(0.1, _THICKEST_MM),
            of_study=True,
        ),
        InputSpec(
            name="inspiratory",
            description=Message("Full inspiration"),
            type=InputType.BOOLEAN,
            required=False,
            of_study=True,
        ),
        InputSpec(
            name="smooth_kernel",
            description=Message("Smooth reconstruction kernel"),
            type=InputType.BOOLEAN,
            required=False,
            of_study=True,
        ),
    ),
    citation="Density mask: PMC4161463; cut-off 1.4 %: Int J COPD, doi:10.2147/COPD.S157141",
    compute=_compute,
    limits=(("laa_950_percent", (_CUT_PERCENT,)),),
)
