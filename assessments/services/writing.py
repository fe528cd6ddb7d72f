"""The one way a row is written: locked, permitted, cleaned, appended, audited, all or nothing."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from assessments import lifecycle
from assessments.models import Assessment, Voiding
from assessments.models.append_only import AssessmentVersion, Version
from assessments.services.refusals import OUT_OF_DATE, Clash, Overtaken, Refused, refuse
from assessments.summary.rows import standing_put_forward
from cto.audit import door
from cto.text import Unprintable, clean

Question = Callable[[Any, Any], tuple[str, ...]]
R = TypeVar("R", bound=Version)


def moment(at: datetime | None) -> datetime:
    """Now, unless the loader of the demonstration cases or a test says when."""
    return at if at is not None else timezone.now()


@dataclass
class Change:
    """What ``changing`` holds: the locked assessment, and whether anything came of the act."""

    assessment: Assessment
    happened: bool = True

    def append(self, model: type[AssessmentVersion], **call: Any) -> Any:
        """``append``; a form that was sent before makes nothing happen a second time."""
        row = append(model, **call)
        self.happened = not row.sent_before
        return row


def all_of(change: Any, writes: Iterable[Callable[[], R]]) -> tuple[R, ...]:
    """Several rows of one form, all or nothing; ``change`` then knows whether any of them is new.

    Raises ``Overtaken`` with everything that somebody else changed: the form shows it at once.
    """
    rows: list[R] = []
    clashes: list[Clash] = []
    for write in writes:
        try:
            rows.append(write())
        except Overtaken as overtaken:
            clashes.extend(overtaken.clashes)
    if clashes:
        raise Overtaken(*clashes)
    change.happened = any(not row.sent_before for row in rows)
    return tuple(rows)


@contextmanager
def changing(
    assessment: Assessment,
    *,
    may: Question,
    what: str,
    by: Any,
    at: datetime | None = None,
    voids: str = "",
    **detail: Any,
) -> Iterator["Change"]:
    """Hold an assessment still while something about it is written.

    ``may`` is the function of ``permissions`` that must answer with no reasons. ``what`` is the
    audit's word for the act, ``detail`` the ids and keys it keeps. ``voids`` says in words what
    changed: an assessment that was put forward then returns to the team and what was signed is
    void, for that reason. Without ``voids`` the act leaves signatures alone.

    Raises ``Refused``; the refusal is audited after the rollback.
    """
    try:
        with transaction.atomic():
            locked = locked_assessment(assessment.pk)
            refuse(may(by, locked))
            change = Change(locked)
            yield change
            if change.happened:
                if voids and locked.state.is_signed:
                    void_signatures(locked, because=voids, by=by, at=moment(at))
                door.wrote(by, what, locked, about=locked.patient_id, at=at, **detail)
    except Refused:
        door.refused(by, what, "assessment", assessment.pk, about=assessment.patient_id)
        raise
    assessment.refresh_from_db(fields=["status", "version", "chair"])


def locked_assessment(pk: uuid.UUID) -> Assessment:
    """The assessment with its person, locked until the transaction ends."""
    rows = Assessment.objects.select_for_update(of=("self",)).select_related("patient")
    return rows.get(pk=pk)


def void_signatures(assessment: Assessment, *, because: str, by: Any, at: datetime) -> None:
    """Void what was signed for this version and return it to the team."""
    signed = standing_put_forward(assessment)
    if signed is not None:
        Voiding.objects.create(put_forward=signed, because=because, voided_by=by, voided_at=at)
    move(assessment, "return_to_team")
    door.wrote(by, "voided_signatures", assessment, about=assessment.patient_id, at=at)


def move(assessment: Assessment, verb: str) -> None:
    """Take one step of the lifecycle. Raises ``Refused`` where the table has no such step."""
    refuse(lifecycle.reasons_not_to(verb, assessment.state))
    assessment.status = lifecycle.transition(verb).target.value
    assessment.save(update_fields=["status"])


def append(
    model: type[Version],
    *,
    slot: dict[str, Any],
    supersedes: uuid.UUID | None,
    submission: uuid.UUID | None,
    by: Any,
    at: datetime | None,
    entry: str = "",
    **values: Any,
) -> Any:
    """Insert the next version of one entry and return it.

    ``slot`` says which entry, ``entry`` what to call it; ``supersedes`` is the id of the version
    that the form showed (``None`` where it showed none). A ``submission`` that was stored before
    returns that row.
    Raises ``Overtaken`` where another version came in between, ``Refused`` for values that
    cannot be stored.
    """
    if submission is not None:
        stored = model._default_manager.filter(submission=submission).first()
        if stored is not None:
            if stored.recorded_by_id != by.pk or not _of_same(stored, slot):
                raise Refused([OUT_OF_DATE])
            stored.sent_before = True
            return stored
    current = None
    if slot.get("thread", True):
        current = model._default_manager.current().filter(**slot).first()
    if (current.pk if current else None) != supersedes:
        raise Overtaken(Clash(entry or str(model._meta.verbose_name), current))
    row = model(**{k: v for k, v in slot.items() if k != "thread"}, **cleaned(model, values))
    row.supersedes = current
    row.thread = current.thread if current else uuid.uuid4()
    row.submission, row.recorded_by, row.recorded_at = submission, by, moment(at)
    _check(row)
    row.save(force_insert=True)
    return row


def _of_same(stored: Version, slot: dict[str, Any]) -> bool:
    """Whether a stored row belongs to the assessment, order or review that ``slot`` names."""
    owners = (name for name in ("assessment", "order", "review") if name in slot)
    return all(getattr(stored, f"{name}_id") == slot[name].pk for name in owners)


def cleaned(model: type[models.Model], values: dict[str, Any]) -> dict[str, Any]:
    """Every text by the one cleaning rule, whoever calls. Raises ``Refused`` naming the place."""
    result = {}
    for field, value in values.items():
        if isinstance(value, str):
            try:
                value = clean(value).text.strip()
            except Unprintable as problem:
                label = str(_field(model, field).verbose_name)
                raise Refused([f"{label.capitalize()}: {problem}"]) from problem
        result[field] = value
    return result


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    return next(field for field in model._meta.fields if field.name == name)


def _check(row: models.Model) -> None:
    relations = [f.name for f in row._meta.fields if f.is_relation]
    try:
        row.clean_fields(exclude=relations)
        row.validate_constraints(exclude=relations)
    except ValidationError as problem:
        raise Refused(problem.messages) from problem
