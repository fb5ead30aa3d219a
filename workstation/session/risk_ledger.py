"""Risk scores that shall stand in the report."""

from __future__ import annotations

from collections.abc import Callable

from workstation.domain.risk import RiskScore
from workstation.messages import Message
from workstation.session.undo import Command, UndoStack


class RiskLedger:
    """The scores of each open study in the order of arrival; every change can be undone.

    Parameters
    ----------
    undo : UndoStack
        Where changes go.
    record : callable
        Told kind, id, value or None, and Study Instance UID of what must be kept.
    changed : callable
        Told after every change.
    """

    kinds: tuple[type, ...] = (RiskScore,)

    def __init__(
        self,
        undo: UndoStack,
        record: Callable[[str, str, object, str], None],
        changed: Callable[[], None],
    ) -> None:
        self._undo = undo
        self._record = record
        self._changed = changed
        self._risks: dict[str, list[RiskScore]] = {}

    def of(self, study_instance_uid: str) -> tuple[RiskScore, ...]:
        """The scores of a study."""
        return tuple(self._risks.get(study_instance_uid, ()))

    def add(self, study_instance_uid: str, score: RiskScore) -> None:
        """Keep a score; one of the same model and finding is replaced. Undoable."""
        before, key = self.of(study_instance_uid), _key(score)
        after = (*(r for r in before if _key(r) != key), score)
        self._change(
            study_instance_uid,
            after,
            text=Message("Add {model}", model=Message.term(score.model.replace("_", " "))),
        )

    def remove(self, study_instance_uid: str, index: int) -> None:
        """Take a score out of the report, undoably."""
        before = self.of(study_instance_uid)
        after = tuple(r for n, r in enumerate(before) if n != index)
        self._change(study_instance_uid, after, text=Message("Remove risk score"))

    def restore(self, study_instance_uid: str, value: RiskScore) -> None:
        """See `Part`."""
        self._risks.setdefault(study_instance_uid, []).append(value)

    def forget(self) -> None:
        """See `Part`."""
        self._risks.clear()

    def tell(self) -> None:
        """See `Part`."""
        self._changed()

    def _change(self, study: str, after: tuple[RiskScore, ...], *, text: Message) -> None:
        before = self.of(study)
        self._undo.run(
            Command(text, do=lambda: self._set(study, after), undo=lambda: self._set(study, before))
        )

    def _set(self, study: str, risks: tuple[RiskScore, ...]) -> None:
        gone = {_key(r) for r in self.of(study)} - {_key(r) for r in risks}
        self._risks[study] = list(risks)
        for model, finding_id in sorted(gone):
            self._record("risk", f"{model}/{finding_id}", None, study)
        for risk in risks:
            self._record("risk", f"{risk.model}/{risk.finding_id}", risk, study)
        self._changed()


def _key(score: RiskScore) -> tuple[str, str]:
    return (score.model, score.finding_id)
