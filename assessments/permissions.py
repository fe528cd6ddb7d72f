"""Why somebody may not do a thing: sentences, and none where they may.

Each function asks about one verb. Services raise what comes back, pages show it beside the
button, tests assert it. Nobody else decides who may do what. Who may *see* a person is decided
by ``visible_to`` on the models; these functions assume that it has let the user in.
"""

from assessments import lifecycle
from assessments.models import Assessment, CalendarFeed, DueItem, Order, Patient, Review
from assessments.statute.duties import MANAGERS, RESPONSIBLE_CLINICIAN
from cto.accounts.models import User

Reasons = tuple[str, ...]

_TEAM_ONLY = "Only a clinician of this person's team can do this."
_RC_ONLY = "Only this person's responsible clinician can do this."
_CHAIR_ONLY = "Only the chair of this assessment can reveal the views."
_OFFICE_ONLY = "Only the Mental Health Act office can do this."
_RC_OR_OFFICE = "Only the responsible clinician or the Mental Health Act office can change this."


def is_responsible_clinician(user: User, patient: Patient) -> bool:
    """Whether the user is named as this person's RC, in hospital or in the community."""
    return user.pk in patient.rc_ids


def is_named_amhp(user: User, patient: Patient) -> bool:
    """Whether the user is the approved mental health professional named for this person."""
    return user.is_amhp and user.pk == patient.amhp_id


def is_chair(user: User, assessment: Assessment) -> bool:
    """The chair is the responsible clinician unless another member is named."""
    if assessment.chair_id:
        return user.pk == assessment.chair_id
    return is_responsible_clinician(user, assessment.patient)


def reasons_not_to_add_person(user: User) -> Reasons:
    if user.is_clinician or user.is_mha_administrator:
        return ()
    return ("Only a clinician or the Mental Health Act office can add a person.",)


def may_name_people_when_adding(user: User) -> bool:
    """Whether the page that adds a person asks who the RC, the AMHP and the coordinator are."""
    return user.is_mha_administrator or user.is_approved_clinician


def reasons_not_to_name_people_when_adding(user: User, patient: Patient) -> Reasons:
    """Naming somebody opens the person to them: the MHA office, or who is to be the RC."""
    is_rc = user.is_approved_clinician and is_responsible_clinician(user, patient)
    if user.is_mha_administrator or is_rc or not patient.named_ids:
        return ()
    if user.is_approved_clinician:
        return (
            "Name yourself as a responsible clinician, or leave the people to be named by the "
            "Mental Health Act office.",
        )
    return ("Leave the people to be named by the Mental Health Act office.",)


def reasons_not_to_change_particulars(user: User, patient: Patient) -> Reasons:
    """Identity, section and dates: the responsible clinician or the MHA office."""
    if user.is_mha_administrator or is_responsible_clinician(user, patient):
        return ()
    return (_RC_OR_OFFICE,)


def reasons_not_to_name_roles(user: User, patient: Patient) -> Reasons:
    """Teams, responsible clinicians, AMHP and care coordinator."""
    return reasons_not_to_change_particulars(user, patient)


def reasons_not_to_change_relatives(user: User, patient: Patient) -> Reasons:
    """Nearest relative, advance decisions, attorney: any member, who hears of them first."""
    if user.is_mha_administrator or user.is_clinician:
        return ()
    return (_TEAM_ONLY,)


def reasons_not_to_open_assessment(user: User, patient: Patient) -> Reasons:
    return () if user.is_clinician else (_TEAM_ONLY,)


def reasons_not_to_record(user: User, assessment: Assessment) -> Reasons:
    """Considerations, interviews, consultations, conditions, the team's agreement."""
    who = () if user.is_clinician else (_TEAM_ONLY,)
    return who + _open(assessment)


def reasons_not_to_give_view(user: User, assessment: Assessment) -> Reasons:
    """A view is its owner's; the Mental Health Act office has none."""
    return reasons_not_to_record(user, assessment)


def reasons_not_to_read_own_view(user: User, assessment: Assessment) -> Reasons:
    """Whoever gave a view may read it for good, revealed or not."""
    return () if user.is_clinician else (_TEAM_ONLY,)


def reasons_not_to_reveal(user: User, assessment: Assessment) -> Reasons:
    who = () if is_chair(user, assessment) else (_CHAIR_ONLY,)
    return who + _open(assessment)


def reasons_not_to_decide(user: User, assessment: Assessment) -> Reasons:
    """The opinion, its reasons, the pause before it and the outcome: the RC's own."""
    return _as_rc(user, assessment) + _open(assessment)


