"""The house as DEVELOPERS know it: who imports whom, who writes, what never appears.

Each rule is applied to the whole tree, and each is shown to find what it forbids.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import rules

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {".git", ".venv", "var", "__pycache__", "test-results", "htmlcov", "node_modules"}
CACHES = ("_cache",)

Rule = Callable[[str, str], list[str]]

CODE_RULES: list[Rule] = [
    rules.layers,
    rules.pure,
    rules.site_knows_no_domain,
    rules.only_services_write,
    rules.views_keep_no_clock,
    rules.views_see_what_is_visible,
    rules.nothing_unescaped,
    rules.short,
]


def files() -> Iterator[Path]:
    """Every file of the project, and nothing that a tool made."""
    folders = [ROOT]
    while folders:
        for path in sorted(folders.pop().iterdir()):
            if path.name in NOT_OURS or path.name.endswith(CACHES) or path.name == ".hypothesis":
                continue
            if path.is_dir():
                folders.append(path)
            else:
                yield path


def code() -> Iterator[tuple[str, str]]:
    """Source and dotted name of each module, migrations apart: Django writes those."""
    for path in files():
        relative = path.relative_to(ROOT)
        if path.suffix == ".py" and "migrations" not in relative.parts:
            yield path.read_text(encoding="utf-8"), ".".join(relative.with_suffix("").parts)


def text_files() -> Iterator[tuple[str, str]]:
    for path in files():
        try:
            yield path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))
        except UnicodeDecodeError:
            continue


@pytest.mark.parametrize("rule", CODE_RULES, ids=lambda rule: rule.__name__)
def test_every_module_keeps_the_rule(rule: Rule) -> None:
    shipped = ((source, name) for source, name in code() if not name.startswith("tests."))
    everything = code() if rule is rules.short else shipped
    assert [problem for source, name in everything for problem in rule(source, name)] == []


def test_templates_escape_everything_and_hold_nothing_inline() -> None:
    pages = ((source, name) for source, name in text_files() if name.endswith((".html", ".jinja")))
    shown = ((source, name) for source, name in pages if "static/vendor" not in name)
    assert [p for source, name in shown for p in rules.template_is_plain(source, name)] == []


def test_no_file_names_the_place_where_it_was_written() -> None:
    assert [p for text, name in text_files() for p in rules.of_this_project_only(text, name)] == []


def test_the_top_level_is_what_was_asked_for() -> None:
    expected = {
        "manage.py", "cto", "assessments", "templates", "static", "fixtures", "tests",
        "requirements.txt", "requirements-dev.txt", "README.md", "run", "pyproject.toml", "docs",
        "LICENSE",
    }  # fmt: skip
    found = {path.relative_to(ROOT).parts[0] for path in files()}
    assert {name for name in found if not name.startswith(".")} <= expected


# A line for each way to break a rule: the rule, the module it stands in, the offence.
BROKEN: list[tuple[Rule, str, str]] = [
    (rules.layers, "assessments.models.patient", "from assessments.services import people"),
    (rules.layers, "assessments.models.patient", "from assessments import services"),
    (rules.layers, "assessments.models.patient", "from ..services import people"),
    (rules.layers, "assessments.models.patient", "def f():\n    import assessments.views.people"),
    (rules.layers, "assessments.permissions", "from assessments.documents import record"),
    (rules.layers, "assessments.summary.shapes", "import assessments.unheard_of"),
    (rules.layers, "assessments.utils", "x = 1"),
    (rules.pure, "assessments.guideline.risk", "from django.db import models"),
    (rules.pure, "assessments.guideline.risk", "from assessments import models"),
    (rules.pure, "assessments.statute.periods", "import holidays"),
    (rules.pure, "assessments.guideline.risk", "def f():\n    import holidays"),
    (rules.pure, "assessments.statute.periods", "def f():\n    import django"),
    (rules.site_knows_no_domain, "cto.accounts.models", "from assessments.models import Patient"),
    (rules.site_knows_no_domain, "cto.checks", "def f():\n    import assessments"),
    (rules.only_services_write, "assessments.views.people", "patient.save()"),
    (rules.only_services_write, "assessments.forms.people", "Patient.objects.create(name='x')"),
    (rules.only_services_write, "assessments.summary.read", "rows.filter(a=1).update(a=2)"),
    (rules.only_services_write, "assessments.permissions", "patient.delete()"),
    (rules.only_services_write, "assessments.documents.record", "Row.objects.bulk_create([])"),
    (rules.only_services_write, "cto.accounts.views", "user.save()"),
    (
        rules.views_keep_no_clock,
        "assessments.views.people",
        "from assessments.services import people as verbs\nverbs.add(text='x', at=now)",
    ),
    (
        rules.views_keep_no_clock,
        "assessments.forms.people",
        "from assessments.services.people import add\nadd(text='x', at=now)",
    ),
    (rules.only_services_write, "assessments.views.people", "cursor.execute('UPDATE x')"),
    (rules.views_see_what_is_visible, "assessments.views.people", "Patient.objects.get(pk=1)"),
    (rules.views_see_what_is_visible, "assessments.views.people", "Patient._base_manager.all()"),
    (rules.views_see_what_is_visible, "assessments.views.x", "get_object_or_404(Patient, pk=1)"),
    (rules.nothing_unescaped, "assessments.views.people", "from x import mark_safe"),
    (rules.nothing_unescaped, "assessments.views.people", "x = safestring.mark_safe('<b>')"),
    (rules.nothing_unescaped, "assessments.views.people", "x = SafeString(typed)"),
    (rules.nothing_unescaped, "cto.accounts.views", "@csrf_exempt\ndef view(request): ..."),
    (rules.short, "cto.long", "\n" * 401),
    (rules.template_is_plain, "templates/page.html", "{{ text|safe }}"),
    (rules.template_is_plain, "templates/page.html", "{{ text | safe }}"),
    (rules.template_is_plain, "templates/page.html", "{% autoescape off %}"),
    (rules.template_is_plain, "templates/page.html", "<script>alert()</script>"),
    (rules.template_is_plain, "templates/page.html", '<p style="color: red">'),
    (rules.template_is_plain, "templates/page.html", '<a onclick="go()">'),
    (rules.of_this_project_only, "README.md", "see " + "/".join(("", "root", "notes"))),
    (rules.of_this_project_only, "requirements.txt", "--" + "-".join(("index", "url")) + " x"),
]


@pytest.mark.parametrize(("rule", "module", "offence"), BROKEN)
def test_each_rule_finds_what_it_forbids(rule: Rule, module: str, offence: str) -> None:
    assert rule(offence, module) != []


ALLOWED: list[tuple[Rule, str, str]] = [
    (rules.layers, "assessments.views.people", "from assessments.services import people"),
    (rules.layers, "assessments.models.patient", "from assessments.models.team import Team"),
    (rules.layers, "assessments.models.patient", "from assessments import guideline"),
    (rules.pure, "assessments.statute.periods", "def f():\n    import holidays"),
    (rules.pure, "assessments.statute.events", "from assessments.statute import periods"),
    (rules.site_knows_no_domain, "cto.urls", "path('', include('assessments.urls'))"),
    (rules.only_services_write, "assessments.services.people", "patient.save()"),
    (rules.only_services_write, "assessments.forms.people", "self.fields.update(more)"),
    (rules.views_keep_no_clock, "assessments.services.people", "record(at=now)"),
    (rules.views_see_what_is_visible, "assessments.views.x", "P.objects.visible_to(u).get(pk=1)"),
    (rules.views_see_what_is_visible, "assessments.views.x", "User.objects.filter(is_amhp=True)"),
    (rules.nothing_unescaped, "cto.design.jinja", "from x import mark_safe"),
    (rules.nothing_unescaped, "cto.audit.words", "def f() -> SafeString: ..."),
    (rules.nothing_unescaped, "cto.audit.words", "separator = SafeString('<br>')"),
    (rules.views_keep_no_clock, "assessments.views.people", "Clash(at=row.recorded_at)"),
    (rules.template_is_plain, "templates/page.html", '<script src="x.js" defer></script>'),
    (rules.template_is_plain, "templates/documents/page.html", "<style>p { color: red }</style>"),
]


@pytest.mark.parametrize(("rule", "module", "source"), ALLOWED)
def test_no_rule_forbids_what_the_house_allows(rule: Rule, module: str, source: str) -> None:
    assert rule(source, module) == []
