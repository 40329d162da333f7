"""Every url as author, partner, former partner, stranger and nobody. A new url without a line here fails."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from gemel import app
from gemel.moments import handed_in, of_kind, rounds
from gemel.people import factors
from gemel.store import show_id
from gemel.testing import Client, TestHouse

OPEN = "open"  # anyone may ask, and gets nothing of anybody's
OWN = "own"  # everybody signed in gets their own; nobody is led to the door
SHARED = "shared"  # the two it belongs to; 404 for all others
MINE = "mine"  # its author; 404 for all others

PAGES = {
    "/calendar": OWN, "/calendars/{token:str}": OPEN,
    "/sign-up": OPEN, "/sign-in": OPEN, "/": OPEN, "/recovery": OPEN, "/help": OPEN, "/health": OPEN,
    "/self-check": OPEN, "/host": OPEN,
    "/events": OWN,
    "/invitations/{token:str}": OPEN,
    "/recovery-codes/new": OWN,
    "/recovery-code": OWN, "/recovery-code/check": OWN, "/tree": OWN, "/tree.svg": OWN, "/pairing": OWN, "/leaving": OWN,
    "/live/version": OWN, "/security": OWN, "/passphrase": OWN, "/rotation": OWN, "/sessions": OWN,
    "/timeline": OWN, "/you": OWN, "/boundaries": OWN, "/private": OWN, "/thanks": OWN, "/thanks/new": OWN,
    "/thanks/jar": OWN, "/thanks/waiting": OWN, "/thanks/cards/new": OWN, "/thanks/{id:str}/card": SHARED,
    "/book": OWN, "/book/{year:int}": OWN, "/questions": OWN, "/questions/spoken": OWN, "/wins": OWN, "/week": OWN,
    "/week/picks": OWN, "/week/endings": OWN, "/week/tips": OWN, "/week/tips/{id:str}": OWN,
    "/week/plans/new": OWN, "/week/lookback": OWN,
    "/moments/{id:str}": SHARED, "/moments/{id:str}/erasure": SHARED, "/thanks/{id:str}": SHARED,
    "/moments/{id:str}/photos/{number:int}": SHARED, "/moments/{id:str}/thumbnails/{number:int}": SHARED,
    "/questions/own": OWN, "/questions/themes": OWN, "/questions/decks": OWN, "/questions/decks/{name:str}": OWN,
    "/questions/map": OWN, "/questions/map/{name:str}": OWN, "/questions/map/notes/{id:str}": SHARED,
    "/questions/{id:str}": SHARED, "/questions/{id:str}/opening": SHARED,
    "/questions/{id:str}/conversation": SHARED, "/questions/{id:str}/turns/{number:int}": SHARED,
    "/week/plans/{id:str}/calendar": SHARED,
    "/sittings": OWN, "/exercises/{name:str}": OWN, "/live/now": OWN, "/sittings/{id:str}": SHARED,
    "/calm": OWN, "/calm/breathing": OWN, "/calm/reflection": OWN, "/calm/care": OWN, "/calm/care/lines/new": OWN,
    "/agreement": OWN, "/agreement/new": OWN,
    "/empathy": OWN, "/empathy/vents/new": OWN, "/empathy/questions/new": OWN, "/empathy/vents/{id:str}": SHARED,
    "/empathy/perspectives/new": OWN, "/empathy/perspectives/{id:str}": SHARED,
    "/growth/news": OWN, "/growth/news/new": OWN, "/growth/news/{id:str}": SHARED,
    "/boundaries/lines": OWN, "/boundaries/lines/new": OWN, "/boundaries/lines/{id:str}": SHARED,
    "/coach": OPEN, "/coach/draft": OWN, "/coach/rules/{name:str}": OPEN,
    "/speaking": OWN, "/speaking/statements/new": OWN, "/speaking/apologies/new": OWN,
    "/speaking/statements/{id:str}": SHARED, "/speaking/statements/{id:str}/receptions/new": SHARED,
    "/speaking/apologies/{id:str}": SHARED,
    "/growth": OWN, "/growth/readings": OWN, "/growth/readings/new": OWN, "/growth/months": OWN, "/growth/hurts": OWN,
    "/growth/hurts/new": OWN, "/growth/hurts/{id:str}": SHARED, "/growth/letter": OWN,
    "/growth/letters/{id:str}": SHARED,
    "/memories": OWN, "/memories/wishes": OWN, "/memories/wishes/new": OWN, "/memories/done": OWN,
    "/memories/firsts": OWN, "/memories/firsts/{name:str}": OWN, "/memories/journal": OWN, "/memories/journal/new": OWN,
    "/memories/day": OWN, "/memories/rituals": OWN, "/memories/rituals/new": OWN,
    "/memories/wishes/{id:str}": SHARED, "/memories/wishes/{id:str}/plans/new": SHARED,
    "/memories/wishes/{id:str}/doings/new": SHARED, "/memories/journal/{id:str}": SHARED,
    "/memories/journal/{id:str}/words": MINE, "/memories/rituals/{id:str}": SHARED,
    "/memories/rituals/{id:str}/words": SHARED,
    "/opening": OWN, "/opening/depth": OWN, "/opening/{id:str}": SHARED, "/opening/{id:str}/words": SHARED,
    "/opening/{id:str}/aloud": SHARED,
    "/together": OWN, "/together/ideas": OWN, "/together/dates/new": OWN, "/together/firsts": OWN,
    "/together/getaway": OWN, "/together/dates/{id:str}": SHARED, "/together/dates/{id:str}/calendar": SHARED,
    "/archive": OWN, "/archives/new": OWN, "/account/deletion": OWN,
    "/returns": OPEN, "/returns/{token:str}": OPEN,
    "/factors": OWN, "/factors/codes/new": OWN, "/factors/passkeys/new": OWN, "/factors/{id:str}/removal": MINE,
}  # fmt: skip

CHANGES = {
    "/calendar": OWN, "/calendar/ending": OWN,
    "/self-check": OPEN, "/exits": OPEN,
    "/people": OPEN, "/sessions": OPEN, "/sessions/end": OPEN, "/recovery": OPEN,
    "/recovery-code/check": OWN, "/invitations": OWN, "/pairing/withdrawal": OWN, "/pairing": OWN,
    "/pairing/confirmation": OWN, "/invitations/{token:str}/guest": OWN, "/leaving": OWN, "/timeline/search": OWN,
    "/boundaries": OWN, "/private": OWN, "/private/key": OWN, "/private/lock": OWN, "/recovery-codes": OWN,
    "/passphrase": OWN, "/rotation": OWN, "/sessions/{id:str}/name": MINE, "/sessions/{id:str}/ending": MINE,
    "/sessions/end-others": OWN,
    "/sessions/end-all": OWN, "/thanks": OWN, "/questions": OWN, "/questions/spoken": OWN, "/wins": OWN,
    "/week": OWN, "/week/picks": OWN, "/week/endings": OWN, "/week/plans": OWN, "/week/lookback": OWN,
    "/moments/{id:str}/withdrawal": MINE, "/moments/{id:str}/erasure": MINE, "/thanks/{id:str}/erasure": MINE,
    "/thanks/{id:str}/withdrawal": MINE, "/thanks/cards": OWN, "/book/{year:int}": OWN,
    "/thanks/{id:str}/opening": MINE, "/thanks/{id:str}/receipt": SHARED,
    "/questions/own": OWN, "/questions/themes": OWN, "/questions/decks/{name:str}": OWN,
    "/questions/own/{id:str}/asking": MINE, "/questions/own/{id:str}/erasure": MINE,
    "/questions/map/{name:str}/notes": OWN, "/questions/map/{name:str}/wonders": OWN,
    "/questions/map/notes/{id:str}/replies": SHARED, "/questions/map/notes/{id:str}/opening": MINE,
    "/questions/map/notes/{id:str}/withdrawal": MINE,
    "/questions/{id:str}/answer": SHARED, "/questions/{id:str}/absence": SHARED,
    "/questions/{id:str}/asking": SHARED, "/questions/{id:str}/follow-ups": SHARED,
    "/week/plans/{id:str}/agreements": SHARED,
    "/sittings": OWN, "/sittings/{id:str}/taps": SHARED, "/sittings/{id:str}/closing": SHARED,
    "/pauses": OWN,
    "/calm/reflection": OWN, "/calm/reflection/words": OWN, "/calm/care": OWN, "/calm/care/lines": OWN,
    "/coach/switches": OWN, "/coach/rests": OWN, "/coach/hints": OWN, "/coach/readings": OWN,
    "/agreement": OWN, "/agreement/{id:str}/agreements": SHARED, "/agreement/{id:str}/ending": SHARED,
    "/empathy/vents": OWN, "/empathy/questions": OWN, "/empathy/perspectives": OWN, "/growth/news": OWN,
    "/empathy/perspectives/{id:str}/sides": SHARED, "/empathy/perspectives/{id:str}/absence": SHARED,
    "/growth/news/{id:str}/answers": SHARED, "/growth/news/{id:str}/absence": SHARED,
    "/growth/news/{id:str}/words": MINE, "/growth/news/{id:str}/opening": MINE,
    "/boundaries/lines": OWN, "/boundaries/lines/{id:str}/words": MINE, "/boundaries/lines/{id:str}/opening": MINE,
    "/boundaries/lines/{id:str}/ending": MINE, "/thanks/jar/rests": OWN,
    "/empathy/vents/{id:str}/looks": SHARED, "/empathy/vents/{id:str}/answers": SHARED,
    "/empathy/vents/{id:str}/absence": SHARED, "/empathy/answers/{id:str}/thanks": SHARED,
    "/empathy/vents/{id:str}/words": MINE, "/empathy/vents/{id:str}/opening": MINE,
    "/sittings/{id:str}/comparisons": SHARED,
    "/speaking/statements/new": OWN, "/speaking/statements": OWN, "/speaking/apologies/new": OWN,
    "/speaking/apologies": OWN,
    "/speaking/statements/{id:str}/opening": SHARED, "/speaking/statements/{id:str}/postponement": SHARED,
    "/speaking/statements/{id:str}/ending": SHARED, "/speaking/statements/{id:str}/receptions/new": SHARED,
    "/speaking/statements/{id:str}/receptions": SHARED, "/speaking/statements/{id:str}/settlements": SHARED,
    "/speaking/statements/{id:str}/words": MINE, "/speaking/statements/{id:str}/saying": MINE,
    "/speaking/statements/{id:str}/sending": MINE,
    "/speaking/settlements/{id:str}/agreements": SHARED, "/speaking/settlements/{id:str}/ending": SHARED,
    "/speaking/apologies/{id:str}/answers": SHARED, "/speaking/apologies/{id:str}/words": MINE,
    "/speaking/apologies/{id:str}/saying": MINE, "/speaking/apologies/{id:str}/sending": MINE,
    "/growth/readings": OWN, "/growth/readings/absences": OWN, "/growth/readings/hiding": OWN,
    "/growth/readings/return": OWN, "/growth/readings/erasure": OWN, "/growth/months": OWN,
    "/growth/months/closing": OWN, "/growth/letter": OWN, "/growth/letter/days": OWN, "/growth/hurts": OWN,
    "/growth/hurts/{id:str}/steps": SHARED, "/growth/hurts/{id:str}/places": SHARED,
    "/growth/hurts/{id:str}/rests": SHARED, "/growth/hurts/{id:str}/opening": MINE,
    "/growth/hurts/{id:str}/withdrawal": MINE,
    "/memories/wishes": OWN, "/memories/wishes/{id:str}/agreements": SHARED, "/memories/wishes/{id:str}/plans": SHARED,
    "/memories/wishes/{id:str}/doings": SHARED, "/memories/wishes/{id:str}/ending": SHARED,
    "/memories/wishes/{id:str}/opening": MINE, "/memories/firsts/{name:str}/doings": OWN,
    "/memories/journal": OWN, "/memories/journal/{id:str}/words": MINE, "/memories/journal/{id:str}/opening": MINE,
    "/memories/day/rests": OWN, "/memories/day/absences": OWN, "/memories/day/absences/{id:str}/ending": MINE,
    "/memories/rituals": OWN, "/memories/rituals/{id:str}/agreements": SHARED,
    "/memories/rituals/{id:str}/words": SHARED, "/memories/rituals/{id:str}/times": SHARED,
    "/memories/rituals/{id:str}/answers": SHARED, "/memories/rituals/{id:str}/ending": SHARED,
    "/memories/rituals/{id:str}/opening": MINE,
    "/opening": OWN, "/opening/depth": OWN, "/opening/{id:str}/words": SHARED, "/opening/{id:str}/absence": SHARED,
    "/opening/{id:str}/aloud": SHARED, "/opening/{id:str}/replies": SHARED, "/opening/{id:str}/feelings": SHARED,
    "/together/dates/new": OWN, "/together/dates": OWN, "/together/firsts": OWN, "/together/getaway": OWN,
    "/together/dates/{id:str}/choices": SHARED, "/together/dates/{id:str}/ending": SHARED,
    "/together/dates/{id:str}/best": SHARED, "/together/firsts/{id:str}/picks": SHARED,
    "/together/getaway/{id:str}/lines": SHARED, "/together/getaway/{id:str}/agreements": SHARED,
    "/together/getaway/{id:str}/ending": SHARED, "/together/lines/{id:str}/settlement": SHARED,
    "/archive": OWN, "/archives": OWN, "/account/deletion": OWN,
    "/returns": OWN, "/returns/withdrawal": OWN, "/returns/confirmation": OWN, "/returns/entry": OWN,
    "/returns/{token:str}/guest": OWN,
    "/sessions/factor": OPEN, "/sessions/factor/loss": OPEN, "/factors/codes": OWN, "/factors/passkeys": OWN,
    "/factors/spares": OWN, "/factors/{id:str}/removal": MINE,
}  # fmt: skip

SECRETS = {
    "shared": "sharedkanari", "private": "privatekanari", "deep": "deepkanari", "later": "laterkanari",
    "answer": "answerkanari", "waiting": "waitingkanari", "care": "carekanari", "need": "needkanari",
    "vent": "ventkanari", "kept vent": "keptventkanari", "vent answer": "ventreplykanari",
    "said": "saidkanari", "hurt": "hurtkanari", "date": "datekanari",
    "note": "notekanari", "kept note": "keptnotekanari", "wonder": "wonderkanari", "mixed in": "mixedkanari",
    "wish": "wishkanari", "kept wish": "keptwishkanari", "plan": "plankanari", "did": "didkanari",
    "page": "pagekanari", "kept page": "keptpagekanari", "ritual": "ritualkanari",
    "moment": "momentkanari", "side": "sidekanari", "news": "newskanari", "kept news": "keptnewskanari",
    "ask first": "askkanari", "kept ask first": "keptaskkanari",
}  # fmt: skip


def routes(method: str) -> set[str]:
    return {one.path for one in app.routes() if one.method == method}


def test_every_page_has_a_line_here() -> None:
    assert routes("GET") == set(PAGES)


def test_every_change_has_a_line_here() -> None:
    assert routes("POST") == set(CHANGES)


@dataclass
class Scene:
    author: Client
    partner: Client
    former: Client
    stranger: Client
    nobody: Client
    ids: dict[str, str]
    hidden: dict[str, str]
    """Addresses of things that the partner may not see (yet)."""


@pytest.fixture
def scene(house: TestHouse) -> Scene:
    ana, dan = house.couple("Ana", "Dan")
    ana.post("/thanks", {"did": SECRETS["shared"] + " before"})
    dan.post("/leaving")
    ana.get("/")
    ben, cleo = house.person("Ben"), house.person("Cleo")
    house.pair(ana, ben)
    write_everything(ana, ben)
    ids, hidden = addresses(house, ana, ben)
    return Scene(ana, ben, dan, cleo, house.client(), ids, hidden)


def write_everything(ana: Client, ben: Client) -> None:
    ana.post("/thanks", {"did": SECRETS["shared"]})
    ana.post("/thanks", {"did": SECRETS["private"], "way": "aloud"})
    ana.post("/private", {"words": SECRETS["deep"]})
    ana.post("/thanks", {"did": SECRETS["later"], "way": "occasion", "day": "2026-12-01", "clock": "19:00"})
    ana.post("/calm/care", {"please_do": SECRETS["care"]})
    ana.post("/agreement", {"needs": SECRETS["need"]})
    ana.post("/speaking/statements", {"words": SECRETS["said"], "way": "send"})
    ana.post("/growth/hurts", {"words": SECRETS["hurt"]})
    ana.post("/empathy/vents", {"words": SECRETS["kept vent"], "way": "keep"})
    vent = ana.post("/empathy/vents", {"words": SECRETS["vent"]}).url.path
    ben.post(f"{vent}/answers", {"words": SECRETS["vent answer"]})
    for words in ("kept note", "note"):
        ana.post("/questions/map/past/notes", {"words": SECRETS[words]})
    ana.post("/questions/map/past/wonders", {"wonder": SECRETS["wonder"]})
    for words in ("answer", "waiting"):
        ana.post("/questions")
        link = sorted(set(re.findall(r"/questions/[0-9a-f]{32}", ana.get("/questions").text)))
        fresh = next(path for path in link if "/answer" in ana.get(path).text)
        ana.post(fresh + "/answer", {"words": SECRETS[words]})
        if words == "answer":
            ben.post(fresh + "/answer", {"words": "mine"})
    ana.post("/questions/own", {"words": SECRETS["mixed in"], "way": "pot"})
    write_memories(ana)
    for way in ("kept ", ""):
        ana.post("/growth/news", {"words": SECRETS[f"{way}news"], "way": way and "keep"})
        ana.post("/boundaries/lines", {"words": SECRETS[f"{way}ask first"], "way": "" if way else "open"})


def a_moment(ana: Client) -> str:
    """The id of a moment that the two look at; one has told her side."""
    path = ana.post("/empathy/perspectives", {"moment": SECRETS["moment"]}).url.path
    ana.post(f"{path}/sides", {"felt": "proud", "words": SECRETS["side"], "opens": "all"})
    return path.rpartition("/")[2]


def write_memories(ana: Client) -> None:
    for way in ("kept ", ""):
        wish = ana.post("/memories/wishes", {"words": SECRETS[f"{way}wish"], "way": way and "keep"}).url.path
        ana.post("/memories/journal", {"words": SECRETS[f"{way}page"], "way": way and "keep"})
    ana.post(f"{wish}/plans", {"step": SECRETS["plan"], "turn": "0"})
    ana.post(f"{wish}/doings", {"words": SECRETS["did"]})
    ana.post("/memories/rituals", {"name": SECRETS["ritual"]})


def memories(house: TestHouse, ana: Client) -> dict[str, str]:
    """The ids of what is open to both in that room; and of a day that only its author left out."""
    shown = ana.post("/memories/day/absences", {"moment": one_of(house, ana, "wish")})
    assert shown.status_code == 200
    kinds = {"wishes": "wish", "journal": "journal", "rituals": "ritual", "day": "day-left-out"}
    return {f"memories/{place}": one_of(house, ana, kind) for place, kind in kinds.items()}


def a_second_step(house: TestHouse, ana: Client) -> str:
    """What a page calls the one-time codes that she set up."""
    secret = b"s" * 20
    with house.house.store.writing() as db:
        set_up = factors.Factors(codes=factors.Codes(secret=secret, since=house.clock.now))
        factors.change(db, ana.me().id, ana.me().keys.account, lambda _none: set_up)
    return factors.handle_of(secret)


def one_of(house: TestHouse, ana: Client, kind: str) -> str:
    with house.house.store.reading() as db:
        return show_id(of_kind(db, ana.me(), house.clock.now, kind)[0].id)


def a_date(house: TestHouse, ana: Client, ben: Client) -> str:
    """The id of a date that the two have."""
    ana.post("/together/dates", {"rows": "1", "what1": SECRETS["date"], "day1": "2026-09-25", "clock1": "19:30"})
    with house.house.store.reading() as db:
        ideas = show_id(of_kind(db, ana.me(), house.clock.now, "date-options")[0].id)
    ben.post(f"/together/dates/{ideas}/choices", {"option": "0"})
    with house.house.store.reading() as db:
        return show_id(of_kind(db, ana.me(), house.clock.now, "date")[0].id)


def addresses(house: TestHouse, ana: Client, ben: Client) -> tuple[dict[str, str], dict[str, str]]:
    now = house.clock.now
    with house.house.store.reading() as db:
        thanks = {it.body.did: it for it in of_kind(db, ana.me(), now, "thanks")}  # type: ignore[attr-defined]
        deep = of_kind(db, ana.me(), now, "private-page")[0]
        talks = [talk.id for talk in rounds(db, ana.me(), "question")]
        vent = next(show_id(it.id) for it in of_kind(db, ana.me(), now, "vent") if it.given)
        need = show_id(of_kind(db, ana.me(), now, "agreement")[0].id)
        said = show_id(of_kind(db, ana.me(), now, "statement")[0].id)
        own = show_id(of_kind(db, ana.me(), now, "own-question")[0].id)
        noted = next(it.id for it in of_kind(db, ana.me(), now, "map-note") if it.body.text() == SECRETS["note"])
        hurt = show_id(of_kind(db, ana.me(), now, "hurt")[0].id)
        opened = next(talk for talk, number in handed_in(db, ana.me(), talks).items() if number == 2)
    hidden = {word: show_id(thanks[SECRETS[word]].id) for word in ("private", "later")} | {"deep": show_id(deep.id)}
    shared = show_id(thanks[SECRETS["shared"]].id)
    sitting = ana.post("/sittings", {"exercise": "listening", "way": "phones"}).url.path.rpartition("/")[2]
    ids = {"moments": shared, "thanks": shared, "questions": show_id(opened), "week": "0" * 32, "sittings": sitting}
    ids["agreement"], ids["speaking"] = need, said
    ids["empathy"] = vent
    ids["together"] = a_date(house, ana, ben)
    ids["growth"], ids["growth/news"], ids["boundaries"] = hurt, one_of(house, ana, "news"), one_of(house, ana, "ask-first")
    ids["empathy/perspectives"] = a_moment(ana)
    session = house.house.sessions.find(ana.cookie, now)
    assert session is not None
    ids["sessions"] = house.house.sessions.of(ana.cookie, session, now)[0].handle.hex()
    ids["factors"] = a_second_step(house, ana)
    ids["questions/own"], ids["questions/map"] = own, show_id(noted)
    ana.post(f"/questions/map/notes/{show_id(noted)}/opening")
    ids["opening"] = ana.post("/opening").url.path.rpartition("/")[2]
    ids |= memories(house, ana)
    return ids, hidden


def address(scene: Scene, path: str) -> str:
    room = path.split("/")[1]
    place = "/".join(path.split("/")[1:3])
    names = {"questions/map": "past", "questions/decks": "walk", "memories/firsts": "hum-it"}
    name = names.get(place, "listening")
    filled = path.replace("{token:str}", "A" * 22).replace("{number:int}", "1").replace("{name:str}", name)
    filled = filled.replace("{year:int}", "2026")
    if path == "/week/tips/{id:str}":
        return "/week/tips/listening-say-it-back"
    return filled.replace("{id:str}", scene.ids.get(place) or scene.ids.get(room, "0" * 32))


def roles(scene: Scene) -> dict[str, Client]:
    return {
        "author": scene.author,
        "partner": scene.partner,
        "former": scene.former,
        "stranger": scene.stranger,
        "nobody": scene.nobody,
    }


def test_every_page_as_everybody(scene: Scene) -> None:
    for path, kind in PAGES.items():
        for role, who in roles(scene).items():
            response = who.get(address(scene, path))
            check(path, kind, role, response)
            assert not leaked(role, response.text), (path, role, leaked(role, response.text))


def test_every_page_while_the_two_pause(scene: Scene) -> None:
    """Ben called the pause: the same pages, and no more and no less on them for him, whoever looks first."""
    assert scene.partner.post("/pauses").status_code == 200
    for path, kind in PAGES.items():
        response = scene.partner.get(address(scene, path))
        check(path, kind, "partner", response)
        assert not leaked("partner", response.text), (path, leaked("partner", response.text))


def check(path: str, kind: str, role: str, response) -> None:
    if kind != OPEN and role == "nobody":
        assert response.url.path == "/sign-in", path
    elif kind == SHARED and role in {"former", "stranger"}:
        assert response.status_code == 404, (path, role)
    else:
        assert response.status_code in {200, 204, 404, 410}, (path, role, response.status_code)


def leaked(role: str, text: str) -> list[str]:
    """Which secrets stand on a page of somebody who may not read them."""
    partner = {"shared", "answer", "care", "need", "vent", "vent answer", "hurt", "date", "note"}
    partner |= {"wish", "plan", "did", "page", "ritual", "moment", "news", "ask first"}
    may = {"author": set(SECRETS), "partner": partner}.get(role, set())
    return [word for word, secret in SECRETS.items() if word not in may and secret in text]


def test_the_author_and_the_partner_do_get_to_see_what_is_theirs(scene: Scene) -> None:
    """The sweep above would pass on an empty house."""
    for who in (scene.author, scene.partner):
        assert SECRETS["shared"] in who.get("/timeline").text
        assert SECRETS["answer"] in who.get(f"/questions/{scene.ids['questions']}").text


def test_what_is_not_open_is_not_there_for_the_partner(scene: Scene) -> None:
    for moment in scene.hidden.values():
        for path in (f"/moments/{moment}", f"/thanks/{moment}", f"/moments/{moment}/erasure"):
            for who in (scene.partner, scene.former, scene.stranger):
                assert who.get(path).status_code == 404


def test_search_finds_for_each_only_what_is_theirs(scene: Scene) -> None:
    for role, who in roles(scene).items():
        if role in {"nobody", "author"}:
            continue
        for word in SECRETS.values():
            text = who.post("/timeline/search", {"words": word}).text
            assert not leaked(role, re.sub(r'value="[^"]*"', "", text)), role


def test_every_change_by_nobody_is_asked_to_sign_in(scene: Scene) -> None:
    for path, kind in CHANGES.items():
        if kind != OPEN:
            assert scene.nobody.post(address(scene, path), {"words": "x"}).status_code == 401, path


@pytest.mark.parametrize("role", ["former", "stranger"])
def test_every_change_of_a_thing_by_others_is_not_here(scene: Scene, role: str) -> None:
    who = roles(scene)[role]
    for path, kind in CHANGES.items():
        if kind in {SHARED, MINE}:
            assert who.post(address(scene, path), {"words": "x"}).status_code == 404, path
    assert SECRETS["shared"] in scene.partner.get("/timeline").text


def test_what_is_mine_is_changed_by_nobody_else(scene: Scene) -> None:
    for path, kind in CHANGES.items():
        if kind == MINE:
            assert scene.partner.post(address(scene, path)).status_code == 404, path
    assert SECRETS["shared"] in scene.author.get("/timeline").text


def test_no_address_carries_what_somebody_wrote(scene: Scene) -> None:
    for who in (scene.author, scene.partner):
        for path in ("/", "/timeline", "/thanks", "/questions", "/week", "/calm/care", "/agreement", "/empathy"):
            for link in re.findall(r'(?:href|action)="([^"]*)"', who.get(path).text):
                assert "kanari" not in link


def test_every_answer_carries_the_headers(scene: Scene) -> None:
    for path in PAGES:
        headers = scene.author.get(address(scene, path)).headers
        for part in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
            assert part in headers["content-security-policy"], path
        assert headers["referrer-policy"] == "no-referrer"
        assert "no-store" in headers["cache-control"] or path == "/tree.svg"
        assert "unsafe-eval" not in headers["content-security-policy"]
        assert spelt(headers["content-type"]), path


def spelt(kind: str) -> bool:
    """Whether an answer that is text says in which letters."""
    return "charset=utf-8" in kind or not re.match(r"text/|.*(?:xml|javascript)", kind)


def test_every_asset_says_what_it_is(house: TestHouse) -> None:
    client = house.client()
    for name, url in house.house.assets.urls.items():
        assert spelt(client.get(url).headers["content-type"]), name