def reasons_not_to_name_chair(user: User, assessment: Assessment) -> Reasons:
    return reasons_not_to_decide(user, assessment)


def reasons_not_to_invite(user: User, assessment: Assessment) -> Reasons:
    """Adding a colleague by name opens the person's record to them."""
    return reasons_not_to_record(user, assessment)


def reasons_not_to_put_forward(user: User, assessment: Assessment) -> Reasons:
    return _as_rc(user, assessment) + lifecycle.reasons_not_to("put_forward", assessment.state)


def reasons_not_to_return_to_team(user: User, assessment: Assessment) -> Reasons:
    return _as_rc(user, assessment) + lifecycle.reasons_not_to("return_to_team", assessment.state)


def reasons_not_to_state(user: User, assessment: Assessment) -> Reasons:
    """The statement belongs to the AMHP named for the person, and to nobody else."""
    wrong_status = lifecycle.reasons_not_to("state", assessment.state)
    if not user.is_amhp:
        return ("You are not recorded as an approved mental health professional.", *wrong_status)
    if user.pk != assessment.patient.amhp_id:
        return ("Only the AMHP named for this person gives the statement.", *wrong_status)
    return wrong_status


def reasons_not_to_seal(user: User, assessment: Assessment) -> Reasons:
    return _as_rc(user, assessment) + lifecycle.reasons_not_to("seal", assessment.state)


def reasons_not_to_close(user: User, assessment: Assessment) -> Reasons:
    """A correction is withdrawn instead: the record that it corrects stands."""
    reasons = _as_rc(user, assessment) + lifecycle.reasons_not_to("close", assessment.state)
    if reasons or not assessment.is_correction:
        return reasons
    return ("This is a correction of a sealed record. Withdraw it, and that record stands.",)


def reasons_not_to_withdraw(user: User, assessment: Assessment) -> Reasons:
    """Giving up a correction, so that the sealed record stands as it is."""
    reasons = _as_rc(user, assessment) + lifecycle.reasons_not_to("withdraw", assessment.state)
    if reasons or assessment.is_correction:
        return reasons
    return ("Only the correction of a sealed record can be withdrawn.",)


def reasons_not_to_correct(user: User, assessment: Assessment) -> Reasons:
    return _as_rc(user, assessment) + lifecycle.reasons_not_to("reopen", assessment.state)


def reasons_not_to_add_after_decision(user: User, assessment: Assessment) -> Reasons:
    """Rights given, review agreed: beside a sealed record only."""
    who = () if user.is_clinician or user.is_mha_administrator else (_TEAM_ONLY,)
    return who + _sealed(assessment)


def reasons_not_to_explain_further(user: User, assessment: Assessment) -> Reasons:
    """What was explained and what the person understood: a clinician's, like an interview."""
    return (() if user.is_clinician else (_TEAM_ONLY,)) + _sealed(assessment)


def reasons_not_to_record_statutory_form(user: User, assessment: Assessment) -> Reasons:
    """The dates of CTO1 (Wales CP1): the responsible clinician or the MHA office.

    Not while a correction is open: which conditions the order has is not settled then.
    """
    who = reasons_not_to_change_particulars(user, assessment.patient)
    sealed = _sealed(assessment)
    if not sealed and assessment.is_open:
        sealed = ("A correction of this decision is open. Seal it first, then record the form.",)
    return who + sealed


def reasons_not_to_move_review(user: User, patient: Patient) -> Reasons:
    return reasons_not_to_change_particulars(user, patient)


# What the responsible clinician does by law; the Mental Health Act office records it from the form.
ACTS_OF_THE_RC = frozenset(
    (
        "order_made",
        "order_extended",
        "conditions_varied",
        "condition_suspended",
        "condition_resumed",
        "order_revoked",
        "cto8_report",
        "order_discharged",
        "barring_report",
        "responsible_clinician_changed",
        "hospital_assigned",
    )
)
# Of a recall, which the responsible clinician alone decides: at night whoever is on the ward
# records it from the paper, and names who decided and signed.
FROM_THE_PAPER = frozenset(("recall_notice", "recall_release"))


def reasons_not_to_record_event(user: User, order: Order, kind: str) -> Reasons:
    """Something that happened to an order: any clinician of the team or the MHA office.

    What the responsible clinician alone can do by law is recorded by them or the office; a recall
    also from the paper, since its hours begin on the ward, in the night.
    """
    return reasons_not_to_record_happening(user, order.patient, kind)


def reasons_not_to_record_happening(user: User, patient: Patient, kind: str) -> Reasons:
    """As above, where the order itself is not at hand: it depends on the person alone."""
    if kind in ACTS_OF_THE_RC:
        return reasons_not_to_change_particulars(user, patient)
    return () if user.is_clinician or user.is_mha_administrator else (_TEAM_ONLY,)


