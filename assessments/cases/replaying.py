"""Replaying a case: each step becomes the call that the same act makes in the browser."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from assessments.cases import afterwards, moments
from assessments.cases.reading import Case, Step
from assessments.models import Assessment, Condition, Consideration, Decision, Interview, Patient
from assessments.services import (
    after_decision,
    assessments,
    conditions,
    considerations,
    decisions,
    deliberation,
    patients,
    process,
    records,
)
from assessments.statute.periods import last_day_of_months
from assessments.summary import rows

_DAY_FIELDS = re.compile(r"_on$|^on$|^examined$|^information_by$|date_of_birth$")


@dataclass
class Replay:
    """One case on its way: who acts, on which day it is loaded, and what has come of it."""

    case: Case
    users: Mapping[str, Any]
    teams: Mapping[str, Any]
    today: date
    patient: Patient | None = None
    assessment: Assessment | None = None
    by: Any = None
    at: datetime | None = None
    interviews: dict[str, Interview] = field(default_factory=dict)

    def run(self) -> None:
        """Replay the whole case. Raises ``ValueError`` naming the step that cannot be done."""
        for number, step in enumerate(self.case.steps, start=1):
            self.by, self.at = self.users[step.by], moments.moment(step.at, self.today)
            try:
                _VERBS[step.do](self, **self._told(step))
            except Exception as problem:
                where = f"{self.case.key}, step {number} ({step.do})"
                raise ValueError(f"{where}: {problem}") from problem

    @property
    def signing(self) -> dict[str, Any]:
        """Who acts and when, as every service takes it."""
        return {"by": self.by, "at": self.at}

    @property
    def person(self) -> Patient:
        """The person. Raises ``ValueError`` before the step that adds them."""
        if self.patient is None:
            raise ValueError("add the person first")
        return self.patient

    @property
    def opened(self) -> Assessment:
        """The assessment. Raises ``ValueError`` before the step that opens it."""
        if self.assessment is None:
            raise ValueError("open an assessment first")
        return self.assessment

    @property
    def about(self) -> dict[str, Any]:
        return {"assessment": self.opened, **self.signing}

    def _told(self, step: Step) -> dict[str, Any]:
        return {key: self._value(key, value) for key, value in step.values.items()}

    def _value(self, key: str, value: Any) -> Any:
        if isinstance(value, str):
            if key == "effective_at":
                return moments.moment(value, self.today)
            if _DAY_FIELDS.search(key):
                return moments.day(value, self.today)
            return " ".join(value.split("\n")).strip() if "\n\n" not in value else value.strip()
        return value


def add_person(replay: Replay) -> None:
    """Register the person of the case."""
    values = {key: replay._value(key, value) for key, value in replay.case.person.items()}
    if months := values.pop("section_months", None):
        values["section_ends_on"] = last_day_of_months(values["section_began_on"], months).on
    for role in ("inpatient_rc", "community_rc", "amhp", "care_coordinator"):
        values[role] = replay.users[values[role]] if values.get(role) else None
    for team in ("inpatient_team", "community_team"):
        values[team] = replay.teams[values[team]] if values.get(team) else None
    replay.patient = patients.add(values=values, demonstration=True, **replay.signing)


def open_assessment(replay: Replay) -> None:
    replay.assessment = assessments.open_assessment(
        patient=replay.person, prompts=replay.case.prompts, **replay.signing
    )


def take_part(replay: Replay, *, member: str, role: str, how: str = "", **more: Any) -> None:
    assessments.record_attendance(
        member=replay.users[member],
        name="",
        role=role,
        how=how,
        took_part=more.get("took_part", True),
        supersedes=None,
        **replay.about,
    )


def consider(
    replay: Replay, *, factor: str, voice: str = "team", interview: str = "", **said: Any
) -> None:
    """One voice on one factor; an ``interview`` is named by its label in the case."""
    if said.get("member"):
        said["member"] = replay.users[said["member"]]
    if interview:
        said["interview"] = replay.interviews[interview]
    shown = Consideration.objects.current().filter(
        assessment=replay.opened,
        factor=factor,
        voice=voice,
        member=said.get("member"),
        speaker=said.get("speaker", ""),
    )
    words = considerations.Words(voice=voice, shown=_id(shown.first()), **said)
    considerations.record(factor=factor, words=[words], **replay.about)


def weigh(replay: Replay, *, option: str, reasons_for: str = "", reasons_against: str = "") -> None:
    deliberation.appraise_option(
        option=option,
        reasons_for=reasons_for,
        reasons_against=reasons_against,
        supersedes=None,
        **replay.about,
    )


def give_view(replay: Replay, **said: Any) -> None:
    deliberation.give_view(supersedes=None, **{"would_change": "", **said}, **replay.about)


def reveal(replay: Replay) -> None:
    deliberation.reveal(**replay.about)


def agree(replay: Replay, **said: Any) -> None:
    deliberation.agree(supersedes=None, **{"dissent": "", **said}, **replay.about)


def propose_condition(replay: Replay, **said: Any) -> None:
    conditions.propose(**said, **replay.about)


def interview(replay: Replay, *, label: str, **said: Any) -> None:
    replay.interviews[label] = process.record_interview(**said, **replay.about)


def pause(replay: Replay, *, reflection: str) -> None:
    deliberation.pause(reflection=reflection, supersedes=None, **replay.about)


def decide(replay: Replay, **said: Any) -> None:
    slot = {"assessment": replay.opened, "version": replay.opened.version}
    shown = Decision.objects.current().filter(**slot).first()
    decisions.record_decision(supersedes=_id(shown), **said, **replay.about)


def state(
    replay: Replay,
    *,
    criteria: str,
    appropriate: str,
    conditions: list[str],
    agrees: bool = True,
) -> None:
    """The AMHP's statement; ``conditions`` are the reasons for each, in their order."""
    asked = Condition.objects.current().filter(assessment=replay.opened, withdrawn=False)
    answers = {
        row.pk: decisions.Answer(agrees, reasons)
        for row, reasons in zip(asked.order_by("position"), conditions, strict=True)
    }
    decisions.state(
        criteria=decisions.Answer(agrees, criteria),
        appropriate=decisions.Answer(agrees, appropriate),
        conditions=answers,
        shown=_id(rows.standing_put_forward(replay.opened)),
        **replay.about,
    )


