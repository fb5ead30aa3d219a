"""Reports, read back by an independent PDF reader."""

import subprocess
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader

from workstation.domain import coding
from workstation.domain.finding import Finding, FindingStatus
from workstation.domain.geometry import GeometryHonesty, GeometryIssue, GeometryIssueCode
from workstation.domain.measurement import Measurement
from workstation.domain.provenance import Provenance
from workstation.domain.report import (
    AiRun,
    KeyImage,
    OutOfDate,
    PageSize,
    ReportContent,
    ReportVersion,
)
from workstation.domain.study import Patient
from workstation.errors import OutputError
from workstation.language import catalog
from workstation.messages import Message
from workstation.reporting.content_hash import document_hash
from workstation.reporting.fonts import markup, printable
from workstation.reporting.pdf import write_pdf
from workstation.reporting.right_to_left import joined_letters, visual_line
from workstation.reporting.wording import age_text
from workstation.risk.mayo import MAYO

PROVENANCE = Provenance(method="test", version="1", created=datetime(2026, 3, 1, tzinfo=UTC))


def a_finding(label: str, status: FindingStatus | None) -> Finding:
    finding = Finding(
        id=f"id-{label}",
        label=label,
        code=coding.NODULE,
        provenance=PROVENANCE,
        series_instance_uid="1.2",
        site=coding.LUNG,
        laterality=coding.RIGHT,
        position_lps_mm=(-57.3, 131.3, -520.5),
        measurements=(
            Measurement(
                id="m",
                concept=coding.VOLUME,
                value=2066.65,
                unit=coding.UNIT_MM3,
                provenance=PROVENANCE,
            ),
            Measurement(
                id="n",
                concept=coding.LONG_AXIS,
                value=19.578,
                unit=coding.UNIT_MM,
                provenance=PROVENANCE,
            ),
        ),
    )
    return finding.decided(status, by="Dr. Reader") if status else finding


def a_content(**changes: object) -> ReportContent:
    pixels = np.zeros((120, 160, 3), np.uint8)
    pixels[20:100, 30:130] = (90, 90, 90)
    findings = (
        a_finding("Accepted nodule", FindingStatus.ACCEPTED),
        a_finding("Edited nodule", FindingStatus.EDITED),
        a_finding("Rejected nodule", FindingStatus.REJECTED),
        a_finding("Unseen nodule", None),
    )
    content = ReportContent(
        patient=Patient(patient_id="P-1", name="Doe^Jane", birth_date="19610203", sex="F"),
        study=((Message("Study date"), "2026-03-01"), (Message("Accession number"), "A-77")),
        clinical_history="Cough.",
        technique=((Message("Tube voltage"), "120 kV"),),
        comparison="",
        findings=findings,
        findings_text="",
        risks=(
            MAYO.assess(
                {
                    "age": 60,
                    "ever_smoker": True,
                    "extrathoracic_cancer_over_5_years_ago": False,
                    "nodule_diameter": {"value": 15, "origin": "measured"},
                    "spiculation": True,
                    "upper_lobe": True,
                },
                finding_id="id-Accepted nodule",
            ),
        ),
        key_images=tuple(
            KeyImage(pixels=pixels, caption=f"Picture of {f.label}", finding_id=f.id)
            for f in findings
        ),
        impression="1. Nodule.",
        ai_runs=(
            AiRun(
                plugin_name="Lung nodules",
                plugin_version="1.0.0",
                model_name="",
                model_sha256="",
                device="CPU",
                precision="float32",
                started=datetime(2026, 3, 1, tzinfo=UTC),
                duration_s=4.2,
                fallbacks=(Message("CUDA is not there; ran on CPU"),),
                intended_use=Message("Research."),
                proposed=4,
                accepted=1,
                edited=1,
                rejected=1,
            ),
        ),
        honesty=GeometryHonesty(),
        created=datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
    )
    return replace(content, **changes)  # type: ignore[arg-type]


