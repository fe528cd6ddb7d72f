"""Each form of the site: on which page, in which case, by whom, and what makes it valid."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from tests.access.addresses import account_address, address
from tests.access.clients import Clients
from tests.access.policies import OF, About, Policy
from tests.access.reading import PageForm, forms
from tests.access.world import OWN, World

A_NURSE: dict[str, str | list[str]] = {
    "email": "a@example.org",
    "profession": "nurse",
    "is_approved_clinician": [],
    "is_amhp": [],
    "is_mha_administrator": [],
    "is_auditor": [],
    "is_system_administrator": [],
}
# What has to be chosen so that everything that can be typed on the page may be.
ANSWERS: dict[str, dict[str, str | list[str]]] = {
    "agreement": {"recommendation": "dissent"},
    "capacity": {"outcome": "lacks", "understand": "no"},
    "capacity-new": {"outcome": "lacks", "understand": "no"},
    "contact": {"outcome": "rearranged"},
    "contact-new": {"outcome": "rearranged"},
    "consultation": {"consulted": "yes", "consent": "not_given"},
    "consultation-new": {"consulted": "yes", "consent": "not_given"},
    "person-detention": {"section": "3", "restricted": [], "victims": "yes"},
    "person-identity": {"nhs_number": "9990000018"},
    "person-new": {
        "nhs_number": "9990000026",
        "section": "3",
        "restricted": [],
        "victims": "yes",
        "relative_standing": "not_to_consult",
    },
    "person-relatives": {"relative_standing": "not_to_consult"},
    "review-meeting": {"person_present": "no"},
    "review-new": {"trigger": "stress"},
    "review-outcome": {"outcome": "discharge"},
    "review-question": {"team_mark": "changed", "patient_mark": "changed"},
    "decision": {
        "outcome": "made",
        "instead": "leave_long",
        **{f"{key}_finding": "met" for key in ("appropriate", "necessary", "community")},
        **{f"{key}_finding": "met" for key in ("recall", "available")},
    },
    "accounts:team": {"deputy": ""},  # nobody: the lead is chosen already
    "accounts:user": {"username": "somebody.else", **A_NURSE},
    "accounts:user_add": {"username": "some.body", **A_NURSE},
}


@dataclass(frozen=True)
class Sending:
    """One page with a form: who sends it, and where it is."""

    name: str
    who: str
    url: str
    answers: dict[str, str | list[str]]


SiteForm = tuple[Sending, PageForm]


def site_forms(world: World, clients: Clients) -> Iterator[SiteForm]:
    """Each form of each page, as the one who may send it finds it."""
    for page in sendings(world):
        answer = clients[page.who].get(page.url)
        assert answer.status_code == 200, f"{page.name}: {answer.status_code}"
        for form in forms(answer.content):
            if form.action in ("", page.url):
                yield page, form


def of_page(every_form: list[SiteForm], name: str) -> list[SiteForm]:
    return [(page, form) for page, form in every_form if page.name == name]


def sendings(world: World, side: str = OWN) -> Iterator[Sending]:
    """Every page with a form of its own, each once: by the responsible clinician if they may."""
    for name in NAMES:
        policy = OF[name]
        answers = ANSWERS.get(name, {})
        if name == "note-new":  # for a colleague who has no note yet
            answers = {"member": str(world.users.ot.pk)}
        if name == "person-new":  # by the responsible clinician whom it names
            answers = {**answers, "community_rc": str(world.users.rc.pk)}
        yield Sending(name, _who(policy), _url(policy, world, side), answers)


def _who(policy: Policy) -> str:
    may = policy.sends or frozenset()
    return next(who for who in ("rc", "amhp", "nurse", "sysadmin", "mha") if who in may)


def _url(policy: Policy, world: World, side: str) -> str:
    if policy.about is About.NOBODY:
        return reverse(policy.name)
    if policy.about is About.ACCOUNT:
        return account_address(policy.name, world)
    opened = (s for s in policy.opens_while if s in policy.sends_while and s in policy.tried)
    status = next(opened)
    if policy.name == "statement":
        status = policy.opens_while[1]  # while something is put forward
    if policy.name == "assessment-new":
        status = policy.opens_while[3]  # while none is open
    return address(policy.name, world.cases[side, status])


NAMES = [
    policy.name
    for policy in OF.values()
    if policy.opens and policy.sends and policy.about is not About.SIGNING_IN
]
