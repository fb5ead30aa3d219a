"""The attributes that scanning reads, by number (PS3.6), and nothing else.

`WANTED` are kept wherever they stand, `WANTED_SEQUENCES` are looked into.
"""

from __future__ import annotations

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
EXTENDED_OFFSET_TABLE = 0x7FE00001

# Private attributes without which a series cannot be split or scaled.
GE_B_VALUE = 0x00431039
SIEMENS_B_VALUE = 0x0019100C
SIEMENS_MOSAIC_IMAGES = 0x0019100A
PHILIPS_B_VALUE = 0x20011003
PHILIPS_SUV_FACTOR = 0x70531000
PHILIPS_ACTIVITY_FACTOR = 0x70531009
GE_PET_SCAN_DATETIME = 0x0009100D

_KEYWORDS = """
SpecificCharacterSet ImageType SOPClassUID SOPInstanceUID StudyDate SeriesDate AcquisitionDate
ContentDate AcquisitionDateTime StudyTime SeriesTime AcquisitionTime ContentTime AccessionNumber
Modality PresentationIntentType InstitutionName ReferringPhysicianName StudyDescription
SeriesDescription ManufacturerModelName Manufacturer PatientName PatientID IssuerOfPatientID
PatientBirthDate PatientSex PatientAge PatientSize PatientWeight
ContrastBolusAgent BodyPartExamined ScanningSequence SequenceVariant MRAcquisitionType
SequenceName SliceThickness KVP RepetitionTime EchoTime InversionTime NumberOfAverages
MagneticFieldStrength EchoNumbers SpacingBetweenSlices EchoTrainLength FlipAngle ProtocolName
DistanceSourceToDetector DistanceSourceToPatient EstimatedRadiographicMagnificationFactor
GantryDetectorTilt XRayTubeCurrent ExposureTime Exposure ImagerPixelSpacing
NominalScannedPixelSpacing FrameTime FrameTimeVector CineRate RecommendedDisplayFrameRate
PreferredPlaybackSequencing
TriggerTime ConvolutionKernel PatientPosition ViewPosition ReconstructionDiameter
BodyPartThickness CompressionForce RadiopharmaceuticalStartTime
RadiopharmaceuticalStartDateTime RadionuclideTotalDose RadionuclideHalfLife Radiopharmaceutical
DiffusionBValue DiffusionGradientOrientation StudyInstanceUID SeriesInstanceUID StudyID
SeriesNumber AcquisitionNumber InstanceNumber ImagePositionPatient ImageOrientationPatient
FrameOfReferenceUID Laterality ImageLaterality TemporalPositionIdentifier TemporalPositionIndex
StackID InStackPositionNumber PatientOrientation
NumberOfFrames Rows Columns SamplesPerPixel PhotometricInterpretation PlanarConfiguration
PixelSpacing PixelAspectRatio BitsAllocated BitsStored HighBit PixelRepresentation
PixelSpacingCalibrationType PixelSpacingCalibrationDescription BurnedInAnnotation
PixelPaddingValue PixelPaddingRangeLimit WindowCenter WindowWidth
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
MRTimingAndRelatedParametersSequence PlanePositionVolumeSequence
"""

WANTED: frozenset[int] = frozenset(
    {tag(keyword) for keyword in _KEYWORDS.split()}
    | {
        EXTENDED_OFFSET_TABLE,
        GE_B_VALUE,
        SIEMENS_B_VALUE,
        SIEMENS_MOSAIC_IMAGES,
        PHILIPS_B_VALUE,
        PHILIPS_SUV_FACTOR,
        PHILIPS_ACTIVITY_FACTOR,
        GE_PET_SCAN_DATETIME,
    }
)


def _known(keywords: str) -> frozenset[int]:
    numbers = (tag_for_keyword(keyword) for keyword in keywords.split())
    return frozenset(number for number in numbers if number is not None)


WANTED_SEQUENCES: frozenset[int] = _known(_SEQUENCES)
