"""What rests, the command's lines, and the other model that may word suggestions."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from gemel.coach import STUB, rules
from gemel.coach.elsewhere import Elsewhere
from gemel.coach.lines import answers
from gemel.coach.resting import WEEK, put_aside, rests_until, silent

NOW = 1_790_000_000


def test_put_aside_twice_a_rule_rests_for_seven_days() -> None:
    kept = put_aside((), "S6", NOW)
    assert silent((), kept, NOW) == frozenset()
    kept = put_aside(kept, "S6", NOW + 60)
    assert silent((), kept, NOW + 60) == {"S6"}
    assert rests_until(kept, "S6", NOW + 60) == NOW + WEEK
    assert silent((), kept, NOW + WEEK) == frozenset()
    assert rests_until(kept, "S6", NOW + WEEK) is None


def test_what_is_older_than_a_week_is_forgotten_and_no_more_than_two_are_kept() -> None:
    kept = put_aside(put_aside((), "S6", NOW), "N1", NOW + WEEK)
    assert kept == (("N1", NOW + WEEK),)
    for second in range(5):
        kept = put_aside(kept, "N1", NOW + WEEK + second)
    assert len(kept) == 2


def test_switched_off_is_silent() -> None:
    assert silent(("N3",), (), NOW) == {"N3"}


def told(*lines: str) -> list[dict]:
    return [json.loads(line) for line in answers(lines, STUB)]


def test_a_line_in_and_a_line_out() -> None:
    [found] = told(json.dumps({"text": "You never listen to me"}))
    assert found["rules"] == ["S6"]
    assert found["safety"] is False
    assert 0 <= found["heat"] <= 1
    assert found["spans"] == {"S6": [[0, 16]]}
    assert isinstance(found["labels"], dict)


@pytest.mark.parametrize(
    "line", ["no json", "[]", "5", "null", '{"text": 5}', '{"reply_to": "x"}', '{"text": "x", "reply_to": 3}', "[" * 100_000, '{"text": "\\ud800"}', "\ufeff{}"]
)  # fmt: skip
def test_a_line_that_cannot_be_read_ends_nothing(line: str) -> None:
    first, second = told(line, json.dumps({"text": "You never listen to me"}))
    assert "error" in first or first["rules"] == []
    assert second["rules"] == ["S6"]


def test_serious_lets_sarcasm_be_spoken_of() -> None:
    text = "Must be nice to have time for a bath."
    plain, serious = told(json.dumps({"text": text}), json.dumps({"text": text, "serious": True}))
    assert (plain["rules"], serious["rules"]) == ([], ["N3"])


class Model(BaseHTTPRequestHandler):
    answer = b""
    asked: list[bytes] = []
    leads_to = ""

    def do_POST(self) -> None:
        Model.asked.append(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(302 if Model.leads_to else 200)
        self.send_header("location", Model.leads_to)
        self.end_headers()
        self.wfile.write(Model.answer)

    def log_message(self, *_args: object) -> None: ...


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    server = HTTPServer(("127.0.0.1", 0), Model)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Elsewhere(f"http://127.0.0.1:{server.server_port}", "small")
    server.shutdown()
    server.server_close()


def rewritten(elsewhere: Elsewhere, answer: object) -> str:
    Model.answer = json.dumps(answer).encode() if not isinstance(answer, bytes) else answer
    return elsewhere("You never listen to me.", rules()["S6"], ((0, 16),))


def test_another_model_may_word_it(elsewhere: Elsewhere) -> None:
    said = {"choices": [{"message": {"content": " I felt alone tonight. Could we talk? "}}]}
    assert rewritten(elsewhere, said) == "I felt alone tonight. Could we talk?"
    assert b"You never listen to me." in Model.asked[-1]


@pytest.mark.parametrize("answer", [b"", b"<html>", b"[" * 100_000, {}, {"choices": []}, {"choices": [{"message": {"content": None}}]}, {"choices": [{"message": {"content": "x" * 5000}}]}])
def test_whatever_goes_wrong_there_the_rules_own_words_stand(elsewhere: Elsewhere, answer: object) -> None:
    assert rewritten(elsewhere, answer) == "I felt … this week. Could you listen to me … ?"


def test_it_is_led_nowhere_else(elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that leads on to another address is not followed there."""
    came: list[str] = []
    monkeypatch.setattr(Model, "do_GET", lambda asked: came.append(asked.path), raising=False)
    monkeypatch.setattr(Model, "leads_to", f"{elsewhere.url}/another/place")
    assert rewritten(elsewhere, b"").startswith("I felt …")
    assert Model.asked and not came


@pytest.mark.parametrize("said", [b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{", b""])
def test_whoever_speaks_otherwise_there_costs_nobody_the_hint(said: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        away = Elsewhere(f"http://127.0.0.1:{door.getsockname()[1]}", "small")
        thread = threading.Thread(target=answers_once, args=(door, said), daemon=True)
        thread.start()
        assert away("You never listen to me.", rules()["S6"], ((0, 16),)).startswith("I felt …")
        thread.join(10)


def answers_once(door: socket.socket, said: bytes) -> None:
    line, _address = door.accept()
    with line:
        line.recv(65_536)
        line.sendall(said)


def test_nobody_at_that_address() -> None:
    away = Elsewhere("http://127.0.0.1:9", "small")
    assert away("You never listen to me.", rules()["S6"], ((0, 16),)).startswith("I felt …")
