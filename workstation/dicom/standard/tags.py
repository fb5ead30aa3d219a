"""The attributes that scanning reads, by number (PS3.6), and nothing else.

`WANTED` are kept wherever they stand, `WANTED_SEQUENCES` are looked into.
"""

from __future__ import annotations

from typing import NamedTuple

from pydicom.datadict import tag_for_keyword


def tag(keyword: str) -> int:
    """The number of a DICOM keyword.

    Raises
    ------
    KeyError
        The data dictionary does not know the keyword.
    """
    number = tag_for_keyword(keyword)
    if number is None:
        raise KeyError(keyword)
    return number


FLOAT_PIXEL_DATA = 0x7FE00008
DOUBLE_PIXEL_DATA = 0x7FE00009
PIXEL_DATA = 0x7FE00010
PIXEL_TAGS = frozenset({FLOAT_PIXEL_DATA, DOUBLE_PIXEL_DATA, PIXEL_DATA})
OF_FILE_META = {0x00020002: 0x00080016, 0x00020003: 0x00080018}
"""SOP Class and Instance UID of the File Meta group, for data sets that leave them out."""
EXTENDED_OFFSET_TABLE = 0x7FE00001


class Private(NamedTuple):
    """A private attribute: whose it is, its group, and the low byte of its element."""

    creator: str
    group: int
    element: int


# Private attributes without which a series cannot be split or scaled.
GE_B_VALUE = Private("GEMS_PARM_01", 0x0043, 0x39)
GE_COMPONENT = Private("GEMS_PARM_01", 0x0043, 0x2F)
SIEMENS_B_VALUE = Private("SIEMENS MR HEADER", 0x0019, 0x0C)
PHILIPS_B_VALUE = Private("Philips Imaging DD 001", 0x2001, 0x03)
PHILIPS_SUV_FACTOR = Private("Philips PET Private Group", 0x7053, 0x00)
PHILIPS_ACTIVITY_FACTOR = Private("Philips PET Private Group", 0x7053, 0x09)
GE_PET_SCAN_DATETIME = Private("GEMS_PETD_01", 0x0009, 0x0D)
_PRIVATE = (
    GE_B_VALUE,
    GE_COMPONENT,
    SIEMENS_B_VALUE,
    PHILIPS_B_VALUE,
    PHILIPS_SUV_FACTOR,
    PHILIPS_ACTIVITY_FACTOR,
    GE_PET_SCAN_DATETIME,
)