def reasons_not_to_note_done(user: User, patient: Patient, owner: str) -> Reasons:
    """That what was due is done: whoever owes it, or the office. The managers' are the office's."""
    if owner == MANAGERS:
        return () if user.is_mha_administrator else (_OFFICE_ONLY,)
    return reasons_not_to_change_particulars(user, patient)


def owners_noted_by(user: User, patient: Patient) -> frozenset[str]:
    """Whose duties this user may say are done."""
    owners = (MANAGERS, RESPONSIBLE_CLINICIAN)
    return frozenset(one for one in owners if not reasons_not_to_note_done(user, patient, one))


def reasons_not_to_correct_event(user: User, order: Order) -> Reasons:
    """Striking through what was recorded: the responsible clinician or the MHA office."""
    return reasons_not_to_change_particulars(user, order.patient)


def reasons_not_to_log_contact(user: User, order: Order) -> Reasons:
    """Contacts, treatments and conditions in use: the clinicians of the team."""
    return () if user.is_clinician else (_TEAM_ONLY,)


def reasons_not_to_open_review(user: User, order: Order) -> Reasons:
    return () if user.is_clinician else (_TEAM_ONLY,)


def reasons_not_to_record_in_review(user: User, review: Review) -> Reasons:
    """Who was there and the answers to the questions: every clinician of the team."""
    who = () if user.is_clinician else (_TEAM_ONLY,)
    if review.is_open:
        return who
    return (*who, "This review is not open. To change it, the responsible clinician corrects it.")


def reasons_not_to_decide_review(user: User, review: Review) -> Reasons:
    """The outcome of a review: the RC's own."""
    return _as_rc_of(user, review.order.patient) + reasons_not_to_record_in_review(user, review)


def reasons_not_to_seal_review(user: User, review: Review) -> Reasons:
    return _as_rc_of(user, review.order.patient) + lifecycle.reasons_no_review_move(
        "seal", review.state
    )


def reasons_not_to_close_review(user: User, review: Review) -> Reasons:
    return _as_rc_of(user, review.order.patient) + lifecycle.reasons_no_review_move(
        "close", review.state
    )


def reasons_not_to_correct_review(user: User, review: Review) -> Reasons:
    return _as_rc_of(user, review.order.patient) + lifecycle.reasons_no_review_move(
        "reopen", review.state
    )


def reasons_not_to_reassign(user: User) -> Reasons:
    """Giving the work of one responsible clinician to another: the MHA office."""
    return () if user.is_mha_administrator else (_OFFICE_ONLY,)


def reasons_not_to_mark_seen(user: User, item: DueItem) -> Reasons:
    """Saying that one has seen what is due: whoever it waits for."""
    if item.owner_id is None:
        return () if user.is_mha_administrator else (_OFFICE_ONLY,)
    return () if user.pk == item.owner_id else ("Only whoever this waits for can mark it as seen.",)


def reasons_not_to_have_calendar(user: User) -> Reasons:
    """A calendar of what is due: whoever has people to care for."""
    if user.is_clinician or user.is_mha_administrator:
        return ()
    return ("Only a clinician or the Mental Health Act office has dates to be reminded of.",)


def reasons_not_to_read_calendar(feed: CalendarFeed) -> Reasons:
    """The address opens the calendar while it stands and its owner works here."""
    if feed.revoked_at is not None:
        return ("This address was revoked.",)
    if not feed.owner.is_active:
        return ("Its owner may no longer sign in.",)
    return reasons_not_to_have_calendar(feed.owner)


def reasons_not_to_print(user: User, assessment: Assessment) -> Reasons:
    """Drafts and records are printed by whoever may read them: members and the MHA office."""
    if user.is_clinician or user.is_mha_administrator:
        return ()
    return (_TEAM_ONLY,)


def _as_rc(user: User, assessment: Assessment) -> Reasons:
    return _as_rc_of(user, assessment.patient)


def _as_rc_of(user: User, patient: Patient) -> Reasons:
    return () if is_responsible_clinician(user, patient) else (_RC_ONLY,)


def _open(assessment: Assessment) -> Reasons:
    if assessment.is_open:
        return ()
    if assessment.state is lifecycle.Status.CLOSED:
        return ("This assessment is closed. Open a new one to record more.",)
    return ("This assessment is sealed. To change it, the responsible clinician corrects it.",)


def _sealed(assessment: Assessment) -> Reasons:
    if assessment.records.exists():
        return ()
    return ("This can be recorded once the decision is sealed.",)
