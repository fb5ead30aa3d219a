"""The color space of images that state none, as an ICC profile for objects that need one."""

from __future__ import annotations

from functools import cache

from PIL import ImageCms

_CLASS = slice(12, 16)


@cache
def srgb_profile() -> bytes:
    """An ICC profile of sRGB as that of an input device (PS3.3 C.11.15.1.1)."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_CLASS] = b"scnr"
    return bytes(profile)
