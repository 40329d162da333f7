"""On paper: a book of the year, thanks to leave in a bag, notes that wait. Names are the programme's rows."""

from __future__ import annotations

import io
from datetime import date

import pypdf
from PIL import Image

from gemel.media import new_photo, prepare
from gemel.moments import share
from gemel.rooms.memories.kinds import Entry
from gemel.store import new_id
from gemel.testing import Client
from gemel.testing_browser import Phone, Two

SOUP = "You kept soup warm for me, *twice* #really $1"
LAKE = "The lake was colder than we said. You went in first."


def a_page_with_photos(who: Client, words: str, *sizes: tuple[int, int]) -> None:
    """A page of the journal, its photos taken in as the room takes them."""
    moment_id, media = new_id(), who.house.house.media
    pictures = []
    for number, size in enumerate(sizes):
        out = io.BytesIO()
        Image.new("RGB", size, (170, 120 + 20 * number, 90)).save(out, "JPEG")
        one = prepare(out.getvalue())
        pictures.append(new_photo(one))
        media.put(moment_id, pictures[-1], one.picture, one.small)
    now = who.house.clock.now
    body = Entry(day=date(2026, 8, 14), words=words, photos=tuple(pictures))
    with who.house.house.store.writing() as db:
        share(db, who.me(), body, now, id=moment_id)


def answer_one_question(ana: Client, ben: Client) -> None:
    ana.post("/questions")
    path = next(
        path for path in ana.get("/questions").text.split('"') if path.startswith("/questions/") and len(path) > 40
    )
    ana.post(f"{path}/answer", {"words": "How you wait for people"})
    ben.post(f"{path}/answer", {"words": "How you ask a second time"})


def a_year(two: Two) -> None:
    ana, ben = two.one.client, two.other.client
    assert ana is not None and ben is not None
    ben.post("/thanks", {"did": SOUP})
    ana.post("/thanks", {"did": "You waited at the station, in the rain"})
    ana.post("/thanks", {"did": "nobody may print this", "way": "aloud"})
    ana.post("/wins", {"what": "laughed", "words": "The cat in the soup"})
    answer_one_question(ana, ben)
    a_page_with_photos(ben, LAKE, (640, 480), (480, 640), (480, 640))


def saved(phone: Phone, button: str) -> pypdf.PdfReader:
    """What the browser is handed to keep, and the name it is to be kept under."""
    with phone.page.expect_download(timeout=60_000) as coming:
        phone.page.get_by_role("button", name=button, exact=True).click()
    phone.page.wait_for_timeout(1_100)  # until the form may be sent again
    name = coming.value.suggested_filename
    assert name in {"book.pdf", "card.pdf"}
    return pypdf.PdfReader(coming.value.path())


def words_of(pdf: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)


def test_S9_2_book_of_the_year_chosen_by_one_and_printed(two: Two, script: bool) -> None:
    two.couple()
    a_year(two)
    ana = two.one
    ana.go("/timeline")
    ana.tap("A book of the year")
    ana.look("years")
    ana.page.get_by_role("link", name="2026").click()
    ana.waits_for("Choose what goes into this print")
    ana.look("book-preview")
    ana.page.locator("summary", has_text="Leave single things out").click()
    assert ana.sees(SOUP[:20]) and ana.lacks("nobody may print this")
    ana.page.get_by_label("You waited at the station").check()
    ana.look("book-things-left-out")
    pdf = saved(ana, "Make the book")
    words = words_of(pdf)
    assert SOUP in words and LAKE in words and "How you ask a second time" in words and "The cat in the soup" in words
    assert "at the station" not in words and "nobody may print" not in words
    assert pdf.metadata is not None and pdf.metadata.title == "Ana & Ben, 2026"
    assert sum(len(page.images) for page in pdf.pages) >= 3
    ana.go("/book/2026")
    assert not ana.page.get_by_label("You waited at the station").is_checked()


def test_S5_3_printed_card_from_a_thank_you_of_ones_own(two: Two, script: bool) -> None:
    two.couple()
    ana = two.one
    assert ana.client is not None
    ana.client.post("/thanks", {"did": SOUP, "way": "aloud"})
    ana.go("/thanks")
    ana.page.locator(".entry a").first.click()
    ana.tap("Put it on paper")
    ana.waits_for("Thanks on paper")
    assert ana.page.locator("#words").input_value() == SOUP
    ana.look("card-new")
    for design in ("A card to fold", "Four small notes to hide"):
        ana.page.get_by_label(design).check()
        words = words_of(saved(ana, "Make the sheet"))
        assert SOUP in words and "Ana" in words
    ana.page.locator("#words").fill("漢字 for you")
    ana.tap("Make the sheet")
    ana.waits_for("These signs cannot be printed yet")
    assert ana.page.locator("#words").input_value() == "漢字 for you"
    ana.look("card-signs")
    ana.page.get_by_label("Print it anyway").check()
    assert "for you" in words_of(saved(ana, "Make the sheet"))


def test_S5_3_a_note_hidden_in_their_week_and_taken_back(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    for words in ("Friday is nearly yours", "Sleep in, I have the bins"):
        ana.go("/thanks/new")
        ana.write("What they did", words)
        ana.page.get_by_label("At a place in their week").check()
        ana.page.get_by_label("When in it").select_option("evening" if "Friday" in words else "night")
        if "Sleep" in words:
            ana.look("note-in-their-week")
        ana.tap("Give it like this")
        ana.waits_for("It is sealed and waits for its time")
    ana.tap("All hidden notes")
    ana.look("hidden-notes")
    ana.page.locator(".entry", has_text="Sleep in").get_by_role("button").click()
    ana.waits_for("Taken back")
    assert ana.sees("Friday is nearly yours") and ana.lacks("Sleep in")
    ben.go("/thanks")
    assert ben.lacks("A note for you")
    two.house.clock.forward(days=4, hours=9, minutes=30)  # Friday, 19:30
    ben.sign_in_as(ben.client_again())
    ben.go("/")
    ben.tap("Open the note")
    assert ben.sees("Friday is nearly yours") and ben.lacks("Sleep in")
