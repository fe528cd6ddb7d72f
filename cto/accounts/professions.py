"""The professions a user can have, and what the Act lets each of them be."""

from django.db import models


class Profession(models.TextChoices):
    """What a person is by training; whether it is clinical is a property of the profession.

    The paper's Box 2 (guideline key `box2`) and the usual members of a multidisciplinary team.
    """

    PSYCHIATRIST = "psychiatrist", "Psychiatrist"
    DOCTOR = "doctor", "Other doctor"
    SOCIAL_WORKER = "social_worker", "Social worker"
    NURSE = "nurse", "Mental health or learning disability nurse"
    OCCUPATIONAL_THERAPIST = "occupational_therapist", "Occupational therapist"
    PSYCHOLOGIST = "psychologist", "Psychologist"
    PHARMACIST = "pharmacist", "Pharmacist"
    THERAPIST = "therapist", "Other therapist"
    SUPPORT_WORKER = "support_worker", "Support worker"
    PEER_SUPPORT_WORKER = "peer_support_worker", "Peer support worker"
    STUDENT = "student", "Student or trainee"
    ADMINISTRATOR = "administrator", "Administrator (not clinical)"

    @property
    def is_clinical(self) -> bool:
        """Whether someone of this profession looks after patients."""
        return self in CLINICAL


DOCTORS = frozenset({Profession.PSYCHIATRIST, Profession.DOCTOR})

# Box 2 of the paper; section 114(2) keeps doctors out.
AMHP_PROFESSIONS = frozenset(
    {
        Profession.SOCIAL_WORKER,
        Profession.NURSE,
        Profession.OCCUPATIONAL_THERAPIST,
        Profession.PSYCHOLOGIST,
    }
)

CLINICAL = frozenset(Profession) - {Profession.ADMINISTRATOR}
