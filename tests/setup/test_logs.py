"""The log helps to find an error and never repeats what a clinician typed."""

import json
import logging

import pytest
from django.test import Client

from cto.logs import JsonLine, current


def line(message: str, error: Exception | None = None) -> dict[str, str]:
    caught = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("cto.test", logging.ERROR, "f.py", 1, message, (), caught)
    written = JsonLine().format(record)
    assert "\n" not in written
    loaded: dict[str, str] = json.loads(written)
    return loaded


def test_an_error_is_logged_by_its_class_and_place_and_not_by_its_words() -> None:
    try:
        raise ValueError("Eddie said he would leave")
    except ValueError as error:
        written = line("Internal Server Error: /people/", error)
    assert written["error"] == "ValueError"
    assert "test_logs.py" in written["where"]
    assert "Eddie" not in json.dumps(written)


def test_a_line_break_in_a_message_cannot_forge_a_line() -> None:
    assert line("one\ntwo")["message"] == "one\ntwo"


@pytest.mark.django_db
def test_each_request_has_a_number_of_its_own_that_the_browser_cannot_choose(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    first = client.get("/nowhere/", headers={"X-Request-ID": "chosen"})["X-Request-ID"]
    assert json.loads(JsonLine().format(caplog.records[-1]))["request"] == first == current.get()
    assert first not in {"chosen", client.get("/nowhere/")["X-Request-ID"]}
    assert len(first) == 16


def test_the_formatter_is_the_one_in_use() -> None:
    handlers = logging.getLogger().handlers
    assert any(isinstance(handler.formatter, JsonLine) for handler in handlers)
