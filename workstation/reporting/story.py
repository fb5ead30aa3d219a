"""The report's sections as reportlab flowables, in reading order."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import Enum
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image as PilImage
from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    Image,
    KeepTogether,
    Spacer,
    Table,
    TableStyle,
)

from workstation.domain.geometry import GeometryHonesty
from workstation.domain.person_name import readable_name
from workstation.domain.report import AiRun, KeyImage, ReportContent
from workstation.domain.risk import RiskScore
from workstation.language import catalog, shown
from workstation.messages import NOTHING, Message, joined
from workstation.reporting import wording
from workstation.reporting.finding_rows import FindingRows
from workstation.reporting.fonts import is_printable, register_fonts
from workstation.reporting.layout import (
    ALARM,
    BODY,
    HEAD,
    LINE,
    MUTED,
    SMALL,
    box,
    heading,
    prose,
    table,
    text,
)
from workstation.reporting.paragraphs import bounded
from workstation.risk.registry import score_title

_ROOM_AFTER_HEADING = 16 * mm
_PICTURES_IN_A_ROW = 3
_SMALL_PICTURES = 4
_HIGHEST_PICTURE = 56 * mm
_HIGHEST_LOGO = 16 * mm
_SHARE_OF_LOGO = 0.4
# Longest names that DICOM allows are 64 letters for each of three groups (PS3.5 6.2).
_LONGEST_NAME = 300
_BADGE_COLOR = {"ok": "#2e7d32", "caution": "#b26a00", "refused": "#b71c1c"}


class ReportStory:
    """Builds the flowables of one report for a frame of `width` points."""

    def __init__(self, content: ReportContent, width: float) -> None:
        register_fonts()
        self._content = content
        self._say = catalog(content.language).say
        self._text = partial(text, say=self._say)
        self._width = width
        self._rows = FindingRows(content, self._say, width)

    def build(self) -> list[Flowable]:
        """Every section that has something to say, the impression first."""
        content = self._content
        story: list[Flowable] = [*self._letterhead(), self._title(), self._identity()]
        story += self._letters_note()
        story += self._changes()
        story += self._impression()
        story += self._text_section(Message("Clinical history"), content.clinical_history)
        story += self._circumstances()
        story += self._findings()
        story += self._section_of(Message("Measurements"), self._rows.measurements())
        story += self._pairs_section(
            Message("Measurements by the reader"), content.reader_measurements
        )
        story += self._risks()
        story += self._key_images()
        story += self._ai_block()
        story += self._end()
        return story

    def _letterhead(self) -> list[Flowable]:
        """Lines of the institution on the left, its logo on the right."""
        head = self._content.letterhead
        if head is None or not (head.lines or head.logo is not None):
            return []
        lines = [self._text(line, bold=n == 0, size=BODY) for n, line in enumerate(head.lines)]
        room = self._width * _SHARE_OF_LOGO
        logo = [] if head.logo is None else [_fitted(head.logo, room - 8, _HIGHEST_LOGO)]
        made = table([[lines, logo]], [self._width - room, room], padding=1)
        made.setStyle(TableStyle([("ALIGN", (1, 0), (1, 0), "RIGHT")]))
        return [made, _gap(3)]

    def _title(self) -> Flowable:
        content = self._content
        if not content.signed_by:
            state = Message("Draft report")
        elif content.version.number == 1:
            state = Message("Signed report, version 1")
        else:
            state = Message("Signed report, version {number}", number=content.version.number)
        title = self._text(self._say(Message("Imaging report")), size=15, bold=True, color=HEAD)
        right = self._text(
            f"{self._say(state)}\n{self._say(wording.DISCLAIMER)}",
            size=SMALL,
            color=colors.HexColor("#8a1c1c"),
        )
        return table([[title, right]], [self._width * 0.6, self._width * 0.4])

    def _identity(self) -> Flowable:
        patient = self._content.patient
        left = [
            (
                Message("Patient"),
                bounded(readable_name(patient.name), self._say, _LONGEST_NAME) or "–",
            ),
            (
                Message("Patient ID"),
                bounded(_joined(patient.patient_id, patient.issuer), self._say, _LONGEST_NAME),
            ),
            (Message("Born"), wording.dicom_date(patient.birth_date) or "–"),
            (
                Message("Sex, age"),
                _joined(patient.sex, wording.age_text(patient.age, self._say)) or "–",
            ),
        ]
        right = [pair for pair in self._content.study if pair[1]]
        half = self._width / 2
        cells = [[self._pairs(left, half - 8), self._pairs(right, half - 8)]]
        made = table(cells, [half, half], padding=1)
        made.setStyle(TableStyle([("BOX", (0, 0), (-1, -1), 0.6, LINE)]))
        return made

    def _letters_note(self) -> list[Flowable]:
        """Said where letters could not be set, which may be those of the patient's name."""
        if all(is_printable(words) for words in _texts(self._content)):
            return []
        words = Message(
            "Letters that this program cannot print stand as their Unicode numbers, e.g. [U+1F600]."
        )
        return [self._text(self._say(words), size=SMALL, bold=True, color=ALARM)]

    def _changes(self) -> list[Flowable]:
        """What a later version says about the one that it replaces."""
        version = self._content.version
        if not (self._content.signed_by and version.earlier):
            return []
        parts = [self._text(self._say(Message("Changed report")), bold=True, color=ALARM)]
        parts.append(self._text(self._say(version.earlier), size=SMALL))
        parts += [self._text(f"• {self._say(change)}", size=SMALL) for change in version.changes]
        return [_gap(), box(parts, self._width)]

    def _impression(self) -> list[Flowable]:
        words = self._content.impression.strip()
        parts = [self._text(self._say(Message("Impression")), size=10.5, bold=True, color=HEAD)]
        parts += prose(words, self._say) if words else [self._text("–")]
        return [_gap(), box(parts, self._width)]

    def _text_section(self, title: Message, words: str) -> list[Flowable]:
        if not words.strip():
            return []
        return self._section_of(title, prose(words, self._say))

    def _circumstances(self) -> list[Flowable]:
        """Technique and comparison, each a line or two."""
        content = self._content
        technique = "; ".join(
            f"{self._say(name)} {bounded(shown(value, self._say), self._say)}"
            for name, value in content.technique
        )
        pairs = [(Message("Technique"), technique)] if technique else []
        # That there is nothing to compare with is for the reader to say.
        nothing = self._say(Message("not stated"))
        pairs.append((Message("Comparison"), content.comparison.strip() or nothing))
        return [_gap(), self._pairs(pairs, self._width, is_prose=True)]

    def _pairs_section(
        self, title: Message, pairs: Sequence[tuple[Message | str, Message | str]]
    ) -> list[Flowable]:
        return self._section_of(title, [self._pairs(pairs, self._width)] if pairs else [])

    def _findings(self) -> list[Flowable]:
        parts: list[Flowable] = []
        words = shown(self._content.findings_text, self._say).strip()
        if words:
            parts += prose(words, self._say)
        parts += self._rows.findings()
        if not parts and not self._rows.organs:
            parts.append(self._text(self._say(Message("No finding has been accepted."))))
        return self._section_of(Message("Findings"), parts)

    def _key_images(self) -> list[Flowable]:
        shown = self._rows.numbers
        images = [i for i in self._content.key_images if not i.finding_id or i.finding_id in shown]
        if not images:
            return []
        # Four pictures, of two findings, fit into one row.
        in_a_row = _SMALL_PICTURES if len(images) == _SMALL_PICTURES else _PICTURES_IN_A_ROW
        column = self._width / in_a_row
        cells = [self._picture(image, column - 8) for image in images]
        story: list[Flowable] = []
        for n in range(0, len(cells), in_a_row):
            row: list[Flowable | str] = [*cells[n : n + in_a_row]]
            row += [""] * (in_a_row - len(row))
            title = [heading(self._say(Message("Key images")))] if n == 0 else []
            story.append(KeepTogether([*title, table([row], [column] * in_a_row)]))
        if self._content.pictures_left_out:
            words = Message(
                "{count} more picture was left out of the report.",
                many="{count} more pictures were left out of the report.",
                count=self._content.pictures_left_out,
            )
            story.append(self._text(self._say(words), size=SMALL, color=MUTED))
        return story

    def _picture(self, image: KeyImage, width: float) -> Flowable:
        picture = _fitted(image.pixels, width, _HIGHEST_PICTURE)
        number = self._rows.numbers.get(image.finding_id)
        words = shown(image.caption, self._say)
        caption = self._text(f"{number}. {words}" if number else words, size=SMALL)
        return table([[picture], [caption]], [width], padding=1)

    def _risks(self) -> list[Flowable]:
        shown = self._rows.numbers
        risks = [r for r in self._content.risks if not r.finding_id or r.finding_id in shown]
        blocks = [self._risk_block(score, shown.get(score.finding_id)) for score in risks]
        return self._section_of(Message("Risk scores and guidelines"), blocks)

    def _risk_block(self, score: RiskScore, about: int | None) -> Flowable:
        name = score_title(score)
        words = Message("{model} – finding {about}", model=name, about=about) if about else name
        parts = [self._text(self._say(words), size=SMALL + 0.6, bold=True)]
        reason = self._stale_reason(score)
        if reason:
            mark = Message("OUT OF DATE: {reason}. Compute again before signing.", reason=reason)
            parts.append(self._text(self._say(mark), size=SMALL, bold=True, color=ALARM))
        result = self._say(wording.risk_result_text(score))
        parts.append(self._text(result, bold=True, struck=bool(reason)))
        inputs = joined("; ", (wording.risk_input_text(item) for item in score.inputs))
        lines = [
            score.recommendation,
            wording.score_source_words(score),
            Message("Inputs: {inputs}", inputs=inputs),
        ]
        lines += [Message("Caveat: {caveat}", caveat=caveat) for caveat in score.caveats]
        lines.append(
            Message(
                "{citation} (version {version})", citation=score.citation, version=score.version
            )
        )
        parts += [self._text(self._say(line), size=SMALL) for line in lines if line]
        return KeepTogether([*parts, _gap(3)])

    def _stale_reason(self, score: RiskScore) -> Message:
        key = (score.finding_id, score.model)
        found = (o.reason for o in self._content.out_of_date if (o.finding_id, o.model) == key)
        return next(found, NOTHING)

    def _ai_block(self) -> list[Flowable]:
        runs = [
            self._pairs(_run_pairs(run), self._width, size=SMALL) for run in self._content.ai_runs
        ]
        return self._section_of(Message("Artificial intelligence used"), runs)

    def _geometry(self) -> list[Flowable]:
        content = self._content
        parts = self._badge(content.honesty, NOTHING, content.geometry_acknowledged_by)
        for other in content.other_geometry:
            parts += self._badge(other.honesty, other.words, other.acknowledged_by)
        if content.self_test:
            failed = not content.self_test_passed
            color = ALARM if failed else colors.black
            parts.append(
                self._text(self._say(content.self_test), size=SMALL, bold=failed, color=color)
            )
        return [heading(self._say(Message("Image geometry"))), *parts]

    def _badge(
        self, honesty: GeometryHonesty, series: Message | str, noted_by: str
    ) -> list[Flowable]:
        """The badge of one series with its reasons and who took note of them."""
        words = wording.badge_text(honesty.badge)
        if series:
            words = Message("{series}: {words}", series=series, words=words)
        color = colors.HexColor(_BADGE_COLOR[honesty.badge.value])
        parts = [self._text(self._say(words), size=SMALL, bold=True, color=color)]
        parts += [
            self._text(f"• {self._say(issue.message)}", size=SMALL) for issue in honesty.issues
        ]
        if noted_by:
            noted = Message("Acknowledged by {name}.", name=noted_by)
            parts.append(self._text(self._say(noted), size=SMALL))
        return parts

    def _end(self) -> list[Flowable]:
        """Geometry and signature side by side, so that neither begins a page for itself."""
        half = self._width / 2
        return [_gap(), table([[self._geometry(), self._signature()]], [half, half], padding=0)]

    def _signature(self) -> list[Flowable]:
        content = self._content
        moment = wording.time_of_place(content.created)
        if content.signed_by:
            who = ", ".join(part for part in (content.signed_by, content.signed_role) if part)
            words = Message("Signed by {signed_by}, {moment}.", signed_by=who, moment=moment)
        else:
            words = Message("Draft of {moment}. Not signed.", moment=moment)
        return [heading(self._say(Message("Signature"))), self._text(self._say(words), bold=True)]

    def _section_of(self, title: Message, parts: Sequence[Flowable]) -> list[Flowable]:
        """A heading that moves to the next page when little room follows."""
        if not parts:
            return []
        return [CondPageBreak(_ROOM_AFTER_HEADING), heading(self._say(title)), *parts]

    def _pairs(
        self,
        pairs: Iterable[tuple[Message | str, Message | str]],
        width: float,
        *,
        size: float = BODY - 0.6,
        is_prose: bool = False,
    ) -> Table:
        """Names and values; messages are translated, what a person or a file says is not."""
        rows = [
            [
                self._text(shown(name, self._say), size=size, color=MUTED),
                self._text(shown(words, self._say), size=size, prose=is_prose),
            ]
            for name, words in pairs
        ]
        label = min(32 * mm, width * 0.34)
        return table(rows or [["", ""]], [label, width - label], padding=0.8)


