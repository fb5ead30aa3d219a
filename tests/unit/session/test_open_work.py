"""What of a study is counted as open."""

from __future__ import annotations

from dataclasses import replace

from tests.support.studies import finding
from workstation.domain.finding import FindingStatus
from workstation.messages import Message
from workstation.session.annotations import ReportDraft
from workstation.session.open_work import OpenWork, open_work
from workstation.session.staleness import OUTLINE_CHANGED, StaleFinding


def test_each_part_counts_what_waits_for_its_reader() -> None:
    waiting = finding("f1")
    kept = replace(finding("f2"), label=Message("Kept")).decided(FindingStatus.ACCEPTED, by="R")
    gone = finding("f3").decided(FindingStatus.REJECTED, by="R")
    stale = (
        StaleFinding(finding=waiting, reason=OUTLINE_CHANGED),
        StaleFinding(finding=kept, reason=OUTLINE_CHANGED),
    )
    # A finding that waits and is out of date is one finding.
    assert open_work((waiting, kept, gone), stale, (), ReportDraft(impression="Nodule.")) == (
        OpenWork(findings=2, scores=0, report=1)
    )
    assert open_work((gone,), (), (), ReportDraft()) == OpenWork(findings=0, scores=0, report=0)
    # Something is to be said, and nothing is concluded.
    assert open_work((kept,), (), (), ReportDraft(impression=" ")).report == 1
