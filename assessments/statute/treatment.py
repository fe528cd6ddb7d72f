"""Treatment under Part 4A: when a certificate becomes necessary (ss.58(1)(b), 64B(4), 64C)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .calendar_words import in_words, months_in_words
from .case import Case, Order
from .periods import Reading, last_day_of_months, next_day
from .results import Deadline
from .rules import RuleSet


def certificate_needed_from(made_on: date, first_medication: date, law: RuleSet) -> Deadline[date]:
    """The first day on which medicine needs a certificate.

    The day after the later of one month beginning with the day of the order (s.64B(4)) and the
    months since medicine was first given in the detention, reached on their anniversary, counted
    through the order (s.58(1)(b)).
    """
    free = last_day_of_months(made_on, law.certificate_free_months)
    medicine = last_day_of_months(first_medication, law.medication_months)
    later = Reading.of_an_end(max(free.on, medicine.on), max(free.safe, medicine.safe))
    working = (
        f"The day after the later of {months_in_words(law.certificate_free_months)} beginning with "
        f"{in_words(made_on)}, the day of the order, and {months_in_words(law.medication_months)} "
        f"beginning with {in_words(first_medication)}, when medicine was first given"
    )
    return Deadline(later.then(next_day), "s.64B(4), s.58(1)(b)", working)


def deadlines(case: Case, order: Order) -> Iterator[tuple[str, Deadline[date]]]:
    """The certificate, where it is known when medicine was first given."""
    first = case.facts.first_medication
    if first is not None:
        yield "part_4a_certificate", certificate_needed_from(order.made.day, first, order.law)
