"""The log as JSON lines, with a number for each request, and without what people typed."""

import json
import logging
import traceback
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse

current: ContextVar[str] = ContextVar("request_id", default="")


class RequestId:
    """Gives every request a number, which its log lines carry and the response names.

    A number sent by the browser is not believed: it would let anyone write into the log.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Not taken back afterwards: Django logs a 404 or 403 when all middleware is done.
        number = uuid.uuid4().hex[:16]
        current.set(number)
        response = self.get_response(request)
        response["X-Request-ID"] = number
        return response


class JsonLine(logging.Formatter):
    """One JSON object a line: when, level, logger, message, request, and where an error arose.

    Of an exception only the class and the places are written: its message, like the detail of a
    database error, may quote what a clinician typed about a patient.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": current.get(),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])
            line["where"] = " > ".join(f"{f.filename}:{f.lineno} {f.name}" for f in frames[-8:])
        return json.dumps(line, ensure_ascii=False)
