"""Who may open and who may send which page: one row for each address of the site.

Read a row as: page, what it is about, who opens it and while the assessment is where, who sends
its form and while it is where. What follows from a row without being said in it:

- whoever sees the person and is not named in the row gets 403, with the reasons;
- whoever does not see the person gets the 404 of what does not exist: strangers (`other`, and all
  but the Mental Health Act office with Southfield's people), the auditor, the system administrator;
- whoever is not signed in is sent to sign in;
- a page without a form answers a POST with 405, a form without a page answers a GET with 405.

In Southfield `other` stands where `rc` stands in Northgate.
"""

from dataclasses import dataclass
from enum import Enum

from assessments.lifecycle import Status

Who = frozenset[str]
While = tuple[Status, ...]


class About(Enum):
    """What stands in an address."""

    NOBODY = "nobody in particular"
    PERSON = "a person"
    ASSESSMENT = "an assessment, or an entry of one"
    RECORD = "a sealed record"
    ORDER = "an order, or an entry of one"
    REVIEW = "a review of an order"
    REVIEW_RECORD = "a sealed record of a review"
    ACCOUNT = "a user or a team"
    SIGNING_IN = "signing in and out"
    KEY = "an address that is its own key, for whoever has it"


# Pages that a stranger gets as a 404, each look at which is in the audit.
ABOUT_PEOPLE = (
    About.PERSON,
    About.ASSESSMENT,
    About.RECORD,
    About.ORDER,
    About.REVIEW,
    About.REVIEW_RECORD,
)

RC, AMHP, NURSE = (frozenset({name}) for name in ("rc", "amhp", "nurse"))
MEMBERS = frozenset({"rc", "amhp", "nurse", "ot"})
OFFICE = frozenset({"mha"})
TEAM = MEMBERS | OFFICE  # whoever sees the person
CARERS = TEAM | {"other"}  # whoever has people to care for, Northgate's or not
AUDITOR, SYSADMIN = frozenset({"auditor"}), frozenset({"sysadmin"})
ALL = CARERS | AUDITOR | SYSADMIN

WITH_TEAM, PUT_FORWARD, STATED, SEALED, CLOSED = ((s,) for s in Status)
OPEN = WITH_TEAM + PUT_FORWARD + STATED
EVER = tuple(Status)


@dataclass(frozen=True)
class Policy:
    """One row. `opens` or `sends` None: there is no such page, or no such form.

    `tried` are the statuses in which there is such a thing at all.
    """

    name: str
    about: About
    opens: Who | None
    opens_while: While = EVER
    sends: Who | None = None
    sends_while: While = EVER
    tried: While = EVER

    @property
    def alike(self) -> Who:
        """Members whom this row tells from no other: `ot` beside the nurse, mostly `amhp` too."""
        named = [who or frozenset() for who in (self.opens, self.sends)]
        same = all((who >= NURSE) == (who >= AMHP) for who in named)
        return frozenset({"ot", "amhp"} if same else {"ot"})

    def may(self, method: str, status: Status) -> Who | None:
        """Who gets past the gate; None where the method is no way to use this page."""
        who, when = {
            "GET": (self.opens, self.opens_while),
            "POST": (self.sends, self.sends_while),
        }[method]
        return who if who is None or status in when else frozenset()


_N, _P, _A, _R, _O, _V, _W, _U, _S, _K = About

