"""Numbers and states of a report in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from workstation.domain import coding
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.geometry import GeometryBadge
from workstation.domain.measurement import Measurement
from workstation.domain.moments import day_text
from workstation.domain.report import AiRun, ReportContent
from workstation.domain.risk import RiskInput, RiskScore
from workstation.domain.shown_digits import shown_digits
from workstation.imaging.image_numbers import ImageNumber
from workstation.language import shown
from workstation.messages import NOTHING, Message, Translate, joined
from workstation.risk.doubling_time import LONG_DAYS
from workstation.risk.registry import input_name, limits_of
from workstation.risk.rounding import apart
from workstation.session.score_basis import origin_words

DISCLAIMER = Message("For clinician review – not a diagnosis")
_UNIT_TEXT = {
    "[hnsf'U]": "HU",
    "mm2": "mm²",
    "mm3": "mm³",
    "mL": "mL",
    "1": "",
    "{pixels}": "px",
    "g/ml{SUVbw}": "g/mL (SUVbw)",
    "g/ml{SUVlbm}": "g/mL (SUVlbm)",
    "g/ml{SUVlbm(James128)}": "g/mL (SUVlbm, James 128)",
    "g/ml{SUVlbm(Janma)}": "g/mL (SUVlbm, Janma)",
    "g/ml{SUVibw}": "g/mL (SUVibw)",
    "cm2/ml{SUVbsa}": "cm²/mL (SUVbsa)",
}
# From one milliliter on, volumes are read in milliliters; those of lesions are compared in mm³.
_LARGE_MM3 = 1000
_ORGAN_MM3 = 20_000
_SMALLEST_IN_TENTHS = 0.05
# What the category of a score says already, and what is no result.
_NOT_SHOWN = frozenset({"size_band", "row", "linear_predictor"})
_BADGE_TEXT = {
    GeometryBadge.OK: Message("Geometry: regular"),
    GeometryBadge.CAUTION: Message("Geometry: caution"),
    GeometryBadge.REFUSED: Message("Geometry: refused – sizes cannot be relied on"),
}
_STATUS_TEXT = {
    FindingStatus.PROPOSED: Message("not reviewed"),
    FindingStatus.ACCEPTED: Message("accepted"),
    FindingStatus.EDITED: Message("edited and accepted"),
    FindingStatus.REJECTED: Message("rejected"),
}


def shown_findings(content: ReportContent) -> tuple[Finding, ...]:
    """Findings that may be printed: in a signed report the accepted and edited ones only."""
    if content.signed_by:
        return tuple(f for f in content.findings if f.is_reportable)
    return tuple(f for f in content.findings if f.status.value != "rejected")


def day_and_time(moment: datetime) -> str:
    """UTC, to the minute."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def time_of_place(moment: datetime) -> str:
    """As the clock of the place said, with its time zone, e.g. "2026-01-15 14:05 UTC+01:00"."""
    shift = f"{moment:%z}" or "+0000"
    zone = "UTC" if shift == "+0000" else f"UTC{shift[:3]}:{shift[3:5]}"
    return f"{moment:%Y-%m-%d %H:%M} {zone}"


def position_text(point_lps_mm: tuple[float, float, float]) -> str:
    """A patient position with letters for its side, e.g. "R 57.3, P 131.3, F 520.5 mm"."""
    letters = ("LR", "PA", "HF")
    parts = [
        f"{pair[0] if value >= 0 else pair[1]} {abs(value):.1f}"
        for pair, value in zip(letters, point_lps_mm, strict=True)
    ]
    return f"{', '.join(parts)} mm"


def place_words(found: ImageNumber, series: int | None, part: Message | str = "") -> Message:
    """Series and image, by the number that the file states where it states one.

    `part` sets the image apart within its series, e.g. "time point 2".

    Other programs show that number, too.
    """
    words = Message("image {at} of {count}", at=found.at, count=found.count)
    if found.number is not None:
        words = Message(
            "image #{number} ({at} of {count})", number=found.number, at=found.at, count=found.count
        )
    if part:
        words = joined(", ", (part, words))
    if series is None:
        return words
    return Message("series {number}, {image}", number=series, image=words)


def dicom_date(value: str) -> str:
    """YYYYMMDD as YYYY-MM-DD; anything else as it is."""
    return day_text(value.strip())