_KEYWORDS = """
SpecificCharacterSet ImageType SOPClassUID SOPInstanceUID StudyDate SeriesDate AcquisitionDate
ContentDate AcquisitionDateTime StudyTime SeriesTime AcquisitionTime ContentTime AccessionNumber
TimezoneOffsetFromUTC
Modality PresentationIntentType InstitutionName ReferringPhysicianName StudyDescription
SeriesDescription ManufacturerModelName Manufacturer PatientName PatientID IssuerOfPatientID
PatientBirthDate PatientSex PatientAge PatientSize PatientWeight
ContrastBolusAgent BodyPartExamined ScanningSequence SequenceVariant MRAcquisitionType
SequenceName SliceThickness KVP RepetitionTime EchoTime InversionTime NumberOfAverages
MagneticFieldStrength EchoNumbers SpacingBetweenSlices EchoTrainLength FlipAngle ProtocolName
DistanceSourceToDetector DistanceSourceToPatient EstimatedRadiographicMagnificationFactor
GantryDetectorTilt XRayTubeCurrent ExposureTime Exposure ImagerPixelSpacing
NominalScannedPixelSpacing FrameTime FrameTimeVector CineRate RecommendedDisplayFrameRate
PreferredPlaybackSequencing MaskOperation RecommendedViewingMode
TriggerTime ConvolutionKernel PatientPosition ViewPosition ReconstructionDiameter
BodyPartThickness CompressionForce RadiopharmaceuticalStartTime
RadiopharmaceuticalStartDateTime RadionuclideTotalDose RadionuclideHalfLife Radiopharmaceutical
DiffusionBValue DiffusionGradientOrientation StudyInstanceUID SeriesInstanceUID StudyID
SeriesNumber AcquisitionNumber InstanceNumber ImagePositionPatient ImageOrientationPatient
FrameOfReferenceUID Laterality ImageLaterality TemporalPositionIdentifier TemporalPositionIndex
StackID InStackPositionNumber PatientOrientation VelocityEncodingDirection
VelocityEncodingMaximumValue
NumberOfFrames Rows Columns SamplesPerPixel PhotometricInterpretation PlanarConfiguration
PixelSpacing PixelAspectRatio BitsAllocated BitsStored HighBit PixelRepresentation
PixelSpacingCalibrationType PixelSpacingCalibrationDescription BurnedInAnnotation
PixelPaddingValue PixelPaddingRangeLimit FloatPixelPaddingValue DoubleFloatPixelPaddingValue
FloatPixelPaddingRangeLimit DoubleFloatPixelPaddingRangeLimit WindowCenter WindowWidth
WindowCenterWidthExplanation VOILUTFunction RescaleIntercept RescaleSlope RescaleType
LossyImageCompression CorrectedImage
RedPaletteColorLookupTableDescriptor GreenPaletteColorLookupTableDescriptor
BluePaletteColorLookupTableDescriptor RedPaletteColorLookupTableData
GreenPaletteColorLookupTableData BluePaletteColorLookupTableData
SegmentedRedPaletteColorLookupTableData SegmentedGreenPaletteColorLookupTableData
SegmentedBluePaletteColorLookupTableData
LUTDescriptor LUTExplanation ModalityLUTType LUTData
Units CountsSource SeriesType DecayCorrection FrameReferenceTime DecayFactor SUVType
ActualFrameDuration
NumberOfTimeSlots NumberOfRRIntervals ImageIndex
PresentationLUTShape RegionSpatialFormat RegionDataType PhysicalUnitsXDirection
PhysicalUnitsYDirection PhysicalDeltaX PhysicalDeltaY RegionLocationMinX0 RegionLocationMinY0
RegionLocationMaxX1 RegionLocationMaxY1 FrameType EffectiveEchoTime CodeMeaning CodeValue
ComplexImageComponent DecayCorrectionDateTime DecayCorrected AttenuationCorrected
RealWorldValueSlope RealWorldValueIntercept
RealWorldValueFirstValueMapped RealWorldValueLastValueMapped
DoubleFloatRealWorldValueFirstValueMapped DoubleFloatRealWorldValueLastValueMapped
NominalCardiacTriggerDelayTime FrameAcquisitionNumber TemporalPositionTimeOffset
FrameAcquisitionDateTime FrameReferenceDateTime MIMETypeOfEncapsulatedDocument
TemporalResolution NominalPercentageOfCardiacPhase NominalPercentageOfRespiratoryPhase
NominalInterval RRIntervalTimeNominal StartTrim StopTrim FrameIncrementPointer PhaseVector
TimeSliceVector TimeSlotVector NumberOfFramesInPhase PhaseDelay PauseBetweenFrames
"""

_SEQUENCES = """
RadiopharmaceuticalInformationSequence ModalityLUTSequence VOILUTSequence
SequenceOfUltrasoundRegions
DetectorInformationSequence SharedFunctionalGroupsSequence PerFrameFunctionalGroupsSequence
PlanePositionSequence PlaneOrientationSequence PixelMeasuresSequence FrameContentSequence
PixelValueTransformationSequence FrameVOILUTSequence MREchoSequence MRDiffusionSequence
DiffusionGradientDirectionSequence MRImageFrameTypeSequence CTImageFrameTypeSequence
XAXRFFrameCharacteristicsSequence PETFrameTypeSequence CardiacSynchronizationSequence
TemporalPositionSequence RespiratorySynchronizationSequence PhaseInformationSequence
ViewCodeSequence ViewModifierCodeSequence GatedInformationSequence DataInformationSequence
MRTimingAndRelatedParametersSequence MRVelocityEncodingSequence PlanePositionVolumeSequence
RealWorldValueMappingSequence MeasurementUnitsCodeSequence RadionuclideCodeSequence
MaskSubtractionSequence
"""

# A creator may have reserved any block of its group (PS3.5 7.8.1).
_SLOTS = range(0x10, 0x100)

WANTED: frozenset[int] = frozenset(
    {tag(keyword) for keyword in _KEYWORDS.split()}
    | {EXTENDED_OFFSET_TABLE}
    | {each.group << 16 | slot for each in _PRIVATE for slot in _SLOTS}
    | {each.group << 16 | slot << 8 | each.element for each in _PRIVATE for slot in _SLOTS}
)


def _known(keywords: str) -> frozenset[int]:
    numbers = (tag_for_keyword(keyword) for keyword in keywords.split())
    return frozenset(number for number in numbers if number is not None)


WANTED_SEQUENCES: frozenset[int] = _known(_SEQUENCES)
