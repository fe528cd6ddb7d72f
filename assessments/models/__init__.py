"""State: what the Act names as columns, what the guideline asks as rows, the record as bytes."""

from assessments.models.after_decision import (
    FurtherExplanation,
    ReviewDate,
    RightsGiven,
    StatutoryForm,
)
from assessments.models.assessment import (
    Assessment,
    Attendance,
    Closing,
    Invitation,
    VersionOpened,
)
from assessments.models.condition import Condition
from assessments.models.consideration import Consideration, Leaning, Standing, Voice
from assessments.models.decision import (
    ConditionAnswer,
    Decision,
    Finding,
    Instead,
    PutForward,
    Statement,
    Voiding,
)
from assessments.models.deliberation import Agreement, OptionAppraisal, Pause, Recommendation
from assessments.models.patient import (
    Ethnicity,
    Nation,
    Patient,
    PatientRevision,
    RelativeStanding,
)
from assessments.models.process import (
    AdvocateAnswer,
    CanDo,
    CapacityAssessment,
    CapacityOutcome,
    ConsentLevel,
    Consultation,
    ConsultationConsent,
    ConsultationKind,
    DischargeMeeting,
    Interview,
    Involvement,
)
from assessments.models.professional_view import ProfessionalView, Reveal, Stance, Sureness
from assessments.models.record import Record
from assessments.models.search import SearchKey

__all__ = [
    "AdvocateAnswer",
    "Agreement",
    "Assessment",
    "Attendance",
    "CanDo",
    "CapacityAssessment",
    "CapacityOutcome",
    "Closing",
    "Condition",
    "ConditionAnswer",
    "ConsentLevel",
    "Consideration",
    "Consultation",
    "ConsultationConsent",
    "ConsultationKind",
    "Decision",
    "DischargeMeeting",
    "Ethnicity",
    "Finding",
    "FurtherExplanation",
    "Instead",
    "Interview",
    "Invitation",
    "Involvement",
    "Leaning",
    "Nation",
    "OptionAppraisal",
    "Patient",
    "PatientRevision",
    "Pause",
    "ProfessionalView",
    "PutForward",
    "Recommendation",
    "Record",
    "RelativeStanding",
    "Reveal",
    "ReviewDate",
    "RightsGiven",
    "SearchKey",
    "Stance",
    "Standing",
    "Statement",
    "StatutoryForm",
    "Sureness",
    "VersionOpened",
    "Voice",
    "Voiding",
]
