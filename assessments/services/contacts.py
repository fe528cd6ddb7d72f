"""Contacts, treatments and conditions in use: what happened, was missed or was rearranged."""

import uuid
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from assessments import permissions
from assessments.models import Contact, Order
from assessments.services import writing
from assessments.services.ordering import Change, changing_order
from assessments.services.refusals import Refused
from assessments.services.writing import moment
from assessments.statute.conditions_in_force import conditions_in_force
from assessments.summary.contacts import Life, life_of
from assessments.summary.ledger_lines import wordings
from assessments.summary.orders import entries_of, story_of

CONTENT = (
    "what", "outcome", "on", "rearranged_to", "why", "condition", "enforced", "action",
)  # fmt: skip


def log(
    *,
    order: Order,
    what: str,
    outcome: str,
    on: date,
    why: str = "",
    rearranged_to: date | None = None,
    condition: str = "",
    enforced: bool = False,
    action: str = "",
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> Contact:
    """Record what came of a contact, a treatment or something that a condition asks for.

    ``what`` and ``outcome`` are of ``Contact.What`` and ``Contact.Outcome``. ``on`` is the day in
    London on which it was or would have been; ``rearranged_to`` the new day, where one is agreed.
    ``condition`` is the id of one of this order's conditions, or the key of a mandatory one.
    Raises ``Refused`` with the reasons.
    """
    values = {
        "what": what,
        "outcome": outcome,
        "on": on,
        "rearranged_to": rearranged_to,
        "why": why,
        "condition": condition,
        "enforced": enforced,
        "action": action,
    }
    return _write(order, None, "logged_contact", values, None, by, submission, at)


def amend(
    *,
    contact: Contact,
    supersedes: uuid.UUID | None,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
    **values: Any,
) -> Contact:
    """Put a corrected version in the place of an entry; the earlier one stays readable.

    ``values`` as ``log``; what is left out stays as it was. ``supersedes`` is the version that
    the form showed. Raises ``Refused``, and ``Overtaken`` where somebody was quicker.
    """
    unknown = set(values) - set(CONTENT)
    if unknown:
        raise TypeError(f"a contact has no {', '.join(sorted(unknown))}")
    values = {name: getattr(contact, name) for name in CONTENT} | values
    return _write(
        contact.order, contact.thread, "amended_contact", values, supersedes, by, submission, at
    )


def withdraw(
    *,
    contact: Contact,
    reason: str,
    supersedes: uuid.UUID | None,
    by: Any,
    submission: uuid.UUID | None = None,
    at: datetime | None = None,
) -> Contact:
    """Strike an entry through, with the reason. It stays readable.

    ``supersedes`` is the version that the form showed. Raises as ``amend``.
    """
    if not reason.strip():
        raise Refused(["Enter why this entry is withdrawn."])
    values = {name: getattr(contact, name) for name in CONTENT}
    values |= {"withdrawn": True, "withdrawn_reason": reason}
    return _write(
        contact.order, contact.thread, "withdrew_contact", values, supersedes, by, submission, at
    )


def _write(
    order: Order,
    thread: uuid.UUID | None,
    verb: str,
    values: dict[str, Any],
    supersedes: uuid.UUID | None,
    by: Any,
    submission: uuid.UUID | None,
    at: datetime | None,
) -> Contact:
    """Append one version to an order that is held still."""
    with changing_order(
        order,
        may=permissions.reasons_not_to_log_contact,
        what=verb,
        by=by,
        at=at,
        thread=thread,
    ) as change:
        if not values.get("withdrawn"):
            _refuse_what_cannot_be(change, values, at)
        _refuse_withdrawn(change.order, thread, submission)
        row = writing.append(
            Contact,
            slot={"order": change.order, "thread": thread},
            supersedes=supersedes,
            submission=submission,
            by=by,
            at=at,
            entry="Contact",
            **values,
        )
        change.happened = not row.sent_before
        return row


def _refuse_withdrawn(order: Order, thread: uuid.UUID | None, submission: Any) -> None:
    """What was withdrawn stays so; a form that was sent twice finds its own row."""
    if thread is None:
        return
    rows = Contact.objects.current().filter(order=order, thread=thread, withdrawn=True)
    if submission is not None:
        rows = rows.exclude(submission=submission)
    if rows.exists():
        raise Refused(["This entry was withdrawn already. Log a new one instead."])


def _refuse_what_cannot_be(change: Change, values: dict[str, Any], at: datetime | None) -> None:
    """The day, the new day and the condition must fit the order. Raises ``Refused``."""
    today = timezone.localdate(moment(at))
    story = story_of(change.order, change.rows, as_of=moment(at))
    entries = entries_of(change.rows)
    life = life_of(entries, story)
    reasons = [*life.reasons_against(values["on"])]
    rearranged = values["outcome"] == Contact.Outcome.REARRANGED
    if values["on"] > today and not rearranged:
        reasons.append("This lies in the future. Log it once it has happened or was missed.")
    reasons += _about_new_day(values, life, rearranged=rearranged)
    if values["outcome"] != Contact.Outcome.HAPPENED and not values["why"].strip():
        reasons.append("Enter why it was missed or rearranged.")
    if values["enforced"] and not values["action"].strip():
        reasons.append("Enter what was done about it.")
    if values["action"].strip() and not values["enforced"]:
        reasons.append("Say that something was done about it, or delete what was done.")
    known = conditions_in_force(entries, today).keys | wordings(change.rows).keys()
    if values["condition"] and values["condition"] not in known:
        reasons.append("Choose one of the conditions of this order, or none of them.")
    if reasons:
        raise Refused(reasons)


def _about_new_day(values: dict[str, Any], life: Life, *, rearranged: bool) -> list[str]:
    new = values["rearranged_to"]
    if new is None:
        return []
    if not rearranged:
        return ["Only what was rearranged has a new date. Delete the new date."]
    if new == values["on"]:
        return ["Enter a new date other than the first one."]
    return life.reasons_before(new)
