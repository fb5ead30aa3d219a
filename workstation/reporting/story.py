"""The report's sections as reportlab flowables, in reading order."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from PIL import Image as PilImage
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    Image,
    KeepTogether,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from workstation.domain.finding import Finding
from workstation.domain.person_name import readable_name
from workstation.domain.report import AiRun, KeyImage, ReportContent
from workstation.domain.risk import RiskScore
from workstation.reporting import wording
from workstation.reporting.fonts import BOLD, REGULAR, markup, needs_cjk_wrapping, register_fonts
from workstation.settings.catalogs import translator
from workstation.words import joined, said

_BODY = 9.2
_SMALL = 7.6
_ROOM_AFTER_HEADING = 28 * mm
_LINE = colors.HexColor("#b9c2cc")
_HEAD = colors.HexColor("#16324a")
_BADGE_COLOR = {"ok": "#2e7d32", "caution": "#b26a00", "refused": "#b71c1c"}


class ReportStory:
    """Builds the flowables of one report for a frame of `width` points."""

    def __init__(self, content: ReportContent, width: float) -> None:
        register_fonts()
        self._content = content
        self._say = translator(content.language)
        self._width = width
        self._shown = shown_findings(content)

    def build(self) -> list[Flowable]:
        """Every section that has something to say."""
        content = self._content
        story: list[Flowable] = [self._title(), self._identity()]
        story += self._text_section(said("Clinical history"), content.clinical_history)
        story += self._pairs_section(said("Technique"), content.technique)
        story += self._text_section(
            said("Comparison"), content.comparison or self._say(said("None available."))
        )
        story += self._findings()
        story += self._pairs_section(
            said("Measurements by the reader"), self._content.reader_measurements
        )
        story += self._key_images()
        story += self._risks()
        story += self._text_section(said("Impression"), content.impression or "–")
        story += self._ai_block()
        story += self._geometry()
        story += self._signature()
        return story

    def _title(self) -> Flowable:
        state = said("Signed report") if self._content.signed_by else said("Draft report")
        title = _paragraph(self._say(said("Imaging report")), size=16, bold=True, color=_HEAD)
        right = _paragraph(
            f"{self._say(state)}\n{self._say(wording.DISCLAIMER)}",
            size=_SMALL,
            color=colors.HexColor("#8a1c1c"),
        )
        return _table([[title, right]], [self._width * 0.55, self._width * 0.45], grid=False)

    def _identity(self) -> Flowable:
        patient = self._content.patient
        left = [
            (said("Patient"), readable_name(patient.name) or "–"),
            (said("Patient ID"), _joined(patient.patient_id, patient.issuer)),
            (said("Born"), wording.dicom_date(patient.birth_date) or "–"),
            (said("Sex, age"), _joined(patient.sex, patient.age) or "–"),
        ]
        right = [pair for pair in self._content.study if pair[1]]
        half = self._width / 2
        cells = [[self._pairs(left, half - 6), self._pairs(right, half - 6)]]
        table = _table(cells, [half, half], grid=False)
        table.setStyle(TableStyle([("BOX", (0, 0), (-1, -1), 0.6, _LINE)]))
        return table

    def _text_section(self, title: str, text: str) -> list[Flowable]:
        if not text.strip():
            return []
        return [*self._section(title), *(_paragraph(part) for part in text.split("\n\n"))]

    def _pairs_section(self, title: str, pairs: Sequence[tuple[str, str]]) -> list[Flowable]:
        if not pairs:
            return []
        return [*self._section(title), self._pairs(pairs, self._width)]

    def _findings(self) -> list[Flowable]:
        story: list[Flowable] = self._section(said("Findings"))
        if self._content.findings_text.strip():
            story += [_paragraph(part) for part in self._content.findings_text.split("\n\n")]
        if not self._shown:
            if not self._content.findings_text.strip():
                story.append(_paragraph(self._say(said("No finding has been accepted."))))
            return story
        rows: list[list[Flowable]] = [
            [
                _paragraph(self._say(text), bold=True)
                for text in ("#", said("Finding"), said("Measurements"), said("Review"))
            ]
        ]
        rows += [self._finding_row(n, f) for n, f in enumerate(self._shown, start=1)]
        share = (0.05, 0.27, 0.41, 0.27)
        story.append(_table(rows, [self._width * part for part in share], header=True))
        return story

    def _finding_row(self, number: int, finding: Finding) -> list[Flowable]:
        say = self._say
        name = say(finding.label)
        if finding.site is not None:
            side = say(finding.laterality.meaning.lower()) if finding.laterality else ""
            name += f"\n{side} {say(finding.site.meaning.lower())}".replace("\n ", "\n")
        if finding.position_lps_mm is not None:
            name += f"\n{wording.position_text(finding.position_lps_mm)}"
        numbers = [say(wording.measurement_text(m)) for m in finding.measurements]
        if finding.probability is not None:
            words = wording.probability_text(finding.probability)
            numbers.append(say(said("Probability {words}", words=words)))
        numbers += [say(finding.probability_note), wording.statement_text(finding, say)]
        numbers += [say(said("Caveat: {caveat}", caveat=caveat)) for caveat in finding.caveats]
        return [
            _paragraph(str(number)),
            _paragraph(name),
            _paragraph("\n".join(text for text in numbers if text) or "–"),
            _paragraph(wording.status_text(finding, say)),
        ]

    def _key_images(self) -> list[Flowable]:
        shown = {finding.id for finding in self._shown}
        images = [i for i in self._content.key_images if not i.finding_id or i.finding_id in shown]
        if not images:
            return []
        column = self._width / 2
        cells = [self._picture(image, column - 8) for image in images]
        rows = [cells[n : n + 2] for n in range(0, len(cells), 2)]
        story: list[Flowable] = []
        for n, row in enumerate(rows):
            filled: list[Flowable | str] = [*row, *([""] * (2 - len(row)))]
            table = _table([filled], [column, column], grid=False)
            heading = [_heading(self._say(said("Key images")))] if n == 0 else []
            story.append(KeepTogether([*heading, table]))
        return story

    def _picture(self, image: KeyImage, width: float) -> Flowable:
        buffer = io.BytesIO()
        PilImage.fromarray(image.pixels).save(buffer, "PNG")
        buffer.seek(0)
        rows, columns = image.pixels.shape[:2]
        scale = min(width / columns, 68 * mm / rows)
        picture = Image(buffer, width=columns * scale, height=rows * scale)
        caption = _paragraph(self._say(image.caption), size=_SMALL)
        return _table([[picture], [caption]], [width], grid=False)

    def _risks(self) -> list[Flowable]:
        shown = {finding.id for finding in self._shown}
        risks = [r for r in self._content.risks if not r.finding_id or r.finding_id in shown]
        if not risks:
            return []
        numbers = {finding.id: n for n, finding in enumerate(self._shown, start=1)}
        story: list[Flowable] = self._section(said("Risk scores and guidelines"))
        for score in risks:
            about = numbers.get(score.finding_id)
            story.append(self._risk_block(score, about))
        return story

    def _ai_block(self) -> list[Flowable]:
        if not self._content.ai_runs:
            return []
        story: list[Flowable] = self._section(said("Artificial intelligence used"))
        for run in self._content.ai_runs:
            story.append(self._pairs(_run_pairs(run), self._width, size=_SMALL, program=True))
            story.append(Spacer(1, 3))
        return story

    def _geometry(self) -> list[Flowable]:
        honesty = self._content.honesty
        badge = _paragraph(
            self._say(wording.badge_text(honesty.badge)),
            bold=True,
            color=colors.HexColor(_BADGE_COLOR[honesty.badge.value]),
        )
        story: list[Flowable] = [*self._section(said("Image geometry")), badge]
        story += [_paragraph(f"• {self._say(issue.message)}") for issue in honesty.issues]
        if self._content.geometry_acknowledged_by:
            name = self._content.geometry_acknowledged_by
            story.append(_paragraph(self._say(said("Acknowledged by {name}.", name=name))))
        if self._content.self_test:
            failed = not self._content.self_test_passed
            color = colors.HexColor(_BADGE_COLOR["refused"]) if failed else colors.black
            story.append(_paragraph(self._say(self._content.self_test), bold=failed, color=color))
        return story

    def _signature(self) -> list[Flowable]:
        content = self._content
        moment = wording.day_and_time(content.created)
        if content.signed_by:
            text = said(
                "Signed by {signed_by}, {moment}.", signed_by=content.signed_by, moment=moment
            )
        else:
            text = said("Draft of {moment}. Not signed.", moment=moment)
        return [
            KeepTogether(
                [_heading(self._say(said("Signature"))), _paragraph(self._say(text), bold=True)]
            )
        ]

    def _section(self, title: str) -> list[Flowable]:
        """A heading that moves to the next page when little room follows."""
        return [CondPageBreak(_ROOM_AFTER_HEADING), _heading(self._say(title))]

    def _pairs(
        self,
        pairs: Iterable[tuple[str, str]],
        width: float,
        *,
        size: float = _BODY,
        program: bool = False,
    ) -> Table:
        """Names and values; only values of the program are translated, not those of the file."""
        rows = [
            [
                _paragraph(self._say(name), size=size, color=colors.HexColor("#50606e")),
                _paragraph(self._say(text) if program else text, size=size),
            ]
            for name, text in pairs
        ]
        label = min(36 * mm, width * 0.32)
        return _table(rows or [["", ""]], [label, width - label], grid=False, tight=True)

    def _risk_block(self, score: RiskScore, about: int | None) -> Flowable:
        pairs: list[tuple[str, str]] = [(said("Result"), wording.risk_result_text(score))]
        if score.recommendation:
            pairs.append((said("Guideline text"), score.recommendation))
        inputs = joined("; ", (wording.risk_input_text(item) for item in score.inputs))
        pairs.append((said("Inputs"), inputs))
        pairs += [(said("Caveat"), caveat) for caveat in score.caveats]
        source = said(
            "{citation} (version {version})", citation=score.citation, version=score.version
        )
        pairs.append((said("Source"), source))
        model = score.model.replace("_", " ")
        words = said("{model} – finding {about}", model=model, about=about) if about else model
        block = self._pairs(pairs, self._width, size=_SMALL, program=True)
        return KeepTogether([_paragraph(self._say(words), bold=True), block, Spacer(1, 4)])


def shown_findings(content: ReportContent) -> tuple[Finding, ...]:
    """Findings that may be printed: in a signed report the accepted and edited ones only."""
    if content.signed_by:
        return tuple(f for f in content.findings if f.is_reportable)
    return tuple(f for f in content.findings if f.status.value != "rejected")


def _run_pairs(run: AiRun) -> list[tuple[str, str]]:
    model = run.model_name or said("no trained model (rule-based)")
    if run.model_sha256:
        model = joined("", (model, f", SHA-256 {run.model_sha256[:16]}…"))
    unreviewed = run.proposed - run.accepted - run.edited - run.rejected
    review = said(
        "{proposed} proposed: {accepted} accepted, {edited} edited, {rejected} "
        "rejected, {unreviewed} not reviewed",
        proposed=run.proposed,
        accepted=run.accepted,
        edited=run.edited,
        rejected=run.rejected,
        unreviewed=unreviewed,
    )
    pairs: list[tuple[str, str]] = [
        (said("Plugin"), joined(" ", (run.plugin_name, run.plugin_version))),
        (said("Model"), model),
        (said("Run"), f"{wording.day_and_time(run.started)}, {run.duration_s:.1f} s"),
        (said("Device"), f"{run.device}, {run.precision}"),
        (said("Findings"), review),
        (said("Intended use"), run.intended_use),
    ]
    if run.fallbacks:
        pairs.insert(4, (said("Fallbacks"), joined("; ", run.fallbacks)))
    return pairs


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _heading(text: str) -> Paragraph:
    style = ParagraphStyle(
        "heading",
        fontName=BOLD,
        fontSize=11,
        leading=14,
        spaceBefore=8,
        spaceAfter=3,
        textColor=_HEAD,
    )
    return Paragraph(markup(text), style)


def _paragraph(
    text: str,
    *,
    size: float = _BODY,
    bold: bool = False,
    color: colors.Color = colors.black,
    centered: bool = False,
) -> Paragraph:
    style = ParagraphStyle(
        "body",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * 1.32,
        textColor=color,
        wordWrap="CJK" if needs_cjk_wrapping(text) else None,
        alignment=TA_CENTER if centered else 0,
    )
    return Paragraph(markup(text), style)


def _table(
    rows: Sequence[Sequence[Flowable | str]],
    widths: Sequence[float],
    *,
    grid: bool = True,
    header: bool = False,
    tight: bool = False,
) -> Table:
    # A row taller than a page goes on over the next ones.
    table = Table(
        [list(row) for row in rows],
        colWidths=list(widths),
        repeatRows=int(header),
        splitInRow=1,
    )
    padding = 1 if tight else 3
    commands: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), padding),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
    if grid:
        commands.append(("GRID", (0, 0), (-1, -1), 0.4, _LINE))
    if header:
        commands.append(("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e8eef3")))
    table.setStyle(TableStyle(commands))
    return table
