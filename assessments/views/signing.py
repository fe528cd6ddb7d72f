"""The responsible clinician's two signatures: putting forward, and the seal."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments import permissions
from assessments.documents.blocks import Block
from assessments.documents.first_page import first_page
from assessments.documents.marks import Final
from assessments.documents.renderer import CannotPrint
from assessments.forms.signing import PutForwardForm, SealForm
from assessments.models import Assessment
from assessments.services import decisions, records
from assessments.services.refusals import Refused, SignaturesVoid
from assessments.statute.order_form import form_name
from assessments.summary import after, rows
from assessments.summary.canonical import content_hash
from assessments.summary.read import assessment_summary
from assessments.summary.readiness import blocks_putting_forward, blocks_sealing
from assessments.summary.shapes import AssessmentSummary
from assessments.summary.signing import latest_voiding, sealed_reference
from assessments.views.access import refused, with_assessment
from assessments.views.decision_rows import identity_rows, outcome_rows, sealing_rows
from assessments.views.decision_steps import lower
from assessments.views.readiness import lines
from assessments.views.saving import Saving
from cto.accounts.access import signed_in

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
@with_assessment("opened_put_forward")
def put_forward(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Sign opinion and conditions, and ask the AMHP to state."""
    reasons = permissions.reasons_not_to_put_forward(signed_in(request), assessment)
    if reasons and request.method == "POST" and _put_forward_already(request, assessment):
        return redirect("assessment", assessment.pk)
    if reasons:
        return refused(request, reasons, assessment.patient)
    summary = assessment_summary(assessment)
    content = content_hash(summary)
    form = PutForwardForm(
        request.POST if request.method == "POST" else None,
        request=request,
        initial={"content": content},
    )
    blocked = lines(blocks_putting_forward(summary, assessment, signed_in(request)), summary)
    context = _context(request, assessment, summary, blocked)
    page = Saving(
        request,
        form,
        template="assessments/signing/put_forward.html",
        patient=assessment.patient,
        context=context,
    )

    def save() -> None:
        shown = form.cleaned_data["content"]
        try:
            decisions.put_forward(assessment=assessment, shown=shown, by=signed_in(request))
        except Refused:
            _show_what_stands(form, request.POST, content)
            raise

    said = f"Put forward. {_asked(assessment)}"
    return page.answer(save, reverse("assessment", args=[assessment.pk]), said=said)


@get_or_post
@with_assessment("opened_seal")
def seal(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Freeze and print the record. A second click finds the record of the first."""
    reference = _sealed_by_the_first_click(request, assessment)
    if reference:
        return redirect("record", reference)
    reasons = permissions.reasons_not_to_seal(signed_in(request), assessment)
    if reasons:
        return refused(request, reasons, assessment.patient)
    summary = assessment_summary(assessment, signer=signed_in(request))
    outcome = summary.decision.outcome if summary.decision else ""
    content = content_hash(summary)
    form = SealForm(
        request.POST if request.method == "POST" else None,
        request=request,
        words=lower(outcome) if outcome else "",
        initial={"content": content, "version": summary.version},
    )
    blocked = lines(blocks_sealing(summary, assessment, signed_in(request)), summary)
    context = {
        **_context(request, assessment, summary, blocked),
        "sealing": [*identity_rows(summary), *sealing_rows(summary)],
        "first": _page_1(summary),
        **_order_made(assessment, summary),
    }
    try:
        return _sealing(request, assessment, form, content, context)
    except SignaturesVoid as void:
        messages.warning(request, str(void))
        return redirect("readiness", assessment.pk)


def _sealing(
    request: HttpRequest,
    assessment: Assessment,
    form: SealForm,
    content: str,
    context: dict[str, Any],
) -> HttpResponse:
    page = Saving(
        request,
        form,
        template="assessments/signing/seal.html",
        patient=assessment.patient,
        context=context,
    )
    sealed: list[str] = []

    def save() -> None:
        version, shown = form.cleaned_data["version"], form.cleaned_data["content"]
        try:
            record = records.seal(assessment=assessment, shown=shown, by=signed_in(request))
        except CannotPrint as problem:
            said = f"{problem} Nothing was sealed."
            raise Refused([said]) from problem
        except Refused:
            # Two clicks at once: the first has sealed while the second was printing.
            reference = sealed_reference(assessment, version)
            if not reference:
                _show_what_stands(form, request.POST, content)
                raise
            sealed.append(reference)
        else:
            sealed.append(record.reference)

    return page.answer(save, lambda: reverse("record", args=sealed), said="Sealed.")


def _order_made(assessment: Assessment, summary: AssessmentSummary) -> dict[str, Any]:
    """The order that the record to be replaced led to: a correction does not end it."""
    if summary.replaces is None:
        return {}
    named = form_name(assessment.patient.nation)
    return {"order": after.order_made(assessment), "form_name": named}


def _page_1(summary: AssessmentSummary) -> tuple[Block, ...]:
    """What page 1 will say, without its first line: that names the moment of the seal."""
    mark = Final(summary.reference, summary.version, timezone.localtime(), b"")
    return first_page(summary, mark).blocks[1:]


def _show_what_stands(form: PutForwardForm | SealForm, posted: QueryDict, content: str) -> None:
    """The page shown again shows what stands now, so its hidden hash has to be of that."""
    typed = posted.copy()
    typed["content"] = content
    form.data = typed


def _context(
    request: HttpRequest, assessment: Assessment, summary: AssessmentSummary, blocked: Any
) -> dict[str, Any]:
    return {
        "assessment": assessment,
        "summary": summary,
        "identity": identity_rows(summary),
        "rows": outcome_rows(summary),
        "for_order": bool(summary.decision and summary.decision.outcome == "made"),
        "decided": bool(summary.decision and summary.decision.outcome),
        "blocked": blocked,
        "amhp": assessment.patient.amhp,
        "voided": latest_voiding(assessment),
        "signer": signed_in(request),
    }


def _put_forward_already(request: HttpRequest, assessment: Assessment) -> bool:
    """Whether the same click came twice: what stands was put forward by this very user."""
    signed = rows.standing_put_forward(assessment)
    if signed is None or signed.signed_by_id != signed_in(request).pk:
        return False
    messages.info(request, "This is put forward already.")
    return True


def _sealed_by_the_first_click(request: HttpRequest, assessment: Assessment) -> str:
    """The reference of the record of the version on the page, empty while it is not sealed."""
    version = request.POST.get("version", "")
    rc = permissions.is_responsible_clinician(signed_in(request), assessment.patient)
    if not rc or not (version.isascii() and version.isdigit() and len(version) < 6):
        return ""
    return sealed_reference(assessment, int(version))


def _asked(assessment: Assessment) -> str:
    amhp = assessment.patient.amhp
    return f"{amhp.name} is asked to state." if amhp else "Nobody is named to state on it."
