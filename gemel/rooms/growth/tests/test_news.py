"""Good news told apart: asked about, enjoyed, and nothing told that its author did not tell."""

from __future__ import annotations

import pytest

from gemel.testing import Client, TestHouse

HERE = "/growth/news"
NEWS = "They read my report aloud"
ANSWER = {"asks": "Which page first?", "shows": "You never gave up on them", "marks": "Bread and salt tonight"}


@pytest.fixture
def news(ana: Client, ben: Client) -> str:
    """The address of what Ana told Ben."""
    return ana.post(HERE, {"words": NEWS, "dear": "The second before the applause"}).url.path


def test_it_is_answered_in_three_parts_and_told_on(ana: Client, ben: Client, news: str) -> None:
    page = ben.get("/").text
    assert "Ana has good news" in page and NEWS not in page
    ben.post(f"{news}/answers", ANSWER)
    assert "good news" not in ben.get("/").text
    assert "Ben was glad with you" in ana.get("/").text
    page = ana.get(news).text
    assert all(part in page for part in ANSWER.values())
    assert "Ben was glad" not in ana.get("/").text
    ana.post(f"{news}/words", {"words": "The page about bees"})
    assert "Ana told more of it" in ben.get("/").text
    assert "The page about bees" in ben.get(news).text
    assert NEWS in ben.get("/timeline").text and "Which page first?" in ana.get("/timeline").text


def test_one_part_is_plenty_and_none_is_asked_for(ben: Client, news: str) -> None:
    page = ben.post(f"{news}/answers", dict.fromkeys(ANSWER, " "))
    assert page.status_code == 422 and "One of the three is plenty." in page.text
    assert ben.post(f"{news}/answers", {"marks": "Cake"}).status_code == 200


@pytest.mark.parametrize("name", list(ANSWER))
def test_what_is_too_long_stays_in_the_form(ben: Client, news: str, name: str) -> None:
    page = ben.post(f"{news}/answers", ANSWER | {name: "x" * 1_001})
    assert page.status_code == 422 and "longer than fits" in page.text
    assert "x" * 1_001 in page.text


@pytest.mark.parametrize(("words", "line"), [("", "What happened?"), ("y" * 1_001, "longer than fits")])
def test_news_needs_a_line_that_fits(ana: Client, words: str, line: str) -> None:
    page = ana.post(HERE, {"words": words, "dear": "that part"})
    assert page.status_code == 422 and line in page.text
    assert words in page.text and "that part" in page.text


def test_what_was_taken_back_meanwhile_gives_the_words_back(ana: Client, ben: Client, news: str) -> None:
    ana.post(f"/moments/{news.rpartition('/')[2]}/withdrawal")
    page = ben.post(f"{news}/answers", ANSWER)
    assert page.status_code == 404 and "Bread and salt tonight" in page.text
    assert ben.get(news).status_code == 404
    assert ben.post(f"{news}/answers", dict.fromkeys(ANSWER, "")).status_code == 404
    assert ana.post(f"{news}/words", {"words": "more"}).status_code == 404


def test_not_now_is_told_to_nobody(ana: Client, ben: Client, news: str) -> None:
    ben.post(f"{news}/absence")
    assert "good news" not in ben.get("/").text
    assert "who reads it when there is room for it" in ana.get(news).text
    assert NEWS in ben.get(HERE).text


def test_kept_it_is_ones_own_until_it_is_told(ana: Client, ben: Client) -> None:
    address = ana.post(HERE, {"words": NEWS, "way": "keep"}).url.path
    assert ben.get(address).status_code == 404 and NEWS not in ben.get(HERE).text
    ana.post(f"{address}/opening")
    assert NEWS in ben.get(address).text


def test_it_is_for_two_and_each_has_their_part(ana: Client, ben: Client, cleo: Client, news: str) -> None:
    for path in ("", "/answers", "/words", "/opening", "/absence"):
        assert (cleo.post(news + path, ANSWER) if path else cleo.get(news)).status_code in {404, 405}
    assert ana.post(f"{news}/answers", ANSWER).status_code == 404  # nobody answers themselves
    assert ben.post(f"{news}/words", {"words": "x"}).status_code == 404
    assert ben.post(f"{news}/opening").status_code == 404
    thanks = ana.post("/thanks", {"did": "You sat with me"})
    assert thanks.status_code == 200 and ana.get(f"{HERE}/{'0' * 32}").status_code == 404


def test_sent_twice_it_is_there_once(ana: Client, ben: Client, news: str) -> None:
    for _time in range(2):
        ana.post(HERE, {"words": "Twice", "_id": "ab" * 16})
        ben.post(f"{news}/answers", ANSWER | {"_id": "cd" * 16})
    assert ana.get(HERE).text.count("Twice") == 1
    assert ana.get(news).text.count("Which page first?") == 1


def test_alone_it_is_written_down(house: TestHouse) -> None:
    dora = house.person("Dora")
    assert "a second time" in dora.get(HERE).text
    address = dora.post(HERE, {"words": NEWS}).url.path
    assert "Only you see this." in dora.get(address).text
    assert dora.post(f"{address}/opening").status_code == 404
