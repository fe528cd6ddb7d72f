"""Dates, moments and numbers in the words that people say."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def day(value: date | datetime) -> str:
    """ "Thursday 17 June 2027"; of a moment, the day that it is in London."""
    on = value.astimezone(LONDON).date() if isinstance(value, datetime) else value
    return f"{on:%A} {short_day(on)}"


def short_day(value: date | datetime) -> str:
    """ "17 June 2027", for a table or a date of birth."""
    on = value.astimezone(LONDON).date() if isinstance(value, datetime) else value
    return f"{on.day} {on:%B} {on.year}"


def moment(value: datetime) -> str:
    """ "Thursday 17 June 2027 at 14:32", in London; "(summer time)" or "(winter time)" after it in
    the hour that the clocks repeat.
    """
    at = value.astimezone(LONDON)
    which = (" (winter time)" if at.fold else " (summer time)") if is_repeated(at) else ""
    return f"{day(at)} at {at:%H:%M}{which}"


def is_repeated(value: datetime) -> bool:
    """Whether the clock in London shows this time twice that night."""
    at = value.astimezone(LONDON)
    return at.utcoffset() != at.replace(fold=1 - at.fold).utcoffset()


def years(born_on: date, today: date) -> int:
    """Completed years of age; someone born on 29 February grows older on 1 March."""
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


def birth(born_on: date, today: date | None = None) -> str:
    """ "17 June 1990 (36 years)", today or on another day."""
    age = years(born_on, today or datetime.now(LONDON).date())
    return f"{short_day(born_on)} ({age} year{'' if age == 1 else 's'})"


def nhs_number(digits: str) -> str:
    """ "999 000 0018"; anything that is not ten digits is given back as it is."""
    if len(digits) != 10 or not digits.isdigit():
        return digits
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def listed(items: list[str] | tuple[str, ...]) -> str:
    """ "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def lower_first(text: str) -> str:
    """The text for the middle of a sentence; "NHS number" and "CTO1" keep their capitals."""
    first = text.split(" ", 1)[0]
    return text if first[1:] != first[1:].lower() else text[:1].lower() + text[1:]
