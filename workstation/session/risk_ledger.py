"""Risk scores that shall stand in the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workstation.domain.risk import RiskScore
from workstation.messages import Message, joined
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
        before = self.of(study_instance_uid)
        after = (*(r for r in before if r.key != score.key), score)
        self._change(
            study_instance_uid,
            after,
            text=Message("Add {model}", model=_name(score)),
        )

    def add_all(self, study_instance_uid: str, scores: Sequence[RiskScore]) -> None:
        """Keep the scores of a plugin run, undoably as one; those that stand there stay."""
        before = self.of(study_instance_uid)
        new = {score.key: score for score in scores if score not in before}
        if new:
            after = (*(r for r in before if r.key not in new), *new.values())
            names = joined(", ", map(_name, new.values()))
            self._change(study_instance_uid, after, text=Message("Add {model}", model=names))

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
        gone = {r.key for r in self.of(study)} - {r.key for r in risks}
        self._risks[study] = list(risks)
        for model, finding_id in sorted(gone):
            self._record("risk", f"{model}/{finding_id}", None, study)
        for risk in risks:
            self._record("risk", kept_name(risk), risk, study)
        self._changed()


def kept_name(score: RiskScore) -> str:
    """What a score is kept under."""
    return "/".join(score.key)


def _name(score: RiskScore) -> Message:
    if score.source is not None:
        return score.source.title
    return Message.term(score.model.replace("_", " "))
