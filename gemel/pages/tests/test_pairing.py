"""Becoming two, by its pages: what each of the two is shown at every step, and what a step that came too late is told."""

from __future__ import annotations

import re

from gemel.people import pairing
from gemel.testing import Client, TestHouse


def opened(house: TestHouse) -> tuple[Client, Client, str]:
    """Ana's invitation, opened by Ben; and the code on Ben's phone."""
    ana, ben = house.person("Ana"), house.person("Ben")
    ana.post("/invitations", {"words": "come"})
    link = re.search(r"/invitations/[\w-]{22}", ana.get("/pairing").text)[0]  # type: ignore[index]
    ben.post(f"{link}/guest", {"adult": "yes"})
    with house.house.store.reading() as db:
        found = pairing.taken_by(db, ben.me(), house.clock.now)
    assert found is not None and found.code is not None
    return ana, ben, found.code


def test_today_says_where_it_stands(house: TestHouse) -> None:
    ana, ben, code = opened(house)
    assert "Compare the code" in ana.get("/").text and "Go on with it" in ben.get("/").text
    ana.post("/pairing/confirmation", {"code": code})
    assert "Wait for them" in ana.get("/").text and "Compare the code" not in ana.last.text  # type: ignore[union-attr]
    ben.post("/pairing")
    assert "/pairing" not in ana.get("/").text


def test_a_code_for_an_invitation_that_the_other_let_go_of(house: TestHouse) -> None:
    ana, ben, code = opened(house)
    ben.post("/pairing/withdrawal")
    answer = ana.post("/pairing/confirmation", {"code": code})
    assert answer.status_code == 422 and "no longer open" in answer.text and "Make the invitation" in answer.text
