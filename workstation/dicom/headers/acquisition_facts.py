"""How the images of a series were acquired, as pairs of words for the report."""

from __future__ import annotations

from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.tags import tag
from workstation.messages import Message

_NUMBERS = (
    (Message("Tube voltage"), "KVP", "kV"),
    (Message("Tube current"), "XRayTubeCurrent", "mA"),
    (Message("Exposure"), "Exposure", "mAs"),
    (Message("Field strength"), "MagneticFieldStrength", "T"),
    (Message("Repetition time"), "RepetitionTime", "ms"),
    (Message("Echo time"), "EchoTime", "ms"),
    (Message("Inversion time"), "InversionTime", "ms"),
    (Message("Flip angle"), "FlipAngle", "°"),
    (Message("Slice thickness"), "SliceThickness", "mm"),
    (Message("Reconstruction diameter"), "ReconstructionDiameter", "mm"),
    (Message("Source-detector distance"), "DistanceSourceToDetector", "mm"),
    (Message("Compressed thickness"), "BodyPartThickness", "mm"),
    (Message("Compression force"), "CompressionForce", "N"),
)
_WORDS = (
    (Message("Kernel"), "ConvolutionKernel"),
    (Message("Sequence"), "SequenceName"),
    (Message("Scanning sequence"), "ScanningSequence"),
    (Message("Acquisition"), "MRAcquisitionType"),
    (Message("View"), "ViewPosition"),
    (Message("Patient position"), "PatientPosition"),
)
_TEXTS = (
    (Message("Contrast"), "ContrastBolusAgent"),
    (Message("Protocol"), "ProtocolName"),
    (Message("Manufacturer"), "Manufacturer"),
    (Message("Model"), "ManufacturerModelName"),
)
_NUMBER_TAGS = tuple((label, tag(keyword), unit) for label, keyword, unit in _NUMBERS)
_WORD_TAGS = tuple((label, tag(keyword)) for label, keyword in _WORDS)
_TEXT_TAGS = tuple((label, tag(keyword)) for label, keyword in _TEXTS)
_DRUG, _DRUG_NAME = tag("RadiopharmaceuticalInformationSequence"), tag("Radiopharmaceutical")
_DOSE, _MODALITY = tag("RadionuclideTotalDose"), tag("Modality")
_LEAST_BQ = 1e6
"""A dose in MBq is less, one in Bq is more."""


def technique(attributes: Attributes) -> tuple[tuple[Message, str], ...]:
    """Acquisition facts of one image; what the file does not state is left out."""
    pairs: list[tuple[Message, str]] = []
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
            pairs.append((Message("Radiopharmaceutical"), name))
        if dose is not None and dose > 0:
            words = _dose_words(dose, attributes.string(_MODALITY).upper())
            pairs.append((Message("Injected dose"), words))
    return tuple(pairs)


def _dose_words(dose: float, modality: str) -> str:
    """An injected dose with its unit, which is another one in nuclear medicine than in PET.

    References
    ----------
    PS3.3 C.8.4.10.1.7 (NM: MBq), C.8.9.2 (PET: Bq). Some writers
    mistake Bq for MBq; what of PET is no dose in Bq is given as it stands.
    """
    is_in_bq = dose >= _LEAST_BQ
    if modality == "NM":
        return f"{dose / 1e6 if is_in_bq else dose:.4g} MBq"
    return f"{dose / 1e6:.4g} MBq" if is_in_bq else f"{dose:g} Bq"
