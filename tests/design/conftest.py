"""The sample pages, reached through a URLconf of their own."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

TEMPLATES = Path(__file__).resolve().parent / "templates"


@pytest.fixture(autouse=True)
def sample_site(settings):
    """The site with the sample's addresses and templates."""
    engine: dict[str, Any] = {**django_settings.TEMPLATES[0]}
    engine["DIRS"] = [*engine["DIRS"], TEMPLATES]
    settings.TEMPLATES = [engine]
    settings.ROOT_URLCONF = "tests.design.urls"
    return settings
