"""Cards: one's own words or none, the right sheet, and nothing lost or kept when something does not fit."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from gemel.moments import of_kind
from gemel.printing import press
from gemel.rooms.thanks.cards import SHEETS, texts
from gemel.store import show_id
from gemel.testing import Client, TestHouse


def a_thank_you(who: Client, words: str = "The soup", way: str = "now") -> str:
    who.post("/thanks", {"did": words, "showed": "You think ahead", "way": way})
    with who.house.house.store.reading() as db:
        return show_id(of_kind(db, who.me(), who.house.clock.now, "thanks", author=who.me().id)[0].id)


def printed(who: Client, words: str, **fields: str) -> str:
    answer = who.post("/thanks/cards", {"words": words, "design": "fold", "to": "Ben", "sender": "Ana"} | fields)
    assert answer.status_code == 200 and answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="card.pdf"'
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)


def test_new_words_on_a_sheet(ana: Client) -> None:
    words = printed(ana, "Line #one\nLine $two$")
    assert "Line #one" in words and "Line $two$" in words and "For Ben" in words


def test_nobody_named_and_nothing_written_is_a_sheet_to_write_on_by_hand(ana: Client) -> None:
    assert "For" not in printed(ana, "", design="notes", to="", sender="")


def test_from_a_thank_you_of_ones_own_with_every_part(ana: Client, ben: Client) -> None:
    page = ana.get(f"/thanks/{a_thank_you(ana)}/card").text
    assert "The soup\nYou think ahead" in page and 'value="Ben"' in page and 'value="Ana"' in page


def test_what_the_other_wrote_is_theirs_to_put_on_paper(ana: Client, ben: Client, cleo: Client) -> None:
    thanks = a_thank_you(ana)
    assert ben.get(f"/thanks/{thanks}").status_code == 200
    for who in (ben, cleo):
        assert who.get(f"/thanks/{thanks}/card").status_code == 404
    assert ana.get(f"/thanks/{'0' * 32}/card").status_code == ana.get("/thanks/nonsense/card").status_code == 404


def test_signed_out_it_asks_to_sign_in(house: TestHouse) -> None:
    assert house.client().get("/thanks/cards/new").url.path == "/sign-in"


@pytest.mark.parametrize("design", SHEETS)
def test_more_than_a_sheet_holds_is_told_and_stays_in_the_form(ana: Client, design: str) -> None:
    words = "w" * (SHEETS[design].holds + 1)
    answer = ana.post("/thanks/cards", {"words": words, "design": design, "to": "Old Ben"})
    assert answer.status_code == 422 and "more than this one holds" in answer.text
    assert words in answer.text and 'value="Old Ben"' in answer.text
    assert re.search(rf'value="{design}" checked', answer.text)


def test_many_short_lines_count_as_what_they_take(ana: Client) -> None:
    assert ana.post("/thanks/cards", {"words": "a\n" * 20, "design": "tag"}).status_code == 422


def test_more_texts_than_places_are_told(ana: Client) -> None:
    answer = ana.post("/thanks/cards", {"words": "a\n\nb\n\nc\n\nd", "design": "tag"})
    assert answer.status_code == 422 and "more texts than places" in answer.text


def test_signs_that_cannot_be_printed_are_named_and_may_be_printed_as_boxes(ana: Client) -> None:
    answer = ana.post("/thanks/cards", {"words": "漢字 for you", "design": "fold"})
    assert answer.status_code == 422 and "漢 字" in answer.text and "漢字 for you" in answer.text
    assert "▯▯ for you" in printed(ana, "漢字 for you", boxes="yes")


def test_a_name_that_is_too_long_keeps_every_word(ana: Client) -> None:
    answer = ana.post("/thanks/cards", {"words": "Kept here", "design": "fold", "to": "x" * 41})
    assert answer.status_code == 422 and "Kept here" in answer.text


def test_a_busy_press_keeps_every_word(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(press.GATE, "patience", 0.01)
    with press.GATE.turn():
        answer = ana.post("/thanks/cards", {"words": "Kept here", "design": "nonsense"})
    assert answer.status_code == 503 and "try again in half a minute" in answer.text and "Kept here" in answer.text


def test_nothing_is_stored_by_printing(ana: Client) -> None:
    printed(ana, "secretkanari")
    with ana.house.house.store.reading() as db:
        assert of_kind(db, ana.me(), ana.house.clock.now, "thanks") == []


def test_somebody_alone_prints_for_whom_they_like(cleo: Client) -> None:
    page = cleo.get("/thanks/cards/new").text
    assert "None" not in page and 'value="Cleo"' in page
    assert "For Mum" in printed(cleo, "Thank you for the plums", to="Mum")


def test_an_empty_line_begins_the_next_text_where_there_are_several_places() -> None:
    assert texts("notes", "a\nb\n\n \nc\n") == (("a", "b"), ("c",))
    assert texts("fold", "a\n\nb") == (("a", "b"),)
    assert texts("fold", " \n") == texts("tag", "") == ()
