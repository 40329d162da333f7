"""A thank-you on its way: begun on Today and gone on with, kept to be said and sent after all."""

from __future__ import annotations

import html
import re

from gemel.testing import Client


def test_what_was_begun_on_today_goes_along_to_the_whole_form(ana: Client, cleo: Client) -> None:
    for who in (ana, cleo):
        who.get("/")
        page = who.submit("/thanks", {"did": "You fixed the lamp", "whole": "yes"}).text
        assert "You fixed the lamp</textarea>" in page and "What it shows about them" in page
        assert "You fixed the lamp" not in who.get("/timeline").text
        assert "What did they do" not in who.post("/thanks", {"whole": "yes"}).text  # nothing begun is nothing wrong


def test_what_was_kept_to_be_said_can_be_sent_after_all(ana: Client, ben: Client) -> None:
    page = ana.post("/thanks", {"did": "You waited up", "way": "aloud"}).text
    path = re.search(r"/thanks/[0-9a-f]{32}", page)[0]  # type: ignore[index]
    page = html.unescape(ana.get(path).text)
    assert "I have said it" in page and "Send it instead" in page
    ana.submit(f"{path}/opening")
    assert "You waited up" in ben.get(path).text


def test_a_hidden_note_names_its_day_once(ana: Client) -> None:
    page = ana.post("/thanks", {"did": "You sang", "way": "occasion", "day": "2026-09-25", "clock": "19:30"}).text
    assert page.count("Friday") == 1
