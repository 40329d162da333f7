"""The archive's pages: asked for again, refused kindly, and nobody told."""

from __future__ import annotations

import io
import os
import re
from unittest.mock import patch

import pytest
import pyzipper

from gemel.archive.tests.making import SEAL, document, inside, moments_in, zipped
from gemel.store import Full
from gemel.testing import PASSPHRASE, Client, TestHouse
from gemel.web import uploads

WORDS = "You left the light on for me."


def made(who: Client, **fields: str):
    return who.post("/archive", {"seal": SEAL, "passphrase": PASSPHRASE} | fields)


def sent_back(who: Client, data: bytes, seal: str = SEAL):
    return who.post("/archives", {"seal": seal}, files=[("archive", ("archive.zip", data, "application/zip"))])


def test_it_comes_as_a_file_that_tells_nothing(ana: Client) -> None:
    ana.post("/thanks", {"did": WORDS})
    response = made(ana)
    assert response.headers["content-type"] == "application/zip"
    assert response.headers["content-disposition"] == 'attachment; filename="archive.zip"'
    assert response.headers["cache-control"] == "no-store"
    assert [one["words"] for one in moments_in(response.content)] == [WORDS]
    assert WORDS in inside(response.content, "index.html").decode()


def test_five_words_are_offered_and_seal_it(ana: Client) -> None:
    words = re.search(r'name="seal"[^>]*>\s*([a-z -]+)</textarea>', ana.get("/archive").text)[1]  # type: ignore[index]
    assert len(words.split(" ")) == 5
    assert moments_in_of(made(ana, seal=words).content, words) == []


def moments_in_of(data: bytes, seal: str) -> list[object]:
    import msgspec

    return msgspec.json.decode(inside(data, seal=seal))["moments"]


@pytest.mark.parametrize("passphrase", ["", "short", "not this one, not this one either"])
def test_whoever_only_holds_the_phone_gets_none(ana: Client, passphrase: str) -> None:
    response = made(ana, passphrase=passphrase)
    assert response.status_code == 422
    assert ("does not fit" if passphrase else "is asked for here") in response.text
    assert f"{SEAL}</textarea>" in response.text  # what was typed for the file is still there


def test_after_five_tries_a_minutes_wait_and_never_more(ana: Client, house: TestHouse) -> None:
    for _try in range(5):
        made(ana, passphrase="not this one, not this one either")
    assert "short wait" in made(ana).text
    house.clock.forward(seconds=61)
    assert made(ana).headers["content-type"] == "application/zip"


@pytest.mark.parametrize("seal", ["", "short", "aaaaaaaaaaaaaaaaaaaa", "password password password", "x" * 129])
def test_a_seal_that_would_not_hold_is_refused(ana: Client, seal: str) -> None:
    response = made(ana, seal=seal)
    assert response.status_code == 422
    assert "would not hold" in response.text
    assert "does not fit" not in response.text


def test_what_the_other_opened_only_if_ticked(ana: Client, ben: Client) -> None:
    ben.post("/thanks", {"did": WORDS})
    assert moments_in(made(ana).content) == []
    assert [one["by"] for one in moments_in(made(ana, theirs="yes").content)] == ["Ben"]


def test_private_pages_only_if_open_and_ticked(ana: Client) -> None:
    ana.post("/private", {"words": WORDS})
    assert 'name="private"' not in ana.get("/archive").text
    assert moments_in(made(ana, private="yes").content) == []
    ana.post("/private/key", {"passphrase": PASSPHRASE})
    assert 'name="private"' in ana.get("/archive").text
    assert moments_in(made(ana).content) == []
    assert [one["words"] for one in moments_in(made(ana, private="yes").content)] == [WORDS]


def test_the_other_sees_no_trace_of_it(ana: Client, ben: Client) -> None:
    ana.post("/thanks", {"did": WORDS})
    before = seen(ben)
    made(ana, theirs="yes")
    assert seen(ben) == before


def seen(who: Client) -> list[str]:
    """Pages as they look: every form on them has a fresh id."""
    return [re.sub(r'name="_id" value="\w+"', "", who.get(path).text) for path in ("/", "/timeline", "/you")]


