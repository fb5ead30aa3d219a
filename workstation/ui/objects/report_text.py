"""A structured report as rich text; whatever comes from the file is escaped."""

from __future__ import annotations

import html
from collections.abc import Callable

from workstation.domain.structured_report import ReportLine, StructuredReport
from workstation.language import tr
from workstation.ui.widgets.theme import colors
from workstation.viewer.corner_text import date_text

_ASIDE = frozenset({"HAS OBS CONTEXT", "HAS ACQ CONTEXT", "HAS CONCEPT MOD"})
_MOST_IMAGES = 12
"""Of one list, before its rest is only counted."""
_INDENT_PX = 14

WordsOfImage = Callable[[int], str]
"""Which open image a line leads to; empty where none."""


def report_html(report: StructuredReport, image_words: WordsOfImage) -> str:
    """The report as a page: head, then its statements, each indented by its depth.

    Parameters
    ----------
    report : StructuredReport
        What was read.
    image_words : callable
        Number of a line to the image that it leads to.
    """
    parts = [_head(report)]
    images = 0
    for number, line in enumerate(report.lines):
        if line.kind == "UIDREF" or _is_source(report, number):
            # For machines; the image that a shape lies on is that of its own link.
            continue
        if line.kind == "IMAGE" and not line.name:
            images += 1
            if images > _MOST_IMAGES:
                continue
        elif images:
            parts += _counted(images, report.lines[number - 1].depth)
            images = 0
        parts.append(_statement(number, line, image_words))
    parts += _counted(images, report.lines[-1].depth) if images else []
    if report.left_out:
        parts.append(_row(0, _muted(tr("{count} more are not shown.", count=report.left_out))))
    return "".join(parts)


def _is_source(report: StructuredReport, number: int) -> bool:
    line, before = report.lines[number], report.lines[number - 1] if number else None
    return (
        line.kind == "IMAGE"
        and before is not None
        and before.kind == "SCOORD"
        and before.depth == line.depth - 1
    )


def _head(report: StructuredReport) -> str:
    facts = [date_text(report.created[:8])]
    if report.is_complete is not None:
        facts.append(tr("complete") if report.is_complete else tr("not complete"))
    if report.is_verified is not None:
        facts.append(tr("verified") if report.is_verified else tr("not verified"))
    lines = [f"<p>{_muted(' · '.join(fact for fact in facts if fact))}</p>"]
    if report.verified_by:
        names = "; ".join(report.verified_by)
        lines.append(f"<p>{_muted(tr('Verified by {names}', names=names))}</p>")
    return "".join(lines)


def _statement(number: int, line: ReportLine, image_words: WordsOfImage) -> str:
    target = image_words(number)
    name = _plain(line.name)
    match line.kind:
        case "CONTAINER":
            title = f"<b>{name or '·'}</b>"
            return _row(line.depth, _link(number, title) if target else title)
        case "IMAGE" | "SCOORD" | "SCOORD3D":
            words = _link(number, _plain(target)) if target else _muted(tr("image not open"))
            shape = f" {_muted(line.value.lower())}" if line.value else ""
            return _row(line.depth, f"{_named(name)}{words}{shape}")
        case "REFERENCE":
            return _row(line.depth, _muted(tr("see statement {number}", number=line.value)))
        case "COMPOSITE" | "WAVEFORM" | "TCOORD" | "TABLE":
            return _row(line.depth, f"{_named(name)}{_muted(line.kind.lower())}")
    value = _plain(line.value).replace("\n", "<br>")
    if line.relation in _ASIDE:
        return _row(
            line.depth, f'<span style="color:{colors().muted}">{_named(name)}{value}</span>'
        )
    if line.kind == "NUM" and not line.value:
        value = _muted(tr("no value"))
    return _row(line.depth, f"{_named(name)}{_link(number, value) if target else value}")


def _counted(images: int, depth: int) -> list[str]:
    more = images - _MOST_IMAGES
    if more <= 0:
        return []
    words = tr("and {count} more image", many="and {count} more images", count=more)
    return [_row(depth, _muted(words))]


def _row(depth: int, content: str) -> str:
    return f'<p style="margin:2px 0 2px {depth * _INDENT_PX}px">{content}</p>'


def _named(name: str) -> str:
    return f"{name}: " if name else ""


def _link(number: int, content: str) -> str:
    color = colors().accent
    return f'<a href="line:{number}" style="color:{color};text-decoration:none">{content} ▸</a>'


def _muted(words: str) -> str:
    return _muted_html(_plain(words))


def _muted_html(content: str) -> str:
    return f'<span style="color:{colors().muted}">{content}</span>'


def _plain(words: str) -> str:
    return html.escape(words)
