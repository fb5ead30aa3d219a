"""Coded concepts (PS3.3 8.8, PS3.16)."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.messages import Message


@dataclass(frozen=True, slots=True)
class Code:
    """A code value, the scheme that defines it, and its meaning in words."""

    value: str
    scheme: str
    meaning: str

    def __post_init__(self) -> None:
        if not (self.value and self.scheme and self.meaning):
            raise ValueError("a code needs a value, a scheme and a meaning")

    @property
    def words(self) -> Message:
        """The meaning, for a face."""
        return Message.term(self.meaning)


ANATOMICAL_STRUCTURE = Code("123037004", "SCT", "Anatomical Structure")
MORPHOLOGICALLY_ABNORMAL_STRUCTURE = Code("49755003", "SCT", "Morphologically Abnormal Structure")
LUNG = Code("39607008", "SCT", "Lung")
NODULE = Code("27925004", "SCT", "Nodule")
HIPPOCAMPUS = Code("5366008", "SCT", "Hippocampus")
LEFT = Code("7771000", "SCT", "Left")
RIGHT = Code("24028007", "SCT", "Right")
LESION = Code("52988006", "SCT", "Lesion")
TISSUE = Code("85756007", "SCT", "Tissue")

VOLUME = Code("118565006", "SCT", "Volume")
LENGTH = Code("410668003", "SCT", "Length")
LONG_AXIS = Code("103339001", "SCT", "Long Axis")
SHORT_AXIS = Code("103340004", "SCT", "Short Axis")
DIAMETER = Code("81827009", "SCT", "Diameter")
AREA = Code("42798000", "SCT", "Area")
MEAN = Code("373098007", "SCT", "Mean")
STANDARD_DEVIATION = Code("386136009", "SCT", "Standard Deviation")
MINIMUM = Code("255605001", "SCT", "Minimum")
MAXIMUM = Code("56851009", "SCT", "Maximum")
PEAK = Code("126031", "DCM", "Peak Value Within ROI")
ANGLE = Code("1483009", "SCT", "Angle")
COBB_ANGLE = Code("285285000", "SCT", "Cobb angle")
PATH_LENGTH = Code("121211", "DCM", "Path length")
WIDTH = Code("103355008", "SCT", "Width")
HEART = Code("80891009", "SCT", "Heart")
THORAX = Code("816094009", "SCT", "Thorax")
PROBABILITY = Code("122157", "DCM", "Probability")

UNIT_MM = Code("mm", "UCUM", "millimeter")
UNIT_MM2 = Code("mm2", "UCUM", "square millimeter")
UNIT_MM3 = Code("mm3", "UCUM", "cubic millimeter")
UNIT_ML = Code("mL", "UCUM", "milliliter")
UNIT_HU = Code("[hnsf'U]", "UCUM", "Hounsfield unit")
UNIT_PERCENT = Code("%", "UCUM", "percent")
UNIT_ONE = Code("1", "UCUM", "no units")
UNIT_PIXEL = Code("{pixels}", "UCUM", "pixels")
UNIT_DEGREE = Code("deg", "UCUM", "Degree")
UNIT_RATIO = Code("{ratio}", "UCUM", "ratio")
UNIT_SUVBW = Code("g/ml{SUVbw}", "UCUM", "Standardized Uptake Value body weight")
