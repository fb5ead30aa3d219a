"""What the values of a stack mean after the modality transform (PS3.3 C.11.1.1.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workstation.dicom.headers.file_header import FileHeader
from workstation.dicom.pet.suv import PetScale, pet_scale, real_world_suv
from workstation.dicom.stacks.frame_traits import Placed
from workstation.dicom.standard.sop_classes import is_capture, is_parametric_map
from workstation.dicom.standard.tags import tag
from workstation.domain.geometry import GeometryIssue, GeometryIssueCode
from workstation.domain.pixel_source import PixelKind
from workstation.domain.value_codes import NO_UNIT, mapped_quantity, mapped_unit
from workstation.messages import Message

UNSPECIFIED = "US"
MOST_NAMED_FILES = 20

_BYTE = 8
_REPRESENTATION = tag("PixelRepresentation")
_MODALITY_LUT, _LUT_TYPE = tag("ModalityLUTSequence"), tag("ModalityLUTType")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """Name of the quantity, factor on top of the rescale, doubts, and words for the report.

    `real_world` is whether the Real World Value Mapping of each frame takes the place of its
    rescale.
    """

    name: str
    factor: float = 1.0
    issues: tuple[GeometryIssue, ...] = ()
    facts: tuple[tuple[Message, Message | str], ...] = ()
    real_world: bool = False

    def rescale(self, member: Placed) -> tuple[float, float]:
        """Slope and intercept that lead from the stored values of a frame to the quantity."""
        frame = member.frame
        line = frame.real_world if self.real_world else frame.rescaling
        return line.slope * self.factor, line.intercept * self.factor

    def mapped(self, member: Placed) -> tuple[float, float] | None:
        """Least and greatest stored value of a frame that has a value; None for all."""
        return member.frame.real_world.mapped if self.real_world else None

    def from_rescaled(self, member: Placed) -> tuple[float, float]:
        """Slope and intercept from rescaled values, those of windows, to the quantity."""
        if not self.real_world:
            return self.factor, 0.0
        slope, intercept = self.rescale(member)
        line = member.frame.rescaling
        return slope / line.slope, intercept - slope * line.intercept / line.slope


def stack_quantity(members: Sequence[Placed], peers: Sequence[FileHeader]) -> Quantity:
    """The quantity of one stack.

    Parameters
    ----------
    members : sequence of Placed
        Its frames: all must agree on the scale of their values.
    peers : sequence of FileHeader
        The images of the series that were taken with it: PET needs the times of all.
    """
    doubt = _unusable_scale(members) or _unknown_sign(members) or _disagreement(members)
    if doubt is not None:
        return Quantity(name=UNSPECIFIED, issues=(doubt,))
    first = members[0]
    if is_parametric_map(first.file.sop_class_uid):
        return _map_quantity(members)
    if first.file.modality == "PT":
        return _pet_quantity(members, peers)
    return Quantity(name=_name(first))


def _map_quantity(members: Sequence[Placed]) -> Quantity:
    """What a parametric map holds is what its mapping says, not what its source images hold."""
    lines = [member.frame.real_world for member in members]
    units = {mapped_quantity(line.kind) if line.stated else NO_UNIT for line in lines}
    name = real_world_suv(lines) or (units.pop() if len(units) == 1 else NO_UNIT)
    is_mapped = all(line.stated for line in lines)
    words: Message | str = mapped_unit(name) or name
    if name == NO_UNIT:
        words = Message("no unit is stated")
    return Quantity(name=name, facts=((Message("Values"), words),), real_world=is_mapped)


def _name(member: Placed) -> str:
    """The quantity of one frame; it needs a rescale that is stated, or a table."""
    file, frame = member
    lut = file.attributes.item(_MODALITY_LUT)
    if lut is not None:
        return lut.string(_LUT_TYPE) or UNSPECIFIED
    line = frame.rescaling
    kind = line.kind or ("HU" if _is_in_hounsfield_units(member) else UNSPECIFIED)
    return kind if line.stated else UNSPECIFIED


def _is_in_hounsfield_units(member: Placed) -> bool:
    """Whether CT values of an unstated kind are in HU (PS3.3 C.8.2.1: Rescale Type).

    A screen that was captured is not, unless it keeps the offset of the scanner.
    """
    file, frame = member
    if file.modality != "CT":
        return False
    real = frame.real_world
    if real.stated and mapped_quantity(real.kind) != "HU":
        # Made of CT images, and something else by its own word.
        return False
    captured = is_capture(file.sop_class_uid, frame.image_type)
    return not captured or frame.rescaling.intercept != 0.0


def _unusable_scale(members: Sequence[Placed]) -> GeometryIssue | None:
    faulty = [member for member in members if member.frame.rescaling.fault]
    if not faulty:
        return None
    return _issue(
        GeometryIssueCode.UNREADABLE,
        Message(
            "{fault}: what the values mean is not known.",
            fault=faulty[0].frame.rescaling.fault,
        ),
        faulty,
    )


def _unknown_sign(members: Sequence[Placed]) -> GeometryIssue | None:
    """Words of which it is not stated whether they have a sign: half of them may be negative."""
    silent = [
        member
        for member in members
        if not member.file.attributes.raw.get(_REPRESENTATION) and _may_have_a_sign(member.file)
    ]
    if not silent:
        return None
    words = Message(
        "The images do not say whether their values have a sign (Pixel Representation); they are "
        "taken to have none: what the values mean is not known."
    )
    return _issue(GeometryIssueCode.UNREADABLE, words, silent)


def _may_have_a_sign(file: FileHeader) -> bool:
    """Gray words; bytes and colors have none in practice."""
    if file.pixels is None:
        return False
    image = file.pixels.format
    is_gray = image.samples == 1 and image.palette is None
    return is_gray and image.kind is PixelKind.INTEGER and image.bits_allocated > _BYTE


def _disagreement(members: Sequence[Placed]) -> GeometryIssue | None:
    """Frames that state no rescale, or another kind of values, among others that do."""
    by_scale: dict[tuple[bool, str], list[Placed]] = {}
    for member in members:
        key = (member.frame.rescaling.stated, _name(member))
        by_scale.setdefault(key, []).append(member)
    if len(by_scale) < 2:
        return None
    fewest = min(by_scale.values(), key=len)
    return _issue(
        GeometryIssueCode.UNCALIBRATED,
        Message(
            "{count} of {total} images states another scale of values than the others, or "
            "none: what the values mean is not known.",
            many="{count} of {total} images state another scale of values than the others, or "
            "none: what the values mean is not known.",
            count=len(fewest),
            total=len(members),
        ),
        fewest,
    )


def _issue(code: GeometryIssueCode, message: Message, members: Sequence[Placed]) -> GeometryIssue:
    files = tuple(dict.fromkeys(member.file.path for member in members))
    return GeometryIssue(code=code, message=message, files=files[:MOST_NAMED_FILES])


def _pet_quantity(members: Sequence[Placed], peers: Sequence[FileHeader]) -> Quantity:
    mapped = real_world_suv([member.frame.real_world for member in members])
    if mapped:
        source = (Message("SUV"), Message("by the Real World Value Mapping of the file"))
        return Quantity(name=mapped, real_world=True, facts=(source,))
    if not members[0].frame.rescaling.stated:
        # Those of the others are the same: else they would disagree.
        reason = Message("no rescale is stated")
        return Quantity(
            name=UNSPECIFIED,
            issues=_pet_issues(PetScale(quantity=UNSPECIFIED, reason=reason)),
            facts=((Message("SUV"), Message("not computed: {reason}", reason=reason)),),
        )
    kind = members[0].frame.rescaling.kind
    images = {member.file.path: member.file.attributes for member in members}
    scale = pet_scale(list(images.values()), [file.attributes for file in peers], kind)
    facts: list[tuple[Message, Message | str]] = []
    if scale.quantity.startswith("SUV") and scale.factor != 1.0:
        facts.append((Message("SUV factor"), f"{scale.factor:.6e} {scale.factor_unit}"))
        if scale.delay_s is not None:
            facts.append((Message("Decay time"), f"{scale.delay_s:.3f} s"))
    if scale.reason:
        facts.append((Message("SUV"), Message("not computed: {reason}", reason=scale.reason)))
    return Quantity(
        name=scale.quantity, factor=scale.factor, issues=_pet_issues(scale), facts=tuple(facts)
    )


def _pet_issues(scale: PetScale) -> tuple[GeometryIssue, ...]:
    sentences = [*scale.cautions]
    if scale.reason:
        sentences.append(Message("SUV cannot be computed: {reason}.", reason=scale.reason))
    return tuple(
        GeometryIssue(code=GeometryIssueCode.UNCALIBRATED, message=sentence)
        for sentence in sentences
    )
