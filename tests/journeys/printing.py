"""What a printed record says, as somebody reads it who was sent the file."""

import re

from tests.documents.reading import body, pages
from tests.journeys.screen import Screen
from tests.journeys.told import Told

NOT_A_FORM = "Record of a discussion and a decision. Not a statutory form."


class Printed:
    """The record behind a button of the page where ``screen`` is, about the person of ``told``.

    ``text`` is what it says apart from what is on every page, without white space. Making it
    asserts that identity, reference, check code and "page x of y" are on every page.
    """

    def __init__(self, screen: Screen, told: Told) -> None:
        self.name, self.pdf = screen.document("Open the record (PDF)")
        who = told.person
        born = told.day(who["date_of_birth"])
        number = who["nhs_number"]
        identity = (
            f"{who['name']}, born {born.day} {born:%B %Y}, "
            f"NHS number {number[:3]} {number[3:6]} {number[6:]}"
        )
        (footing,) = set(
            re.findall(r"[A-Z0-9-]+, version \d+\. Check code [A-Z0-9 ]{14}", self.first)
        )
        self.text = body(self.pdf, identity, NOT_A_FORM, footing)

    @property
    def first(self) -> str:
        """Page 1."""
        return pages(self.pdf)[0]

    @property
    def page_1(self) -> str:
        """Page 1 on one line."""
        return " ".join(self.first.split())
