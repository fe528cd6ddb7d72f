"""The house's rules as functions: source in, problems out. test_architecture.py applies them."""

import ast
import re
import sys
from collections.abc import Iterator

# Rooms of the domain, each row importing only from the rows above it (and from itself).
LAYERS = (
    ("guideline", "statute", "lifecycle"),
    ("models", "migrations"),
    ("summary",),
    ("permissions", "documents"),
    ("services",),
    ("forms", "templatetags", "cases", "converters"),
    ("views",),
    ("urls", "management"),
)
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}
PURE = ("guideline", "statute")
READERS = ("views", "forms", "summary", "permissions", "documents", "templatetags")
WRITING = {
    "save", "create", "update", "delete", "get_or_create", "update_or_create", "bulk_create",
    "bulk_update", "asave", "acreate", "aupdate", "adelete",
}  # fmt: skip
# What Django calls by these names on a form or a widget is a dictionary, not a table.
DICTIONARIES = {"fields", "attrs"}
# SQL by hand may write as well as read.
RAW = {"raw", "execute", "executemany"}
PAGES = {"views", "forms"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
# Not about a patient, so not hidden from anyone who may be named on a form.
OPEN_TO_ALL = {"User", "Team"}
UNSAFE_NAMES = {"mark_safe", "csrf_exempt"}
# As a type they only tell what format_html made; called, they trust whatever they are given.
UNSAFE_CALLS = {"SafeString", "SafeText"}
# Written so that no pattern finds itself here.
WORKPLACE = re.compile(
    r"/wor[k]/|/roo[t]/|/hom[e]/\w|\bfar[m]\b|white[b]oard|\bLL[M]s?\b|py[p]i\.org|python[h]osted"
    r"|registry\.npm[j]s|find-link[s]|extra-inde[x]|index-ur[l]"
)
UNSAFE_TEMPLATE = re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off|\|\s*safeseq\b")
# The Content-Security-Policy lets none of these work.
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=\"", re.IGNORECASE)
LONGEST = 400


def room_of(module: str) -> str:
    """`assessments.views.people` -> `views`; "" for the package itself and for other packages."""
    parts = module.split(".")
    return parts[1] if parts[0] == "assessments" and len(parts) > 1 else ""


