"""Transfer syntaxes: what each one means and which decoders read it (PS3.5 A, PS3.6 A)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Coding(StrEnum):
    """The way in which a frame is stored."""

    NATIVE = "uncompressed"
    RLE = "RLE"
    JPEG = "JPEG"
    JPEG_LS = "JPEG-LS"
    JPEG_2000 = "JPEG 2000"
    HTJ2K = "High-Throughput JPEG 2000"
    DEFLATED_FRAME = "deflated frames"
    VIDEO = "video"
    REFERENCE = "pixels kept on a server"


@dataclass(frozen=True, slots=True)
class TransferSyntax:
    """One transfer syntax: name, coding, data set encoding, whether it may lose detail."""

    uid: str
    name: str
    coding: Coding = Coding.NATIVE
    explicit: bool = True
    big_endian: bool = False
    deflated: bool = False
    lossy: bool = False

    @property
    def encapsulated(self) -> bool:
        """Whether the pixels are stored in fragments (PS3.5 A.4)."""
        return self.coding not in {Coding.NATIVE, Coding.REFERENCE} or self.uid == ENCAPSULATED_LE


IMPLICIT_LE = "1.2.840.10008.1.2"
EXPLICIT_LE = "1.2.840.10008.1.2.1"
ENCAPSULATED_LE = "1.2.840.10008.1.2.1.98"
DEFLATED_LE = "1.2.840.10008.1.2.1.99"
EXPLICIT_BE = "1.2.840.10008.1.2.2"

_JPEG_LOSSY = (
    ("50", "JPEG Baseline"),
    ("51", "JPEG Extended"),
    ("52", "JPEG Extended, processes 3 and 5"),
    ("53", "JPEG Spectral Selection, processes 6 and 8"),
    ("54", "JPEG Spectral Selection, processes 7 and 9"),
    ("55", "JPEG Full Progression, processes 10 and 12"),
    ("56", "JPEG Full Progression, processes 11 and 13"),
)

_ALL = (
    TransferSyntax(IMPLICIT_LE, "Implicit VR Little Endian", explicit=False),
    TransferSyntax(EXPLICIT_LE, "Explicit VR Little Endian"),
    TransferSyntax(ENCAPSULATED_LE, "Encapsulated Uncompressed Explicit VR Little Endian"),
    TransferSyntax(DEFLATED_LE, "Deflated Explicit VR Little Endian", deflated=True),
    TransferSyntax(EXPLICIT_BE, "Explicit VR Big Endian", big_endian=True),
    TransferSyntax("1.2.840.10008.1.2.5", "RLE Lossless", Coding.RLE),
    *(
        TransferSyntax(f"1.2.840.10008.1.2.4.{suffix}", name, Coding.JPEG, lossy=True)
        for suffix, name in _JPEG_LOSSY
    ),
    TransferSyntax("1.2.840.10008.1.2.4.57", "JPEG Lossless, process 14", Coding.JPEG),
    TransferSyntax("1.2.840.10008.1.2.4.70", "JPEG Lossless, first-order", Coding.JPEG),
    TransferSyntax("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless", Coding.JPEG_LS),
    TransferSyntax("1.2.840.10008.1.2.4.81", "JPEG-LS Near-lossless", Coding.JPEG_LS, lossy=True),
    TransferSyntax("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless", Coding.JPEG_2000),
    TransferSyntax("1.2.840.10008.1.2.4.91", "JPEG 2000", Coding.JPEG_2000, lossy=True),
    TransferSyntax("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Lossless", Coding.JPEG_2000),
    TransferSyntax("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2", Coding.JPEG_2000, lossy=True),
    TransferSyntax("1.2.840.10008.1.2.4.201", "HTJ2K Lossless", Coding.HTJ2K),
    TransferSyntax("1.2.840.10008.1.2.4.202", "HTJ2K Lossless RPCL", Coding.HTJ2K),
    TransferSyntax("1.2.840.10008.1.2.4.203", "HTJ2K", Coding.HTJ2K, lossy=True),
    TransferSyntax(
        "1.2.840.10008.1.2.8.1", "Deflated Image Frame Compression", Coding.DEFLATED_FRAME
    ),
    *(
        TransferSyntax(f"1.2.840.10008.1.2.4.{suffix}", name, Coding.VIDEO, lossy=True)
        for suffix, name in (
            ("100", "MPEG-2 Main Level"),
            ("100.1", "Fragmentable MPEG-2 Main Level"),
            ("101", "MPEG-2 High Level"),
            ("101.1", "Fragmentable MPEG-2 High Level"),
            ("102", "MPEG-4 AVC/H.264 High Profile"),
            ("102.1", "Fragmentable MPEG-4 AVC/H.264 High Profile"),
            ("103", "MPEG-4 AVC/H.264 BD-compatible"),
            ("103.1", "Fragmentable MPEG-4 AVC/H.264 BD-compatible"),
            ("104", "MPEG-4 AVC/H.264 for 2D video"),
            ("105", "MPEG-4 AVC/H.264 for 3D video"),
            ("106", "MPEG-4 AVC/H.264 Stereo"),
            ("107", "HEVC/H.265 Main Profile"),
            ("108", "HEVC/H.265 Main 10 Profile"),
        )
    ),
    TransferSyntax("1.2.840.10008.1.2.4.94", "JPIP Referenced", Coding.REFERENCE),
    TransferSyntax(
        "1.2.840.10008.1.2.4.95", "JPIP Referenced Deflate", Coding.REFERENCE, deflated=True
    ),
)

TRANSFER_SYNTAXES: dict[str, TransferSyntax] = {syntax.uid: syntax for syntax in _ALL}


def is_readable(uid: str) -> bool:
    """Whether this program decodes pixels in the transfer syntax."""
    syntax = TRANSFER_SYNTAXES.get(uid)
    return syntax is not None and syntax.coding is not Coding.REFERENCE
