"""What two people do in this room, as single steps for tests over http. Their zone is UTC; today is 21 September 2026."""

from __future__ import annotations

import html
import io
import re

from PIL import Image

from gemel.testing import Client

OWL, SEA = "Hear an owl, and know that it was one", "See the fjord in winter"
WISHES, JOURNAL, RITUALS, DAY = "/memories/wishes", "/memories/journal", "/memories/rituals", "/memories/day"
COFFEE = "Coffee on the stairs"


def picture(colour: str = "teal", size: tuple[int, int] = (64, 48)) -> bytes:
    """A small picture, as a camera hands it over."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def wish(who: Client, words: str = OWL, **more: str) -> str:
    """Its address."""
    return who.post(WISHES, {"words": words, **more}).url.path


def page(who: Client, words: str = "Rain, and soup", **more: str) -> str:
    return who.post(JOURNAL, {"words": words, **more}).url.path


def ritual(who: Client, name: str = COFFEE, **more: str) -> str:
    return who.post(RITUALS, {"name": name, **more}).url.path


def ours(who: Client, address: str):
    """Tap «Ours» on what the page shows."""
    version = re.search(r'name="version" value="([0-9a-f]{32})"', who.get(address).text)
    return who.post(f"{address}/agreements", {"version": version[1] if version else "0" * 32})


def awake(*clients: Client) -> None:
    """Signed in again, after a jump of the clock."""
    for client in clients:
        client.cookie = client.house.house.sessions.begin(client.entrance_now(), client.house.clock.now)


def main(text: str) -> str:
    """What the page says, without the frame and without the hidden ids of its forms."""
    inside = text[text.index("<main") : text.index("</main>")]
    return html.unescape(re.sub(r'name="(_token|_id)" value="[\w-]*"', "", inside))


def words(text: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", main(text)).split())


def sent(*files: bytes) -> list[tuple[str, tuple[str, bytes, str]]]:
    """Files of one field, as a form sends them."""
    return [("photo", (f"{number}.jpg", data, "image/jpeg")) for number, data in enumerate(files)]
