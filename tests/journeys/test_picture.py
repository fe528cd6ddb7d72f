"""README's picture: the task list of a demonstration case, as a team sees it in its meeting."""

import io
import os
from dataclasses import replace
from itertools import takewhile

import pytest
from django.utils import timezone
from PIL import Image

from assessments.cases.reading import FOLDER, read
from assessments.cases.replaying import Replay
from cto.accounts.models import Team
from cto.setup.places import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.looks]
PICTURE = ROOT / "docs" / "images" / "assessment.png"
SIZE = {"width": 1280, "height": 1370}
LARGEST = 150_000  # bytes, so that README opens at once
ASKED_FOR = "README_PICTURE"
"""Set it in the environment to make the picture anew; otherwise the page is only looked at."""


@pytest.fixture
def tasks(users) -> str:
    """Eddie's case as it stood before the decision: the address of its task list."""
    case = read(FOLDER / "eddie.toml")
    steps = tuple(takewhile(lambda step: step.do != "pause", case.steps))
    teams = {team.name: team for team in Team.objects.all()}
    replay = Replay(replace(case, steps=steps), vars(users), teams, timezone.localdate())
    replay.run()
    return f"/assessments/{replay.assessment.pk}/"


def test_the_picture_in_the_readme_can_be_made(desk, tasks):
    rc = desk("rc")
    rc.open(tasks)
    rc.sees("Demonstration", "Whose move it is", "Stage 1. Assessment", "To reflect on")
    rc.page.set_viewport_size(SIZE)
    picture = Image.open(io.BytesIO(rc.page.screenshot()))
    if os.environ.get(ASKED_FOR):
        PICTURE.parent.mkdir(exist_ok=True)
        # Sixty-four colours are all that the page and the edges of its letters have.
        picture.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(PICTURE, optimize=True)
    with Image.open(PICTURE) as shown:
        assert shown.size == picture.size == tuple(SIZE.values())


def test_the_readme_shows_the_picture():
    assert f"({PICTURE.relative_to(ROOT)})" in (ROOT / "README.md").read_text()
    assert PICTURE.stat().st_size < LARGEST
