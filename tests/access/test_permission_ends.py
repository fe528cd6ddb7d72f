"""A permission that ends between opening a page and sending it ends at once."""

from collections.abc import Callable

import pytest

from assessments.lifecycle import Status
from assessments.services import assessments, records
from cto.accounts.models import User
from tests.access.addresses import address
from tests.access.clients import Clients
from tests.access.policies import MEMBERS, OF, About
from tests.access.reading import filled, forms
from tests.access.sending import sendings
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


def test_somebody_added_by_name_sees_the_person_until_the_assessment_is_sealed(
    world: World, clients: Clients
) -> None:
    case = world.cases[OWN, Status.STATED]
    url = address("person", case)
    assert clients["other"].get(url).status_code == 404
    assessments.invite(assessment=case.assessment, member=world.users.other, by=world.users.rc)
    assert clients["other"].get(url).status_code == 200
    records.seal(assessment=case.assessment, by=world.users.rc)
    assert clients["other"].get(url).status_code == 404
    case.assessment.refresh_from_db()
