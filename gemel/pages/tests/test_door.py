"""A house with a word at its door: who knows it comes in, and who was invited; nobody else, and nothing typed is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gemel.people import guessing
from gemel.settings import BadSetting, load
from gemel.testing import PASSPHRASE, TestHouse

WORD = "lantern otter brass"
FORM = {"name": "Kim", "passphrase": PASSPHRASE, "adult": "yes"}


@pytest.fixture
def closed(house: TestHouse) -> TestHouse:
    return house.with_settings(door=WORD)


def test_nobody_makes_a_place_without_the_word_of_the_house(closed: TestHouse) -> None:
    kim = closed.client()
    assert "The word of this house" in kim.get("/sign-up").text
    for wrong in ({}, {"door": "another word of it"}, {"door": ""}, {"invitation": "A" * 22}, {"invitation": "x"}):
        answer = kim.post("/people", FORM | wrong)
        assert answer.status_code == 422 and "not the word of this house" in answer.text
        assert 'value="Kim"' in answer.text and not kim.cookie
        assert "the passphrase is typed once more" in answer.text
    assert kim.post("/people", FORM | {"door": f" {WORD} "}).status_code == 200 and kim.cookie


def test_whoever_is_invited_needs_no_word(closed: TestHouse) -> None:
    ana, ben = closed.person("Ana"), closed.client()
    ana.post("/invitations", {"words": "come"})
    token = re.search(r"/invitations/([\w-]{22})", ana.get("/pairing").text)[1]  # type: ignore[index]
    assert "The word of this house" not in ben.get(f"/sign-up?invitation={token}").text
    closed.clock.forward(hours=25)
    assert ben.post("/people", FORM | {"invitation": token}).status_code == 422
    ana.post("/invitations", {"words": "come"})
    token = re.search(r"/invitations/([\w-]{22})", ana.get("/pairing").text)[1]  # type: ignore[index]
    assert ben.post("/people", FORM | {"invitation": token}).status_code == 200 and ben.cookie


def test_an_invitation_leads_through_the_door_to_itself(closed: TestHouse) -> None:
    """Opened by somebody who has no place yet: name, passphrase, code on paper, and they stand before it again."""
    ana, ben = closed.person("Ana"), closed.client()
    ana.post("/invitations", {"words": "come"})
    link = re.search(r"/invitations/[\w-]{22}", ana.get("/pairing").text)[0]  # type: ignore[index]
    ben.get(link)
    ben.get(re.search(r'href="(/sign-up[^"]+)"', ben.last.text)[1])  # type: ignore[index, union-attr]
    ben.submit("/people", FORM | {"adult": ""})  # what was wrong once changes nothing of it
    page = ben.submit("/people", FORM).text
    code = re.findall(r"<span>([0-9A-Z]{4})</span>", page)
    assert len(code) == 7 and f'href="{link}"' in page  # whoever keeps none goes on as well
    page = ben.get(re.search(r'href="(/recovery-code/check[^"]+)"', page)[1]).text  # type: ignore[index]
    for wrong in (True, False):
        typed = {f"group{i}": "" if wrong else code[int(n) - 1] for i, n in enumerate(re.findall(r"Group (\d)", page))}
        page = ben.submit("/recovery-code/check", typed).text
    assert ben.last.url.path == link and "Open it together" in page  # type: ignore[union-attr]


def test_whoever_has_a_place_signs_in_and_stands_before_the_invitation(house: TestHouse) -> None:
    ana, ben = house.person("Ana"), house.person("Ben")
    ana.post("/invitations", {"words": "come"})
    token = re.search(r"/invitations/([\w-]{22})", ana.get("/pairing").text)[1]  # type: ignore[index]
    ben.post("/sessions/end-all")
    ben.get(f"/sign-up?invitation={token}")
    ben.get(re.search(r'href="(/sign-in[^"]+)"', ben.last.text)[1])  # type: ignore[index, union-attr]
    ben.submit("/sessions", {"name": "Ben", "passphrase": PASSPHRASE})
    assert ben.last.url.path == f"/invitations/{token}"  # type: ignore[union-attr]
    assert "invitation=" not in house.client().get("/sign-up?invitation=%22%3E%3Cb%3E").text


def test_whoever_looks_for_help_first_comes_back_to_the_invitation(house: TestHouse) -> None:
    """The questions and the help page lie on the way of somebody who is asked in, with a place here or without."""
    link = invited(house)
    for who in (house.client(), house.person("Ben")):
        for page in ("self-check", "help"):
            who.get(link)
            on = who.get(re.search(rf'href="(/{page}[^"]+)"', who.last.text)[1])  # type: ignore[index, union-attr]
            assert f'href="{link}"' in on.text, page
        who.get(f"/self-check?invitation={link.removeprefix('/invitations/')}")
        no = dict.fromkeys(("afraid", "hurt", "watched", "pressed", "harm"), "no")
        assert f'href="{link}"' in who.submit("/self-check", no).text
        assert f'href="{link}"' not in who.get("/help").text


def test_whoever_lost_their_passphrase_comes_back_to_the_invitation(house: TestHouse) -> None:
    link = invited(house)
    ben = house.client()
    ben.get(f"/sign-up?invitation={link.removeprefix('/invitations/')}")
    code = " ".join(re.findall(r"<span>([0-9A-Z]{4})</span>", ben.submit("/people", FORM).text))
    assert ben.get(f"/sign-in?invitation={link.removeprefix('/invitations/')}").url.path == link  # inside already
    ben.post("/sessions/end")
    ben.get(f"/sign-in?invitation={link.removeprefix('/invitations/')}")
    ben.get(re.search(r'href="(/recovery[^"]+)"', ben.last.text)[1])  # type: ignore[index, union-attr]
    ben.submit("/recovery", {"name": "Kim", "code": "AAAA", "passphrase": PASSPHRASE})
    ben.submit("/recovery", {"name": "Kim", "code": code, "passphrase": PASSPHRASE})
    assert ben.last.url.path == "/recovery-code" and f'href="{link}"' in ben.last.text  # type: ignore[union-attr]


def test_an_invitation_is_nothing_for_somebody_who_is_two_already(house: TestHouse) -> None:
    answer = house.couple()[0].get(invited(house))
    assert answer.status_code == 409 and "You are already two" in answer.text


def invited(house: TestHouse) -> str:
    """The link of an invitation."""
    cleo = house.person("Cleo")
    cleo.post("/invitations", {"words": "come"})
    return re.search(r"/invitations/[\w-]{22}", cleo.get("/pairing").text)[0]  # type: ignore[index]


def comes(house: TestHouse, name: str, **more: str) -> int:
    return house.client().post("/people", FORM | {"name": name} | more).status_code


def test_no_script_fills_the_house(house: TestHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many at once, then one a minute; and whoever is invited comes in meanwhile."""
    monkeypatch.setattr(guessing, "PLACES", guessing.Rate(2, 60))
    assert [comes(house, name) for name in ("Kim", "Lou")] == [200, 200]
    page = house.client().post("/people", FORM | {"name": "Max"})
    assert page.status_code == 429 and "Many people came in just now" in page.text and 'value="Max"' in page.text
    assert comes(house, "Kim") == 200  # the same form again opens what is there
    ana = house.person("Ana")
    ana.post("/invitations", {"words": "come"})
    token = re.search(r"/invitations/([\w-]{22})", ana.get("/pairing").text)[1]  # type: ignore[index]
    assert [comes(house, name, invitation=token) for name in ("Noa", "Pim", "Rio")] == [200, 200, 429]
    house.clock.forward(seconds=60)
    assert [comes(house, name) for name in ("Max", "Sam")] == [200, 429]


def test_a_house_without_a_word_asks_for_none(house: TestHouse) -> None:
    kim = house.client()
    assert "The word of this house" not in kim.get("/sign-up").text
    assert kim.post("/people", FORM).status_code == 200 and kim.cookie


def test_a_word_that_is_guessed_soon_is_none(tmp_path: Path) -> None:
    (tmp_path / "pepper").write_bytes(b"p" * 32)
    env = {"GEMEL_DATA": str(tmp_path)}
    assert load(env).door == "" and load(env | {"GEMEL_DOOR": WORD}).door == WORD
    with pytest.raises(BadSetting, match="GEMEL_DOOR"):
        load(env | {"GEMEL_DOOR": "otter"})
