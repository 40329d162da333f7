"""Asking: the list, a new question, boundaries, the ledger."""

from __future__ import annotations

import re
from collections.abc import Callable

from gemel.people.person import keep_profile
from gemel.rooms.questions.asking import had
from gemel.rooms.questions.dealing import allowed
from gemel.rooms.questions.deck import by_id, deck
from gemel.testing import Client, TestHouse

ASKED = re.compile(r"<h1>(.*?)</h1>")


def ledger(house: TestHouse, who: Client) -> list[str]:
    with house.house.store.reading() as db:
        return [one.question for one in had(db, who.me())]


def limit(house: TestHouse, who: Client, **changes: object) -> None:
    import msgspec

    me = who.me()
    with house.house.store.writing() as db:
        keep_profile(db, me, msgspec.structs.replace(me.profile, **changes))


def test_the_first_visit_shows_an_example_and_one_thing_to_do(ana: Client) -> None:
    page = ana.get("/questions")
    assert "For example" in page.text
    assert "Ask a question" in page.text


def test_a_question_is_asked_of_both(ana: Client, ben: Client) -> None:
    page = ana.post("/questions")
    text = ASKED.search(page.text)
    assert text
    assert text[1] in ben.get("/questions").text
    assert "One question for both of you" in ben.get("/").text


def test_sending_it_twice_asks_once(house: TestHouse, ana: Client) -> None:
    same = {"_id": "ab" * 16}
    assert ana.post("/questions", same).url.path == ana.post("/questions", same).url.path
    assert len(ledger(house, ana)) == 1


def test_none_comes_twice_before_all_were_there(house: TestHouse, ana: Client, ben: Client) -> None:
    limit(house, ana, depth=1)
    limit(house, ben, without=tuple(sorted({question.theme for question in deck()} - {"sea", "us", "play"})))
    fits = {question.id for question in allowed(deck(), ana.me().limits)}
    assert {by_id()[name].theme for name in fits} == {"us", "play"}
    assert len(fits) > 20
    for number in range(len(fits)):
        (ana, ben)[number % 2].post("/questions")
        house.clock.forward(seconds=1)
    assert set(ledger(house, ben)) == fits
    ana.post("/questions")
    assert ledger(house, ana)[-1] == ledger(house, ana)[0]


def test_both_boundaries_count(house: TestHouse, ana: Client, ben: Client) -> None:
    limit(house, ben, depth=1)
    for _time in range(12):
        ana.post("/questions", {"wish": "deeper"})
    assert {by_id()[name].depth for name in ledger(house, ana)} == {1}


def test_when_every_theme_is_left_out_it_says_so(house: TestHouse, ana: Client) -> None:
    limit(house, ana, without=tuple({question.theme for question in deck()}))
    page = ana.post("/questions")
    assert page.url.path == "/questions"
    assert "No question fits" in page.text
    assert ledger(house, ana) == []


def test_at_most_three_are_shown(ana: Client) -> None:
    for _time in range(5):
        ana.post("/questions")
    assert ana.get("/questions").text.count("One question for both of you") == 3


def test_after_a_week_it_is_gone_without_a_word(house: TestHouse, asked: str, ana: Client, ben: Client) -> None:
    ana.post(f"{asked}/answer", {"words": "wet tar"})
    house.clock.forward(days=7, minutes=1)
    for who in (ana, ben):
        assert asked not in house_again(house, who).get("/questions").text
    assert "This one has gone by" in ana.get(asked).text


def house_again(house: TestHouse, who: Client) -> Client:
    """Their session went on while the clock did."""
    who.cookie = house.house.sessions.begin(who.entrance_now(), house.clock.now)
    return who


def test_a_stranger_finds_nothing(asked: str, opened: str, cy: Client) -> None:
    for path in (asked, opened, f"{opened}/opening", f"{opened}/conversation", f"{asked}/turns/1"):
        assert cy.get(path).status_code == 404
    for path in ("answer", "absence", "asking", "follow-ups"):
        assert cy.post(f"{asked}/{path}", {"words": "hello", "stem": ""}).status_code == 404


def test_a_bad_id_and_an_absent_one_are_not_here(ana: Client) -> None:
    for name in ("x", "0" * 31, "zz" * 16, "0" * 32):
        assert ana.get(f"/questions/{name}").status_code == 404
        assert ana.post(f"/questions/{name}/answer", {"words": "hello"}).status_code == 404


def test_signed_out_one_is_led_to_the_door(house: TestHouse, asked: str) -> None:
    nobody = house.client()
    for path in ("/questions", asked, "/questions/spoken"):
        assert nobody.get(path).url.path == "/sign-in"
    assert nobody.post(f"{asked}/answer", {"words": "hello"}).status_code == 401


def test_what_was_asked_of_one_alone_is_no_question_to_two(
    house: TestHouse, cy: Client, plain: Callable[[str], str]
) -> None:
    before = cy.post("/questions").url.path
    dee = house.person("Dee")
    house.pair(cy, dee)
    assert cy.get(before).status_code == dee.get(before).status_code == 404
    assert "One question for both" not in cy.get("/questions").text
    assert ledger(house, cy) == ledger(house, dee) == []
