"""What G2 sends, as a phone would: curl speaks both versions of HTTP, slowly where asked, and through TLS."""

from __future__ import annotations

import secrets
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from bench.trust.scan import picture
from gemel.vault import form_token
from gemel.web.uploads import MIB
from gemel.web.visit import MAX_TEXT
from tests.test_canaries import Canaries

LARGE, TOO_LARGE = 19 * MIB, 21 * MIB
PASTED = 100_000
"""Characters of a paste that is refused and comes back whole in the page that says so."""
SHOWN = 4096
"""Bytes of each write that a trace holds: what is planted comes again at least that often."""
WAYS = (("--http2",), ("--http1.1",), ("--http1.1", "-H", "Transfer-Encoding: chunked"))
SLOWLY = ("--limit-rate", "400K")


@dataclass
class Phone:
    address: str
    cookie: str
    folder: Path
    canaries: Canaries
    sent: int = 0
    wrong: list[str] = field(default_factory=list)
    needles: list[bytes] = field(default_factory=list)
    """What to look for: planted words, and pieces of photos as they were shown."""

    def sends_all(self, ways: tuple[tuple[str, ...], ...] = WAYS) -> None:
        for way in ways:
            self._photos(way)
            self._words(way)
        self.needles += [word.encode() for word in self.canaries.words]

    def _photos(self, way: tuple[str, ...]) -> None:
        id, words = secrets.token_hex(16), self.long(MAX_TEXT)
        kept = self.sends("/memories/journal", way, ("words", words), ("_id", id), photo=self.photo(LARGE))
        self.expect("a photo", kept, 303)
        refused = self.sends("/memories/journal", way, ("words", words), photo=self.photo(TOO_LARGE))
        self.expect("a photo too large", refused, 422, words)
        self.expect("the journal", self.asks("/memories/journal", way), 200, words)
        shown = self.asks(f"/moments/{id}/photos/1", way, *SLOWLY)
        self.expect("a photo shown", shown, 200)
        self.needles += [shown[at : at + 16] for at in range(SHOWN // 2, len(shown) - 16, SHOWN // 2)]

    def _words(self, way: tuple[str, ...]) -> None:
        longest, pasted = self.long(MAX_TEXT), self.long(PASTED)
        self.expect("the longest words", self.sends("/thanks", way, ("did", longest), ("way", "now")), 303)
        self.expect("a paste", self.sends("/thanks", (*way, *SLOWLY), ("did", pasted), ("way", "now")), 422, pasted)
        self.expect("a hint", self.sends("/coach/hints", way, ("_look", "did thanks"), ("did", longest)), 200)
        self.expect("a search", self.sends("/timeline/search", way, ("words", self.canaries())), 200)
        self.expect("the timeline", self.asks("/timeline", (*way, *SLOWLY)), 200)

    def long(self, most: int) -> str:
        word = self.canaries()
        return " ".join([word] * ((most + 1) // (len(word) + 1)))

    def photo(self, size: int) -> Path:
        """A large picture with a word of its own in its margins, and behind its end again and again."""
        word, path = self.canaries(), self.folder / "photo.jpg"
        data = picture(word, (2400, 1800))
        path.write_bytes((data + word.encode() * (size // len(word)))[:size])
        return path

    def sends(self, path: str, way: tuple[str, ...], *fields: tuple[str, str], photo: Path | None = None) -> bytes:
        """A form as the page would send it; the words from a file, since a command line has no room for them."""
        own = {"_token": form_token(self.cookie), "_id": secrets.token_hex(16)} | dict(fields)
        flag, told = ("-F", []) if photo else ("--data-urlencode", [])
        for number, (name, value) in enumerate(own.items()):
            file = self.folder / f"field{number}"
            file.write_text(value)
            told += [flag, f"{name}=<{file}" if photo else f"{name}@{file}"]
        self.sent += 1
        return self._curl(
            path, *way, *told, *(["-F", f"photo=@{photo};filename={self.canaries()}.jpg"] if photo else [])
        )

    def asks(self, path: str, way: tuple[str, ...], *more: str) -> bytes:
        return self._curl(path, way[0], *more)

    def _curl(self, path: str, *more: str) -> bytes:
        own = [
            "-sS",
            "-k",
            "-m",
            "120",
            "-H",
            f"Cookie: __Host-gemel={self.cookie}",
            "-H",
            "Sec-Fetch-Site: same-origin",
        ]
        command = ["curl", *own, "-w", "\n%{http_code}", *more, self.address + path]
        return subprocess.run(command, capture_output=True, check=False).stdout

    def expect(self, what: str, answer: bytes, status: int, words: str = "") -> None:
        """An answer that is not what a person would be given makes the rest mean nothing."""
        code = answer.rpartition(b"\n")[2].decode()
        if code != str(status) or words.encode() not in answer:
            self.wrong.append(f"{what}: {code} in place of {status}" if code != str(status) else f"{what}: words gone")
