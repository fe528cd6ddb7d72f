"""Sending the reminders of a day: one digest to each person, and never a second one."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from assessments.models import ReminderClaim, ReminderRun, ReminderSent
from assessments.services import worklist
from assessments.services.writing import moment
from assessments.statute.periods import london_day
from assessments.summary.reminders import Digest, Line, digests
from cto.audit import door
from cto.design.words import LONDON, day

# Lines of a mail; the rest are counted and stand on the board.
LONGEST = 50
# So that no out-of-office message answers a machine.
HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
CONSOLE = "django.core.mail.backends.console.EmailBackend"

# Far longer than it takes to hand over a mail (``EMAIL_TIMEOUT``): whoever claimed one before that
# is not there any more.
ABANDONED = timedelta(minutes=15)

# Kinds of failure, each written after the user's name. No user is called "(nobody)".
NO_ADDRESS = "no e-mail address"
NO_MAIL = "mail is not configured"
UNDECIDED = "another run is sending this mail, or broke off while it did; try again later"
BROKE_OFF = "a run broke off while it sent a mail, which may have left; today’s was sent after it"
NOBODY = "(nobody): {} that nobody who may sign in answers for"


@dataclass
class Outcome:
    """What came of a run: user names with the number of items; and what failed, by kind alone."""

    sent: dict[str, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


def would_send(*, at: datetime | None = None) -> Outcome:
    """Who would get how many items now. Writes nothing and sends nothing."""
    found = digests(london_day(moment(at)))
    outcome = Outcome(failures=_unheard(found.unheard))
    for digest in found.due:
        if (problem := _cannot_send(digest)) is not None:
            outcome.failures.append(problem)
        elif not _sent(digest, london_day(moment(at))):
            outcome.sent[digest.recipient.username] = len(digest.lines)
    return outcome


def send(*, board: str, at: datetime | None = None) -> Outcome:
    """Send everybody's digest of today, once, and record the run. ``board``: the due board's path.

    Safe to run twice, and two at once: a run claims a person before it sends them anything, and
    the database takes one ``ReminderClaim`` for each person and one ``ReminderSent`` for each
    person and day. No transaction is open while a mail is handed over. A mail that could not be
    sent is tried again by the next run. One whose run broke off may have left: it is named as a
    failure, and said again, because twice is better than never.
    """
    now = moment(at)
    worklist.follow_absences()
    run = ReminderRun.objects.create(started_at=now)
    found = digests(london_day(now))
    outcome = Outcome(failures=_unheard(found.unheard))
    for digest in found.due:
        _deliver(digest, run, board, at, outcome)
    run.finished_at = moment(at)
    run.sent, run.failures = len(outcome.sent), outcome.failures
    with transaction.atomic():
        run.save(update_fields=["finished_at", "sent", "failures"])
        door.wrote(
            None, "sent_reminders", run, at=at, sent=run.sent, failures=len(outcome.failures)
        )
    return outcome


def _deliver(
    digest: Digest, run: ReminderRun, board: str, at: datetime | None, outcome: Outcome
) -> None:
    """Claim this person, send, and note what came of it; nothing where today's mail has left."""
    if (problem := _cannot_send(digest)) is not None:
        outcome.failures.append(problem)
        return
    try:
        claim = _claimed(digest, run, at, outcome)
        if claim is None:
            return
        try:
            message(digest, london_day(run.started_at), board).send()
        except Exception:
            claim.delete()
            raise
        _note(digest, claim, at)
    except Exception as error:  # whatever goes wrong for one must not keep the others from theirs
        outcome.failures.append(_failure(digest, type(error).__name__))
    else:
        outcome.sent[digest.recipient.username] = len(digest.lines)


def _claimed(
    digest: Digest, run: ReminderRun, at: datetime | None, outcome: Outcome
) -> ReminderClaim | None:
    """The right to send to this person; None where another run has it, or has sent already."""
    now = moment(at)
    with transaction.atomic():
        claim, ours = ReminderClaim.objects.select_for_update().get_or_create(
            recipient=digest.recipient, defaults={"run": run, "claimed_at": now}
        )
        if _sent(digest, london_day(run.started_at)):
            if ours:
                claim.delete()
            return None
        if not ours and now - claim.claimed_at < ABANDONED:
            outcome.failures.append(_failure(digest, UNDECIDED))
            return None
        if not ours:
            outcome.failures.append(_failure(digest, BROKE_OFF))
            claim.run, claim.claimed_at = run, now
            claim.save(update_fields=["run", "claimed_at"])
    return claim


def _note(digest: Digest, claim: ReminderClaim, at: datetime | None) -> None:
    """Keep that the mail has left, and what it reminded of."""
    run, items = claim.run, len(digest.lines)
    on = london_day(run.started_at)
    with transaction.atomic():
        sent = ReminderSent.objects.create(
            run=run,
            recipient=digest.recipient,
            on=on,
            items=items,
            told=[line.told for line in digest.lines if line.due_on >= on],
            sent_at=moment(at),
        )
        door.wrote(None, "sent_reminder", sent, at=at, recipient=digest.recipient.pk, items=items)
        claim.delete()


def message(digest: Digest, today: date, board: str) -> EmailMessage:
    """The mail: what kind, which day and which reference. Nobody is named, no word is clinical."""
    number = len(digest.lines)
    parts = [f"{number} {'date needs' if number == 1 else 'dates need'} your attention."]
    shown = 0
    for heading, lines in (
        ("Mental Health Act", digest.statutory),
        ("Local reviews", digest.local),
    ):
        if lines:
            rows = lines[: max(0, LONGEST - shown)]
            parts.append("\n".join((f"{heading} ({len(lines)})", *(_row(r, today) for r in rows))))
            shown += len(rows)
    if number > shown:
        parts.append(f"The other {number - shown} are on the board.")
    parts.append(
        f"Sign in to see whom this is about, and what to do:\n{settings.SITE_ADDRESS}{board}"
    )
    parts.append(
        "You get this because you own what is due, answer for it, or keep the dates. It is sent "
        "once a day, and only where something is due."
    )
    return EmailMessage(
        subject=f"Dates to keep: {number}",
        body="\n\n".join(parts) + "\n",
        to=[digest.recipient.email],
        headers=HEADERS,
    )


def _row(line: Line, today: date) -> str:
    left = (line.due_on - today).days
    if left < 0:
        when = f"Overdue by {_days(-left)}, since {day(line.due_on)}"
    elif left == 0:
        when = f"Today, {day(line.due_on)}"
    else:
        when = f"In {_days(left)}, on {day(line.due_on)}"
    if line.due_at is not None:
        when += f" at {line.due_at.astimezone(LONDON):%H:%M}"
    return f"- {when}: {line.title}. Reference {line.reference}"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _sent(digest: Digest, on: date) -> bool:
    return ReminderSent.objects.filter(recipient=digest.recipient, on=on).exists()


def _cannot_send(digest: Digest) -> str | None:
    """What is known beforehand to fail. Mail printed on a server's console reaches nobody."""
    if settings.PRODUCTION and settings.EMAIL_BACKEND == CONSOLE:
        return _failure(digest, NO_MAIL)
    return None if digest.recipient.email else _failure(digest, NO_ADDRESS)


def _failure(digest: Digest, error: str) -> str:
    return f"{digest.recipient.username}: {error}"


def _unheard(items: int) -> list[str]:
    return [NOBODY.format("1 item" if items == 1 else f"{items} items")] if items else []