def badge_text(badge: GeometryBadge) -> Message:
    """The badge as a phrase."""
    return _BADGE_TEXT[badge]


def status_text(finding: Finding, say: Translate) -> str:
    """State of a finding with who decided and when, in the language of the report."""
    text = _STATUS_TEXT[finding.status]
    if not finding.history:
        proposed = finding.source_kind == "plugin"
        return say(Message("AI proposal, {text}", text=text) if proposed else text)
    last = finding.history[-1]
    if last.status is FindingStatus.PROPOSED:
        # "Not reviewed by" would say who has not.
        return say(text) + (f"\n{shown(last.note, say)}" if last.note else "")
    words = Message("{text} by {by}, {moment}", text=text, by=last.by, moment=day_and_time(last.at))
    return say(words) + (f"\n{shown(last.note, say)}" if last.note else "")


def review_text(run: AiRun) -> Message:
    """What became of the proposals of a run."""
    return Message(
        "{proposed} proposed: {accepted} accepted, {edited} edited, {rejected} "
        "rejected, {unreviewed} not reviewed",
        proposed=run.proposed,
        accepted=run.accepted,
        edited=run.edited,
        rejected=run.rejected,
        unreviewed=run.proposed - run.accepted - run.edited - run.rejected,
    )


def measurement_text(measurement: Measurement) -> Message:
    """Name, value and unit, rounded as the quantity is read; caveat in parentheses."""
    number, ucum = measurement.value, measurement.unit.value
    if ucum == "mm3" and abs(number) >= _LARGE_MM3:
        number, ucum = number / 1000, "mL"
    unit = _UNIT_TEXT.get(ucum, ucum)
    value = number_text(number, ucum)
    parts: list[Message | str] = [measurement.name, value]
    if unit:
        parts.append(unit)
    if _LARGE_MM3 <= abs(measurement.value) < _ORGAN_MM3 and measurement.unit == coding.UNIT_MM3:
        parts.append(f"({measurement.value:.0f} mm³)")
    if measurement.caveat:
        parts.append(joined("", ("(", measurement.caveat, ")")))
    return joined(" ", parts)


def finding_numbers(finding: Finding) -> Message:
    """The numbers of a finding in one line: axes with their mean, volume, then the others."""
    sizes = {
        m.concept: m
        for m in finding.measurements
        if m.concept in {coding.LONG_AXIS, coding.SHORT_AXIS}
        and m.unit == coding.UNIT_MM
        and m.derivation is None
    }
    words: list[Message] = []
    if len(sizes) == 2:
        long_mm, short_mm = (sizes[c].value for c in (coding.LONG_AXIS, coding.SHORT_AXIS))
        words.append(
            Message(
                "{long_axis:.1f} × {short_axis:.1f} mm (mean {mean:.1f} mm)",
                long_axis=long_mm,
                short_axis=short_mm,
                mean=(long_mm + short_mm) / 2,
            )
        )
    else:
        sizes = {}
    left = [m for m in finding.measurements if m not in sizes.values()]
    return joined("; ", (*words, *(measurement_text(replace(m, caveat=NOTHING)) for m in left)))


def measurement_caveats(finding: Finding) -> list[Message]:
    """What must stand beside the numbers, each caveat once with those that it is about."""
    names: dict[Message, list[Message]] = {}
    for measurement in finding.measurements:
        if measurement.caveat:
            names.setdefault(measurement.caveat, []).append(measurement.name)
    return [
        Message("{names}: {caveat}", names=joined(", ", about), caveat=caveat)
        for caveat, about in names.items()
    ]


def age_text(age: str, say: Translate) -> str:
    """An age string of DICOM in words: "047Y" as "47 years" (PS3.5 6.2, AS)."""
    if len(age) != 4 or not age[:3].isdigit():
        return age
    count = int(age[:3])
    match age[3]:
        case "Y":
            return say(Message("{count} year", many="{count} years", count=count))
        case "M":
            return say(Message("{count} month", many="{count} months", count=count))
        case "W":
            return say(Message("{count} week", many="{count} weeks", count=count))
        case "D":
            return say(Message("{count} day", many="{count} days", count=count))
    return age


