"""How the images of a series were acquired, as pairs of words for the report."""

from __future__ import annotations

from workstation.dicom.attributes import Attributes
from workstation.dicom.tags import tag

_NUMBERS = (
    ("Tube voltage", "KVP", "kV"),
    ("Tube current", "XRayTubeCurrent", "mA"),
    ("Exposure", "Exposure", "mAs"),
    ("Field strength", "MagneticFieldStrength", "T"),
    ("Repetition time", "RepetitionTime", "ms"),
    ("Echo time", "EchoTime", "ms"),
    ("Inversion time", "InversionTime", "ms"),
    ("Flip angle", "FlipAngle", "°"),
    ("Slice thickness", "SliceThickness", "mm"),
    ("Reconstruction diameter", "ReconstructionDiameter", "mm"),
    ("Source-detector distance", "DistanceSourceToDetector", "mm"),
    ("Compressed thickness", "BodyPartThickness", "mm"),
    ("Compression force", "CompressionForce", "N"),
)
_WORDS = (
    ("Kernel", "ConvolutionKernel"),
    ("Sequence", "SequenceName"),
    ("Scanning sequence", "ScanningSequence"),
    ("Acquisition", "MRAcquisitionType"),
    ("View", "ViewPosition"),
    ("Patient position", "PatientPosition"),
)
_TEXTS = (
    ("Contrast", "ContrastBolusAgent"),
    ("Protocol", "ProtocolName"),
    ("Manufacturer", "Manufacturer"),
    ("Model", "ManufacturerModelName"),
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
            pairs.append(("Radiopharmaceutical", name))
        if dose:
            pairs.append(("Injected dose", f"{dose / 1e6:.4g} MBq"))
    return tuple(pairs)
