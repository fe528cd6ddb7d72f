"""Stage 2: what the team recommends. It is not the decision."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assessments import guideline
from assessments.forms.agreement import AgreementForm
from assessments.models import Agreement, Assessment, Recommendation
from assessments.services import deliberation
from assessments.views.access import with_assessment
from assessments.views.entries import Kind, entry

AGREEMENT = Kind(
    model=Agreement,
    form=AgreementForm,
    record=deliberation.agree,
    template="assessments/agreement/agreement.html",
    said="The team’s agreement is saved.",
    several=False,
)


@require_http_methods(["GET", "POST"])
@with_assessment("opened_agreement")
def agreement(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Recommend, do not, or recommend with dissent; then on to the conditions, if an order is
    recommended, or to the process.
    """
    without_order = request.POST.get("recommendation") == Recommendation.DO_NOT
    following = "process" if without_order else "conditions"
    context = {"recommendations": guideline.factor("box1"), "team": guideline.domain("agreement")}
    return entry(
        request,
        assessment,
        AGREEMENT,
        context=context,
        after=reverse(following, args=[assessment.pk]),
    )
