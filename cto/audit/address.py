"""From which machine a request came, for the audit log and for limits on sign-ins.

The connection's own address, unless the setting TRUSTED_PROXY_COUNT says that so many reverse
proxies of ours stand in front: then the address that the outermost of them saw. Anything further
left in X-Forwarded-For was written by the browser and is not believed.
"""

import ipaddress
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Services know no request, and their audit entries name the machine all the same.
_current: ContextVar[str | None] = ContextVar("audit_address", default=None)


def address_of(request: HttpRequest) -> str | None:
    """The client's IP address in its usual form; None where there is none that can be believed."""
    seen = request.META.get("REMOTE_ADDR", "")
    proxies: int = getattr(settings, "TRUSTED_PROXY_COUNT", 0)
    if proxies:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(hops) < proxies:
            return None
        seen = hops[-proxies]
    try:
        return str(ipaddress.ip_address(seen))
    except ValueError:
        return None


def current_address() -> str | None:
    """The address of the request being answered; None outside a request."""
    return _current.get()


class RememberAddress:
    """Middleware: while a request is answered, `current_address()` is its address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _current.set(address_of(request))
        try:
            return self.get_response(request)
        finally:
            _current.reset(token)
