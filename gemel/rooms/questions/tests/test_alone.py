"""Somebody alone: the same questions, kept for themselves, and opened to a partner later if they like."""

from __future__ import annotations

from gemel.testing import Client, TestHouse


def kept_by(who: Client, words: str) -> str:
    path = who.post("/questions").url.path
    who.post(f"{path}/answer", {"words": words})
    return path


def test_an_answer_is_kept_for_oneself(cy: Client) -> None:
    path = kept_by(cy, "low tide")
    assert "low tide" in cy.get(path).text
    assert path in cy.get("/questions").text
    assert "low tide" in cy.get("/timeline").text


def test_keeping_twice_is_once(cy: Client) -> None:
    path = kept_by(cy, "low tide")
    cy.post(f"{path}/answer", {"words": "low tide"})
    assert cy.get("/timeline").text.count("low tide") == 1


def test_today_offers_the_open_one_until_it_is_kept_or_set_aside(cy: Client) -> None:
    path = cy.post("/questions").url.path
    assert path in cy.get("/").text
    cy.post(f"{path}/answer", {"words": "low tide"})
    assert path not in cy.get("/").text
    path = cy.post("/questions").url.path
    cy.post(f"{path}/absence")
    assert path not in cy.get("/").text


def test_no_word_about_a_partner_who_is_not_there(cy: Client) -> None:
    path = cy.post("/questions").url.path
    for page in (cy.get("/questions"), cy.get(path)):
        assert "both" not in page.text
        assert "None" not in page.text


def test_the_partner_sees_nothing_of_it(house: TestHouse, cy: Client) -> None:
    path = kept_by(cy, "low tide")
    dee = house.person("Dee")
    house.pair(cy, dee)
    assert dee.get(path).status_code == 404
    assert "low tide" not in dee.get("/questions").text + dee.get("/timeline").text


def test_it_can_be_asked_of_the_two_with_the_words(house: TestHouse, cy: Client) -> None:
    path = kept_by(cy, "low tide")
    dee = house.person("Dee")
    house.pair(cy, dee)
    assert "Ask this of the two of you" in cy.get(path).text
    page = cy.submit(f"{path}/asking", {"with": "words"})
    assert "Opens when both are ready" in page.text
    assert "low tide" in dee.post(f"{page.url.path}/answer", {"words": "high tide"}).text


def test_or_without_them_and_twice_is_once(house: TestHouse, cy: Client) -> None:
    path = kept_by(cy, "low tide")
    dee = house.person("Dee")
    house.pair(dee, cy)  # Cy moves over to Dee, and brings the answer along
    same = {"with": "fresh", "_id": "ef" * 16}
    pages = [cy.post(f"{path}/asking", same) for _time in range(2)]
    assert pages[0].url.path == pages[1].url.path
    assert "low tide" not in pages[0].text
    dee.post(f"{pages[0].url.path}/answer", {"words": "high tide"})
    assert "high tide" not in cy.get(pages[0].url.path).text


def test_the_words_are_handed_in_once(house: TestHouse, cy: Client) -> None:
    path = kept_by(cy, "low tide")
    house.pair(cy, house.person("Dee"))
    same = {"with": "words", "_id": "ef" * 16}
    assert [cy.post(f"{path}/asking", same).status_code for _time in range(2)] == [200, 200]


def test_only_one_s_own_and_only_with_a_partner(cy: Client, opened: str, ana: Client) -> None:
    path = kept_by(cy, "low tide")
    assert cy.post(f"{path}/asking").status_code == 404
    assert ana.post(f"{path}/asking").status_code == 404
    assert ana.post(f"{opened}/asking").status_code == 404


def test_after_the_other_left_one_s_answer_is_still_there(
    house: TestHouse, opened: str, ana: Client, ben: Client
) -> None:
    from gemel.moments.moving import leave

    with house.house.store.writing() as db:
        leave(db, ben.me(), house.clock.now)
    text = ana.get(opened).text
    assert "wet tar" in text
    assert "fresh bread" not in text
