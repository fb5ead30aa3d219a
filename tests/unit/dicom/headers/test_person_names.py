"""Names of patients in the character sets of files (PS3.5 H.3)."""

from __future__ import annotations

from pathlib import Path

import pydicom
import pytest

from tests.support.dicom_phantoms import (
    SeriesPhantom,
    image_data_set,
    put_raw,
    ramp,
    save,
    straight,
)
from workstation.dicom.objects.source_header import source_header
from workstation.dicom.standard.attributes import Attributes
from workstation.dicom.standard.tags import tag
from workstation.services.open_study import scan

NAME, CHARACTER_SET = tag("PatientName"), tag("SpecificCharacterSet")
JAPANESE = b"\\ISO 2022 IR 87"


def kanji(text: str) -> bytes:
    return text.encode("iso2022_jp")


def name_of(family: str, given: str) -> bytes:
    return b"Family^Given=" + kanji(family) + b"^" + kanji(given)


@pytest.mark.parametrize(
    ("family", "given"),
    # The first byte of these letters is that of "=": 春 出 純 秀 重.
    [("山田", "太郎"), ("春山", "春男"), ("出口", "純子"), ("秀", "重雄"), ("茶", "々")],
)
def test_japanese_names_are_parted_where_the_standard_parts_them(family: str, given: str) -> None:
    raw = {CHARACTER_SET: JAPANESE, NAME: name_of(family, given)}
    assert Attributes(raw).person(NAME) == f"Family^Given={family}^{given}"


def test_groups_in_korean_letters() -> None:
    """PS3.5 I.2."""
    escape = b"\x1b$)C"
    value = b"Hong^Gildong=" + escape + "洪".encode("euc_kr") + b"^" + escape
    value += "吉洞".encode("euc_kr") + b"=" + escape + "홍".encode("euc_kr") + b"^" + escape
    value += "길동".encode("euc_kr")
    raw = {CHARACTER_SET: b"\\ISO 2022 IR 149", NAME: value}
    assert Attributes(raw).person(NAME) == "Hong^Gildong=洪^吉洞=홍^길동"


@pytest.mark.parametrize(
    ("term", "codec", "name"),
    [
        (b"ISO_IR 192", "utf-8", "Wang^XiaoDong=王^小东"),
        (b"GB18030", "gb18030", "Wang^XiaoDong=王^小东"),
        (b"ISO_IR 100", "latin-1", "Äneas^Rüdiger"),
        (b"ISO_IR 144", "iso8859-5", "Люкceмбypг"),
    ],
)
def test_names_without_escapes(term: bytes, codec: str, name: str) -> None:
    assert Attributes({CHARACTER_SET: term, NAME: name.encode(codec)}).person(NAME) == name


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_what_is_derived_from_an_image_bears_its_name(tmp_path: Path) -> None:
    data_set = image_data_set(SeriesPhantom(stored=ramp(1), positions=straight(1)), 0)
    data_set.SpecificCharacterSet = ["", "ISO 2022 IR 87"]
    put_raw(data_set, "PatientName", "PN", name_of("春山", "春男"))
    path = save(data_set, tmp_path / "a")
    (study,) = scan(path).studies
    assert study.patient.name == "Family^Given=春山^春男"
    header = source_header(str(path))
    assert str(header.PatientName) == "Family^Given=春山^春男"
    header.save_as(tmp_path / "b")
    assert str(pydicom.dcmread(tmp_path / "b").PatientName) == "Family^Given=春山^春男"
