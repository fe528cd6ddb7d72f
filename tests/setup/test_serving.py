"""The real thing: gunicorn under production's settings, on a database that is thrown away."""

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from cto.setup.places import ROOT
from cto.setup.quality import as_in_production
from cto.setup.serve import server_command

DEMONSTRATION_USER = (
    "import django; django.setup(); from cto.accounts.demonstration import "
    "create_demonstration_users as make; make('a password for a test')"
)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a site whose database and static files are ready."""
    folder = tmp_path_factory.mktemp("site")
    environment = {**as_in_production(folder), "STATIC_ROOT": str(folder / "static")}
    for command in (["migrate"], ["createcachetable"], ["collectstatic", "--no-input"]):
        line = [sys.executable, "manage.py", *command, "--verbosity", "0"]
        subprocess.run(line, cwd=ROOT, env=environment, check=True, capture_output=True)
    return environment


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(environment: dict[str, str], port: int) -> "subprocess.Popen[str]":
    command = [sys.executable, *server_command(f"127.0.0.1:{port}")[1:]]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(scope="module")
def address(site: dict[str, str]) -> Iterator[str]:
    port = free_port()
    server = start(site, port)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate(timeout=20)


def fetch(address: str, **headers: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and text, as the proxy in front would ask for it over HTTPS."""
    sent = {"Host": "cto.example.nhs.uk", "X-Forwarded-Proto": "https", **headers}
    opener = urllib.request.build_opener(NoRedirect)
    try:
        request = urllib.request.Request(address, headers=sent)  # noqa: S310 - our own server
        answer = opener.open(request, timeout=20)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        text = answer.read().decode("utf-8", "replace")
        return answer.status, {k.lower(): v for k, v in answer.headers.items()}, text


def test_production_sends_strangers_to_the_sign_in_page_with_safe_headers(address: str) -> None:
    status, headers, _ = fetch(f"{address}/users-and-teams/")
    assert (status, headers["location"]) == (302, "/account/login/?next=/users-and-teams/")
    status, headers, page = fetch(f"{address}/account/login/")
    assert status == 200
    assert headers["strict-transport-security"].startswith("max-age=31536000")
    assert headers["set-cookie"].startswith("__Host-csrf=")
    for attribute in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert attribute in headers["set-cookie"]
    stylesheet = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', page)
    assert stylesheet, "the page names a stylesheet by the hash of its content"
    status, headers, _ = fetch(address + stylesheet[1])
    assert (status, headers["cache-control"]) == (200, "max-age=315360000, public, immutable")


def test_plain_http_and_foreign_hosts_get_nothing(address: str) -> None:
    status, headers, _ = fetch(f"{address}/account/login/", **{"X-Forwarded-Proto": "http"})
    assert (status, headers["location"]) == (301, "https://cto.example.nhs.uk/account/login/")
    assert fetch(f"{address}/account/login/", Host="elsewhere.example")[0] == 400


def test_no_process_serves_demonstration_sign_ins_in_production(
    site: dict[str, str], tmp_path: Path
) -> None:
    shutil.copy(site["DATABASE_URL"].removeprefix("sqlite:///"), tmp_path / "own.sqlite3")
    site = {**site, "DATABASE_URL": f"sqlite:///{tmp_path / 'own.sqlite3'}"}
    line = [sys.executable, "-c", DEMONSTRATION_USER]
    subprocess.run(line, cwd=ROOT, env=site, check=True, capture_output=True)
    server = start(site, free_port())
    try:
        _, said = server.communicate(timeout=30)
    finally:
        server.kill()
    assert server.returncode != 0
    assert "ImproperlyConfigured" in said
