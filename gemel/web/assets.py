"""Style, scripts and icons, read once, compressed once, and named by what is in them."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from gemel import ui

UI = Path(ui.__file__).parent
mimetypes.add_type("application/manifest+json", ".webmanifest")
IMPORT = re.compile(rb'^import "\./[\w-]+\.js";?\n', re.M)
YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    kind: str
    plain: bytes
    packed: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class Assets:
    by_name: dict[str, Asset]
    urls: dict[str, str]

    def url(self, name: str) -> str:
        """The address of an asset; it changes with the content, so browsers keep it for a year."""
        return self.urls[name]


def load() -> Assets:
    """All assets: the style sheets in order as app.css, htmx, the scripts as app.js, and each static file."""
    files = {"app.css": _joined("css", "*.css"), "htmx.js": _joined("vendor", "htmx-*.min.js")}
    files["app.js"] = _scripts()
    files |= {path.name: path.read_bytes() for path in sorted((UI / "static").iterdir()) if path.is_file()}
    # One digest for all of them: the manifest finds its icons beside itself.
    digest = hashlib.blake2b(b"".join(name.encode() + data for name, data in files.items()), digest_size=6).hexdigest()
    assets = {name: _asset(name, data, digest) for name, data in files.items()}
    return Assets(assets, {name: f"/assets/{one.digest}/{name}" for name, one in assets.items()})


def _scripts() -> bytes:
    """The small scripts as one file, each in a scope of its own: a first visit asks eight things at most.

    In the source, app.js imports the others; those lines are what is taken out here.
    """
    paths = sorted((UI / "js").glob("*.js"), key=_last)
    return b"\n".join(b"{\n" + IMPORT.sub(b"", path.read_bytes()) + b"\n}" for path in paths)


def _last(path: Path) -> tuple[bool, bool, str]:
    """Elements come after what they call: they come alive as they are defined."""
    return path.name == "app.js", path.name.startswith("gm-"), path.name


def _joined(folder: str, pattern: str) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted((UI / folder).glob(pattern)))


def _asset(name: str, data: bytes, digest: str) -> Asset:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind.endswith(("javascript", "xml")):
        kind += "; charset=utf-8"
    return Asset(kind, data, gzip.compress(data, 9, mtime=0), digest)
