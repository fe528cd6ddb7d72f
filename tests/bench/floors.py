"""The least that a page or a document can cost here: no product code at all."""

from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from tests.bench.measure import Work

BODY = b"x" * 10_000
PARAGRAPH = (
    "<h2>A heading</h2><p>Paper for comparison: words, words and words, as many as a page of a "
    "record holds, set in one font and without a table.</p>" * 7
)


def answer(request: HttpRequest) -> HttpResponse:
    """10 kB of nothing."""
    return HttpResponse(BODY)


urlpatterns = [path("", answer)]


def bare_view() -> Work:
    """Django's handler without middleware, answering 10 kB."""
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF=__name__):
        handler = BaseHandler()
        handler.load_middleware()
    factory = RequestFactory()

    def work() -> object:
        request = factory.get("/")
        request.urlconf = __name__
        return handler.get_response(request)

    return work


def bare_document() -> Work:
    """WeasyPrint on four pages of plain paragraphs, tagged as the record is."""
    from weasyprint import HTML

    page = f'<div style="break-after: page">{PARAGRAPH}</div>'
    html = (
        f'<html lang="en"><title>Floor</title><body>{page * 3}<div>{PARAGRAPH}</div></body></html>'
    )
    return lambda: HTML(string=html).write_pdf(pdf_variant="pdf/a-3a")
