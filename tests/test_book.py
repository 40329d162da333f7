"""The book's pages: who gets what into it, what is chosen in the form, and what happens when it does not work."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from gemel.moments import of_kind
from gemel.pages import book as page
from gemel.printing import press
from gemel.store import show_id
from gemel.testing import Client, TestHouse
from tests.test_print import LAKE, a_page_with_photos, answer_one_question

ALL = {
    "month": [str(number) for number in range(1, 13)],
    "kind": ["thanks", "answer", "win", "journal", "vent"],
    "photos": "yes",
}


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(one.extract_text().split()) for one in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def made(who: Client, **fields: object) -> str:
    answer = who.post("/book/2026", ALL | fields)
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/pdf", answer.text
    assert answer.headers["content-disposition"] == 'attachment; filename="book.pdf"'
    assert "no-store" in answer.headers["cache-control"]
    return text_of(answer.content)


def test_what_both_can_see_the_same_for_either(ana: Client, ben: Client) -> None:
    ana.post("/thanks", {"did": "from Ana"})
    ben.post("/thanks", {"did": "from Ben"})
    answer_one_question(ana, ben)
    for who in (ana, ben):
        words = made(who)
        assert all(part in words for part in ("from Ana", "from Ben", "How you wait", "How you ask", "September"))


def test_nothing_private_waiting_half_answered_or_taken_back(ana: Client, ben: Client) -> None:
    ana.post("/thanks", {"did": "open"})
    ana.post("/thanks", {"did": "kanari aloud", "way": "aloud"})
    ana.post("/thanks", {"did": "kanari later", "way": "occasion", "day": "2026-12-01", "clock": "19:00"})
    ana.post("/private", {"words": "kanari deep"})
    ana.post("/empathy/vents", {"words": "kanari kept", "way": "keep"})
    ana.post("/questions")
    path = next(path for path in ana.get("/questions").text.split('"') if re.fullmatch(r"/questions/\w{32}", path))
    ana.post(f"{path}/answer", {"words": "kanari half"})
    ana.post("/thanks", {"did": "kanari back"})
    with ana.house.house.store.reading() as db:
        found = of_kind(db, ana.me(), ana.house.clock.now, "thanks")
    back = next(show_id(it.id) for it in found if "back" in it.body.text())
    ana.post(f"/moments/{back}/withdrawal")
    for who in (ana, ben):
        assert "kanari" not in made(who) and "kanari" not in who.get("/book/2026").text


def test_one_thing_a_kind_a_month_or_the_photos_left_out(ana: Client, ben: Client) -> None:
    a_page_with_photos(ben, LAKE, (64, 48))
    ana.post("/wins", {"what": "laughed", "words": "the cat"})
    ana.post("/thanks", {"did": "the soup"})
    with ana.house.house.store.reading() as db:
        soup = show_id(of_kind(db, ana.me(), ana.house.clock.now, "thanks")[0].id)
    assert "the soup" not in made(ana, without=soup) and "the soup" in made(ana)
    assert "the cat" not in made(ana, kind=["thanks"])
    assert LAKE not in made(ana, month=["9"]) and LAKE in made(ana, month=["8"])
    whole, plain = (ana.post("/book/2026", ALL | {"photos": photos}).content for photos in ("yes", ""))
    images = [sum(len(one.images) for one in pypdf.PdfReader(io.BytesIO(pdf)).pages) for pdf in (whole, plain)]
    assert images == [1, 0] and LAKE in text_of(plain)


def test_a_photo_whose_file_is_gone_costs_nobody_the_book(ana: Client, ben: Client) -> None:
    a_page_with_photos(ben, LAKE, (64, 48))
    with ana.house.house.store.reading() as db:
        it = of_kind(db, ana.me(), ana.house.clock.now, "journal")[0]
    ana.house.house.media.drop(it.id)
    assert LAKE in made(ana)


def test_nothing_chosen_is_told_and_the_choice_stays(ana: Client, ben: Client) -> None:
    ana.post("/thanks", {"did": "the soup"})
    for fields in ({"month": []}, {"kind": []}, {"month": ["13", "x", "²", "-1"]}, {"month": ["1"]}):
        answer = ana.post("/book/2026", ALL | fields)
        assert answer.status_code == 422 and "nothing left to print" in answer.text
    assert re.search(r'name="kind" value="thanks" checked', answer.text)
    assert not re.search(r'name="month" value="9" checked', answer.text)


@pytest.mark.parametrize("year", ["1969", "2027", "99999", "0", "-1", "x", "1e3", "20260"])
def test_a_year_that_is_none_of_theirs_is_not_here(ana: Client, year: str) -> None:
    assert ana.get(f"/book/{year}").status_code == 404
    assert ana.post(f"/book/{year}", ALL).status_code == 404


def test_an_empty_year_offers_something_to_do(ana: Client) -> None:
    assert "nothing to print in it yet" in ana.get("/book/2020").text
    assert ana.post("/book/2020", ALL).status_code == 422


def test_signs_that_leave_a_box_are_named_beforehand(ana: Client) -> None:
    ana.post("/thanks", {"did": "漢字 for you"})
    assert "漢 字" in ana.get("/book/2026").text and "▯▯ for you" in made(ana)


def test_a_busy_press_and_a_book_too_thick_keep_the_choice(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    a_page_with_photos(ana, LAKE, (64, 48))
    monkeypatch.setattr(press.GATE, "patience", 0.01)
    with press.GATE.turn():
        busy = ana.post("/book/2026", ALL)
    assert busy.status_code == 503 and "try again in half a minute" in busy.text
    assert re.search(r'name="kind" value="journal" checked', busy.text)
    monkeypatch.setattr(page, "MOST_PHOTOS", 0)
    thick = ana.post("/book/2026", ALL)
    assert thick.status_code == 422 and "make two books of it" in thick.text


def test_a_thousand_things_can_be_left_out_one_by_one(ana: Client) -> None:
    ana.post("/thanks", {"did": "the soup"})
    assert "the soup" in made(ana, without=["0" * 32] * 1_000)


def test_signed_out_and_strangers(ana: Client, cleo: Client, house: TestHouse) -> None:
    ana.post("/thanks", {"did": "secretkanari"})
    assert house.client().get("/book/2026").url.path == "/sign-in"
    assert "kanari" not in cleo.get("/book/2026").text
    assert cleo.post("/book/2026", ALL).status_code == 422


def test_somebody_alone_has_a_book_of_their_own(cleo: Client) -> None:
    cleo.post("/wins", {"what": "kind", "words": "I called my brother"})
    words = made(cleo)
    assert "I called my brother" in words and "None" not in words and "Cleo 2026" in words
    assert "None" not in cleo.get("/book").text + cleo.get("/book/2026").text


def test_of_the_time_with_somebody_who_left_nothing_of_theirs(house: TestHouse) -> None:
    ana, dan = house.couple("Ana", "Dan")
    dan.post("/thanks", {"did": "secretkanari"})
    ana.post("/thanks", {"did": "to Dan"})
    dan.post("/leaving")
    assert "kanari" not in made(ana)
    ben = house.person("Ben")
    house.pair(ana, ben)
    ben.post("/thanks", {"did": "to Ana"})
    for who in (ana, ben):
        words = made(who)
        assert "to Ana" in words and "to Dan" not in words and "kanari" not in words
