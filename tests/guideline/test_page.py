"""docs/guideline.md is made from the catalogue, and must not drift from it."""

import runpy
from pathlib import Path

import pytest

from assessments import guideline
from assessments.guideline.__main__ import as_markdown

PAGE = Path(__file__).parents[2] / "docs" / "guideline.md"


def test_the_page_has_not_drifted():
    assert PAGE.read_text(encoding="utf-8") == as_markdown(), (
        "Run: python -m assessments.guideline > docs/guideline.md"
    )


def test_the_module_prints_the_page(capsys):
    with pytest.warns(RuntimeWarning, match="found in sys.modules"):
        runpy.run_module("assessments.guideline.__main__", run_name="__main__")
    assert capsys.readouterr().out == as_markdown()


@pytest.mark.parametrize("factor", guideline.factors(), ids=lambda factor: factor.key)
def test_every_factor_stands_on_the_page_with_its_question_prompts_and_why(factor):
    page = as_markdown()
    assert f"`{factor.key}` {factor.title}\n" in page
    assert factor.question in page
    assert factor.why in page
    for prompt in factor.prompts:
        assert prompt.text in page


@pytest.mark.parametrize("instrument", guideline.INSTRUMENTS, ids=lambda each: each.key)
def test_every_instrument_stands_on_the_page(instrument):
    assert f"### `{instrument.key}` {instrument.title}\n" in as_markdown()


def test_the_rule_for_all_consultations_stands_on_the_page():
    assert "`consult.*`" in as_markdown()
