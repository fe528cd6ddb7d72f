"""What the guideline asks, said by somebody, added and never overwritten."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from assessments import guideline, permissions
from assessments.models import Assessment, Consideration, Interview, Standing, Voice
from assessments.services.refusals import Refused
from assessments.services.writing import all_of, append, changing


@dataclass(frozen=True)
class Words:
    """What one voice says on one factor, as a form or a case file gives it.

    ``shown`` is the id of the row that the form showed for this voice, ``None`` where it
    showed none. ``member`` is set for a member's own note, ``speaker`` for a carer.
    """

    voice: str
    text: str = ""
    standing: str = Standing.RECORDED
    leaning: str = ""
    source: str = ""
    source_on: date | None = None
    first_hand: bool | None = None
    third_party: bool = False
    member: Any = None
    speaker: str = ""
    interview: Interview | None = None
    shown: uuid.UUID | None = None

    @property
    def interview_thread(self) -> uuid.UUID | None:
        return self.interview.thread if self.interview else None

    def same_as(self, row: Consideration | None) -> bool:
        """Whether saving these words would add nothing to what the row says."""
        return row is not None and all(
            getattr(row, field) == getattr(self, field)
            for field in (
                "text",
                "standing",
                "leaning",
                "source",
                "source_on",
                "first_hand",
                "third_party",
                "interview_thread",
            )
        )


def record(
    *,
    assessment: Assessment,
    factor: str,
    words: Sequence[Words],
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> tuple[Consideration, ...]:
    """Record what several voices say on one factor, all or nothing.

    Words equal to what stands are left alone. Raises ``KeyError`` for a factor that the
    guideline has not, ``Overtaken`` naming each voice that somebody else changed, ``Refused``.
    """
    title = guideline.factor(factor, assessment.patient.nation).title
    with changing(
        assessment,
        may=permissions.reasons_not_to_record,
        what="recorded_consideration",
        by=by,
        at=at,
        voids=f"“{title}” was changed.",
        factor=factor,
    ) as change:
        slots = ((_slot(assessment, factor, said), said) for said in words)
        return all_of(
            change,
            (
                partial(_append, slot, said, by=by, submission=submission, at=at)
                for slot, said in slots
                if not said.same_as(_current(slot))
            ),
        )


def confirm_note(
    *, note: Consideration, by: Any, submission: uuid.UUID | None = None, at: datetime | None = None
) -> Consideration:
    """A member makes a note that a colleague typed for them their own, word for word."""
    if note.member_id != by.pk:
        raise Refused(["Only the colleague whose note this is can confirm it."])
    with changing(
        note.assessment,
        may=permissions.reasons_not_to_record,
        what="confirmed_note",
        by=by,
        at=at,
        factor=note.factor,
    ):
        said = Words(
            voice=Voice.MEMBER,
            member=by,
            text=note.text,
            standing=note.standing,
            leaning=note.leaning,
            source=note.source,
            source_on=note.source_on,
            first_hand=note.first_hand,
            third_party=note.third_party,
            interview=note.interview,
            shown=note.pk,
        )
        slot = _slot(note.assessment, note.factor, said)
        return _append(slot, said, by=by, submission=submission, at=at)


def _current(slot: dict[str, Any]) -> Consideration | None:
    found = Consideration.objects.current().select_related("interview")
    return found.filter(**slot).first()


def _slot(assessment: Assessment, factor: str, said: Words) -> dict[str, Any]:
    slot = {"assessment": assessment, "factor": factor, "voice": said.voice}
    if said.voice == Voice.MEMBER:
        return {**slot, "member": said.member}
    return {**slot, "member": None, "speaker": said.speaker}


def _append(
    slot: dict[str, Any],
    said: Words,
    *,
    by: Any,
    submission: uuid.UUID | None,
    at: datetime | None,
) -> Consideration:
    if said.standing == Standing.RECORDED and not said.text.strip():
        raise Refused(["Enter what was said, or choose not known, not discussed or declined."])
    token = submission and uuid.uuid5(submission, f"{said.voice}/{said.speaker}/{said.member}")
    return append(
        Consideration,
        slot=slot,
        supersedes=said.shown,
        submission=token,
        by=by,
        at=at,
        entry=said.voice,
        text=said.text,
        standing=said.standing,
        leaning=said.leaning,
        source=said.source,
        source_on=said.source_on,
        first_hand=said.first_hand,
        third_party=said.third_party,
        interview=said.interview,
    )
