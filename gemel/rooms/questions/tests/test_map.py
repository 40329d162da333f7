"""The map: notes of one's own, questions kept, what was opened since; and what the other can see of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gemel.moments import find, of_kind, take_back
from gemel.moments.moving import leave
from gemel.rooms.questions import noting
from gemel.rooms.questions.deck import deck
from gemel.rooms.questions.regions import of_question, regions
from gemel.store import parse_id, show_id
from gemel.testing import PASSPHRASE, Client, TestHouse

NOTE, MORE = "You hum when the kettle is on", "Only on Sundays, these days"
PART = "/questions/map/past"
CARD = "childhood-kitchen-sound"
EVERYWHERE = ("/", "/timeline", "/questions", "/questions/map", PART, "/questions/own")


def notes(who: Client, words: str = NOTE, part: str = PART) -> str:
    """Write a line; its id."""
    who.post(f"{part}/notes", {"words": words})
    with who.house.house.store.reading() as db:
        found = of_kind(db, who.me(), who.house.clock.now, "map-note", author=who.me().id)
        return show_id(next(it.id for it in found if it.body.text() == words))


def opens(who: Client, note: str) -> str:
    return who.post(f"/questions/map/notes/{note}/opening").text


def answered(ana: Client, ben: Client, his: str = "kelp and rope", card: str = CARD) -> str:
    """A card that both answered; its address."""
    path = ana.post("/questions", {"card": card}).url.path
    ana.post(f"{path}/answer", {"words": "wet tar"})
    ben.post(f"{path}/answer", {"words": his})
    return path


def again(house: TestHouse, *people: Client, **ahead: float) -> None:
    house.clock.forward(**ahead)
    for who in people:
        who.cookie = house.house.sessions.begin(who.entrance_now(), house.clock.now)


# What I know.


def test_a_note_is_for_its_writer_alone(ana: Client, ben: Client, plain: Callable[[str], str]) -> None:
    before = [plain(ben.get(path).text) for path in EVERYWHERE]
    notes(ana)
    assert NOTE in ana.get(PART).text
    assert [plain(ben.get(path).text) for path in EVERYWHERE] == before


def test_opened_it_is_no_private_page(ana: Client) -> None:
    note = notes(ana)
    ana.post("/private/key", {"passphrase": PASSPHRASE})
    assert NOTE in ana.get("/private").text
    opens(ana, note)
    assert NOTE not in ana.get("/private").text
    ana.post(f"/questions/map/notes/{note}/withdrawal")
    assert NOTE in ana.get("/private").text


def test_it_stands_in_its_part_and_no_other(ana: Client) -> None:
    notes(ana)
    assert NOTE not in ana.get("/questions/map/love").text + ana.get("/questions/map").text


def test_opened_it_asks_and_is_set_right(ana: Client, ben: Client) -> None:
    note = notes(ana)
    opens(ana, note)
    for path in ("/", "/questions/map", "/timeline"):
        assert NOTE in ben.get(path).text, path
    page = ben.get(f"/questions/map/notes/{note}")
    assert "Ana wrote this down about you" in page.text
    ben.post(f"/questions/map/notes/{note}/replies", {"reply": "more", "words": MORE})
    assert MORE in ana.get("/").text + ana.get(PART).text
    assert "There is more to it." in ana.get(PART).text
    assert NOTE not in ben.get("/questions/map").text


def test_looking_is_told_to_nobody(ana: Client, ben: Client, plain: Callable[[str], str]) -> None:
    note = notes(ana)
    opens(ana, note)
    before = [plain(ana.get(path).text) for path in EVERYWHERE]
    ben.get(f"/questions/map/notes/{note}")
    assert [plain(ana.get(path).text) for path in EVERYWHERE] == before
    assert NOTE not in ben.get("/").text
    assert NOTE in ben.get("/questions/map").text


def test_taken_back_it_is_gone_from_the_other_s_pages(ana: Client, ben: Client) -> None:
    note = notes(ana)
    opens(ana, note)
    ana.post(f"/questions/map/notes/{note}/withdrawal")
    for path in EVERYWHERE:
        assert NOTE not in ben.get(path).text
    assert ben.get(f"/questions/map/notes/{note}").status_code == 404
    text = ana.get(PART).text
    assert NOTE in text
    assert "is that still right" not in text.lower()


def test_a_word_back_that_is_taken_back_is_gone_too(house: TestHouse, ana: Client, ben: Client) -> None:
    note = notes(ana)
    opens(ana, note)
    ben.post(f"/questions/map/notes/{note}/replies", {"reply": "changed", "words": MORE})
    with house.house.store.writing() as db:
        (it,) = of_kind(db, ben.me(), house.clock.now, "map-reply")
        take_back(db, ben.me(), it, house.clock.now)
    assert MORE not in ana.get(PART).text + ana.get("/").text
    assert "It has changed." not in ana.get(PART).text


def test_a_word_back_is_on_today_until_it_is_looked_at(ana: Client, ben: Client) -> None:
    note = notes(ana)
    opens(ana, note)
    ben.post(f"/questions/map/notes/{note}/replies", {"reply": "more", "words": MORE})
    text = ana.get("/").text
    assert "A word back about your note" in text
    path = text.partition("/questions/map/notes/")[2].partition('"')[0]
    assert MORE in ana.get(f"/questions/map/notes/{path}").text
    assert "A word back" not in ana.get("/").text


@pytest.mark.parametrize("erased", [False, True])
def test_it_is_put_away_by_its_part_and_stands_alone_once_the_note_is_deleted(
    erased: bool, ana: Client, ben: Client
) -> None:
    note = notes(ana)
    opens(ana, note)
    ben.post(f"/questions/map/notes/{note}/replies", {"reply": "more", "words": MORE})
    path = ana.get("/").text.partition("/questions/map/notes/")[2].partition('"')[0]
    if erased:
        ana.post(f"/moments/{note}/erasure")
    page = ana.get(f"/questions/map/notes/{path}" if erased else PART)
    assert MORE in page.text
    assert "A word back" not in ana.get("/").text


def test_after_a_week_a_note_asks_no_more(house: TestHouse, ana: Client, ben: Client) -> None:
    opens(ana, notes(ana))
    again(house, ana, ben, days=6)
    assert NOTE in ben.get("/questions/map").text
    again(house, ana, ben, days=1)
    assert NOTE not in ben.get("/questions/map").text


def test_one_at_a_time_until_there_is_a_word_back_or_a_week(house: TestHouse, ana: Client, ben: Client) -> None:
    one, two, three = (notes(ana, f"{NOTE} {number}") for number in range(3))
    opens(ana, one)
    assert "One at a time" in opens(ana, two)
    assert ben.get(f"/questions/map/notes/{two}").status_code == 404
    ben.post(f"/questions/map/notes/{one}/replies", {"reply": "yes"})
    opens(ana, two)
    assert ben.get(f"/questions/map/notes/{two}").status_code == 200
    again(house, ana, ben, days=7, minutes=1)
    opens(ana, three)
    assert ben.get(f"/questions/map/notes/{three}").status_code == 200


def test_opening_answering_and_noting_twice_are_once(house: TestHouse, ana: Client, ben: Client) -> None:
    for _time in range(2):
        assert ana.post(f"{PART}/notes", {"words": NOTE, "_id": "ab" * 16}).status_code == 200
    for _time in range(2):
        assert "One at a time" not in opens(ana, "ab" * 16)
    for _time in range(2):
        ben.post(f"/questions/map/notes/{'ab' * 16}/replies", {"reply": "yes", "_id": "cd" * 16})
    with house.house.store.reading() as db:
        assert len(of_kind(db, ana.me(), house.clock.now, "map-note", "map-reply")) == 2


@pytest.mark.parametrize("words", ["", "  \n", "x" * 501])
@pytest.mark.parametrize(("form", "field"), [("notes", "words"), ("wonders", "wonder")])
def test_what_does_not_fit_is_told_and_still_there(form: str, field: str, words: str, ana: Client) -> None:
    page = ana.post(f"{PART}/{form}", {field: words})
    assert page.status_code == 422
    assert page.text.count('aria-invalid="true"') == 1
    assert words.strip() in page.text


def test_a_word_back_of_no_kind_or_too_long_is_told_and_still_there(ana: Client, ben: Client) -> None:
    note = notes(ana)
    opens(ana, note)
    for sent in ({"reply": "no idea", "words": MORE}, {"words": MORE}, {"reply": "yes", "words": "x" * 501}):
        page = ben.post(f"/questions/map/notes/{note}/replies", sent)
        assert page.status_code == 422
        assert sent["words"] in page.text


def test_a_part_holds_twelve_lines(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(noting, "MOST", 2)
    for number in range(2):
        notes(ana, f"{NOTE} {number}")
    page = ana.post(f"{PART}/notes", {"words": f"{NOTE} 2"})
    assert page.status_code == 422
    assert f"{NOTE} 2" in page.text
    notes(ana, f"{NOTE} 2", "/questions/map/love")


def test_only_the_one_it_is_about_answers_and_only_its_writer_opens(ana: Client, ben: Client, cy: Client) -> None:
    note = f"/questions/map/notes/{notes(ana)}"
    for who in (ben, cy):
        for path in ("replies", "opening", "withdrawal"):
            assert who.post(f"{note}/{path}", {"reply": "yes"}).status_code == 404
    ana.post(f"{note}/opening")
    assert ana.post(f"{note}/replies", {"reply": "yes"}).status_code == 404
    for path in ("opening", "withdrawal"):
        assert ben.post(f"{note}/{path}").status_code == 404
    assert cy.get(note).status_code == 404


def test_bad_names_and_ids_are_not_here(ana: Client) -> None:
    for name in ("moon", "notes", "x" * 300):
        assert ana.get(f"/questions/map/{name}").status_code == 404
        assert ana.post(f"/questions/map/{name}/notes", {"words": NOTE}).status_code == 404
    for name in ("x", "0" * 32, "zz" * 16):
        assert ana.get(f"/questions/map/notes/{name}").status_code == 404
        assert ana.post(f"/questions/map/notes/{name}/opening").status_code == 404


# What I wonder.


def test_what_one_wonders_is_kept_and_asked_with_one_tap(ana: Client, ben: Client) -> None:
    ana.post(f"{PART}/wonders", {"wonder": "Who taught you to swim?"})
    text = ana.get(PART).text
    assert "Who taught you to swim?" in text
    assert "Who taught you to swim?" not in ana.get("/questions/map/love").text + ben.get(PART).text
    action = text.partition("/asking")[0].rpartition('"')[2] + "/asking"
    path = ana.post(action).url.path
    assert "Who taught you to swim?" in ben.get(path).text
    assert "Who taught you to swim?" not in ana.get(PART).text


def test_the_answer_to_it_comes_up_in_its_part(ana: Client, ben: Client) -> None:
    ana.post(f"{PART}/wonders", {"wonder": "Who taught you to swim?"})
    path = ana.post(ana.get(PART).text.partition("/asking")[0].rpartition('"')[2] + "/asking").url.path
    ana.post(f"{path}/answer", {"words": "Nobody"})
    ben.post(f"{path}/answer", {"words": "My aunt, in the canal"})
    assert "My aunt, in the canal" in ana.get(PART).text
    assert "Nobody" in ben.get(PART).text


# What has changed.


def test_what_they_opened_comes_up_in_the_part_of_its_theme(ana: Client, ben: Client) -> None:
    path = answered(ana, ben)
    text = ana.get(PART).text
    assert "kelp and rope" in text
    assert path in text
    assert "wet tar" not in text
    assert "kelp and rope" not in ana.get("/questions/map/love").text
    assert "Something was said here lately" in ana.get("/questions/map").text


def test_nothing_comes_up_before_both_are_in(ana: Client, ben: Client) -> None:
    path = ana.post("/questions", {"card": CARD}).url.path
    ben.post(f"{path}/answer", {"words": "kelp and rope"})
    assert "kelp and rope" not in ana.get(PART).text
    assert "lately" not in ana.get("/questions/map").text


def test_taken_back_by_its_author_it_is_gone_from_the_map(house: TestHouse, ana: Client, ben: Client) -> None:
    answered(ana, ben)
    with house.house.store.writing() as db:
        (it,) = of_kind(db, ben.me(), house.clock.now, "answer", author=ben.me().id)
        take_back(db, ben.me(), it, house.clock.now)
    assert "kelp and rope" not in ana.get(PART).text
    assert "lately" not in ana.get("/questions/map").text


def test_a_note_written_later_has_seen_it(house: TestHouse, ana: Client, ben: Client) -> None:
    answered(ana, ben)
    again(house, ana, ben, days=1)
    notes(ana)
    assert "kelp and rope" not in ana.get(PART).text
    assert "wet tar" in ben.get(PART).text
    answered(ana, ben, "the bell of the mill", "childhood-treasure")
    assert "the bell of the mill" in ana.get(PART).text


def test_three_at_most_and_none_from_longer_ago_than_three_months(house: TestHouse, ana: Client, ben: Client) -> None:
    for number, card in enumerate(("treasure", "odd-rule", "own-word", "photo")):
        answered(ana, ben, f"kelp and rope {number}", f"childhood-{card}")
        house.clock.forward(minutes=1)
    text = ana.get(PART).text
    assert [number for number in range(4) if f"kelp and rope {number}" in text] == [1, 2, 3]
    again(house, ana, ben, days=92)
    assert "kelp and rope" not in ana.get(PART).text


def test_a_fear_belongs_to_what_weighs_and_us_to_closeness() -> None:
    found = {one.id: of_question(one) for one in deck()}
    assert found["body-and-rest-growing-older"] == "worries"
    assert found["us-afraid-to-lose"] == "love"
    assert found["everyday-mug"] == "joys"
    assert set(found.values()) == set(regions())


# Alone, before and after.


def test_alone_it_is_one_s_own_world(cy: Client) -> None:
    text = cy.get("/questions/map").text + cy.get(PART).text + cy.get("/questions/map/love").text
    assert "None" not in text
    assert "A map of your world" in text
    assert "partner" not in text
    note = notes(cy, "I hum when the kettle is on")
    assert "I hum" in cy.get(PART).text
    assert "is that still right" not in cy.get(PART).text
    assert cy.post(f"/questions/map/notes/{note}/opening").status_code == 404


def test_alone_one_s_own_answers_come_up(cy: Client) -> None:
    path = cy.post("/questions", {"card": CARD}).url.path
    cy.post(f"{path}/answer", {"words": "low tide"})
    text = cy.get(PART).text
    assert "low tide" in text
    assert path in text


def test_what_one_noted_of_oneself_is_not_on_the_map_of_a_partner(house: TestHouse, cy: Client) -> None:
    notes(cy, "I hum when the kettle is on")
    dee = house.person("Dee")
    house.pair(cy, dee)
    for who in (cy, dee):
        assert "I hum" not in who.get(PART).text + who.get("/questions/map").text
    assert "I hum" not in dee.get("/timeline").text


def test_after_they_parted_the_map_is_one_s_own_and_the_next_partner_s_is_empty(
    house: TestHouse, ana: Client, ben: Client
) -> None:
    answered(ana, ben)
    note = notes(ana)
    opens(ana, note)
    with house.house.store.writing() as db:
        leave(db, ben.me(), house.clock.now)
    ana.get("/")
    assert NOTE not in ana.get(PART).text
    assert "kelp and rope" not in ana.get(PART).text
    dee = house.person("Dee")
    house.pair(ana, dee)
    for who in (ana, dee, ben):
        assert NOTE not in who.get(PART).text + who.get("/questions/map").text
        assert who.get(f"/questions/map/notes/{note}").status_code == 404
    with house.house.store.reading() as db:
        assert find(db, ana.me(), house.clock.now, parse_id(note) or b"").mine  # its writer still finds it, to delete
    assert NOTE in ana.get("/timeline").text
