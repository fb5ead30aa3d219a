"""How the images of a series were acquired, as pairs of words for the report."""

from __future__ import annotations

from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.tags import tag
from workstation.words import said

_NUMBERS = (
    (said("Tube voltage"), "KVP", "kV"),
    (said("Tube current"), "XRayTubeCurrent", "mA"),
    (said("Exposure"), "Exposure", "mAs"),
    (said("Field strength"), "MagneticFieldStrength", "T"),
    (said("Repetition time"), "RepetitionTime", "ms"),
    (said("Echo time"), "EchoTime", "ms"),
    (said("Inversion time"), "InversionTime", "ms"),
    (said("Flip angle"), "FlipAngle", "°"),
    (said("Slice thickness"), "SliceThickness", "mm"),
    (said("Reconstruction diameter"), "ReconstructionDiameter", "mm"),
    (said("Source-detector distance"), "DistanceSourceToDetector", "mm"),
    (said("Compressed thickness"), "BodyPartThickness", "mm"),
    (said("Compression force"), "CompressionForce", "N"),
)
_WORDS = (
    (said("Kernel"), "ConvolutionKernel"),
    (said("Sequence"), "SequenceName"),
    (said("Scanning sequence"), "ScanningSequence"),
    (said("Acquisition"), "MRAcquisitionType"),
    (said("View"), "ViewPosition"),
    (said("Patient position"), "PatientPosition"),
)
_TEXTS = (
    (said("Contrast"), "ContrastBolusAgent"),
    (said("Protocol"), "ProtocolName"),
    (said("Manufacturer"), "Manufacturer"),
    (said("Model"), "ManufacturerModelName"),
)
_NUMBER_TAGS = tuple((label, tag(keyword), unit) for label, keyword, unit in _NUMBERS)
_WORD_TAGS = tuple((label, tag(keyword)) for label, keyword in _WORDS)
_TEXT_TAGS = tuple((label, tag(keyword)) for label, keyword in _TEXTS)
_DRUG, _DRUG_NAME = tag("RadiopharmaceuticalInformationSequence"), tag("Radiopharmaceutical")
_DOSE = tag("RadionuclideTotalDose")


def technique(attributes: Attributes) -> tuple[tuple[str, str], ...]:
    """Acquisition facts of one image; what the file does not state is left out."""
    pairs: list[tuple[str, str]] = []
    for label, number, unit in _NUMBER_TAGS:
        value = attributes.number(number)
        if value is not None and value > 0:
            pairs.append((label, f"{value:g} {unit}".replace(" °", "°")))
    for label, number in _WORD_TAGS:
        words = " ".join(word for word in attributes.strings(number) if word)
        if words:
            pairs.append((label, words))
    for label, number in _TEXT_TAGS:
        text = attributes.text(number)
        if text:
            pairs.append((label, text))
    drug = attributes.item(_DRUG)
    if drug is not None:
        name, dose = drug.text(_DRUG_NAME), drug.number(_DOSE)
        if name:
            pairs.append((said("Radiopharmaceutical"), name))
        if dose:
            pairs.append((said("Injected dose"), f"{dose / 1e6:.4g} MBq"))
    return tuple(pairs)
