"""What is vendored is what was published, but for the four changes that the script names."""

import hashlib
import json
import re
from pathlib import Path

import nhsuk_frontend_jinja
import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
VENDORED = STATIC / "vendor" / "nhsuk"
NOTE = json.loads((VENDORED / "VENDOR.json").read_text())


def test_every_vendored_file_is_as_it_was_written_down():
    there = {
        str(path.relative_to(VENDORED))
        for path in VENDORED.rglob("*")
        if path.is_file() and path.name not in {"VENDOR.json", "LICENCE.txt"}
    }
    assert there == set(NOTE["files"])
    for name, digest in NOTE["files"].items():
        found = hashlib.sha256((VENDORED / name).read_bytes()).hexdigest()
        assert digest == f"sha256-{found}", name


def test_the_note_names_version_and_integrity_and_no_host():
    assert NOTE["version"] == "10.6.1"
    assert NOTE["integrity"].startswith("sha512-")
    assert "://" not in json.dumps(NOTE)
    assert "MIT License" in (VENDORED / "LICENCE.txt").read_text()


def test_the_style_sheet_asks_nobody_for_anything_and_has_no_frutiger():
    css = (VENDORED / "nhsuk-frontend.min.css").read_text()
    assert "Frutiger" not in css
    assert "sourceMappingURL" not in css
    assert 'font-family:arial,"Liberation Sans",sans-serif' in css
    for address in re.findall(r"url\(([^)]+)\)", css):
        assert (VENDORED / address).is_file(), address


def test_the_script_has_no_source_map():
    assert "sourceMappingURL" not in (VENDORED / "nhsuk-frontend.min.js").read_text()


def test_no_nhs_lozenge_is_among_the_images():
    pictures = [p for p in STATIC.rglob("*") if p.suffix in {".svg", ".png", ".ico", ".jpg"}]
    assert sorted(p.name for p in pictures) == [
        "favicon.svg",
        "nhsuk-icon-arrow-down.svg",
        "nhsuk-icon-arrow-up-down.svg",
        "nhsuk-icon-arrow-up.svg",
        "nhsuk-icon-cross.svg",
    ]


def test_the_macros_are_written_for_this_version():
    folder = Path(nhsuk_frontend_jinja.__file__).parent
    assert (folder / "templates/nhsuk/components/textarea/macro.jinja").is_file()
    from importlib.metadata import version

    assert version("nhsuk-frontend-jinja") == "0.10.2"  # made for nhsuk-frontend 10.6.1


@pytest.mark.parametrize("name", ["js/cto.js", "js/keys.js", "js/forms.js"])
def test_what_a_script_imports_is_there(name):
    script = STATIC / name
    for imported in re.findall(r'from "([^"]+)"', script.read_text()):
        assert (script.parent / imported).resolve().is_file()