def _run_pairs(run: AiRun) -> list[tuple[Message, Message | str]]:
    model: Message | str = run.model_name or Message("no trained model (rule-based)")
    if run.model_sha256:
        model = joined("", (model, f", SHA-256 {run.model_sha256[:16]}…"))
    ran = (
        wording.day_and_time(run.started), f"{run.duration_s:.1f} s", run.device, run.precision,
    )  # fmt: skip
    pairs: list[tuple[Message, Message | str]] = [
        (
            Message("Plugin"),
            joined(" ", (Message.term(run.plugin_name), run.plugin_version, "–", model)),
        ),
        (Message("Run"), ", ".join(part for part in ran if part)),
        (Message("Findings"), wording.review_text(run)),
        (Message("Intended use"), run.intended_use),
    ]
    if run.fallbacks:
        pairs.insert(2, (Message("Fallbacks"), joined("; ", run.fallbacks)))
    return pairs


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - any domain value
    """Every text within a value that a report may print."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Message):
        yield str(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, Enum | datetime):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name))


def _fitted(pixels: NDArray[np.uint8], width: float, height: float) -> Image:
    """A picture as large as the room allows, points."""
    buffer = io.BytesIO()
    PilImage.fromarray(pixels).save(buffer, "PNG")
    buffer.seek(0)
    rows, columns = pixels.shape[:2]
    scale = min(width / columns, height / rows)
    return Image(buffer, width=columns * scale, height=rows * scale)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _gap(points: float = 5) -> Flowable:
    return Spacer(1, points)