def embedded_fonts(path: Path) -> bool:
    """Whether every font but the base one is a subset inside the file."""
    listed = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True)
    rows = [line.split() for line in listed.stdout.splitlines()[2:]]
    return all("+" in row[0] for row in rows if not row[0].startswith("Helvetica"))


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_a_draft_is_watermarked_and_says_what_is_not_reviewed(tmp_path: Path) -> None:
    write_pdf(a_content(), tmp_path / "draft.pdf")
    text = text_of(tmp_path / "draft.pdf")
    for page in PdfReader(tmp_path / "draft.pdf").pages:
        assert "DRAFT" in page.extract_text()
    assert "Unseen nodule" in text
    assert "not reviewed" in text
    assert "Rejected nodule" not in text
    assert "Not signed." in text


def test_a_signed_report_holds_reviewed_findings_only(tmp_path: Path) -> None:
    write_pdf(a_content(signed_by="Dr. Reader"), tmp_path / "signed.pdf")
    text = text_of(tmp_path / "signed.pdf")
    assert "DRAFT" not in text
    assert "Accepted nodule" in text
    assert "Edited nodule" in text
    for absent in ("Unseen nodule", "Rejected nodule", "Picture of Unseen"):
        assert absent not in text
    assert "4 proposed: 1 accepted, 1 edited, 1 rejected, 1 not reviewed" in " ".join(text.split())
    assert "Signed by Dr. Reader" in text


def test_units_risk_inputs_and_citation_are_printed(tmp_path: Path) -> None:
    write_pdf(a_content(), tmp_path / "r.pdf")
    text = " ".join(text_of(tmp_path / "r.pdf").split())
    for words in (
        "Volume 2.1 mL (2067 mm³)",
        "Long Axis 19.6 mm",
        "probability 51.1 %",
        "nodule diameter 15 mm (measured)",
        "age 60 years (typed)",
        "Swensen SJ",
        "CUDA is not there; ran on CPU",
        "Doe, Jane",
        "1961-02-03",
        "Geometry: regular",
        "R 57.3, P 131.3, F 520.5 mm",
    ):
        assert words in text


@pytest.mark.parametrize("page_size", list(PageSize))
def test_every_page_has_number_disclaimer_and_hash(tmp_path: Path, page_size: PageSize) -> None:
    content = a_content(findings_text="\n\n".join(["A long paragraph of text. " * 40] * 12))
    digest = write_pdf(content, tmp_path / "r.pdf", page_size=page_size)
    pages = PdfReader(tmp_path / "r.pdf").pages
    assert len(pages) >= 2
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert f"Page {number}/{len(pages)}" in text
        assert "For clinician review – not a diagnosis" in text
        assert digest in text
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(
            {PageSize.A4: (595.3, 841.9), PageSize.LETTER: (612, 792)}[page_size], abs=0.5
        )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Yamada^Tarou=山田^太郎=やまだ^たろう", "山田 太郎"),
        ("Hong^Gildong=洪^吉洞=홍^길동", "홍 길동"),
        ("Wang^XiaoDong=王^小东", "王 小东"),
        ("Müller^Jürgen", "Müller, Jürgen"),
        ("Люкceмбypг", "Люкceмбypг"),
    ],
)
def test_names_of_many_scripts_print(tmp_path: Path, name: str, shown: str) -> None:
    content = a_content(
        patient=Patient(patient_id="1", name=name), impression="所見なし。右肺上叶结节。폐결절."
    )
    write_pdf(content, tmp_path / "r.pdf")
    text = text_of(tmp_path / "r.pdf")
    assert shown in text.replace("\n", " ")
    for words in ("所見なし。", "右肺上叶结节。", "폐결절"):
        assert words in text
    assert embedded_fonts(tmp_path / "r.pdf")


def test_markup_escapes_and_replaces_what_no_font_has() -> None:
    assert markup("a < b & c\nd") == "a &lt; b &amp; c<br/>d"
    assert markup("\ufff0") == "[U+FFF0]"


def test_a_refused_geometry_is_printed_with_its_reason(tmp_path: Path) -> None:
    honesty = GeometryHonesty(
        issues=(
            GeometryIssue(
                code=GeometryIssueCode.MISSING_SLICES,
                message=Message("1 slice is missing after S 20.0 mm."),
                blocks_volume=True,
            ),
        )
    )
    write_pdf(a_content(honesty=honesty, geometry_acknowledged_by="Dr. Reader"), tmp_path / "r.pdf")
    text = " ".join(text_of(tmp_path / "r.pdf").split())
    assert "Geometry: refused" in text
    assert "1 slice is missing after S 20.0 mm." in text
    assert "Acknowledged by Dr. Reader." in text


