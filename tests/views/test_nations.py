"""A person in Wales is shown the Code of Wales, a person in England that of England."""

from html import unescape

import pytest
from django.urls import reverse

from assessments import guideline
from tests import factories as make


@pytest.fixture(params=["england", "wales"])
def one(request, users):
    return make.assessment(users, make.person(users, nation=request.param))


@pytest.fixture
def read(client, users, one):
    client.force_login(users.rc)
    return lambda name, *more: unescape(
        client.get(reverse(name, args=[one.pk, *more])).content.decode()
    )


def test_each_principles_page_names_it_as_the_nations_code_does_and_as_in_the_paper(read, one):
    nation = one.patient.nation
    for factor in guideline.factors_of("box4"):
        page = read("factor", factor.key)
        assert f"</span> {guideline.factor(factor.key, nation).title}</h1>" in page
        for each in guideline.principles_of(factor.key, nation):
            assert f"{each.title}: {each.source}; as in the paper: {each.as_in_the_paper}" in page


def test_the_principles_together_say_whose_names_they_bear(read, one):
    page = read("domain", "box4")
    assert guideline.domain("box4", one.patient.nation).rule in page
    for factor in guideline.factors_of("box4"):
        assert f">{guideline.factor(factor.key, one.patient.nation).title}</a>" in page


@pytest.mark.parametrize(
    ("name", "more"), [("options", ()), ("option", ("leave",)), ("pause", ()), ("overview", ())]
)
def test_no_page_cites_the_code_of_the_other_nation(read, one, name, more):
    page = read(name, *more)
    other = {"england": "(Wales, 2016)", "wales": "(England, 2015)"}[one.patient.nation]
    assert other not in page
    if name != "overview":
        assert f"({one.patient.nation.capitalize()}, 2" in page


def test_the_factors_before_and_after_and_the_versions_bear_the_same_name(read, one):
    title = guideline.factor("box4.respect", one.patient.nation).title
    assert title in read("factor", "box4.participation")
    assert title in read("history", "box4.respect")
    assert title in read("options")
