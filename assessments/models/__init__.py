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
from assessments.models.due import (
    LOCAL_REVIEW,
    CalendarFeed,
    DueItem,
    ReminderClaim,
    ReminderRun,
    ReminderSent,
    Seen,
)
from assessments.models.order import Contact, Order, OrderEvent
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
from assessments.models.record import Record, ReviewRecord
from assessments.models.review import (
    Review,
    ReviewAnswer,
    ReviewMeeting,
    ReviewOutcome,
    ReviewStep,
)
from assessments.models.search import SearchKey

__all__ = [
    "LOCAL_REVIEW",
    "AdvocateAnswer",
    "Agreement",
    "Assessment",
    "Attendance",
    "CalendarFeed",
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
    "Contact",
    "Decision",
    "DischargeMeeting",
    "DueItem",
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
    "Order",
    "OrderEvent",
    "Patient",
    "PatientRevision",
    "Pause",
    "ProfessionalView",
    "PutForward",
    "Recommendation",
    "Record",
    "RelativeStanding",
    "ReminderClaim",
    "ReminderRun",
    "ReminderSent",
    "Reveal",
    "Review",
    "ReviewAnswer",
    "ReviewDate",
    "ReviewMeeting",
    "ReviewOutcome",
    "ReviewRecord",
    "ReviewStep",
    "RightsGiven",
    "SearchKey",
    "Seen",
    "Stance",
    "Standing",
    "Statement",
    "StatutoryForm",
    "Sureness",
    "VersionOpened",
    "Voice",
    "Voiding",
]