POLICIES = (
    # Nobody in particular -------------------------------------------------------------------
    Policy("home", _N, ALL),  # the auditor and the system administrator are led to their own page
    Policy("people-search", _N, CARERS, sends=CARERS),
    Policy("person-new", _N, CARERS, sends=CARERS),
    Policy("calculator", _N, ALL, sends=ALL),  # about no patient, and nothing is stored
    Policy("due", _N, CARERS),
    Policy("due-filter", _N, CARERS),
    Policy("due-csv", _N, CARERS),
    Policy("due-seen", _N, None, sends=CARERS),  # whose item it is decides the service
    Policy("due-reassign", _N, OFFICE, sends=OFFICE),
    Policy("calendar", _N, CARERS, sends=CARERS),
    Policy("calendar-feed", _K, frozenset()),  # by its address alone, as tried in tests/views
    Policy("audit:entries", _N, AUDITOR),
    Policy("accounts:users", _N, SYSADMIN),
    Policy("accounts:user_add", _N, SYSADMIN, sends=SYSADMIN),
    Policy("accounts:teams", _N, SYSADMIN),
    Policy("accounts:team_add", _N, SYSADMIN, sends=SYSADMIN),
    # Users and teams ------------------------------------------------------------------------
    Policy("accounts:user", _U, SYSADMIN, sends=SYSADMIN),
    Policy("accounts:user_password", _U, None, sends=SYSADMIN),
    Policy("accounts:team", _U, SYSADMIN, sends=SYSADMIN),
    # Signing in and out: allauth's four --------------------------------------------------------
    Policy("account_login", _S, ALL, sends=ALL),
    Policy("account_logout", _S, ALL, sends=ALL),
    Policy("account_reauthenticate", _S, ALL, sends=ALL),
    Policy("account_change_password", _S, ALL, sends=ALL),
    # People ---------------------------------------------------------------------------------
    Policy("person", _P, TEAM),
    Policy("person-identity", _P, RC | OFFICE, sends=RC | OFFICE),
    Policy("person-detention", _P, RC | OFFICE, sends=RC | OFFICE),
    Policy("person-roles", _P, RC | OFFICE, sends=RC | OFFICE),
    Policy("person-relatives", _P, TEAM, sends=TEAM),
    Policy("assessment-new", _P, MEMBERS, sends=MEMBERS),
    Policy("review-move", _A, RC | OFFICE, sends=RC | OFFICE, tried=SEALED),
    # Stage 1 and deliberation ---------------------------------------------------------------
    Policy("assessment", _A, TEAM),
    Policy("factor", _A, TEAM, EVER, MEMBERS, OPEN),
    Policy("history", _A, TEAM),
    Policy("carer-new", _A, MEMBERS, OPEN, MEMBERS, OPEN),
    Policy("carer", _A, MEMBERS, OPEN, MEMBERS, OPEN),
    Policy("note-mine", _A, MEMBERS, OPEN, MEMBERS, OPEN),
    Policy("note-new", _A, MEMBERS, OPEN, MEMBERS, OPEN),
    Policy("note-confirm", _A, None, (), NURSE, OPEN),  # whose note it is
    Policy("domain", _A, TEAM),
    Policy("overview", _A, TEAM),
    Policy("options", _A, TEAM),
    Policy("option", _A, TEAM, EVER, MEMBERS, OPEN),
    Policy("pause", _A, TEAM, EVER, RC, OPEN),
    Policy("views", _A, TEAM),
    Policy("view-mine", _A, MEMBERS, EVER, MEMBERS, OPEN),
    Policy("views-reveal", _A, RC, OPEN, RC, OPEN),  # the chair, who is the RC where none is named
    Policy("people-involved", _A, TEAM, EVER, MEMBERS, OPEN),
    # Stages 2 and 3 -------------------------------------------------------------------------
    Policy("agreement", _A, TEAM, EVER, MEMBERS, OPEN),
    Policy("conditions", _A, TEAM),
    Policy("condition-new", _A, MEMBERS, OPEN, MEMBERS, OPEN),
    Policy("condition", _A, TEAM, EVER, MEMBERS, OPEN),
    Policy("condition-withdraw", _A, MEMBERS, OPEN, MEMBERS, OPEN),
    Policy("process", _A, TEAM),
    Policy("interview-new", _A, MEMBERS, OPEN, MEMBERS, OPEN),
    Policy("interview", _A, TEAM, EVER, MEMBERS, OPEN),
    Policy("capacity-new", _A, MEMBERS, OPEN, MEMBERS, OPEN),
    Policy("capacity", _A, TEAM, EVER, MEMBERS, OPEN),
    Policy("involvement", _A, TEAM, EVER, MEMBERS, OPEN),
    Policy("consultation-new", _A, MEMBERS, OPEN, MEMBERS, OPEN),
    Policy("consultation", _A, TEAM, EVER, MEMBERS, OPEN),
    Policy("meeting", _A, TEAM, EVER, MEMBERS, OPEN),
    # Decision and signatures ----------------------------------------------------------------
    Policy("decision", _A, TEAM, EVER, RC, OPEN),
    Policy("readiness", _A, TEAM),
    Policy("check", _A, TEAM),
    Policy("draft", _A, TEAM),
    # A second click on what is done is led on, and changes nothing.
    Policy("put-forward", _A, RC, WITH_TEAM, RC, OPEN + SEALED),
    Policy("return-to-team", _A, RC, PUT_FORWARD + STATED, RC, OPEN),
    Policy("close", _A, RC, OPEN, RC, OPEN + CLOSED),
    Policy("seal", _A, RC, OPEN, RC, OPEN),
    # The AMHP who comes too late is shown what stands, with everything typed.
    Policy("statement", _A, TEAM, EVER, AMHP, EVER),
    # The record and after -------------------------------------------------------------------
    Policy("record", _R, TEAM, tried=SEALED),
    Policy("record-pdf", _R, TEAM, tried=SEALED),
    Policy("correct", _A, RC, SEALED, RC, SEALED),
    Policy("after-explanation", _A, MEMBERS, SEALED, MEMBERS, SEALED),
    Policy("after-rights", _A, TEAM, SEALED, TEAM, SEALED),
    Policy("after-form", _A, RC | OFFICE, SEALED, RC | OFFICE, SEALED),
    Policy("after-review", _A, TEAM, SEALED, TEAM, SEALED),
    # The order ---------------------------------------------------------------------------------
    Policy("order", _O, TEAM, tried=SEALED),
    # What happened to the order ---------------------------------------------------------------
    Policy("order-events", _O, TEAM, tried=SEALED),
    Policy("order-event-new", _O, TEAM, SEALED, TEAM, SEALED, tried=SEALED),  # the police came
    Policy("order-event-correct", _O, RC | OFFICE, SEALED, RC | OFFICE, SEALED, tried=SEALED),
    Policy("order-event-strike", _O, RC | OFFICE, SEALED, RC | OFFICE, SEALED, tried=SEALED),
    # Contacts and conditions in use ---------------------------------------------------------
    Policy("contacts", _O, TEAM, tried=SEALED),
    Policy("contact-new", _O, MEMBERS, SEALED, MEMBERS, SEALED, SEALED),
    Policy("contact", _O, MEMBERS, SEALED, MEMBERS, SEALED, SEALED),
    Policy("contact-withdraw", _O, MEMBERS, SEALED, MEMBERS, SEALED, SEALED),
    # Reviews --------------------------------------------------------------------------------
    Policy("review-new", _O, MEMBERS, SEALED, MEMBERS, SEALED, SEALED),
    Policy("review", _V, TEAM, tried=SEALED),
    Policy("review-meeting", _V, TEAM, SEALED, MEMBERS, SEALED, SEALED),
    Policy("review-question", _V, TEAM, SEALED, MEMBERS, SEALED, SEALED),
    Policy("review-outcome", _V, TEAM, SEALED, RC, SEALED, SEALED),
    Policy("review-check", _V, TEAM, tried=SEALED),
    Policy("review-draft", _V, TEAM, tried=SEALED),
    Policy("review-seal", _V, RC, SEALED, RC, SEALED, SEALED),
    Policy("review-correct", _V, RC, SEALED, RC, SEALED, SEALED),  # the one that is sealed
    Policy("review-close", _V, RC, SEALED, RC, SEALED, SEALED),
    Policy("review-record", _W, TEAM, tried=SEALED),
    Policy("review-record-pdf", _W, TEAM, tried=SEALED),
)

OF = {policy.name: policy for policy in POLICIES}
