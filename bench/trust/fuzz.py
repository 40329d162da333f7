"""G26 and G24. Anything at all in every address, field and header: never a 500, never markup of a visitor's own, and no
change that did not come from one of gemel's pages."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote

import httpx

from bench.trust.kit import Budget, Found, a_house
from gemel import app
from gemel.testing import Client, TestHouse
from gemel.vault import form_token
from gemel.web.pages import Route
from tests.walks import forms, own_links, plain_addresses

ENDLESS = {"/live/now"}
DEAR = re.compile(
    r"^/(book/|thanks/cards$|archives$|rotation$|passphrase$|private/key$|recovery|sessions$|people$|account)"
)
"""Printing and passphrases: a process or a stretch for each, and so tried seldom."""
AN_EVENING = 2_000
"""Requests of one couple, before another comes: some of what is sent parts them or signs them out."""
MARK = "zqx"
MARKUP = [
    f"<{MARK} onload=1>",
    f'"><{MARK}>',
    f"'><script>{MARK}</script>",
    f"</textarea><{MARK}>",
    f"javascript:{MARK}",
]
ODD = [
    "", " ", "\x00", "\r\nset-cookie: a=b", "%00", "%0d%0a", "../../../../etc/passwd", "..%2f..%2fetc%2fpasswd",
    "' OR 1=1 --", '"; DROP TABLE moment; --', "1)) UNION SELECT 1,2,3 --", "{{7*19100003}}", "${7*19100003}", "#{7*19100003}", "%s%n%x",
    "{% include '/etc/passwd' %}", "$(id)", "`id`", "-1", "0", "1", "99999999999999999999", "1e309", "NaN", "null", "true",
    "2026-02-30", "0000-00-00", "9999-12-31", "24:61", "🌲" * 50, "\u202e\u0000\ufeff", "ﷺ" * 200, "a" * 6_000,
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"), "é" * 3_000, "0" * 32, "g" * 32, "ab" * 16,
    "yes", "no", "now", "later", "keep", "open", "all", "usual",
]  # fmt: skip
SIGNS = {
    "markup": re.compile(rf"<{MARK}|<script>{MARK}|href=\"?javascript:{MARK}"),
    "a template was run": re.compile(r"133700021"),
    "a file was read": re.compile(r"root:[x*]:0:0"),
    "the inside shows": re.compile(r"Traceback \(most|sqlalchemy\.|sqlite3\.|psycopg\.|jinja2\.|site-packages"),
}
ELSEWHERE = [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://evil.example"}]


@dataclass
class Fuzz:
    house: TestHouse
    chance: Random
    ids: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    evenings: int = 0
    wrong: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """A couple that wrote a little, so that there are ids to try; every field that any page asks for."""
        self.evenings += 1
        self.couple = self.house.couple(f"Ana {self.evenings}", f"Ben {self.evenings}")
        ana, ben = self.couple
        for path, words in (
            ("/thanks", "did"),
            ("/empathy/vents", "words"),
            ("/growth/news", "words"),
            ("/memories/wishes", "words"),
        ):
            ana.post(path, {words: "a word"})
            ben.post(path, {words: "a word"})
        ana.post("/questions")
        ana.post("/sittings", {"exercise": "listening", "way": "phones"})
        self.people = [ana, ana, ben, self.house.client()]
        pages = [ana.get(path).text for path in plain_addresses() if path not in ENDLESS]
        links = {link for page in pages for link in own_links(page)}
        self.ids = sorted({found for link in links for found in re.findall(r"[0-9a-f]{32}", link)})
        pages += [ana.get(link).text for link in sorted(links)[:30]]
        named = {name for page in pages for form in forms(page) for name in [*form.fields, *form.free]}
        self.fields = sorted({*self.fields, *named, "words", "way", "page", "told"})

    def value(self) -> str:
        kind = self.chance.random()
        if kind < 0.35:
            return self.chance.choice(MARKUP)
        if kind < 0.45 and self.ids:
            return self.chance.choice(self.ids)
        if kind < 0.9:
            return self.chance.choice(ODD)
        return "".join(chr(self.chance.randrange(1, 0x2FFF)) for _letter in range(self.chance.randrange(40)))

    def address(self, path: str) -> str:
        def part(_found: re.Match[str]) -> str:
            if self.ids and self.chance.random() < 0.7:
                return self.chance.choice(self.ids)
            return quote(self.value()[:300], safe="") or "x"

        filled = re.sub(r"\{[^}]*\}", part, path)
        return filled + (
            f"?{httpx.QueryParams({self.chance.choice(self.fields): self.value()})}"
            if self.chance.random() < 0.3
            else ""
        )

    def body(self) -> dict[str, object]:
        chosen = self.chance.sample(self.fields, min(len(self.fields), self.chance.randrange(8)))
        return {name: [self.value(), self.value()] if self.chance.random() < 0.1 else self.value() for name in chosen}

    def one(self, route: Route) -> None:
        who = self.chance.choice(self.people)
        path = self.address(route.path)
        cookie = who.cookie
        answer = self.sends(who, route, path)
        who.cookie = who.cookie or cookie
        self.judge(f"{route.method} {route.path}", answer)

    def sends(self, who: Client, route: Route, path: str) -> httpx.Response:
        if route.method == "GET":
            return who.http.send("GET", path)
        data, files = self.body(), None
        if route.files and self.chance.random() < 0.5:
            files = [
                (self.chance.choice(self.fields), ("p.jpg", self.value().encode("utf-8", "replace"), "image/jpeg"))
            ]
        data["_token"] = form_token(who.cookie) if who.cookie else ""
        if self.chance.random() < 0.5:
            data["_id"] = secrets.token_hex(16)
        return who.http.send("POST", path, data, {}, files)

    def judge(self, what: str, answer: httpx.Response) -> None:
        if answer.status_code >= 500 and answer.status_code not in {503, 507}:
            self.wrong.append(f"{what}: {answer.status_code}")
        shown = answer.text if "text/html" in answer.headers.get("content-type", "") else ""
        self.wrong += [f"{what}: {sign}" for sign, pattern in SIGNS.items() if pattern.search(shown)]


def routes(method: str) -> list[Route]:
    return [one for one in app.routes() if one.method == method and one.path not in ENDLESS]


def chosen(chance: Random) -> Iterator[Route]:
    """Routes in any order; a change twice as often as a look, and what is dear one time in fifty."""
    every = [*routes("GET"), *routes("POST"), *routes("POST")]
    while True:
        one = chance.choice(every)
        if not DEAR.match(one.path) or chance.random() < 0.02:
            yield one


def fuzzed(house: TestHouse, budget: Budget, seed: int, ways: int = len(ELSEWHERE)) -> Found:
    """`ways`: in how many of the ways there are a change is sent from elsewhere."""
    fuzz, sent = Fuzz(house, Random(seed)), 0
    for number, route in zip(budget.tries(), chosen(fuzz.chance), strict=False):
        if number % AN_EVENING == 0:
            fuzz.begin()
        fuzz.one(route)
        sent += 1
    unrefused = [*unasked(house), *from_elsewhere(house, ways)]
    wrong = [*dict.fromkeys(fuzz.wrong), *unrefused]
    return Found(
        sent,
        len(wrong),
        f"seed {seed}; "
        + (
            "; ".join(wrong[:8])
            or f"every change refused from elsewhere, and without its token ({len(routes('POST'))} of them)"
        ),
    )


def unasked(house: TestHouse) -> Iterator[str]:
    """Every change, sent by somebody signed in without the token of their pages, or with a wrong one."""
    who = house.person(f"Una {secrets.token_hex(4)}")
    for route in routes("POST"):
        for token in ({}, {"_token": "wrong"}):
            answer = who.http.send("POST", _filled(route.path), {"words": "x", **token})
            if answer.status_code != 403:
                yield f"{route.path} without its token: {answer.status_code}"


def from_elsewhere(house: TestHouse, ways: int) -> Iterator[str]:
    """Every change with a right token, coming from another site: signed in or not."""
    who = house.person(f"Una {secrets.token_hex(4)}")
    for route in routes("POST"):
        for headers in ELSEWHERE[:ways]:
            token = {"_token": form_token(who.cookie)}
            for one in (who, house.client()):
                answer = one.http.send("POST", _filled(route.path), {"words": "x", **token}, headers)
                if answer.status_code != 403:
                    yield f"{route.path} from {headers}: {answer.status_code}"


def _filled(path: str) -> str:
    return re.sub(r"\{year:int\}|\{number:int\}", "2026", re.sub(r"\{\w+:str\}", "0" * 32, path))


def run(budget: Budget) -> Found:
    with a_house(budget) as house:
        return fuzzed(house, budget, budget.seed)
