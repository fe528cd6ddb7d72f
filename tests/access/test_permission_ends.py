"""A permission that ends between opening a page and sending it ends at once."""

from collections.abc import Callable

import pytest

from assessments.lifecycle import OPEN_STATUSES, Status
from assessments.models import Assessment, DueItem
from assessments.services import assessments, records
from assessments.summary.members import members
from cto.accounts.models import User
from tests import factories as make
from tests.access.addresses import address
from tests.access.clients import Clients
from tests.access.policies import EVER, MEMBERS, OF, About
from tests.access.reading import PageForm, Typed, filled, forms, given_back
from tests.access.sending import SiteForm, of_page, sendings
from tests.access.watching import watched
from tests.access.world import OWN, World

OPEN_TO_ALL_MEMBERS = [
    policy.name
    for policy in OF.values()
    if policy.opens
    and policy.sends
    and policy.about in (About.PERSON, About.ASSESSMENT, About.ORDER, About.REVIEW)
    and policy.opens & policy.sends >= MEMBERS
    and policy.name != "review-new"  # a review is open on every order here, so it has no form
]


def leave_the_team(user: User) -> None:
    user.teams.clear()


def end_sign_in(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def become_an_auditor(user: User) -> None:
    user.teams.clear()
    User.objects.filter(pk=user.pk).update(profession="administrator", is_auditor=True)


@pytest.mark.once
@pytest.mark.parametrize(
    ("end", "statuses"),
    [(leave_the_team, {404}), (end_sign_in, {302, 403}), (become_an_auditor, {404})],
)
@pytest.mark.parametrize("name", OPEN_TO_ALL_MEMBERS)
def test_a_form_opened_before_is_refused_after(
    world: World, clients: Clients, name: str, end: Callable[[User], None], statuses: set[int]
) -> None:
    (page,) = (each for each in sendings(world) if each.name == name)
    opened = clients["ot"].get(page.url)
    form = forms(opened.content)[0]
    typed = filled(form, lambda field: "Two words", page.answers)
    end(world.users.ot)
    with watched() as seen:
        answer = clients["ot"].post(page.url, typed)
        assert answer.status_code in statuses
        assert not seen.wrote()
    if answer.status_code == 302:
        assert "/account/login/" in answer.headers["Location"]
    assert "Zuza" not in answer.content.decode()
    if answer.status_code == 404:
        assert not lost(answer.content, form, typed)


ENDS_WITH_THE_ASSESSMENT = [
    policy.name
    for policy in OF.values()
    if policy.about is About.ASSESSMENT and policy.opens and policy.sends
    if policy.sends_while != EVER and set(policy.sends_while) <= {Status(s) for s in OPEN_STATUSES}
]


@pytest.mark.parametrize("name", ENDS_WITH_THE_ASSESSMENT)
def test_a_form_of_an_assessment_that_was_closed_meanwhile_gives_back_every_word(
    clients: Clients, every_form: list[SiteForm], name: str
) -> None:
    for page, form in of_page(every_form, name):
        typed = filled(form, said_in, page.answers)
        with watched():
            Assessment.objects.filter(status__in=OPEN_STATUSES).update(status=Status.CLOSED.value)
            answer = clients[page.who].post(page.url, typed)
        assert answer.status_code == 403
        assert not lost(answer.content, form, typed)
        assert make.PASSWORD not in answer.content.decode()
        assert typed.get("submission", ["none"])[0] not in given_back(answer.content)


@pytest.mark.once
@pytest.mark.parametrize("name", [policy.name for policy in OF.values() if policy.sends])
def test_whoever_lost_sight_of_everything_gets_every_word_back(
    world: World, clients: Clients, every_form: list[SiteForm], name: str
) -> None:
    for page, form in of_page(every_form, name):
        typed = filled(form, said_in, page.answers)
        with watched() as seen:
            become_a_stranger(world.user(page.who))
            answer = clients[page.who].post(page.url, typed)
        if answer.status_code == 404:
            assert not lost(answer.content, form, typed)
            assert make.PASSWORD not in answer.content.decode()
            assert "Words" not in str([(e.detail, e.subject_id) for e in seen.entries])


def become_a_stranger(user: User) -> None:
    user.teams.clear()
    User.objects.filter(pk=user.pk).update(
        profession="administrator",
        is_approved_clinician=False,
        is_amhp=False,
        is_mha_administrator=False,
        is_system_administrator=False,
        is_auditor=True,
    )


def said_in(field: str) -> str:
    """One word and two words by turns: neither may be lost."""
    return f"Words {field}"[:28] if len(field) % 2 else f"One{field}"[:28]


def lost(html: bytes, form: PageForm, typed: Typed) -> list[str]:
    """The texts of a form that its sender could not copy from the page that answered."""
    shown = given_back(html)
    return [text.name for text in form.texts if not set(typed.get(text.name, ())) <= set(shown)]


def test_somebody_added_by_name_sees_the_person_until_the_assessment_is_sealed(
    world: World, clients: Clients
) -> None:
    case = world.cases[OWN, Status.STATED]
    url = address("person", case)
    one = Assessment.objects.get(pk=case.assessment.pk)
    assert clients["other"].get(url).status_code == 404
    assessments.invite(assessment=one, member=world.users.other, by=world.users.rc)
    assert clients["other"].get(url).status_code == 200
    records.seal(assessment=one, by=world.users.rc)
    assert clients["other"].get(url).status_code == 404

    # A correction lets in whom it adds, and nobody whom an earlier version had added.
    given = {"assessment": one, "by": world.users.rc}
    assessments.correct(**given, reason="The date was wrong.")
    due = DueItem.objects.filter(patient=case.patient)
    assert clients["other"].get(url).status_code == 404
    assert not due.visible_to(world.users.other).exists()
    assert str(world.users.other.pk) not in members(one)
    assessments.invite(**given, member=world.users.other)
    assert clients["other"].get(url).status_code == 200
    assert str(world.users.other.pk) in members(one)
    assert set(due.visible_to(world.users.other)) == set(due)
