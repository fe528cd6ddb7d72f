"""Run in a process of its own: asks the renderer for what it must never open, and listens.

Prints one line of JSON for each probe: its channel, what the process opened, and the message.
"""

import json
import os
import sys

LISTENED = ("open", "socket.connect", "socket.getaddrinfo", "urllib.Request", "subprocess.Popen")

CHANNELS = {
    "img": '<img alt="x" src="{url}">',
    "img relative to a base": '<base href="{base}"><img alt="x" src="{name}">',
    "object": '<object data="{url}"></object>',
    "embed": '<embed src="{url}">',
    "iframe": '<iframe src="{url}"></iframe>',
    "input image": '<input type="image" src="{url}">',
    "video poster": '<video poster="{url}"></video>',
    "stylesheet": '<link rel="stylesheet" href="{url}">',
    "import": "<style>@import url('{url}');</style>",
    "background": "<p style=\"background: url('{url}')\">x</p>",
    "list image": "<ul><li style=\"list-style-image: url('{url}')\">x</li></ul>",
    "border image": "<p style=\"border: 1px solid; border-image: url('{url}') 1\">x</p>",
    "generated content": "<style>p::before {{ content: url('{url}') }}</style><p>x</p>",
    "font": "<style>@font-face {{ font-family: f; src: url('{url}') }}</style><p>x</p>",
    "svg image": '<svg width="9" height="9"><title>x</title><image href="{url}" width="9"'
    ' height="9"/></svg>',
    "svg use": '<svg width="9" height="9"><title>x</title><use href="{url}#a"/></svg>',
    "attachment": '<link rel="attachment" href="{url}">',
    "attachment by link": '<a rel="attachment" href="{url}">x</a>',
}  # fmt: skip

# Where WeasyPrint has no such feature and asks for nothing, so that there is nothing to refuse.
UNASKED = {"iframe", "video poster", "input image", "svg use"}


def main() -> None:
    """Print two innocent documents, start listening, then try every channel by both schemes."""
    import django

    django.setup()
    from assessments.documents import renderer
    from tests.documents.reading import printed

    printed("<p>To load what is needed.</p>")
    heard: list[str] = []
    sys.addaudithook(lambda event, args: _hear(heard, event, args))
    secret = os.path.abspath(__file__)
    for channel, markup in CHANNELS.items():
        for base in ("file://" + os.path.dirname(secret) + "/", "http://127.0.0.1:9/"):
            name = os.path.basename(secret)
            heard.clear()
            message = ""
            try:
                pdf = printed("<p>Body</p>" + markup.format(url=base + name, base=base, name=name))
                message = "leaked" if b"Run in a process" in pdf else ""
            except renderer.CannotPrint as refused:
                message = str(refused)
            row = {"channel": channel, "base": base, "opened": list(heard), "message": message}
            sys.stdout.write(json.dumps(row) + "\n")


def _hear(heard: list[str], event: str, args: tuple) -> None:
    if event not in LISTENED:
        return
    if event == "open":
        path = str(args[0])
        # Its own colour profile, modules, and the folder in which it hands faces to Pango.
        if path.endswith(("sRGB2014.icc", ".py", ".pyc")) and __file__ not in path:
            return
        if os.path.basename(os.path.dirname(path)).startswith("weasyprint-"):
            return
    heard.append(f"{event}: {args[:2]}")


if __name__ == "__main__":
    main()
