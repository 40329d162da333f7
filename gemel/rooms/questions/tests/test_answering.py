"""Answering: kept, handed in, opened together; and what the other can see of it before, which is nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from gemel.testing import Client, TestHouse

Plain = Callable[[str], str]
EVERYWHERE = ("/", "/questions", "/timeline")


def seen_by(who: Client, asked: str, plain: Plain) -> list[str]:
    return [plain(who.get(path).text) for path in (*EVERYWHERE, asked)]


def test_both_open_at_once(asked: str, ana: Client, ben: Client) -> None:
    page = ana.post(f"{asked}/answer", {"words": "wet tar"})
    assert "Opens when both are ready" in page.text
    page = ben.post(f"{asked}/answer", {"words": "fresh bread"})
    for text in (page.text, ana.get(asked).text):
        assert "wet tar" in text
        assert "fresh bread" in text


def test_before_both_are_in_nothing_shows(asked: str, ana: Client, ben: Client) -> None:
    ana.post(f"{asked}/answer", {"words": "wet tar"})
    assert not any("wet tar" in ben.get(path).text for path in (*EVERYWHERE, asked))


@pytest.mark.parametrize("did", ["drafted", "handed in", "skipped", "looked"])
def test_the_page_to_answer_tells_nothing_of_the_other(
    did: str, asked: str, ana: Client, ben: Client, plain: Plain
) -> None:
    before = seen_by(ben, asked, plain)
    act(ana, asked, did)
    assert seen_by(ben, asked, plain) == before


@pytest.mark.parametrize("did", ["drafted", "skipped", "looked"])
def test_the_waiting_page_tells_nothing_of_the_other(did: str, asked: str, ana: Client, ben: Client) -> None:
    ana.post(f"{asked}/answer", {"words": "wet tar"})
    before = [ana.get(path).text for path in (asked, f"{asked}/opening")]
    act(ben, asked, did)
    assert [ana.get(path).text for path in (asked, f"{asked}/opening")] == before


def act(who: Client, asked: str, did: str) -> None:
    if did == "drafted":
        who.post(f"{asked}/answer", {"words": "not yet", "way": "later"})
    elif did == "handed in":
        who.post(f"{asked}/answer", {"words": "there"})
    elif did == "skipped":
        who.post(f"{asked}/absence")
    who.get(asked)


def test_the_waiting_page_asks_again_and_then_shows_both(asked: str, ana: Client, ben: Client) -> None:
    page = ana.post(f"{asked}/answer", {"words": "wet tar"})
    assert f'hx-get="{asked}/opening"' in page.text
    assert ana.get(f"{asked}/opening").status_code == 204
    ben.post(f"{asked}/answer", {"words": "fresh bread"})
    page = ana.get(f"{asked}/opening")
    assert "fresh bread" in page.text
    assert "Both answers are open" in page.text


def test_a_draft_is_kept_and_changed(asked: str, ana: Client, ben: Client) -> None:
    ana.post(f"{asked}/answer", {"words": "wet t", "way": "later"})
    assert "wet t" in ana.get(asked).text
    ana.post(f"{asked}/answer", {"words": "wet tar", "way": "later"})
    ben.post(f"{asked}/answer", {"words": "fresh bread"})
    assert "fresh bread" not in ana.get(asked).text
    page = ana.post(f"{asked}/answer", {"words": "wet tar, and dust"})
    assert "fresh bread" in page.text
    assert "wet tar, and dust" in ben.get(asked).text


def test_handing_in_twice_is_once(asked: str, ana: Client) -> None:
    for _time in range(2):
        assert ana.post(f"{asked}/answer", {"words": "wet tar", "_id": "cd" * 16}).status_code == 200
    assert ana.get("/timeline").text.count("wet tar") == 1


def test_other_words_after_handing_in_come_too_late(asked: str, ana: Client) -> None:
    ana.post(f"{asked}/answer", {"words": "wet tar"})
    page = ana.post(f"{asked}/answer", {"words": "second thoughts"})
    assert page.status_code == 409
    assert "second thoughts" in page.text
    assert "wet tar" in ana.get(asked).text


@pytest.mark.parametrize("words", ["", "   \n ", "x" * 5_001])
def test_what_does_not_fit_is_told_and_still_there(words: str, asked: str, ana: Client) -> None:
    page = ana.post(f"{asked}/answer", {"words": words})
    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.text
    assert words.strip() in page.text


def test_an_erased_answer_still_counts_and_cannot_be_given_again(asked: str, ana: Client, ben: Client) -> None:
    ana.post(f"{asked}/answer", {"words": "wet tar"})
    moment = next(part for part in ana.get(asked).text.split('"') if part.startswith("/moments/"))
    ana.post(f"{moment}/erasure")
    assert ana.post(f"{asked}/answer", {"words": "again"}).status_code == 409
    ben.post(f"{asked}/answer", {"words": "fresh bread"})
    assert "(taken back)" in ben.get(asked).text
    assert "fresh bread" in ana.get(asked).text


def test_both_at_the_same_moment(asked: str, ana: Client, ben: Client) -> None:
    def give(who: Client, words: str) -> None:
        who.post(f"{asked}/answer", {"words": words})

    threads = [threading.Thread(target=give, args=pair) for pair in ((ana, "wet tar"), (ben, "fresh bread"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for who in (ana, ben):
        assert "wet tar" in who.get(asked).text
        assert "fresh bread" in who.get(asked).text


def test_not_this_one_hides_it_from_oneself_only(asked: str, ana: Client, ben: Client) -> None:
    page = ana.post(f"{asked}/absence")
    assert page.url.path == "/questions"
    assert asked not in page.text
    assert "Answer it" not in ana.get("/").text
    assert asked in ben.get("/questions").text


def test_only_the_newest_fifty_are_remembered(ana: Client) -> None:
    paths = [ana.post("/questions").url.path for _time in range(52)]
    for path in paths:
        ana.post(f"{path}/absence")
    kept = [one.hex() for one in ana.me().own.set_aside]
    assert kept == [path.rpartition("/")[2] for path in paths[2:]]


def test_opened_answers_wait_on_today_until_they_are_looked_at(opened: str, ana: Client, ben: Client) -> None:
    assert "Both answers are open" in ana.get("/").text
    ana.get(opened)
    assert "Both answers are open" not in ana.get("/").text


def test_looking_leaves_no_trace_for_the_other(opened: str, ana: Client, ben: Client, plain: Plain) -> None:
    ben.get(opened)
    before = seen_by(ben, opened, plain)
    ana.get(opened)
    assert seen_by(ben, opened, plain) == before


def test_each_answer_reads_well_on_the_timeline(opened: str, ana: Client) -> None:
    text = ana.get("/timeline").text
    assert "wet tar" in text
    assert "fresh bread" in text
    assert text.count("An answer") == 2


def test_asking_on_in_writing(opened: str, ana: Client, ben: Client) -> None:
    page = ana.post(f"{opened}/follow-ups", {"stem": "", "words": "whose bread?"})
    assert "whose bread?" in page.text
    assert "A line about your answers" in ben.get("/").text
    assert "whose bread?" in ben.get(opened).text
    assert "A line about your answers" not in ben.get("/").text


def test_an_offered_stem_alone_is_enough(opened: str, ana: Client, ben: Client) -> None:
    stem = ana.get(opened).text.partition('name="stem" value="')[2].partition('"')[0]
    ana.post(f"{opened}/follow-ups", {"stem": stem.replace("&#39;", "'"), "words": ""})
    assert f'<p class="stem">{stem}' in ben.get(opened).text


def test_asking_nothing_is_told(opened: str, ana: Client) -> None:
    page = ana.post(f"{opened}/follow-ups", {"stem": "made up", "words": ""})
    assert page.status_code == 422


def test_nobody_asks_on_before_it_is_open(asked: str, ana: Client) -> None:
    assert ana.post(f"{asked}/follow-ups", {"stem": "", "words": "and?"}).status_code == 404


def test_both_are_offered_the_same_stems(opened: str, ana: Client, ben: Client) -> None:
    part = [who.get(opened).text.partition('class="stems"')[2].partition("</ul>")[0] for who in (ana, ben)]
    assert part[0] == part[1] != ""


def test_nothing_is_counted_for_the_tree_before_it_opens(
    asked: str, ana: Client, ben: Client, house: TestHouse
) -> None:
    before = ben.get("/tree.svg").text
    ana.post(f"{asked}/answer", {"words": "wet tar"})
    assert ben.get("/tree.svg").text == before