def imports(tree: ast.AST, module: str) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported, wherever in the file it stands."""
    package = module.split(".")
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: -node.level]) if node.level else ""
            source = ".".join(filter(None, (base, node.module)))
            # "from assessments import models" names the room only in what it imports.
            names = (f"{source}.{alias.name}" for alias in node.names)
            yield from ((node.lineno, name) for name in names)


def layers(source: str, module: str) -> list[str]:
    """A room imports itself and rooms to its left; a room without a place is refused."""
    here = room_of(module)
    if module.startswith("assessments.") and here not in {*LEVEL, "apps", "__init__"}:
        return [f"{module}: {here} has no place among the layers"]
    return [
        f"{module}:{line} imports {name}"
        for line, name in imports(ast.parse(source), module)
        if (there := room_of(name)) and there != here and LEVEL.get(there, 99) >= LEVEL.get(here, 0)
    ]


def pure(source: str, module: str) -> list[str]:
    """Guideline and statute need nothing but Python; `holidays` only when postage is computed."""
    if room_of(module) not in PURE:
        return []
    tree = ast.parse(source)
    at_top = {line for line, _ in imports(ast.Module([*top_level(tree)], []), module)}
    return [
        f"{module}:{line} imports {name}"
        for line, name in imports(tree, module)
        if (root := name.split(".")[0]) not in sys.stdlib_module_names
        and room_of(name) not in PURE
        and not (
            module.startswith("assessments.statute.") and root == "holidays" and line not in at_top
        )
    ]


def top_level(tree: ast.Module) -> Iterator[ast.stmt]:
    return (node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom))


def site_knows_no_domain(source: str, module: str) -> list[str]:
    """cto.* imports nothing of assessments, not even late; cto/urls.py names it in a string."""
    if not module.startswith("cto."):
        return []
    return [
        f"{module}:{line} imports {name}"
        for line, name in imports(ast.parse(source), module)
        if name.split(".")[0] == "assessments"
    ]


def only_services_write(source: str, module: str) -> list[str]:
    """No call that could change a row, in any room that only reads."""
    parts = module.split(".")
    reads = room_of(module) in READERS or (parts[0] == "cto" and parts[-1] in PAGES)
    if not reads:
        return []
    return [
        f"{module}:{node.lineno} calls .{node.func.attr}()"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in (WRITING | RAW if parts[0] == "assessments" else WRITING)
        and called(node.func.value) not in DICTIONARIES
    ]


def views_keep_no_clock(source: str, module: str) -> list[str]:
    """Only the loader and tests may tell a service when something happened."""
    if room_of(module) not in PAGES:
        return []
    tree = ast.parse(source)
    services = {
        (alias.asname or alias.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if "services" in f"{getattr(node, 'module', '')}.{alias.name}".split(".")
    }
    return [
        f"{module}:{node.lineno} passes at= to a service"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and root_of(node.func) in services
        and any(word.arg == "at" for word in node.keywords)
    ]


def root_of(node: ast.AST) -> str:
    """`services` of `services.people.add`."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def views_see_what_is_visible(source: str, module: str) -> list[str]:
    """Views reach rows through `.objects.visible_to(user)`, and never through a bare model."""
    if room_of(module) != "views":
        return []
    tree = ast.parse(source)
    allowed = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "visible_to"
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            open_model = isinstance(node.value, ast.Name) and node.value.id in OPEN_TO_ALL
            if id(node) not in allowed and not open_model:
                found.append(f"{module}:{node.lineno} .{node.attr} without visible_to")
        elif isinstance(node, ast.Call) and is_shortcut_on_a_model(node):
            found.append(f"{module}:{node.lineno} fetches from a bare model")
    return found


def is_shortcut_on_a_model(call: ast.Call) -> bool:
    """`get_object_or_404(Patient, ...)`: the default manager hides nobody."""
    named = isinstance(call.func, ast.Name) and call.func.id.endswith("_or_404")
    first = call.args[0] if call.args else None
    return named and isinstance(first, ast.Name) and first.id[:1].isupper()


def nothing_unescaped(source: str, module: str) -> list[str]:
    """HTML is trusted in one room, cto.design, and forms are protected everywhere."""
    if module.startswith("cto.design"):
        return []
    nodes = list(ast.walk(ast.parse(source)))
    used = {name for node in nodes if (name := called(node)) in UNSAFE_NAMES}
    used |= {
        name
        for node in nodes
        if isinstance(node, ast.Call)
        and (name := called(node.func)) in UNSAFE_CALLS
        and not all(isinstance(argument, ast.Constant) for argument in node.args)
    }
    return [f"{module} uses {name}" for name in sorted(used)]


def called(node: ast.AST) -> str:
    """The name under which a node stands in the source: `x.mark_safe`, `mark_safe`, an import."""
    return str(getattr(node, "attr", getattr(node, "id", getattr(node, "name", ""))))


def short(source: str, module: str) -> list[str]:
    lines = source.count("\n")
    return [f"{module}: {lines} lines"] if lines > LONGEST else []


def template_is_plain(source: str, name: str) -> list[str]:
    """Escaped (but for the room that draws HTML), and nothing inline (but on paper)."""
    unsafe = [] if name.startswith("cto/design/") else UNSAFE_TEMPLATE.finditer(source)
    inline = [] if name.startswith("templates/documents/") else INLINE.finditer(source)
    return [f"{name}: {match[0]}" for match in (*unsafe, *inline)]


def of_this_project_only(source: str, name: str) -> list[str]:
    """Nothing about the machine or the place where it was written, and no registry's host."""
    return [f"{name}: {match[0]}" for match in WORKPLACE.finditer(source)]