def _id(row: Any) -> Any:
    return row.pk if row is not None else None


def _plainly(service: Callable[..., Any]) -> Callable[..., None]:
    """A step whose words are the service's own arguments."""

    def step(replay: Replay, **said: Any) -> None:
        service(**said, **replay.about)

    return step


def _first(service: Callable[..., Any]) -> Callable[..., None]:
    """As ``_plainly``, for an entry of which there is one and nothing before it."""

    def step(replay: Replay, **said: Any) -> None:
        service(supersedes=None, **said, **replay.about)

    return step


_VERBS: Mapping[str, Callable[..., None]] = {
    "add person": add_person,
    "open assessment": open_assessment,
    "take part": take_part,
    "consider": consider,
    "weigh option": weigh,
    "give view": give_view,
    "reveal views": reveal,
    "agree": agree,
    "propose condition": propose_condition,
    "interview": interview,
    "assess capacity": _plainly(process.record_capacity),
    "involve": _plainly(process.record_involvement),
    "consult": _plainly(process.record_consultation),
    "meet": _plainly(process.record_meeting),
    "pause": pause,
    "decide": decide,
    "put forward": _plainly(decisions.put_forward),
    "state": state,
    "seal": _plainly(records.seal),
    "explain further": _plainly(after_decision.explain_further),
    "give rights": _plainly(after_decision.give_rights),
    "record statutory form": _first(after_decision.record_statutory_form),
    "set review date": _first(after_decision.set_review_date),
    "happened": afterwards.happened,
    "done": afterwards.done,
    "log": afterwards.log,
    "log every": afterwards.log_every,
    "open review": afterwards.open_review,
    "hold review": afterwards.hold_review,
    "answer": afterwards.answer,
    "conclude review": afterwards.conclude_review,
    "seal review": afterwards.seal_review,
}
