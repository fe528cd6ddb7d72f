"""What the tests of reminders share: a team with addresses, an order, and runs of other days."""

from datetime import date, datetime, time
from types import SimpleNamespace

from assessments.models import DueItem, Order, ReminderRun, ReminderSent
from assessments.services import after_decision
from cto.accounts.models import Team, User
from cto.design.words import LONDON
from tests import factories as make

ENDS = date(2027, 5, 23)
REFERENCE_DUE = date(2027, 3, 1)
REVIEW = date(2027, 2, 10)


def team() -> SimpleNamespace:
    """The team, everybody with an address; the occupational therapist leads the community team."""
    found = make.team()
    for username, user in vars(found).items():
        user.email = f"{username}@example.org"
        user.save(update_fields=["email"])
    Team.objects.filter(name="Northgate assertive outreach").update(
        lead=found.ot, deputy=found.amhp
    )
    return found


def order(users: SimpleNamespace) -> Order:
    """An order that ends on 23 May 2027, with a local review on 10 February."""
    one = make.order(users)
    after_decision.set_review_date(
        assessment=one.assessment,
        due_on=REVIEW,
        agreed_with_person=True,
        by=users.rc,
        at=make.EFFECTIVE,
    )
    return one


def morning(day: date) -> datetime:
    return datetime.combine(day, time(6, 15), LONDON)


def ran(day: date) -> ReminderRun:
    """A run that was finished on a day."""
    return ReminderRun.objects.create(started_at=morning(day), finished_at=morning(day))


def told(day: date, *usernames: str) -> None:
    """Everybody (or these alone) was reminded on a day of whatever is due now."""
    items = [
        (str(item.assessment_id), item.key, item.due_on.isoformat())
        for item in DueItem.objects.all()
    ]
    users = User.objects.filter(username__in=usernames) if usernames else User.objects.all()
    run = ran(day)
    for user in users:
        ReminderSent.objects.create(
            run=run, recipient=user, on=day, items=len(items), told=items, sent_at=morning(day)
        )
