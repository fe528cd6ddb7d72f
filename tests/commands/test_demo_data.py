"""`manage.py demo_data`: invented people, lawful, repeatable, and equal to what services keep."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from stdnum.gb import nhs

from assessments.cases.invented import story_of
from assessments.cases.many import _numbers, _rng, life
from assessments.models import (
    DueItem,
    Order,
    OrderEvent,
    Patient,
    Record,
    Review,
    ReviewDate,
    SearchKey,
)
from assessments.models.search import prefixes
from assessments.statute.ledger import KINDS, STRUCK_OUT
from cto.accounts.models import Team, User
from cto.audit.models import Entry
from tests import factories as make

TODAY = date(2026, 11, 23)
NOON = "2026-11-23 12:00 +0000"
# What nobody needs for trying scale.
NOT_INVENTED = {
    "condition_suspended", "condition_resumed", "recall_transfer", "cto8_report", "custody_began",
    "custody_ended", "hearing_listed", "nearest_relative_notice", "barring_report",
    "relative_informed", "notice_withdrawn", "responsible_clinician_changed", "hospital_assigned",
    "admission_began", "admission_ended", "checked_against_papers",
}  # fmt: skip


def lives(number: int) -> list[Any]:
    return [life(_rng(5, n)[0], TODAY) for n in range(number)]


def test_no_life_holds_anything_that_the_law_refuses() -> None:
    refused = [list(story_of(one)[0].refused.values()) for one in lives(400)]
    assert [reasons for reasons in refused if reasons] == []


def test_lives_are_told_in_every_way() -> None:
    told = lives(400)
    kinds = Counter(entry.kind for one in told for entry in one.entries)
    assert set(kinds) == {*KINDS, STRUCK_OUT} - NOT_INVENTED
    statuses = {story_of(one)[0].timeline.status.value for one in told}
    assert statuses == {"in_force", "revoked", "discharged", "expired"}


def test_nothing_is_recorded_before_it_happened_or_after_today() -> None:
    for one in lives(100):
        recorded = [entry.recorded_at for entry in one.entries]
        assert recorded == sorted(recorded)
        assert max(recorded).date() <= TODAY
        assert all(e.recorded_at.date() >= e.on for e in one.entries)


@pytest.mark.django_db
def test_invented_people_are_marked_numbered_and_named_as_such() -> None:
    _invent(30)
    for patient in Patient.objects.all():
        assert patient.demonstration
        assert patient.nhs_number.startswith("999")
        assert nhs.is_valid(patient.nhs_number)
        assert patient.name.split()[0] in {
            "Demonstration", "Example", "Invented", "Madeup", "Sample", "Specimen", "Trial",
        }  # fmt: skip
    assert User.objects.filter(is_demonstration=False).count() == 0
    assert not any(user.has_usable_password() for user in User.objects.all())
    one = Patient.objects.first()
    (key,) = prefixes(one.nhs_number)
    assert SearchKey.objects.beginning_with([key]).get().patient == one


@pytest.mark.django_db
def test_the_work_list_is_what_the_services_would_have_kept(capsys: Any) -> None:
    _invent(60)
    capsys.readouterr()
    call_command("rebuild_worklist", "--check")
    assert capsys.readouterr().out == "Checked the work-list of 60 people: equal.\n"
    assert Order.objects.count() == 60
    assert DueItem.objects.filter(statutory=True).exists()
    assert DueItem.objects.filter(statutory=False).exists()


@pytest.mark.django_db
def test_a_seed_gives_the_same_people_again_and_another_seed_others() -> None:
    def stored() -> list[Any]:
        return [
            list(Patient.objects.order_by("pk").values_list("pk", "name", "nhs_number")),
            list(OrderEvent.objects.order_by("pk").values_list("pk", "kind", "on", "recorded_at")),
            list(ReviewDate.objects.order_by("pk").values_list("pk", "due_on")),
            list(DueItem.objects.order_by("assessment", "key").values_list("key", "due_on")),
        ]

    from django.db import transaction

    seen = []
    for seed in (3, 3, 4):
        with transaction.atomic():
            _invent(20, seed)
            seen.append(stored())
            transaction.set_rollback(True)
    assert seen[0] == seen[1]
    assert seen[0][1] != seen[2][1]


@pytest.mark.django_db
def test_two_seeds_live_side_by_side() -> None:
    _invent(10, seed=1)
    _invent(10, seed=2)
    assert Patient.objects.count() == 20
    with pytest.raises(CommandError, match="seed 2 are here already"):
        _invent(10, seed=2)


@pytest.mark.django_db
def test_the_demonstrations_own_team_gets_people_too() -> None:
    users = make.team()
    _invent(50)
    assert Patient.objects.filter(community_rc=users.rc).count() == 25
    assert Team.objects.get(name="Demonstration team 1-002").lead is not None
    assert Entry.objects.get(action="made_demonstration_data").detail == {"people": 50}


@pytest.mark.django_db
def test_the_pages_of_an_invented_person_open(client: Any) -> None:
    users = make.team()
    _invent(60)
    client.force_login(users.mha)
    order, record, review = Order.objects.first(), Record.objects.first(), Review.objects.first()
    for path in (
        "/",
        "/due/",
        f"/people/{order.patient_id}/",
        f"/assessments/{order.assessment_id}/",
        f"/orders/{order.pk}/",
        f"/orders/{order.pk}/contacts/",
        f"/reviews/{review.pk}/",
        f"/records/{record.reference}/",
        f"/records/{record.reference}/pdf/",
    ):
        assert client.get(path).status_code == 200, path


@pytest.mark.django_db
def test_production_and_real_people_are_refused(settings: Any) -> None:
    make.person(make.team())
    with pytest.raises(CommandError, match="not invented"):
        _invent(1)
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        _invent(1)
    assert Patient.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("patients", [0, -1])
def test_a_number_below_one_is_refused(patients: int) -> None:
    with pytest.raises(CommandError, match="1 or more"):
        _invent(patients)


@pytest.mark.django_db
def test_where_nhs_numbers_run_out_local_ones_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assessments.cases.many.DIGITS", 1)
    monkeypatch.setattr("assessments.cases.many.WEIGHTS", (1, 2, 3, 4))
    given = [next(numbers) for numbers in [_numbers()] for _ in range(12)]
    assert {"local_number": "DEMO000000000"} in given


def _invent(people: int, seed: int = 1) -> None:
    with time_machine.travel(NOON, tick=False):
        call_command("demo_data", patients=people, seed=seed)