def test_what_the_reader_measured_is_printed(tmp_path: Path) -> None:
    measured = (("Length, axial F 519.8 mm", "17.3 mm"),)
    write_pdf(a_content(reader_measurements=measured), tmp_path / "r.pdf")
    text = " ".join(text_of(tmp_path / "r.pdf").split())
    assert "Measurements by the reader" in text
    assert "17.3 mm" in text


def test_the_hash_follows_the_content() -> None:
    content = a_content()
    assert document_hash(content) == document_hash(replace(content))
    other = KeyImage(pixels=np.ones((120, 160, 3), np.uint8), caption="c")
    for changed in (
        replace(content, impression="2. Nodule."),
        replace(content, key_images=(other,)),
        replace(content, findings=content.findings[:-1]),
    ):
        assert document_hash(content) != document_hash(changed)


def test_a_report_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "gone" / "r.pdf"
    with pytest.raises(OutputError):
        write_pdf(a_content(), target)
    assert list(tmp_path.iterdir()) == []


LONG = "long words " * 1500


@pytest.mark.parametrize("page_size", list(PageSize))
@pytest.mark.parametrize(
    "changes",
    [
        {"findings": (replace(a_finding("x" * 9000, None), caveats=(Message(LONG),)),)},
        {"study": (("Study", LONG), ("Series", "s" * 3000))},
        {"key_images": (KeyImage(pixels=np.zeros((60, 64, 3), np.uint8), caption=LONG),)},
        {"impression": "a lone surrogate \ud800", "signed_by": "Dr. \udfff"},
    ],
    ids=["finding", "study", "caption", "surrogate"],
)
def test_texts_of_any_length_and_kind_are_laid_out(
    tmp_path: Path, changes: dict[str, object], page_size: PageSize
) -> None:
    write_pdf(a_content(**changes), tmp_path / "r.pdf", page_size=page_size)
    words = " ".join(page.extract_text() for page in PdfReader(tmp_path / "r.pdf").pages)
    if any(LONG in repr(value) for value in changes.values()):
        assert words.split().count("words") == 1500


@pytest.mark.parametrize("name", ["N" * 300 + "^X", "王小東" * 40])
def test_every_footer_keeps_the_patient_id_on_one_line(tmp_path: Path, name: str) -> None:
    patient = Patient(patient_id="ID-77", name=name)
    write_pdf(a_content(patient=patient), tmp_path / "r.pdf")
    for page in PdfReader(tmp_path / "r.pdf").pages:
        lines = [line for line in page.extract_text().splitlines() if "ID ID-77 · " in line]
        assert len(lines) == 1
        assert "…" in lines[0]


def test_a_chinese_report_prints_every_letter(tmp_path: Path) -> None:
    content = a_content(language="zh_CN", impression="Known emphysema. No growth.")
    digest = write_pdf(content, tmp_path / "r.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "r.pdf").pages]
    text = "\n".join(pages)
    for words in ("影像报告", "供临床医师审阅", "检查技术", digest, f"第 1/{len(pages)} 页"):
        assert words in text
    # What a person wrote stays.
    assert "Known emphysema. No growth." in text
    assert "\ufffd" not in text


def test_words_of_the_program_are_chinese_and_typed_ones_stay(tmp_path: Path) -> None:
    pixels = np.full((40, 40, 3), 90, np.uint8)
    own = replace(
        a_finding("x", FindingStatus.ACCEPTED),
        label=Message.term("Nodule diameter"),
        statement=Message("Nodule {number}", number=7),
    )
    typed = replace(
        a_finding("Nodule type", FindingStatus.ACCEPTED), statement="typed", source_kind="reader"
    )
    content = a_content(
        language="zh_CN",
        findings=(own, typed),
        risks=(),
        key_images=(
            KeyImage(pixels=pixels, caption=Message("Overview")),
            KeyImage(pixels=pixels, caption="Overview by R"),
        ),
        reader_measurements=((Message("Long Axis"), "Nodule type"), ("Study", Message("measured"))),
        pictures_left_out=1,
        patient=Patient(patient_id="P-1", name="Doe^Jane", age="001M"),
    )
    write_pdf(content, tmp_path / "r.pdf")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "r.pdf").pages)
    for message in ("Nodule diameter", "Overview", "Long Axis", "measured", "Draft report"):
        assert catalog("zh_CN").say(Message.term(message)) in text
        if message != "Overview":
            assert message not in text
    for words in ("Nodule type", "Overview by R", "typed", "Study"):
        assert words in text


