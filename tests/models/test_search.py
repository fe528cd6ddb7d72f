"""How people are found: by what is typed, through the index, alike on both databases."""

from datetime import date

import pytest
from django.db import connection

from assessments.models import Patient, SearchKey
from assessments.models.search import keys_of, prefixes
from tests import factories as make

pytestmark = pytest.mark.django_db

ANYBODY = {"name": "Amara Test", "date_of_birth": date(1990, 6, 17), "nhs_number": "9990000018"}


def found(typed: str) -> set[str]:
    keys = SearchKey.objects.beginning_with(prefixes(typed))
    return set(Patient.objects.filter(pk__in=keys.values("patient")).values_list("name", flat=True))


@pytest.mark.parametrize(
    "typed",
    [
        "Siobh",  # the beginning of the first name
        "SIOBHAN o'neill",  # capitals, no accent, no middle name
        "oneill",  # no apostrophe at all
        "O’Neill",  # a printer's apostrophe
        "ward o",  # from the middle name on, into the last
        "oneill siobhan",  # the last name first
        "Shiv",  # what she likes to be called
        "999 000 0026",  # as on a letter
        "999-000",  # the beginning of a number
        "9990000026",
        "h/4471",  # the hospital's own number
        "29/2/1988",
        "29 February 1988",
        "1988-02-29",
    ],
)
def test_a_person_is_found_by_any_part_that_people_type(typed):
    make.person(
        make.team(),
        name="Siobhán Ward O'Neill",
        preferred_name="Shiv",
        nhs_number="9990000026",
        local_number="H/4471",
        date_of_birth=date(1988, 2, 29),
    )

    assert found(typed) == {"Siobhán Ward O'Neill"}


@pytest.mark.parametrize("typed", ["", " ", "S", "''", "--", "’", "30/2/1988", "%", "_ _", "zzz"])
def test_too_little_and_nonsense_find_nobody(typed):
    make.person(make.team(), name="Siobhán Ward", nhs_number="9990000026")

    assert found(typed) == set()


def test_a_corrected_name_is_found_and_the_wrong_one_no_longer():
    users = make.team()
    patient = make.person(users)

    make.patients.change_identity(
        patient=patient, values={"name": "Amira Test"}, shown=1, by=users.rc, at=make.MOMENT
    )

    assert (found("Amira"), found("Amara")) == ({"Amira Test"}, set())


def test_every_key_is_short_enough_for_the_index_whatever_the_name():
    longest = Patient(**{**ANYBODY, "name": "Ж" * 200, "local_number": "9" * 30})

    assert max(len(key) for key in keys_of(longest)) <= 300


@pytest.mark.parametrize("who", ["nurse", "mha"])
def test_searching_uses_the_index(who):
    users = make.team()
    many(2_000, make.person(users).community_team)
    keys = SearchKey.objects.beginning_with(prefixes("H12"))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        constraints = connection.introspection.get_constraints(cursor, SearchKey._meta.db_table)
    indexes = [
        n for n, found in constraints.items() if found["index"] and found["columns"] == ["key"]
    ]

    people = Patient.objects.visible_to(getattr(users, who))
    plan = people.filter(pk__in=keys.values("patient")).explain()

    assert any(index in plan for index in indexes), plan


def many(count, team):
    """So many people that no planner reads them all to find one. No service is this fast."""
    people = [
        Patient(
            name=f"Person {number:05}",
            local_number=f"H{number}",
            date_of_birth=date(1990, 6, 17),
            community_team=team,
        )
        for number in range(count)
    ]
    Patient.objects.bulk_create(people)
    SearchKey.objects.bulk_create(
        SearchKey(patient=each, key=key) for each in people for key in keys_of(each)
    )
