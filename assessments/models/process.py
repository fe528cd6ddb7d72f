"""Stage 3: interviews, capacity, involvement, consultations and the section 117 meeting."""

from django.db import models
from django.db.models import Q

from assessments.models.append_only import AssessmentVersion, first_in_slot


class Interview(AssessmentVersion):
    """One meeting with the person (``interview``). There may be several."""

    held_on = models.DateField()
    present = models.TextField()
    with_responsible_clinician = models.BooleanField()
    with_amhp = models.BooleanField()
    notes = models.TextField(blank=True)
    third_party = models.BooleanField(default=False)

    class Meta:
        ordering = ["held_on", "recorded_at"]

    def __str__(self) -> str:
        return f"Interview on {self.held_on:%-d %B %Y}"


class CanDo(models.TextChoices):
    """One limb of the functional test, Mental Capacity Act 2005 s.3(1)."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_ASSESSED = "not_assessed", "Not assessed"


class CapacityOutcome(models.TextChoices):
    HAS = "has", "Has capacity to make this decision"
    LACKS = "lacks", "Does not have capacity to make this decision"
    UNCERTAIN = "uncertain", "Not yet certain; to be assessed again"


class CapacityAssessment(AssessmentVersion):
    """Capacity for one decision on one day (``interview.capacity``; MCA 2005 ss.1-3)."""

    decision = models.TextField()
    assessed_on = models.DateField()
    assessor = models.CharField(max_length=200)
    support_given = models.TextField()
    understand = models.CharField(max_length=12, choices=CanDo.choices)
    retain = models.CharField(max_length=12, choices=CanDo.choices)
    use_or_weigh = models.CharField(max_length=12, choices=CanDo.choices)
    communicate = models.CharField(max_length=12, choices=CanDo.choices)
    impairment = models.TextField(blank=True)
    causal_link = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=CapacityOutcome.choices)
    reasons = models.TextField()

    class Meta:
        ordering = ["assessed_on", "recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="lacks") | (~Q(impairment="") & ~Q(causal_link="")),
                name="lacking_capacity_names_the_cause",
            ),
        ]

    def __str__(self) -> str:
        return f"Capacity on {self.assessed_on:%-d %B %Y}"


class ConsentLevel(models.TextChoices):
    """Level of consent to the proposed order (``interview.consent_level``). Not a gate in law."""

    AGREES = "agrees", "Agrees with the order"
    RESERVATIONS = "reservations", "Agrees, with reservations"
    ACCEPTS = "accepts", "Does not agree, but says they will go along with it"
    DISAGREES = "disagrees", "Does not agree"
    DECLINED = "declined", "Did not want to talk about it"
    UNABLE = "unable", "Not able to say at present"


class AdvocateAnswer(models.TextChoices):
    """Independent mental health advocate (ss.130A-130D)."""

    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    NOT_YET = "not_yet", "Has not answered yet"


class Involvement(AssessmentVersion):
    """Consent, advocate and interpreter: how the person was enabled to take part."""

    consent_level = models.CharField(max_length=15, choices=ConsentLevel.choices)
    consent_words = models.TextField(blank=True)
    advocate_told_on = models.DateField(null=True, blank=True)
    advocate_offered = models.BooleanField()
    advocate_answer = models.CharField(max_length=10, choices=AdvocateAnswer.choices, blank=True)
    interpreter = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [first_in_slot("one_involvement", "assessment")]

    def __str__(self) -> str:
        return self.get_consent_level_display()


class ConsultationKind(models.TextChoices):
    NEAREST_RELATIVE = "nearest_relative", "Nearest relative"
    ACCOMMODATION = "accommodation", "Accommodation or support team"
    AGENCY = "agency", "Another agency"
    CARER = "carer", "Carer or family member"
    OTHER = "other", "Somebody else"


class ConsultationConsent(models.TextChoices):
    GIVEN = "given", "The person agreed"
    NOT_GIVEN = "not_given", "The person did not agree"
    NOT_ASKED = "not_asked", "The person was not asked"


class Consultation(AssessmentVersion):
    """Somebody asked, or the reason why not (``consult.*``).

    Without the person's agreement a consultation needs its reason under the usual rules of
    confidentiality. A nearest relative may order discharge and may apply to the tribunal
    (ss.23, 66), which the form says.
    """

    kind = models.CharField(max_length=20, choices=ConsultationKind.choices)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True)
    consulted = models.BooleanField()
    consulted_on = models.DateField(null=True, blank=True)
    consent = models.CharField(max_length=10, choices=ConsultationConsent.choices)
    reason = models.TextField(blank=True)
    said = models.TextField(blank=True)
    third_party = models.BooleanField(default=True)

    class Meta:
        ordering = ["recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(consulted=False, consulted_on__isnull=True) & ~Q(reason="")
                | Q(consulted=True, consulted_on__isnull=False) & ~Q(said=""),
                name="consulted_or_why_not",
            ),
            models.CheckConstraint(
                condition=Q(consent="given") | ~Q(reason=""),
                name="without_consent_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"


class DischargeMeeting(AssessmentVersion):
    """The section 117 discharge planning meeting. Its topics are ``meeting.*`` considerations."""

    held_on = models.DateField()
    present = models.TextField()
    with_amhp = models.BooleanField()
    person_present = models.BooleanField()
    services = models.TextField()

    class Meta:
        constraints = [first_in_slot("one_discharge_meeting", "assessment")]

    def __str__(self) -> str:
        return f"Section 117 meeting on {self.held_on:%-d %B %Y}"
