"""Copy what the site needs of nhsuk-frontend into static/vendor/nhsuk.

    npm pack nhsuk-frontend@10.6.1
    python cto/setup/vendor_nhsuk.py nhsuk-frontend-10.6.1.tgz

The archive must have the integrity below, as it is published (`npm view
nhsuk-frontend@10.6.1 dist.integrity`). For another version, change VERSION and INTEGRITY and run
both lines again.

Four things are changed on the way in, and nothing else:

- Frutiger is left out, its @font-face rules and its name: its licence is for NHS organisations.
- addresses of images become relative, so that the site can be served from any path.
- the source map lines go, because the maps are not copied and manifest storage would look for them.
- of the images only the few that the style sheet names: the package's icons show the NHS
  lozenge, a trade mark.

The code is under the MIT licence. The archive holds no licence file, so LICENCE.txt beside the
copies carries the text and NHS England's notice, and is left as it is.
"""

import base64
import hashlib
import json
import re
import sys
import tarfile
from pathlib import Path

VERSION = "10.6.1"
INTEGRITY = (
    "sha512-PZorqQZjZx/A26yJoskCL9z0ib6AtkAyF0o4K/RHr8zRrJyXrUOCn"
    "Mbjy0VNXsGO4tfTNMwqlkwATKs4a0xayw=="
)
HERE = Path(__file__).resolve().parents[2] / "static" / "vendor" / "nhsuk"
DIST = "package/dist/nhsuk/"
IMAGES = ("arrow-down", "arrow-up", "arrow-up-down", "cross")


def integrity(archive: bytes) -> str:
    """The archive's digest in the form in which npm writes it."""
    return "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()


def plain_css(css: str) -> str:
    """The style sheet without Frutiger, absolute addresses and its source map."""
    css = re.sub(r"@font-face\{[^}]*Frutiger[^}]*\}", "", css)
    css = css.replace("Frutiger W01,arial,sans-serif", 'arial,"Liberation Sans",sans-serif')
    css = css.replace("url(/assets/images/", "url(images/")
    css = re.sub(r"\n?/\*# sourceMappingURL=[^*]*\*/\s*$", "\n", css)
    if "Frutiger" in css or "https://" in css or "url(/" in css:
        raise SystemExit("The style sheet still names Frutiger or an outside address: read it")
    return css


def plain_js(js: str) -> str:
    """The module without its source map."""
    return re.sub(r"//# sourceMappingURL=\S*\s*$", "\n", js)


def main(path: str) -> None:
    """Write the copies and VENDOR.json, or stop before anything is written."""
    archive = Path(path).read_bytes()
    if integrity(archive) != INTEGRITY:
        raise SystemExit(f"{path} is not nhsuk-frontend {VERSION}: its integrity differs")
    with tarfile.open(path) as tar:

        def member(name: str) -> str:
            found = tar.extractfile(DIST + name)
            if found is None:
                raise SystemExit(f"{path} has no {name}")
            return found.read().decode()

        files = {
            "nhsuk-frontend.min.css": plain_css(member("nhsuk-frontend.min.css")),
            "nhsuk-frontend.min.js": plain_js(member("nhsuk-frontend.min.js")),
        }
        for image in IMAGES:
            name = f"images/nhsuk-icon-{image}.svg"
            files[name] = member(f"assets/{name}")
    (HERE / "images").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (HERE / name).write_text(text, encoding="utf-8")
    note = {
        "name": "nhsuk-frontend",
        "version": VERSION,
        "integrity": INTEGRITY,
        "licence": "MIT, NHS England: see LICENCE.txt",
        "changed": "no Frutiger, relative image addresses, no source map lines",
        "files": {
            name: "sha256-" + hashlib.sha256(text.encode()).hexdigest()
            for name, text in sorted(files.items())
        },
    }
    (HERE / "VENDOR.json").write_text(json.dumps(note, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
