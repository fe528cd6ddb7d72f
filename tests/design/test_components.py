"""The bridge to the design system's markup, and the tags over it."""

import re
from html import unescape

import pytest
from django.template import Context, Template
from django.utils.functional import lazystr
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cto.design.jinja import component

HOSTILE = "<script>alert('x')</script>\" onload=\"y"


def drawn(source: str, **context: object) -> str:
    return Template("{% load nhsuk %}" + source).render(Context(context))


def squeezed(html: str) -> str:
    return re.sub(r"\s+", " ", html).strip()


@pytest.mark.parametrize(
    "params",
    [
        {"text": HOSTILE},
        {"text": SafeString(HOSTILE)},
        {"text": lazystr(HOSTILE)},
        {"text": f"{HOSTILE}\n{HOSTILE}"},
        {"text": "a", "classes": HOSTILE},
        {"text": "a", "id": HOSTILE},
        {"text": "a", "attributes": {"data-a": HOSTILE}},
        {"text": "a", "attributes": {"data-a": f"{HOSTILE}\n"}},
    ],
)
@pytest.mark.parametrize("name", ["tag", "inset-text", "button", "back-link"])
def test_what_somebody_typed_never_becomes_markup(name, params):
    html = component(name, params)
    assert "<script" not in html
    assert '" onload' not in html


def test_plain_text_is_refused_where_a_component_wants_markup():
    with pytest.raises(TypeError, match="html must be a SafeString"):
        component("inset-text", {"html": HOSTILE})
    with pytest.raises(TypeError, match="descriptionHtml must be a SafeString"):
        component("error-summary", {"descriptionHtml": HOSTILE})
    with pytest.raises(TypeError, match="attributes must be a mapping"):
        component("tag", {"text": "a", "attributes": HOSTILE})
    with pytest.raises(TypeError, match="html must be a SafeString"):
        component("radios", {"items": [{"conditional": {"html": HOSTILE}}]})


def test_markup_that_django_escaped_is_drawn():
    html = component("inset-text", {"html": format_html("<p>{}</p>", "a & b")})
    assert "<p>a &amp; b</p>" in html


def test_a_literal_in_a_template_is_text():
    html = drawn('{% nhsuk "tag" text="a <b> & c" %}')
    assert "a &lt;b&gt; &amp; c" in html


def test_a_heading_from_a_template_stands_once():
    html = drawn('{% nhsuk "warning-callout" heading="Not yet made" text="Why" %}')
    assert html.count("Not yet made") == 1
    assert "<h2" in html


def test_lines_that_somebody_typed_are_not_indented():
    html = drawn("{% summary_list rows %}", rows=[("Address", "1 High Street\nNorthgate\n\n  end")])
    assert "1 High Street\nNorthgate\n\n  end</span>" in html
    assert "one\ntwo" in component("inset-text", {"text": "one\ntwo"})


def test_a_block_draws_its_markup_inside_the_component():
    html = drawn('{% nhsukblock "details" summary=s %}<p>{{ s }}</p>{% endnhsukblock %}', s="<i>")
    assert "<p>&lt;i&gt;</p>" in html
    assert "<i>" not in html


def test_a_summary_list_row_links_to_its_change():
    html = squeezed(drawn("{% summary_list rows %}", rows=[("NHS number", "1", "/change/")]))
    assert 'href="/change/">Change<span class="nhsuk-u-visually-hidden"> NHS number</span>' in html


def test_a_table_names_its_columns_and_rows():
    html = squeezed(drawn("{% nhsuk_table h r caption='All' %}", h=["A", "B"], r=[["1", HOSTILE]]))
    assert '<th class="nhsuk-table__header" scope="col"> A </th>' in html
    assert '<th class="nhsuk-table__header" scope="row"> 1 </th>' in html
    assert "<script" not in html


def test_the_table_that_is_drawn_at_once_is_the_components_own():
    """Ours where the parameters are the common ones; the component's where any other is given."""
    given = {
        "h": ["A", HOSTILE],
        "r": [["x & y", format_html("<b>{}</b>", HOSTILE)], ["two\nlines", None]],
        "cap": SafeString(HOSTILE),
    }
    common = "responsive=True captionClasses='nhsuk-u-visually-hidden'"
    ours = drawn(f"{{% nhsuk_table h r caption=cap {common} %}}", **given)
    theirs = drawn(f"{{% nhsuk_table h r caption=cap {common} compact=False %}}", **given)

    def tight(html: str) -> str:
        return unescape(re.sub(r"\s*(<(?!/?(?:span|b)\b)[^>]*>)\s*", r"\1", html).strip())

    assert tight(ours) == tight(theirs)
    assert "<script" not in ours


def test_a_task_that_cannot_start_has_no_link():
    tasks = [{"title": "Decide", "status": "Cannot start yet"}]
    html = drawn("{% task_list tasks %}", tasks=tasks)
    assert "href" not in html


def test_a_long_list_has_links_that_keep_the_question():
    from django.core.paginator import Paginator

    page = Paginator(range(100), 10).page(2)
    html = drawn("{% pagination page who=who empty='' %}", page=page, who="A & B")
    assert 'href="?who=A+%26+B&amp;page=1"' in html
    assert "3 of 10" in html
    assert "empty" not in html
    assert drawn("{% pagination page %}", page=Paginator([], 10).page(1)) == ""


def test_two_messages_have_headings_of_their_own():
    from django.contrib.messages import constants
    from django.contrib.messages.storage.base import Message

    messages = [Message(constants.SUCCESS, HOSTILE), Message(constants.INFO, SafeString("<b>"))]
    html = drawn("{% message_banners messages %}", messages=messages)
    assert len(set(re.findall(r'id="([^"]+)"', html))) == 2
    assert "nhsuk-notification-banner--success" in html
    assert "<script" not in html
    assert "<b>" not in html


def test_what_is_drawn_is_safe_for_django():
    assert isinstance(component("tag", {"text": "a"}), SafeString)


def test_the_common_components_are_compiled_before_the_first_page():
    from cto.design import jinja

    jinja.warm()
    assert jinja.macro.cache_info().currsize >= len(jinja.COMMON)