def test_one_is_not_many() -> None:
    assert age_text("001Y", str) == "1 year"
    assert age_text("047Y", str) == "47 years"
    assert age_text("001W", str) == "1 week"
    assert age_text("47", str) == "47"


def test_the_language_is_part_of_what_is_hashed() -> None:
    assert document_hash(a_content()) != document_hash(a_content(language="zh_CN"))


def seen_text(path: Path) -> str:
    """What a reader of the page copies out of it, by a reader that knows the order of scripts."""
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode()


def test_hebrew_is_set_from_the_right_wherever_it_stands(tmp_path: Path) -> None:
    name = "שלום^עולם"
    content = a_content(
        patient=Patient(patient_id="ID-7", name=name),
        impression="גוש בריאה 12 mm (ימין).",
        signed_by="ד״ר כהן",
        key_images=(KeyImage(pixels=np.zeros((60, 64, 3), np.uint8), caption="ריאה ימנית"),),
        study=(("Institution", "בית חולים"),),
    )
    write_pdf(content, tmp_path / "r.pdf")
    text = seen_text(tmp_path / "r.pdf")
    for words in ("שלום", "עולם", "גוש", "בריאה", "ימין", "כהן", "ריאה ימנית", "בית חולים"):
        assert words in text
        assert words[::-1] not in text
    # Also in the foot of every page; the numbers beside a name stay where the sentence has them.
    assert text.count("שלום") == 1 + text.count("Page ")
    assert "2026-03-02 08:30 UTC." in text.split("Signed by")[1].split("\n")[0]


def test_arabic_letters_are_joined_and_come_back_as_they_were_written(tmp_path: Path) -> None:
    content = a_content(patient=Patient(name="محمد^علي"), impression="عقدة في الرئة اليمنى.")
    write_pdf(content, tmp_path / "r.pdf")
    text = unicodedata.normalize("NFKC", seen_text(tmp_path / "r.pdf"))
    for words in ("محمد", "علي", "عقدة", "الرئة", "اليمنى"):
        assert words in text
    # Letters within a word have the shapes for their place in it.
    assert visual_line(joined_letters("محمد"), "R") == "\ufeaa\ufee4\ufea4\ufee3"


def test_one_word_without_its_shapes_leaves_the_others_joined(tmp_path: Path) -> None:
    """Abdullah: the whole of Allah is one letter in Unicode, which the fonts do not have."""
    content = a_content(patient=Patient(name="عبد الله^محمد"), impression="عقدة \u06a4\u0763 رئة")
    write_pdf(content, tmp_path / "r.pdf")
    text = seen_text(tmp_path / "r.pdf")
    for word in ("الله", "عبد", "محمد", "عقدة", "رئة"):
        assert joined_letters(word) in text or word in text
        assert visual_line(word, "R") not in text
    assert joined_letters("الله") == "\ufe8d\ufedf\ufee0\ufeea"
    raw = PdfReader(tmp_path / "r.pdf").pages[0].extract_text()
    assert "\ufecb\ufed8\ufeaa\ufe93"[::-1] in raw or "\ufecb\ufed8\ufeaa\ufe93" in raw


@pytest.mark.parametrize("words", ["שָׁלוֹם", "דָּוִד", "مُحَمَّد"])
def test_vowel_signs_stand_over_their_letters(tmp_path: Path, words: str) -> None:
    """Copied from the page, each sign is behind the letter that it was written behind."""
    write_pdf(a_content(impression=words), tmp_path / "r.pdf")
    text = unicodedata.normalize("NFKC", seen_text(tmp_path / "r.pdf"))
    assert unicodedata.normalize("NFKC", words) in text


