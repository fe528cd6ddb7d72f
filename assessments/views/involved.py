"""Who took part, who is added by name, who is in the chair."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments import permissions
from assessments.forms.involved import (
    ActForm,
    AttendanceForm,
    ChairForm,
    ColleagueSearchForm,
    InviteForm,
    OtherPersonForm,
    TeamMemberForm,
)
from assessments.models import Assessment
from assessments.services import assessments
from assessments.services.refusals import Overtaken
from assessments.summary import members
from assessments.views.access import refused, with_assessment
from assessments.views.saving import Saving, clash_on
from cto.accounts.access import signed_in
from cto.design import conflict
from cto.design.pages import form_page

TEMPLATE = "assessments/deliberation/involved.html"


@require_http_methods(["GET", "POST"])
@with_assessment("opened_people_involved")
def people_involved(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Everybody in the assessment: tick who took part, add people, name the chair."""
    return _Page(request, assessment).answer()


class _Page:
    """One page with several forms; the one that was sent is bound, the others are as they stand."""

    def __init__(self, request: HttpRequest, assessment: Assessment) -> None:
        self.request, self.assessment = request, assessment
        self.patient = assessment.patient
        self.here = reverse("people-involved", args=[assessment.pk])
        user = signed_in(request)
        self.not_to_record = permissions.reasons_not_to_record(user, assessment)
        self.not_to_name_chair = permissions.reasons_not_to_name_chair(user, assessment)
        self.people = members.present(assessment)
        self.members = members.members(assessment)
        listed = {one.member.pk for one in self.people if one.member}
        self.team = {key: user for key, user in self.members.items() if user.pk not in listed}

    def answer(self) -> HttpResponse:
        """The page, or what came of the form that was sent."""
        if self.request.method != "POST":
            return self.page(None)
        acts: dict[str, Callable[[Any], HttpResponse]] = {
            "attendance": self.attendance,
            "team": self.of_the_team,
            "other": self.other,
            "search": self.search,
            "invite": self.invite,
            "chair": self.chair,
        }
        act = self.request.POST.get("act", "attendance")
        reasons = self.not_to_name_chair if act == "chair" else self.not_to_record
        if reasons:
            return refused(self.request, reasons, self.patient)
        return acts.get(act, self.attendance)(conflict.resolved(self.request.POST))

    def attendance(self, data: Any) -> HttpResponse:
        """Save the ticks that differ from what the form showed."""
        form = AttendanceForm(data, people=self.people)

        def save() -> None:
            taken = form.taken()
            shown = members.attendance_shown(
                self.assessment, [one.shown for one in taken if one.shown]
            )
            changed = [
                one for one in taken if not one.same_as(shown.get(one.shown) if one.shown else None)
            ]
            if changed:
                self.record(form, changed)

        return self.saving(form).answer(
            save, self.here, clashes=lambda overtaken: self.clashes(form, overtaken)
        )

    def of_the_team(self, data: Any) -> HttpResponse:
        """Add somebody of the person's teams to those who took part."""
        form = TeamMemberForm(data, members=self.team)

        def save() -> None:
            user = form.chosen
            role = members.role(user, self.assessment)
            self.record(form, [assessments.TookPart(user, user.name, role, took_part=True)])

        return self.saving(form).answer(save, self.here, said="Added.")

    def other(self, data: Any) -> HttpResponse:
        """Add somebody who does not sign in."""
        form = OtherPersonForm(data)
        if form.is_valid() and any(
            one.member is None and one.name == form.cleaned_data["name"] for one in self.people
        ):
            form.add_error("name", "Tick this person above: the name is in the list already")
        return self.saving(form).answer(
            lambda: self.record(form, [form.taken()]), self.here, said="Added."
        )

    def search(self, data: Any) -> HttpResponse:
        """Find colleagues by name, to choose one of them."""
        form = ColleagueSearchForm(data)
        if not form.is_valid():
            return self.page(form)
        typed = form.cleaned_data["colleague"]
        known = {one.member.pk for one in self.people if one.member}
        known |= {user.pk for user in self.team.values()}
        found = [
            (user, InviteForm(initial={"member": user.pk}, auto_id=False), f"Add {user.name}")
            for user in members.named(typed, signed_in(self.request))
            if user.pk not in known
        ]
        return self.page(form, found=found, searched=True)

    def invite(self, data: Any) -> HttpResponse:
        """Add a colleague by name; they may open this person until the assessment ends."""
        form = InviteForm(data)
        if not form.is_valid():
            return self.page(form)
        member = members.clinician(form.cleaned_data["member"])
        if member is None:
            form.refuse(["Search for a colleague, then choose one"])
            return self.page(form)
        return self.saving(form).answer(
            lambda: assessments.invite(
                assessment=self.assessment, member=member, by=signed_in(self.request)
            ),
            self.here,
            said=f"{member.name} is added.",
        )

    def chair(self, data: Any) -> HttpResponse:
        """Name the chair, or give the chair back to the responsible clinician."""
        form = ChairForm(data, members=self.members, chair=self.assessment.chair_id)
        return self.saving(form).answer(
            lambda: assessments.name_chair(
                assessment=self.assessment, chair=form.chosen, by=signed_in(self.request)
            ),
            self.here,
            said="The chair is saved.",
        )

    def record(self, form: ActForm, people: Sequence[assessments.TookPart]) -> None:
        assessments.record_who_took_part(
            assessment=self.assessment,
            people=people,
            by=signed_in(self.request),
            submission=form.cleaned_data["submission"],
        )

    def saving(self, form: ActForm) -> Saving:
        return Saving(
            self.request,
            form,
            template=TEMPLATE,
            patient=self.patient,
            context=self.context(form),
        )

    def page(self, form: ActForm | None, **more: Any) -> HttpResponse:
        context = {**self.context(form), **more, "person": self.patient}
        return form_page(self.request, TEMPLATE, form or ActForm(), context)

    def context(self, sent: ActForm | None) -> dict[str, Any]:
        """The page's forms, the one that was sent in its place."""
        forms: dict[str, Any] = {}
        if not self.not_to_record:
            forms = {
                "attendance": AttendanceForm(people=self.people),
                "team": TeamMemberForm(members=self.team),
                "other": OtherPersonForm(),
                "search": ColleagueSearchForm(),
            }
        if not self.not_to_name_chair:
            forms["chair"] = ChairForm(members=self.members, chair=self.assessment.chair_id)
        if sent is not None and sent.act in forms:
            forms[sent.act] = sent
        return {
            "assessment": self.assessment,
            "people": self.people,
            "closed": self.not_to_record,
            "chair_user": self.assessment.chair,
            **{f"{act}_form": each for act, each in forms.items()},
        }

    def clashes(self, form: AttendanceForm, overtaken: Overtaken) -> list[conflict.Clash]:
        found = []
        for clash in overtaken.clashes:
            row = clash.current
            key = row.member_id.hex if row.member_id else row.thread.hex
            parts = ("took_part", "role", "how")
            fields = {f"{key}_{part}": part for part in parts}
            found.append(clash_on(form, row, row.name, shown=f"{key}_shown", fields=fields))
        return found
