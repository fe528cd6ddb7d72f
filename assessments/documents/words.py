"""Dates, moments and numbers as they stand on paper."""

from datetime import date, datetime

from django.utils import timezone


def day(value: date) -> str:
    """3 May 2026."""
    return f"{value.day} {value:%B %Y}"


def moment(value: datetime) -> str:
    """3 May 2026 at 14:05, in the site's time zone. ``value`` must be aware."""
    local = timezone.localtime(value)
    return f"{day(local)} at {local:%H:%M}"


def nhs_number(digits: str) -> str:
    """999 123 4567, as the NHS writes it; anything that is not ten digits is left alone."""
    plain = digits.replace(" ", "")
    if len(plain) != 10 or not plain.isdigit():
        return digits
    return f"{plain[:3]} {plain[3:6]} {plain[6:]}"


def check_code(code: str) -> str:
    """In groups of four, so that it can be read out: ABCD EFGH IJKL."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def sentence(text: str) -> str:
    """With a capital and a full stop, where it has none of its own."""
    text = text.strip()
    ending = "" if text.endswith((".", "?", "!", ".”", "?”", "!”")) else "."
    return text[:1].upper() + text[1:] + ending


def inside(text: str) -> str:
    """As it stands inside a sentence: a small first letter, but AMHP stays AMHP."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def listed(parts: list[str]) -> str:
    """a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def opening(text: str, most: int) -> str:
    """The beginning of a text, cut after a word and marked as cut; a short text comes whole."""
    if len(text) <= most:
        return text
    cut = text[:most]
    kept = cut.rsplit(None, 1)[0] if len(cut.split()) > 1 else cut
    return kept.rstrip() + " …"
