"""Small wins go on as they were, and the room has a page to begin from."""

from __future__ import annotations

import pytest

from gemel.testing import Client, TestHouse


def test_a_win_is_kept_for_both(ana: Client, ben: Client) -> None:
    ana.post("/wins", {"what": "laughed", "words": "The pan caught fire"})
    assert "The pan caught fire" in ben.get("/timeline").text


@pytest.mark.parametrize("sent", [{"what": "x", "words": "my words"}, {"what": "first", "words": "w" * 281}])
def test_what_does_not_fit_stays_in_the_form(ana: Client, sent: dict) -> None:
    page = ana.post("/wins", sent)
    assert page.status_code == 422 and sent["words"] in page.text


def test_the_room_has_a_page_for_two_and_for_one(house: TestHouse, ana: Client) -> None:
    for who in (ana, house.person("Cleo")):
        page = who.get("/growth").text
        for path in ("/growth/readings", "/growth/months", "/growth/hurts", "/growth/letter", "/wins"):
            assert f'href="{path}"' in page and who.get(path).status_code == 200
    assert 'href="/growth"' in ana.get("/sittings").text
