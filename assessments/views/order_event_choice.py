"""What may have happened to an order, in the words and groups of its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.urls import reverse

from assessments import permissions
from assessments.statute.ledger_words import GROUPS, HINTS, paper_of, title_of
from assessments.statute.plain_words import DEADLINES
from assessments.statute.timeline import AnyDeadline
from assessments.summary.order_events import Situation
from assessments.views.dated import when_words
from cto.accounts.models import User

# Which deadlines the form of a kind shows: what happened must lie within them.
CLOCKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "order_extended": ("extension_window_opens", "extension_window_closes"),
        "recall_detention": ("notice_served",),
        "recall_transfer": ("recall_ends",),
        "recall_release": ("recall_ends",),
        "order_revoked": ("recall_ends",),
        "returned": ("absence_retake_until",),
        "cto8_report": ("cto8_due",),
        "order_discharged": ("barring_report_by",),
        "barring_report": ("barring_report_by",),
    }
)


@dataclass(frozen=True)
class Choice:
    """One kind. ``href`` where it may be recorded; ``late`` where it may only be recorded as
    something that happened earlier; ``forbidden`` and ``not_now`` say why not.
    """

    title: str
    hint: str
    paper: str
    href: str
    late: str
    forbidden: tuple[str, ...]
    not_now: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Kinds under one heading."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Clock:
    """A day or moment that the Act counts, for the form of what must not be later, or earlier."""

    title: str
    when: str
    means: str
    debatable: str
    working: str


def choices(now: Situation, user: User) -> tuple[Group, ...]:
    """Every kind in its group, those that cannot be now among them."""
    return tuple(
        Group(title, tuple(_choice(now, user, kind) for kind in kinds if kind != "order_made"))
        for title, kinds in GROUPS.items()
    )


def _choice(now: Situation, user: User, kind: str) -> Choice:
    forbidden = permissions.reasons_not_to_record_event(user, now.order, kind)
    not_now = now.not_now(kind)
    href = reverse("order-event-new", args=[now.order.pk, kind])
    return Choice(
        title=title_of(kind, now.order.nation),
        hint=HINTS.get(kind, ""),
        paper=paper_of(kind, now.order.nation).words,
        href="" if forbidden or not_now else href,
        late="" if forbidden or not not_now or now.never(kind) else href,
        forbidden=forbidden,
        not_now=not_now,
    )


def clocks_for(now: Situation, kind: str, *, always: bool = False) -> list[Clock]:
    """The deadlines that decide whether this kind is in time, while they run, or ``always``."""
    found = now.told.timeline.deadlines
    keys = [key for key in CLOCKS.get(kind, ()) if key in found and (always or now.runs(key))]
    return [_clock(key, found[key]) for key in keys]


def _clock(key: str, deadline: AnyDeadline) -> Clock:
    words, when = DEADLINES[key], deadline.when
    other = when_words(when.on) if when.on != when.safe else ""
    return Clock(words.title, when_words(when.safe), words.means, other, deadline.working)
