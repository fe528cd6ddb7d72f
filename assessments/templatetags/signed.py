"""What a page says about signatures that a change would void: ``{% load signed %}``."""

from django import template

from assessments.models import Assessment, PutForward
from assessments.summary import rows

register = template.Library()


@register.simple_tag
def standing_signature(assessment: Assessment) -> PutForward | None:
    """What the responsible clinician put forward, while it stands; one query only then."""
    return rows.standing_put_forward(assessment) if assessment.state.is_signed else None
