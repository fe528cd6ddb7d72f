"""How a person is found: keys that an index answers, alike on both databases."""

import re
import time
import unicodedata
from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Q

from assessments.models.patient import Patient

_DATES = ("%d/%m/%Y", "%d %m %Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y")


class SearchKeyQuerySet(models.QuerySet):
    def beginning_with(self, prefixes: Iterable[bytes]) -> "SearchKeyQuerySet":
        """Keys that begin with any of these bytes, by a range that the index answers."""
        wanted = Q()
        for prefix in prefixes:
            wanted |= Q(key__gte=prefix, key__lt=prefix + b"\xff")
        return self.filter(wanted) if wanted else self.none()


class SearchKey(models.Model):
    """One way to find a person: a name as typed, a number, a date of birth.

    Bytes rather than text, so that both databases compare alike and use the index
    whatever their collation.
    """

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="search_keys")
    key = models.BinaryField(max_length=300, db_index=True)

    objects = SearchKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "key"], name="one_search_key_each")
        ]

    def __str__(self) -> str:
        return bytes(self.key).decode()


def keys_of(patient: Patient) -> frozenset[bytes]:
    """Every key under which this person is found."""
    keys = {_date_key(patient.date_of_birth)}
    for name in (patient.name, patient.preferred_name):
        words = _plain(name).split()
        for start in range(len(words)):
            turned = words[start:] + words[:start]
            keys.add(_name_key(" ".join(turned)))
        if len(words) > 2:  # first and last name, as people type them past a middle name
            keys |= {_name_key(f"{words[0]} {words[-1]}"), _name_key(f"{words[-1]} {words[0]}")}
    for number in (patient.nhs_number, patient.local_number):
        if number:
            keys.add(_number_key(number))
    return frozenset(keys)


def prefixes(typed: str) -> tuple[bytes, ...]:
    """The keys to look for when somebody types this: a date, a number or the start of a name.

    Fewer than two characters, or none but apostrophes and hyphens, look for nothing.
    """
    typed = " ".join(typed.split())
    if len(typed) < 2:
        return ()
    born = _as_date(typed)
    if born is not None:
        return (_date_key(born),)
    if re.search(r"\d", typed):
        return (_number_key(typed),)
    name = _plain(typed)
    return (_name_key(name),) if name else ()


def _plain(name: str) -> str:
    """Lower case without accents, apostrophes or hyphens, so that O'Neill finds ONeill."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(re.sub(r"[-‐‑–]", " ", re.sub(r"['’.]", "", bare)).split())


def _name_key(plain: str) -> bytes:
    return b"n:" + plain.encode()[:200]


def _number_key(number: str) -> bytes:
    return b"#:" + re.sub(r"[\s-]", "", number).casefold().encode()[:60]


def _date_key(day: date) -> bytes:
    return b"d:" + day.isoformat().encode()


def _as_date(typed: str) -> date | None:
    for pattern in _DATES:
        try:
            return date(*time.strptime(typed, pattern)[:3])
        except ValueError:
            continue
    return None
