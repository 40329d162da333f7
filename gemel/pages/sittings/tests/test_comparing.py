"""How what the listener writes compares with what was said: for the listener alone, and nothing moves on."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from gemel.pages.sittings.tests.screens import Screen, listening, ready
from gemel.sittings.tables import sitting
from gemel.testing import Client, TestHouse

SAID = "My sister rang before the visit. I said yes to everything, and I felt small."
BUTTON = "How does it compare?"


def saying_back(ana: Client, ben: Client) -> tuple[Screen, Screen]:
    """The speaker has written, the listener says it back."""
    speaker, listener = listening(ana, ben, "written")
    speaker.tap("done", words=SAID)
    return speaker.look(), listener.look()


def compared(listener: Screen, words: str) -> str:
    page = listener.who.post(f"{listener.path}/comparisons", {"words": words, "version": listener.version})
    assert page.status_code == 200
    return re.sub(r"\s+", " ", page.text)


def test_caught_missing_and_added(ana: Client, ben: Client) -> None:
    _speaker, listener = saying_back(ana, ben)
    assert BUTTON in listener.html
    page = compared(listener, "You said yes to everything. The garden is a mess.")
    assert re.search(r'class="is-caught">[^<]*yes to everything', page)
    assert re.search(r'class="is-missing">[^<]*sister rang', page)
    assert re.search(r'class="is-added">[^<]*garden', page)


def test_judgement_and_advice(ana: Client, ben: Client) -> None:
    _speaker, listener = saying_back(ana, ben)
    assert "is-advice" in compared(listener, "You should just tell her no.")
    assert "is-slip" in compared(listener, "You're overreacting, it's not a big deal.")


def test_nothing_is_kept_nothing_moves_and_the_speaker_sees_nothing(ana: Client, ben: Client, house: TestHouse) -> None:
    speaker, listener = saying_back(ana, ben)
    before = rows(house)
    page = compared(listener, "the lighthouse keeper")
    assert re.search(r"<textarea[^>]*>the lighthouse keeper</textarea>", page)
    assert rows(house) == before
    assert "lighthouse" not in speaker.look().html and BUTTON not in speaker.html
    assert listener.look().version == speaker.version and "said" in listener.taps
    assert listener.tap("said", words="You said yes to everything.").title != "Say it back"


def rows(house: TestHouse) -> list[object]:
    with house.house.store.reading() as db:
        return [tuple(row) for row in db.execute(select(sitting))]


def test_the_speaker_cannot_ask_and_loses_nothing(ana: Client, ben: Client) -> None:
    speaker, _listener = saying_back(ana, ben)
    page = compared(speaker, "half a thought")
    assert "How it compares" not in page and "half a thought" in page and SAID.partition(".")[0] in page


def test_not_where_it_is_said_aloud(ana: Client, ben: Client) -> None:
    speaker, listener = listening(ana, ben)
    speaker.tap("done")
    assert BUTTON not in listener.look().html and "gm-coach" not in listener.html
    assert "How it compares" not in compared(listener, "words")


def test_not_where_the_speaker_wrote_nothing(ana: Client, ben: Client) -> None:
    speaker, listener = listening(ana, ben, "written")
    speaker.tap("done", words="")
    assert BUTTON not in listener.look().html
    assert "How it compares" not in compared(listener, "words")


def test_once_it_has_moved_on_the_words_are_given_back(ana: Client, ben: Client) -> None:
    speaker, listener = saying_back(ana, ben)
    speaker.tap("pass")
    page = compared(listener, "what I was about to say")
    assert "what I was about to say" in page and "How it compares" not in page


@pytest.mark.parametrize(
    "words", ["", "<script>alert(1)</script>", "x" * 5_000, "\x00", "Ich höre dir zu, erzähl mir bitte mehr"]
)
def test_any_words(ana: Client, ben: Client, words: str) -> None:
    _speaker, listener = saying_back(ana, ben)
    page = compared(listener, words)
    assert "How it compares, for you alone" in page and "<script>alert" not in page


def test_words_of_danger_are_not_compared(ana: Client, ben: Client) -> None:
    _speaker, listener = saying_back(ana, ben)
    page = compared(listener, "I will kill myself")
    assert "There is a page you may want to read" in page and "is-caught" not in page


@pytest.mark.parametrize("exercise", ["listening", "empathy"])
def test_each_card_has_its_place_for_the_coach(ana: Client, ben: Client, exercise: str) -> None:
    if exercise == "listening":
        speaker, listener = listening(ana, ben, "written")
    else:
        one, other = ready(ana, ben, "empathy", "written")
        speaker, listener = (one, other) if "done" in one.look().taps else (other.look(), one)
    assert 'value="words talk"' in speaker.look().html and "gm-coach" not in listener.look().html
    speaker.tap("done", words=SAID)
    assert 'value="words saying-back"' in listener.look().html and BUTTON in listener.html


def test_an_answer_is_read_as_an_answer(ana: Client, ben: Client) -> None:
    one, other = ready(ana, ben, "empathy", "written")
    speaker, listener = (one, other) if "done" in one.look().taps else (other.look(), one)
    speaker.tap("done", words=SAID)
    listener.look().tap("said", words="You said yes.")
    speaker.look().tap("all", words="")
    assert 'value="words reply"' in listener.look().html and BUTTON not in listener.html


def test_strangers_bad_ids_and_nobody(ana: Client, ben: Client, cleo: Client, house: TestHouse) -> None:
    _speaker, listener = saying_back(ana, ben)
    assert cleo.post(f"{listener.path}/comparisons", {"words": "x"}).status_code == 404
    assert house.client().post(f"{listener.path}/comparisons", {"words": "x"}).status_code == 401
    for id in ("x", "0" * 32, "zz" * 16):
        assert ana.post(f"/sittings/{id}/comparisons", {"words": "x"}).status_code == 404
