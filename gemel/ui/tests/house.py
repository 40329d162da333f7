"""What tests of live elements share: a stream that says what the test says, ears for sound, and a page that hides."""

from __future__ import annotations

import re

from gemel.testing_browser import Phone, Two

STREAM = """
window.streams = []
window.EventSource = class extends EventTarget {
  static CLOSED = 2
  constructor(url) { super(); this.url = url; this.readyState = 1; streams.push(this) }
  close() { this.readyState = 2 }
}
window.say = (name, data) => {
  const stream = streams.findLast(one => one.readyState === 1)
  stream.dispatchEvent(new MessageEvent(name, { data: String(data) }))
}
"""

# The audio clock goes with the page's own, so that a test can move it.
AUDIO = """
window.struck = []
const level = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} }
const part = more => ({ connect: to => to, ...more })
window.AudioContext = class {
  state = "running"
  destination = part({})
  get currentTime() { return performance.now() / 1000 }
  resume() { return Promise.resolve() }
  createGain() { return part({ gain: level }) }
  createOscillator() {
    const bell = { at: null, stopped: null }
    struck.push(bell)
    return part({ frequency: {}, start(at) { bell.at = at }, stop(at) { bell.stopped = at ?? 0 } })
  }
}
"""

HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true })
  document.dispatchEvent(new Event("visibilitychange"))
}"""


def asked(two: Two, way: str = "Side by side, each with a phone") -> str:
    """Ana has asked Ben to listen; gives the address of what happens now, with Ana's phone on it."""
    two.couple()
    two.one.go("/exercises/listening")
    two.one.page.get_by_text(way).click()
    two.one.tap("Ask Ben")
    two.one.waits_for("Ben is asked")
    return str(two.one.page.get_attribute("gm-sitting", "data-address"))


def taps(phone: Phone, address: str, name: str) -> None:
    """A tap from this person's other device: no page of theirs in this browser is told."""
    assert phone.client is not None
    found = re.search(r'data-version="(\d+)"', phone.client.get(address).text)
    assert found
    phone.client.post(f"{address}/taps", {"tap": name, "version": found[1]})


def version(phone: Phone) -> int:
    return int(phone.page.get_attribute("gm-sitting", "data-version") or 0)


def says(phone: Phone, name: str, number: int) -> None:
    phone.page.evaluate("([name, number]) => say(name, number)", [name, number])


def asks_of(phone: Phone, path: str) -> list[str]:
    """A list that grows with every request to an address that ends so."""
    found: list[str] = []
    phone.page.on("request", lambda one: found.append(one.url) if one.url.endswith(path) else None)
    return found