def test_letters_and_their_marks_are_set_as_one_where_there_is_one() -> None:
    assert printable("e\u0301 か\u3099 Nguye\u0302\u0303n") == "é が Nguyễn"
    # A letter of a Japanese name that composing alone would exchange for another shape.
    assert printable("\ufa19") == "\ufa19"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("हिन्दी", "[U+0939 U+093F U+0928 U+094D U+0926 U+0940]"),
        ("\U0001f600 ok", "[U+1F600] ok"),
        ("a\ue000b", "a[U+E000]b"),
        ("a\x07b", "a[U+0007]b"),
        ("soft\u00adhyphen\u200d", "softhyphen"),
    ],
)
def test_letters_that_cannot_be_set_are_marked_and_said(
    tmp_path: Path, written: str, shown: str
) -> None:
    assert printable(written) == shown
    write_pdf(a_content(impression=written), tmp_path / "r.pdf")
    text = " ".join(seen_text(tmp_path / "r.pdf").split())
    assert shown in text
    assert ("Letters that this program cannot print" in text) == ("[" in shown)


def test_a_name_of_any_length_is_cut_and_laid_out_at_once(tmp_path: Path) -> None:
    content = a_content(patient=Patient(patient_id="P" * 5000, name="N" * 60_000))
    write_pdf(content, tmp_path / "r.pdf")
    reader = PdfReader(tmp_path / "r.pdf")
    assert "(cut; 60000 letters)" in " ".join(reader.pages[0].extract_text().split())
    assert len(reader.pages) <= 3


def test_what_is_out_of_date_is_marked_in_a_draft(tmp_path: Path) -> None:
    marks = (
        OutOfDate(finding_id="id-Accepted nodule", reason=Message("the outline is another")),
        OutOfDate(
            finding_id="id-Accepted nodule", model="mayo", reason=Message("diameter was 15, is 62")
        ),
    )
    write_pdf(a_content(out_of_date=marks), tmp_path / "r.pdf")
    text = " ".join(text_of(tmp_path / "r.pdf").split())
    assert "OUT OF DATE: the outline is another" in text
    assert "OUT OF DATE: diameter was 15, is 62" in text
    assert "Measure again before signing." in text
    assert "Compute again before signing." in text


def lines_through(path: Path) -> int:
    """Lines that are drawn over words: horizontal ones within the height of a letter."""
    reader = PdfReader(path)
    contents = [page.get_contents() for page in reader.pages]
    return sum(bytes(each.get_data()).count(b" l S") for each in contents if each is not None)


@pytest.mark.parametrize("model", ["", "mayo"])
def test_numbers_that_are_out_of_date_are_struck_in_a_draft(tmp_path: Path, model: str) -> None:
    made = a_content()
    mark = OutOfDate(finding_id="id-Accepted nodule", model=model, reason=Message("it is old"))
    write_pdf(made, tmp_path / "sound.pdf")
    write_pdf(replace(made, out_of_date=(mark,)), tmp_path / "stale.pdf")
    assert lines_through(tmp_path / "stale.pdf") == lines_through(tmp_path / "sound.pdf") + 1


def test_a_later_version_says_what_is_different(tmp_path: Path) -> None:
    version = ReportVersion(
        number=2, earlier=Message("It replaces version 1."), changes=(Message("Nodule: 62 mm"),)
    )
    write_pdf(a_content(signed_by="Dr. Reader", version=version), tmp_path / "r.pdf")
    text = " ".join(text_of(tmp_path / "r.pdf").split())
    for words in ("Signed report, version 2", "It replaces version 1.", "Nodule: 62 mm"):
        assert words in text


@pytest.mark.parametrize("word", ["words ", "מילה "])
def test_what_a_person_wrote_is_printed_whole(tmp_path: Path, word: str) -> None:
    write_pdf(a_content(impression=word * 5000), tmp_path / "r.pdf")
    assert seen_text(tmp_path / "r.pdf").count(word.strip()) == 5000


@pytest.mark.parametrize(("by", "is_printed"), [("", False), ("Dr. Reader", True)])
def test_what_a_reader_says_of_an_outline_is_printed(
    tmp_path: Path, by: str, is_printed: bool
) -> None:
    nodule = replace(
        a_finding("Nodule", FindingStatus.EDITED),
        segment_number=1,
        statement="Calcified granuloma.",
        statement_by=by,
    )
    write_pdf(a_content(findings=(nodule,)), tmp_path / "r.pdf")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "r.pdf").pages)
    assert ("Calcified granuloma." in text) is is_printed
