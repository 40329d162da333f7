"""What a finished PDF is: its size, its pages, what is written about it, and that nobody's sign vanishes."""

from __future__ import annotations

import re

import pytest

from gemel.printing import Fact, Piece, Said
from gemel.printing.tests.papers import book, card, set_here, story, text_of

MM = 72 / 25.4


def about(pdf) -> str:
    return pdf.trailer["/Root"]["/Metadata"].get_data().decode()


def test_a_book_has_a5_pages_an_outline_and_a_screen_readers_tree() -> None:
    pdf = set_here(book(story("One."), facts=(Fact(day="3", title="A date"),)))
    wide, high = pdf.pages[0].mediabox[2:]
    assert (round(wide / MM), round(high / MM)) == (148, 210)
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root and root["/Lang"] == "en"
    assert [one.title for one in pdf.outline] == ["January", "Your tree"]
    assert "pdfaid:part>2" in about(pdf) and "pdfuaid:part>1" in about(pdf)


def test_nothing_is_written_about_it_but_title_and_names() -> None:
    pdf = set_here(book(story("secretkanari")))
    assert (pdf.metadata.title, pdf.metadata.author) == ("Ana & Ben", "Ana, Ben")
    assert set(pdf.metadata) <= {"/Title", "/Author", "/Creator", "/CreationDate", "/ModDate"}
    assert "kanari" not in about(pdf) and set(re.findall(r"\d{4}-\d\d-\d\dT", about(pdf))) == {"1970-01-01T"}


def test_of_a_card_not_even_names_are_written() -> None:
    assert set_here(card("secretkanari")).metadata.title == "gemel"


def test_each_month_begins_a_page_and_is_found_by_its_number() -> None:
    pdf = set_here(book(story("One.")))
    assert "January2" in text_of(pdf) and "January" in pdf.pages[3].extract_text()


@pytest.mark.parametrize("design", ["fold", "postcard", "tag", "bookmark", "notes"])
@pytest.mark.parametrize("length", [0, 3, 200, 3_000])
def test_a_sheet_is_one_page_whatever_the_length(design: str, length: int) -> None:
    pdf = set_here(card(*["word " * length] * (1 if length else 0), design=design))
    assert len(pdf.pages) == 1
    assert text_of(pdf).count("word") == length


def test_a_text_for_each_place_and_lines_where_there_is_none() -> None:
    read = text_of(set_here(card("one", "two", "three", design="notes")))
    assert "one" in read and "two" in read and "three" in read and read.count("Ana") == 4


@pytest.mark.parametrize("words", ["Ελλάδα Привет", "שלום", "नमस्ते", "ไทย", "❤😀☕👍🏽", "Việt ắ"])
def test_other_scripts_and_signs_are_there(words: str) -> None:
    pdf = set_here(card(words))
    assert "pdfaid:part>2" in about(pdf)  # which refuses a sign that no font draws
    assert pdf.pages[0].extract_text().count("▯") == 0


def test_a_sign_that_no_font_draws_leaves_a_box() -> None:
    pdf = set_here(card("漢字 and\x07 you"))
    assert "▯▯andyou" in text_of(pdf) and "pdfaid:part>2" in about(pdf)


def test_answers_side_by_side_while_short_and_one_under_the_other_when_long() -> None:
    def pages(words: str) -> int:
        said = (Said(who="Ana", lines=(words,)), Said(who="Ben", lines=(words,)))
        return len(set_here(book(Piece(form="pair", day="3 January", title="What?", said=said))).pages)

    assert pages("short") < pages("long words " * 700)


def test_pieces_of_every_form_and_none() -> None:
    said = (Said(who="Ana", lines=("Dear you",)),)
    pieces = [Piece(form=form, day="3 January", title="T", said=said) for form in ("story", "pair", "quote", "letter")]  # type: ignore[arg-type]
    assert text_of(set_here(book(*pieces))).count("Dearyou") == 4
    assert len(set_here(book(names=("Cy",))).pages) == 5