def number_text(value: float, ucum: str) -> str:
    """Millimeters to 0.1, volumes and attenuation whole when large, percent to 0.1.

    No size but zero is written as zero.
    """
    if ucum in {"mm3", "mm2", "mm", "mL"} and abs(value) < _SMALLEST_IN_TENTHS:
        return f"{value:.{shown_digits(value, 1)}f}"
    if ucum in {"mm3", "mm2"}:
        return f"{value:.0f}" if abs(value) >= 10 else f"{value:.1f}"
    if ucum in {"mm", "%", "mL", "[hnsf'U]"}:
        # No -0.0.
        return f"{round(value, 1) + 0.0:.1f}"
    return f"{value:.3g}" if abs(value) < 999.5 else f"{value:.0f}"


def probability_text(probability: float, limits: Iterable[float] = ()) -> str:
    """Percent to one decimal, near a limit to more; never 0 or 100 % of what is uncertain."""
    percent = 100 * probability
    if percent < 0.1:
        return "<0.1 %"
    if percent > 99.9:
        return ">99.9 %"
    # 100 * 0.07 is not quite 7.
    return f"{apart(round(percent, 9), [round(100 * limit, 9) for limit in limits])} %"


def risk_input_text(item: RiskInput) -> Message:
    """Name, value, unit and origin of one input."""
    value = item.value
    told: Message | int | str
    if isinstance(value, bool):
        told = Message("yes") if value else Message("no")
    elif isinstance(value, float):
        told = _input_number(value)
    elif isinstance(value, int):
        told = value
    else:
        told = _term(value)
    name, origin = input_name(item.name), origin_words(item)
    if not item.unit:
        return Message("{name} {shown} ({origin})", name=name, shown=told, origin=origin)
    return Message(
        "{name} {shown} {unit} ({origin})",
        name=name,
        shown=told,
        unit=Message.term(item.unit),
        origin=origin,
    )


def _term(name: str) -> Message:
    """A name of a table of scores in words."""
    return Message.term(name.replace("_", " "))


def _input_number(value: float) -> str:
    """Two digits after the point; more where a fraction would else vanish."""
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{value:.6g}" if "." not in short and float(short) != value else short


def risk_output_texts(score: RiskScore) -> tuple[Message, ...]:
    """The main outputs of a score, one by one; near a limit with more digits."""
    texts = (_output_text(score, name, value) for name, value in score.outputs)
    return tuple(text for text in texts if text)


def _output_text(score: RiskScore, name: str, value: Message | float | str) -> Message:
    if name in _NOT_SHOWN:
        return NOTHING
    label = _term(name)
    if isinstance(value, Message):
        return value if name == "interval" else joined(": ", (label, value))
    if isinstance(value, str):
        return joined(": ", (label, _term(value)))
    limits = limits_of(score.model, name)
    number = apart(value, limits)
    match name:
        case "value" if score.source is not None:
            # Of any size: a rounded one could vanish.
            unit = "" if score.unit == "1" else score.unit
            told = f"{value:.4g}" if abs(value) < 9999.5 else f"{value:.0f}"
            return joined(" ", (told, Message.term(unit)) if unit else (told,))
        case "probability":
            percent = probability_text(value, limits)
            return Message("probability {percent}", percent=percent)
        case "volume_doubling_time" if value > LONG_DAYS:
            return Message("volume doubling time over 5 years")
        case "volume_doubling_time":
            return Message("volume doubling time {days} days", days=number)
        case "laa_950_percent":
            return Message("lung below -950 HU {value} %", value=number)
        case "perc15_hu":
            return Message("15th percentile of lung attenuation {value} HU", value=number)
        case "volume_change_percent":
            return Message("change of volume {value} %", value=number)
        case "interval_days":
            return Message("interval {value} days", value=number)
    return joined(" ", (label, number))


def score_source_words(score: RiskScore) -> Message:
    """Which plugin gave a score; nothing for the published scores of the program."""
    source = score.source
    if source is None:
        return NOTHING
    return Message(
        "Computed by the plugin {name} {version} ({id})",
        name=Message.term(source.plugin_name),
        version=source.plugin_version,
        id=source.plugin_id,
    )


def risk_result_text(score: RiskScore) -> Message:
    """The main outputs of a score and its category in one line."""
    words = risk_output_texts(score)
    return joined("; ", (*words, score.category) if score.category else words)
