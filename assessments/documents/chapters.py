"""Considerations on paper: each chapter of the guideline with every voice in its place."""

from assessments.documents import words
from assessments.documents.blocks import Block, Line, Said, Section
from assessments.documents.first_page import THIRD_PARTY, FirstPage, anchor
from assessments.summary.shapes import (
    Capacity,
    Chapter,
    Consultation,
    Entry,
    Facts,
    Interview,
    Topic,
)


def chapter(found: Chapter, page: FirstPage, before: tuple[Block, ...] = ()) -> Section | None:
    """One chapter: what was said, topic by topic, and one closing line for what was not.

    ``before`` stands above the topics. A chapter without any topic and without ``before`` is None.
    """
    if not found.topics and not before:
        return None
    topics = tuple(topic(each, page) for each in found.spoken)
    closing = (Line(_not_discussed(found), "closing"),) if found.topics else ()
    return Section(found.title, (*before, *topics, *closing))


def topic(found: Topic, page: FirstPage) -> Section:
    """One topic with every entry on it, in reading order."""
    return Section(found.title, tuple(entry(each, page) for each in found.entries), level=3)


def entry(found: Entry, page: FirstPage) -> Said:
    """One voice. Where its words already stand on page 1, it says so instead of repeating them."""
    return Said(
        label=_label(found),
        text=page.or_told(found.id, found.text),
        by=_by(found),
        tags=(THIRD_PARTY,) if found.third_party else (),
        own=found.kind == "patient",
        anchor=anchor(found.id),
    )


def _label(found: Entry) -> str:
    parts = [found.voice]
    if found.standing != "recorded":
        parts.append(words.inside(found.standing_words))
    if found.leaning:
        parts.append(words.inside(found.leaning_words))
    return ": ".join([parts[0], ", ".join(parts[1:])]) if parts[1:] else parts[0]


def _by(found: Entry) -> str:
    source = f"Source: {found.source}. " if found.source else ""
    unconfirmed = " for them, not yet confirmed" if found.for_another else ""
    return f"{source}Recorded by {found.recorded_by.name}{unconfirmed}, {_when(found.recorded_at)}."


def recorded(found: Facts | Interview | Capacity | Consultation) -> Line:
    """Who recorded a form's answers, and when."""
    return Line(f"Recorded by {found.recorded_by.name}, {_when(found.recorded_at)}.", "by")


_when = words.moment


def _not_discussed(found: Chapter) -> str:
    """The one line that ends a chapter: what was chosen not to be discussed, and what was not
    touched, told apart (issue 2, item 14)."""
    chosen = [f"{each.title} (chosen: {_chosen_by(each)})" for each in found.chosen_not_discussed]
    untouched = [f"{each.title} (not started)" for each in found.untouched]
    halves = [
        f"{each.title} as seen by {words.listed(list(each.missing))} (not started)"
        for each in found.topics
        if each.started and each.missing
    ]
    left = [*chosen, *untouched, *halves]
    return f"Not discussed: {'; '.join(left) if left else 'nothing was left out'}."


def _chosen_by(found: Topic) -> str:
    who = {f"{e.recorded_by.name}, {words.day(e.recorded_at)}": None for e in found.entries}
    return words.listed(list(who))
