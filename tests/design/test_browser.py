"""The sample page in a real browser: accessible, alone on the network, kind to a keyboard."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.looks, pytest.mark.django_db(transaction=True)]
EXPECTED = re.compile(r"status of (404|409|422)")


@pytest.fixture
def visited(page: Page, live_server) -> Iterator[Page]:
    """The sample page; at the end, nothing may have gone wrong or have been asked of a stranger."""
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "console",
        lambda message: (
            troubles.append(message.text)
            if message.type in {"error", "warning"} and not EXPECTED.search(message.text)
            else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(live_server.url) else troubles.append(request.url)
        ),
    )
    page.goto(f"{live_server.url}/sample/")
    yield page
    assert troubles == []


def findings(page: Page) -> list[str]:
    """What axe finds, but for aria-expanded on conditional radios, which is the design system's."""
    return [
        f"{violation['id']}: {node['html']}"
        for violation in Axe().run(page).response["violations"]
        for node in violation["nodes"]
        if not (
            violation["id"] == "aria-allowed-attr" and 'class="nhsuk-radios__input"' in node["html"]
        )
    ]


def fill(page: Page) -> None:
    page.fill("#id_text", "Eddie gets on with his sister.")
    page.check("#id_leaning-3")
    page.check("#id_interpreter-2")
    page.fill("#id_said_on-day", "1")
    page.fill("#id_said_on-month", "6")
    page.fill("#id_said_on-year", "2026")
    page.select_option("#id_source", "seen")


def leave(page: Page) -> list[str]:
    """Try to leave, and stay; what the browser asked."""
    asked: list[str] = []

    def stay(dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.evaluate("location.href = '/components/'")
    page.wait_for_timeout(300)
    if not asked:
        page.remove_listener("dialog", stay)
    return asked


@pytest.mark.parametrize("width", [1280, 375])
def test_axe_has_nothing_to_say_about_a_page_in_any_state(visited, live_server, width):
    visited.set_viewport_size({"width": width, "height": 800})
    assert findings(visited) == []
    visited.check("#id_interpreter")
    assert findings(visited) == []
    visited.click("text=Save and continue")
    visited.wait_for_selector(".nhsuk-error-summary")
    assert findings(visited) == []
    visited.once("dialog", lambda dialog: dialog.accept())
    for address in ("/components/", "/account/login/", "/nowhere/"):
        visited.goto(live_server.url + address)
        assert findings(visited) == []


def test_no_page_is_wider_than_a_phone(visited, live_server):
    visited.set_viewport_size({"width": 320, "height": 700})
    for address in ("/sample/", "/components/", "/account/login/"):
        visited.goto(live_server.url + address)
        assert visited.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_columns_stand_beside_each_other_and_stack_on_a_phone(visited):
    def tops() -> tuple[float, float]:
        return tuple(visited.locator(f"#id_{n}").bounding_box()["y"] for n in ("text", "words"))

    visited.set_viewport_size({"width": 1280, "height": 800})
    first, second = tops()
    assert abs(first - second) < 60
    visited.set_viewport_size({"width": 375, "height": 800})
    first, second = tops()
    assert second - first > 150


def test_an_answer_reveals_what_it_asks_for(visited):
    expect(visited.locator("#id_language")).to_be_hidden()
    visited.check("#id_interpreter")
    expect(visited.locator("#id_language")).to_be_visible()


def test_the_summary_of_errors_has_the_focus_and_leads_to_the_field(visited):
    visited.click("text=Save and continue")
    expect(visited.locator(".nhsuk-error-summary")).to_be_focused()
    visited.click("text=Choose which way this points >> nth=0")
    expect(visited.locator("#id_leaning")).to_be_focused()


def test_ctrl_and_enter_save_from_a_text_area(visited):
    fill(visited)
    visited.focus("#id_text")
    visited.keyboard.press("Control+Enter")
    expect(visited.locator(".nhsuk-notification-banner--success")).to_contain_text("gets on with")


def test_j_and_k_turn_the_pages_and_rest_while_somebody_types(visited):
    visited.keyboard.press("j")
    visited.wait_for_url("**/sample/?page=3")
    visited.keyboard.press("k")
    visited.wait_for_url("**/sample/?page=1")
    visited.focus("#id_text")
    visited.keyboard.type("jk?")
    expect(visited.locator("#id_text")).to_have_value("jk?")
    expect(visited.locator("#cto-keys")).to_be_hidden()
    assert visited.url.endswith("?page=1")


def test_keys_of_one_letter_can_be_switched_off(visited):
    visited.keyboard.press("?")
    expect(visited.locator("#cto-keys")).to_be_visible()
    assert findings(visited) == []
    visited.uncheck("#cto-keys-on")
    visited.click("#cto-keys >> text=Close")
    visited.reload()
    visited.keyboard.press("j")
    visited.keyboard.press("?")
    expect(visited.locator("#cto-keys")).to_be_hidden()
    assert visited.url.endswith("/sample/")
    visited.keyboard.press("Alt+PageDown")
    visited.wait_for_url("**/sample/?page=3")


def test_leaving_with_unsaved_text_asks_first(visited):
    assert leave(visited) == []
    visited.goto(visited.url.replace("/components/", "/sample/"))
    visited.fill("#id_text", "Not saved")
    assert leave(visited) == ["beforeunload"]
    expect(visited.locator("#id_text")).to_have_value("Not saved")


def test_text_that_came_back_with_errors_is_unsaved_too(visited):
    visited.fill("#id_text", "Not saved")
    visited.click("text=Save and continue")
    visited.wait_for_selector(".nhsuk-error-summary")
    visited.click("h1")
    assert leave(visited) == ["beforeunload"]


def test_a_form_is_sent_once(visited):
    fill(visited)
    sent: list[str] = []
    visited.on("request", lambda r: sent.append(r.url) if r.method == "POST" else None)
    visited.evaluate(
        "() => { const b = document.querySelector('[data-key=save]'); b.click(); b.click(); "
        "document.querySelector('form[data-cto-form]').requestSubmit(); }"
    )
    visited.wait_for_selector(".nhsuk-notification-banner--success")
    assert len(sent) == 1


def test_everything_works_without_scripts(browser, live_server):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/sample/")
    expect(page.locator("#id_language")).to_be_visible()
    page.click("text=Save and continue")
    expect(page.locator(".nhsuk-error-summary")).to_be_visible()
    fill(page)
    page.click("text=Save and continue")
    expect(page.locator(".nhsuk-notification-banner--success")).to_be_visible()


def test_two_people_at_once_are_asked_on_an_accessible_page(visited):
    fill(visited)
    visited.evaluate(
        "document.getElementById('id_shown').value = '00000000-0000-4000-8000-00000000000a'"
    )
    visited.click("text=Save and continue")
    visited.wait_for_selector("text=Changed while you were typing")
    visited.click("text=Combine the two")
    assert findings(visited) == []
    visited.click("button:has-text('Save')")
    expect(visited.locator(".nhsuk-notification-banner--success")).to_contain_text("Theirs <b>bold")
