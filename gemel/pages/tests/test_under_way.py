"""A form that was under way when the session ended: it waits for whoever wrote it, and for nobody else."""

from __future__ import annotations

import pytest
from httpx import Response

from gemel.pages.tests.test_second import at_the_door, code, set_up
from gemel.testing import PASSPHRASE, Client, TestHouse

WORDS = "for nobody else's eyes"


@pytest.fixture
def shared(house: TestHouse, ana: Client) -> Client:
    """A tablet of both, on which Ana was writing when her session ended."""
    tablet = at_the_door(ana, shared="yes")
    house.clock.forward(hours=2)
    assert WORDS in tablet.post("/private", {"words": WORDS}).text.replace("&#39;", "'")
    return tablet


def sign_in(tablet: Client, name: str, then: str = "/private") -> Response:
    sent = {"name": name, "passphrase": PASSPHRASE, "then": then, "held.words": WORDS}
    return tablet._follow(tablet.http.send("POST", "/sessions", sent))


def test_it_comes_back_to_whoever_wrote_it(shared: Client) -> None:
    assert "&#39;s eyes" in sign_in(shared, "Ana").text


def test_whoever_signs_in_instead_reads_nothing_of_it(shared: Client, ben: Client) -> None:
    answer = sign_in(shared, "Ben")
    assert answer.url.path == "/" and "s eyes" not in answer.text and shared.get("/you").url.path == "/you"


def test_nor_between_the_two_steps(shared: Client, ben: Client) -> None:
    secret, _spares = set_up(ben)
    answer = sign_in(shared, "Ben")
    assert "One more step" in answer.text and "s eyes" not in answer.text
    answer = shared.submit("/sessions/factor", {"code": code(ben, secret)})
    assert answer.url.path == "/" and "s eyes" not in answer.text


@pytest.mark.parametrize("then", ["//evil.example/x", "/\\evil.example", "https://evil.example/", ""])
def test_it_is_sent_to_no_other_server(shared: Client, then: str) -> None:
    answer = sign_in(shared, "Ana", then)
    assert answer.url.path == "/" and "evil.example" not in answer.text


def test_after_a_wrong_passphrase_the_name_is_still_there_too(shared: Client) -> None:
    answer = sign_in(shared, "Cleo")  # nobody is called that here
    assert answer.status_code == 422 and 'value="Cleo"' in answer.text and "&#39;s eyes" in answer.text
