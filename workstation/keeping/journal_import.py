"""Takes over, once, what earlier versions of the program kept in journals of JSON lines."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workstation.archive.applying import apply, note_imported
from workstation.archive.database import Database
from workstation.archive.faults import RefusedError
from workstation.archive.journal_lines import latest, packed_labels, read_journal
from workstation.archive.label_files import DAMAGED, LabelFiles, hash_of
from workstation.archive.reading import has_study, imported_digest
from workstation.archive.rows import PATIENT
from workstation.archive.steps import BeginStudy, Change, Put, StateSeries, Step
from workstation.errors import InputError, OutputError
from workstation.keeping.kept_choice import LATE, series_about
from workstation.keeping.kept_kinds import BY_RECORDED, put_of
from workstation.keeping.kept_masks import KeptResult, MaskFacts
from workstation.messages import Message
from workstation.plain.values import from_plain, to_json, writable
from workstation.security.integrity import first_free

TAKEN_OVER = ".imported"
"""Added to the name of a journal that was taken over."""
_STUDY, _CONTENT = "study", "content"


def import_journals(
    folder: Path,
    database: Database,
    labels: LabelFiles,
    on_fault: Callable[[OutputError], None],
) -> None:
    """Take over every journal in a folder, each as one step; files stay, under another name.

    Raises
    ------
    OSError
        The disk refuses; journals that were not taken over yet are where they were.
    """
    for journal in sorted(folder.glob("*.jsonl")):
        try:
            data = journal.read_bytes()
            digest = hashlib.sha256(data).hexdigest()
            if not _is_known(database, journal, digest):
                missing = _Import(journal, labels).into(database, data, digest)
                if missing:
                    on_fault(_not_read(missing, journal))
            journal.replace(_free_name(journal))
        except FileNotFoundError:
            # Another program has just taken it over.
            continue
        except RefusedError:
            raise
        except OSError as error:
            on_fault(_not_now(journal, error))


def _free_name(journal: Path) -> Path:
    """What was taken over before under the same name stays as well."""
    name = journal.name + TAKEN_OVER
    return first_free(lambda n: journal.with_name(name if n == 1 else f"{name}-{n}"))


def _not_now(journal: Path, error: OSError) -> OutputError:
    return OutputError(
        Message("What an earlier version of Lightbox kept in {name} cannot be read now.",
             name=journal.name),
        hint=Message("It is tried again at the next start. Check the permissions of the program's "
                  "data folder."),
        detail=f"{type(error).__name__}: {error.strerror}",
    )  # fmt: skip


def _is_known(database: Database, journal: Path, digest: str) -> bool:
    with database.read() as connection:
        return imported_digest(connection, journal.name) == digest


class _Import:
    """One journal on its way into the archive."""

    def __init__(self, journal: Path, labels: LabelFiles) -> None:
        self._journal = journal
        self._labels = labels
        self._study = journal.stem
        self._missing = 0

    def into(self, database: Database, data: bytes, digest: str) -> int:
        """Write all that can be read as one step; gives how many entries cannot."""
        content = read_journal(data)
        self._missing = content.damaged
        values = latest(content.records)
        with database.read() as connection:
            if has_study(connection, self._study):
                # Message before what stands there, and perhaps of somebody else: the next opening
                # looks at patient and images, and what was said since stays.
                self._study = f"{self._study.partition('-')[0]}-{LATE}{digest[:12]}"
        changes: list[Change] = [self._begin(values)]
        changes += self._series(values)
        for (kind, key), plain in values.items():
            if kind not in (_STUDY, _CONTENT):
                changes += self._put(kind, key, plain)
        with database.write(durable=True) as connection:
            apply(Step(tuple(changes)), connection)
            note_imported(connection, self._journal.name, digest)
        return self._missing

    def _begin(self, values: Mapping[tuple[str, str], Any]) -> BeginStudy:
        uid, patient = "", {}
        for (kind, key), plain in values.items():
            if kind == _STUDY and isinstance(plain, dict):
                uid = key
                stated = plain.get("patient")
                stated = stated if isinstance(stated, dict) else {}
                patient = {name: str(stated.get(name, "")) for name in PATIENT}
            elif kind == "draft" and not uid:
                uid = key
            elif isinstance(plain, dict) and not uid:
                uid = str(plain.get("study_instance_uid") or "")
        return BeginStudy(self._study, uid, patient)

    def _series(self, values: Mapping[tuple[str, str], Any]) -> list[Change]:
        prints: dict[str, str | None] = {}
        for plain in values.values():
            if isinstance(plain, dict):
                for about in (plain, plain.get("result")):
                    if isinstance(about, dict):
                        prints.update(dict.fromkeys(series_about(about) - prints.keys()))
        for (kind, key), plain in values.items():
            if kind == _CONTENT and isinstance(plain, dict):
                prints[key] = to_json({str(sop): str(each) for sop, each in plain.items()})
        return [StateSeries(self._study, uid, text) for uid, text in prints.items()]

    def _put(self, recorded: str, key: str, plain: Any) -> list[Change]:  # noqa: ANN401
        kind = BY_RECORDED.get(recorded)
        value: Any = None
        with contextlib.suppress(InputError):
            value = None if kind is None else from_plain(kind.type, plain)
        if kind is None or value is None:
            self._missing += 1
            return [self._unreadable_edit(key, plain)] if recorded == "mask_edit" else []
        is_of_mask = isinstance(value, KeptResult | MaskFacts)
        labels = self._kept_labels(value) if is_of_mask else None
        return [put_of(self._study, kind, key, value, labels)]

    def _unreadable_edit(self, key: str, plain: Any) -> Put:  # noqa: ANN401
        """It stays: without it, its mask would come back as nobody left it."""
        mask_id, _, version = key.partition("/")
        number = int(version) if version.isdecimal() else 0
        return Put(
            study=self._study,
            kind="edit",
            key=key,
            name="",
            value=writable(json.dumps(plain)),
            columns={"mask_id": mask_id, "version_before": number - 1, "version": number},
        )

    def _kept_labels(self, value: KeptResult | MaskFacts) -> str | None:
        facts = value.mask if isinstance(value, KeptResult) else value
        if facts is None or facts.empty_shape:
            return None
        labels = _packed(packed_labels(self._journal, facts.id, facts.version))
        if labels is None:
            # The mask is named as lost when its study is opened.
            return None
        name = hash_of(labels)
        self._labels.write(name, labels)
        return name


def _packed(path: Path) -> NDArray[Any] | None:
    try:
        with np.load(path) as packed:
            labels: NDArray[Any] = packed["labels"]
    except FileNotFoundError:
        return None
    except OSError:
        # It may be there again later; what is written now is final.
        raise
    except DAMAGED:
        return None
    return labels


def _not_read(count: int, journal: Path) -> OutputError:
    return OutputError(
        Message(
            "{count} entry that an earlier version of Lightbox kept cannot be read.",
            many="{count} entries that an earlier version of Lightbox kept cannot be read.",
            count=count,
        ),
        hint=Message(
            "Compare what is shown with your notes before you rely on it. The file is kept as "
            "{name} in the program's data folder.",
            name=journal.name + TAKEN_OVER,
        ),
    )
