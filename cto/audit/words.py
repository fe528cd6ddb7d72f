"""Audit entries as the auditor reads them."""

from collections.abc import Iterable
from urllib.parse import urlencode
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cto.accounts.models import User
from cto.audit.models import Entry
from cto.design.jinja import component
from cto.design.words import LONDON, short_day

HEAD = ("When", "Who", "What", "On what", "About person")
NOBODY = "Nobody signed in"


def in_words(key: str) -> str:
    """An action, field or kind of thing: "signed_in" is "Signed in"."""
    words = key.replace("_", " ").replace(".", ": ")
    return words[:1].upper() + words[1:]


def rows(entries: Iterable[Entry]) -> list[tuple[str | SafeString, ...]]:
    """A row of cells for each entry; one query, for the names of users who were acted upon."""
    entries = list(entries)
    names = _names(entries)
    return [
        (_when(entry), _who(entry), _what(entry), _on_what(entry, names), _about(entry))
        for entry in entries
    ]


def _names(entries: Iterable[Entry]) -> dict[str, str]:
    ids = {entry.subject_id for entry in entries if entry.subject_type == User._meta.label_lower}
    found = User.objects.filter(pk__in=[pk for pk in ids if _is_uuid(pk)])
    return {str(pk): name for pk, name in found.values_list("pk", "name")}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _when(entry: Entry) -> SafeString:
    at = entry.at.astimezone(LONDON)
    unbroken = short_day(entry.at).replace(" ", "\N{NO-BREAK SPACE}")
    return format_html("{}<br>{}", unbroken, f"{at:%H:%M:%S}")


def _who(entry: Entry) -> SafeString:
    username = f"({entry.actor.username})" if entry.actor else ""
    lines = [f"{entry.actor_name or NOBODY} {username}".strip(), entry.address or ""]
    return _lines(lines)


def _what(entry: Entry) -> SafeString:
    words = in_words(entry.action)
    if entry.outcome == Entry.Outcome.DONE:
        return format_html("{}", words)
    tag = component("tag", {"text": entry.get_outcome_display(), "colour": "red"})
    return format_html("{}<br>{}", words, tag)


def _on_what(entry: Entry, names: dict[str, str]) -> SafeString:
    kind = entry.subject_type.rpartition(".")[2]
    subject = names.get(entry.subject_id, entry.subject_id)
    lines = [f"{in_words(kind)} {subject}".strip()]
    lines += [
        f"{in_words(key)}: {_value(value)}"
        for key, value in sorted(entry.detail.items())
        if value not in (None, "")
    ]
    return _lines(lines)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace(",", ", ")


def _about(entry: Entry) -> SafeString | str:
    if entry.about is None:
        return ""
    href = "?" + urlencode({"about": entry.about})
    return format_html('<a class="nhsuk-link" href="{}">{}</a>', href, entry.about)


def _lines(lines: Iterable[str]) -> SafeString:
    """Each line may break anywhere: a checksum has no space, and is wider than a phone."""
    markup = '<span class="cto-text">{}</span>'
    return format_html_join(SafeString("<br>"), markup, ((line,) for line in lines if line))