def test_brought_back_into_a_new_account(ana: Client, cleo: Client, ben: Client) -> None:
    ana.post("/thanks", {"did": WORDS})
    page = sent_back(cleo, made(ana).content)
    assert page.status_code == 200
    assert "One thing came back" in page.text
    assert WORDS in cleo.get("/timeline").text
    assert "All of it was here already" in sent_back(cleo, made(ana).content).text
    assert cleo.get("/timeline").text.count(WORDS) == 1


def test_no_file_at_all(ana: Client) -> None:
    assert "Choose the file" in ana.post("/archives", {"seal": SEAL}).text
    assert ana.post("/archives", {"seal": SEAL, "archive": "x"}).status_code == 422


REFUSED = {
    "not an archive": (b"hello", "not an archive"),
    "an empty file": (b"", "not an archive"),
    "newer": (zipped(document(version=9)), "newer gemel"),
    "damaged": (zipped(b"{"), "damaged"),
    "too much": (zipped(b'{"a": "' + bytes(65 << 20)), "more in that file"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_wrong_file_gets_a_kind_line(ana: Client, what: str) -> None:
    data, line = REFUSED[what]
    response = sent_back(ana, data)
    assert response.status_code == 422
    assert line in response.text


def test_a_wrong_passphrase_for_the_file(ana: Client, cleo: Client) -> None:
    ana.post("/thanks", {"did": WORDS})
    response = sent_back(cleo, made(ana).content, "not this one, not this one either")
    assert response.status_code == 422
    assert "with that passphrase" in response.text
    assert "not this one" not in response.text
    assert WORDS not in cleo.get("/timeline").text


def test_a_file_larger_than_the_page_takes(ana: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_PASSED_OVER", 1 << 20)
    assert sent_back(ana, b"x" * (1 << 20)).status_code == 413


def test_one_of_many_megabytes_comes_back_whole(ana: Client, cleo: Client) -> None:
    """Photos make an archive large: more than all forms together may take of the memory, here in files it does not ask for."""
    ana.post("/thanks", {"did": WORDS})
    larger = io.BytesIO(made(ana).content)
    with pyzipper.AESZipFile(larger, "a", encryption=pyzipper.WZ_AES) as file:
        file.setpassword(SEAL.encode())
        file.writestr("photos/0123456789abcdef-1.jpg", os.urandom(uploads.MOST_AT_ONCE + 1))
    assert sent_back(cleo, larger.getvalue()).status_code == 200 and WORDS in cleo.get("/timeline").text


def test_a_disk_that_fills_on_the_way_is_told_and_the_rest_comes_next_time(ana: Client, cleo: Client) -> None:
    ana.post("/thanks", {"did": WORDS})
    data = made(ana).content
    with patch("gemel.archive.bringing.keep", side_effect=Full):
        page = sent_back(cleo, data).text
    assert "no room left on the server" in page and WORDS not in cleo.get("/timeline").text
    sent_back(cleo, data)
    assert WORDS in cleo.get("/timeline").text


def test_a_line_on_which_nothing_comes_is_not_given_up(ana: Client, cleo: Client) -> None:
    """Blanks before the page, one for each moment: a proxy waits a minute for the next byte, and photos take longer."""
    for number in range(3):
        ana.post("/thanks", {"did": f"{WORDS} {number}"})
    page = sent_back(cleo, made(ana).content).text
    assert re.match(r" {3,5}<!doctype html>", page)


def test_what_breaks_in_the_middle_is_no_whole_file(ana: Client, caplog: pytest.LogCaptureFixture) -> None:
    """The name of the error is told, and no word of what was being written."""
    ana.post("/thanks", {"did": WORDS})
    with patch("gemel.archive.packing.article", side_effect=RuntimeError(WORDS)), pytest.raises(Exception):  # noqa: B017
        made(ana)
    assert "RuntimeError while sending" in caplog.text
    assert WORDS not in caplog.text


def test_an_old_program_opens_it(ana: Client) -> None:
    """AES-256 by the form that others read too, and no file in it unsealed."""
    ana.post("/thanks", {"did": WORDS})
    with pyzipper.AESZipFile(io.BytesIO(made(ana).content)) as archive:
        assert {(one.wz_aes_strength, one.flag_bits & 1) for one in archive.infolist()} == {(3, 1)}
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
