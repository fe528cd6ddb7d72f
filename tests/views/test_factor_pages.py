"""The pages of Stage 1 as they are read: prompts, both sides, history, and what they cost."""

from html import unescape

import pytest
from django.urls import reverse

from assessments import guideline
from tests import factories as make

KEY = "risk.self"
CANARY = "<script>alert('canary')</script>"


@pytest.fixture
def one(users):
    return make.assessment(users)


@pytest.fixture
def nurse(client, users):
    client.force_login(users.nurse)
    return client


def address(one, name="factor", *more, key=KEY):
    return reverse(name, args=[one.pk, key, *more])


def test_the_page_asks_the_person_and_says_why_it_matters(nurse, one):
    page = unescape(nurse.get(address(one)).content.decode())

    factor = guideline.factor(KEY)
    assert factor.patient_prompt in page
    assert factor.why in page
    assert all(prompt.text in page for prompt in factor.prompts)
    assert "Mental Health Act 1983, s.17A(5)(b)" in page
    assert 'data-key="save"' in page
    assert 'data-key="j"' in page
    assert 'data-key="k"' in page


def test_strengths_and_positive_risk_taking_stand_beside_each_risk(nurse, one, users):
    make.consider(one, "history.strengths", "A year at the record shop.", users.ot)

    page = nurse.get(address(one)).content.decode()

    assert "A year at the record shop." in page
    assert guideline.factor("risk.positive_risk").title in page


def test_what_was_typed_is_shown_as_text(nurse, one, users):
    for voice, more in (("team", {}), ("patient", {}), ("carer", {"speaker": CANARY})):
        make.consider(one, KEY, CANARY, users.nurse, voice=voice, leaning="towards", **more)
    make.consider(one, KEY, CANARY, users.nurse, voice="member", member=users.ot)

    pages = [
        address(one),
        address(one, "history"),
        reverse("domain", args=[one.pk, "risk"]),
        reverse("overview", args=[one.pk]),
    ]
    for page in pages:
        content = nurse.get(page).content.decode()
        assert CANARY not in content
        assert "&lt;script&gt;alert(" in content


def test_the_history_keeps_every_version(nurse, one, users):
    old = make.consider(one, KEY, "First.", users.ot)
    make.consider(one, KEY, "Second.", users.nurse, shown=old.pk)

    page = nurse.get(address(one, "history")).content.decode()

    assert page.index("Second.") < page.index("First.")
    assert "Farah Siddiq" in page


def test_the_overview_sets_both_sides_beside_each_other_without_any_count(nurse, one, users):
    make.consider(one, "risk.others", "Threats when ill.", users.nurse, leaning="towards")
    make.consider(one, "history.illness", "Ill most winters.", users.nurse, leaning="towards")
    make.consider(one, "history.strengths", "Works well.", users.nurse, leaning="against")
    make.consider(one, KEY, "Not lately.", users.nurse, leaning="neither")
    make.consider(one, "social.stressors", "", users.nurse, standing="not_discussed")

    page = nurse.get(reverse("overview", args=[one.pk])).content.decode()

    order = ["Ill most winters.", "Threats when ill.", "Works well.", "Not lately."]
    places = [page.index(text) for text in order]
    assert places == sorted(places)
    assert page.index("Not lately.") < page.index(guideline.factor("social.stressors").title)
    main = page[page.index("<main") : page.index("</main>")]
    assert not any(word in main for word in ("total", "score", "2 for", "1 against"))


def test_a_domain_without_pages_of_its_own_is_no_page(nurse, one):
    assert nurse.get(reverse("domain", args=[one.pk, "decision"])).status_code == 404
    assert nurse.get(reverse("domain", args=[one.pk, "history"])).status_code == 200


def full(one, users, factors=None):
    """Every voice on every factor given."""
    for key in factors or [KEY, "history.strengths", "risk.positive_risk"]:
        for voice in ("team", "patient"):
            make.consider(one, key, "Words.", users.nurse, voice=voice)
        make.consider(one, key, "Words.", users.nurse, voice="carer", speaker="Ann")
        for member in (users.ot, users.rc):
            make.consider(one, key, "Words.", users.nurse, voice="member", member=member)


def test_a_factor_costs_the_same_few_queries_whatever_the_data(
    nurse, one, users, django_assert_num_queries
):
    nurse.get(address(one))
    with django_assert_num_queries(8):
        nurse.get(address(one))
    full(one, users)
    with django_assert_num_queries(8):
        nurse.get(address(one))


def test_a_domain_costs_the_same_few_queries_whatever_the_data(
    nurse, one, users, django_assert_num_queries
):
    page = reverse("domain", args=[one.pk, "history"])
    nurse.get(page)
    with django_assert_num_queries(8):
        nurse.get(page)
    full(one, users, [f.key for f in guideline.factors_of("history")])
    with django_assert_num_queries(8):
        nurse.get(page)
