"""Sending the reminders of a day: one digest to each person, and never a second one."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.models import ReminderRun, ReminderSent
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

# Kinds of failure, each written after the user's name. No user is called "(nobody)".
NO_ADDRESS = "no e-mail address"
NO_MAIL = "mail is not configured"
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

    Safe to run twice, and two at once: the database takes one ``ReminderSent`` for each person
    and day. It is inserted first, in a transaction that commits only once the mail has left, so
    that a mail that could not be sent is tried again by the next run. A crash between the two
    can therefore send a mail a second time, and never loses one.

    On SQLite that transaction holds the write lock while the mail is handed over, at most
    ``EMAIL_TIMEOUT`` seconds, which is less than a writer waits for the lock.
    """
    now = moment(at)
    run = ReminderRun.objects.create(started_at=now)
    found = digests(london_day(now))
    outcome = Outcome(failures=_unheard(found.unheard))
    for digest in found.due:
        problem = _cannot_send(digest) or _deliver(digest, run, board, now, outcome)
        if problem is not None:
            outcome.failures.append(problem)
    run.finished_at = timezone.now() if at is None else at
    run.sent, run.failures = len(outcome.sent), outcome.failures
    with transaction.atomic():
        run.save(update_fields=["finished_at", "sent", "failures"])
        door.wrote(
            None, "sent_reminders", run, at=at, sent=run.sent, failures=len(outcome.failures)
        )
    return outcome


def _deliver(
    digest: Digest, run: ReminderRun, board: str, now: datetime, outcome: Outcome
) -> str | None:
    """Claim the day for this person and send; the failure, if there was one."""
    on, items = london_day(now), len(digest.lines)
    if _sent(digest, on):
        return None
    try:
        with transaction.atomic():
            claim = ReminderSent.objects.create(
                run=run, recipient=digest.recipient, on=on, items=items, sent_at=now
            )
            door.wrote(
                None, "sent_reminder", claim, at=now, recipient=digest.recipient.pk, items=items
            )
            message(digest, on, board).send()
    except IntegrityError:
        if _sent(digest, on):  # another run was quicker
            return None
        raise
    except Exception as problem:  # whatever goes wrong for one must not keep the others from theirs
        return _failure(digest, type(problem).__name__)
    outcome.sent[digest.recipient.username] = items
    return None


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
