"""Every letter that can be saved reaches the page, and what cannot be drawn stops it."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.documents import fonts, renderer
from assessments.documents.record import decision_record
from cto import text as cleaning
from tests.documents import sample
from tests.documents.copies import FINAL, everything
from tests.documents.reading import pages, printed, squeezed


def only(text):
    """The smallest page that holds one text as the record draws it."""
    return f"<p>Before</p><div class='text'>{escaped(text)}</div><p>After</p>"


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=["Cc"]),
                min_size=1, max_size=300)  # fmt: skip


ODD = st.one_of(
    LATIN,
    st.lists(st.sampled_from(["\n", "word", " ", "\t", "\n\n\n"]), max_size=60).map("".join),
    st.integers(1, 900).map(lambda n: "W" * n),
    st.sampled_from(
        ["😀❤️ 👍🏽 ok", "我很好，谢谢。" * 40, "나는 잘 지내요", "Tŷ Ŵyn ẹ́ọ̀", "a\u0301" * 50]
    ),
    st.integers(9000, 10000).map(lambda n: ("ten thousand " * 800)[:n]),
)


def could_be_saved(text):
    try:
        kept = cleaning.clean(text).text
    except cleaning.Unprintable:
        return ""
    return "" if fonts.uncovered(escaped(kept)) else kept.strip()


@settings(max_examples=20, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.filter_too_much])  # fmt: skip
@given(ODD.map(could_be_saved).filter(bool))
def test_any_text_that_can_be_saved_is_printed_to_the_letter(text):
    markup = only(text)
    found = squeezed("".join(pages(printed(markup))))
    assert found == "Before" + squeezed(text) + "After"


@pytest.mark.parametrize(
    "text",
    ["میں ٹھیک ہوں، مجھے گھر جانا ہے۔", "שלום לכולם", "मैं ठीक हूँ", "நான் நலம்", "ฉันสบายดี", "ደሓን እየ"],
)
def test_every_letter_of_other_scripts_reaches_the_text_layer(text):
    """Order within a right-to-left line is the reading program's; the letters must all be there."""
    markup = only(text)
    found = squeezed("".join(pages(printed(markup))))
    assert sorted(found) == sorted("Before" + squeezed(text) + "After")


def test_markup_that_somebody_types_is_printed_as_typed():
    typed = "<script>alert(1)</script> & <b>bold</b> <img src=http://127.0.0.1:9/x>"
    summary = replace(sample.SUMMARY, decision=replace(sample.DECISION, reasons=typed))
    assert everything(summary).count(squeezed(typed)) == 1


def test_a_character_without_a_glyph_stops_the_record():
    summary = replace(sample.SUMMARY, decision=replace(sample.DECISION, reasons="Fine \U0001f970"))
    with pytest.raises(renderer.CannotPrint, match=r"U\+1F970"):
        decision_record(summary, mark=FINAL)
