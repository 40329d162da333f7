"""Ben has neither passphrase nor code any more. Ana lets him back in: two phones on one table, and three days."""

from __future__ import annotations

import re

from gemel.people.tests.coming_back import comes_by
from gemel.testing import PASSPHRASE
from gemel.testing_browser import Phone, Two

OURS, HIS, NOW = "You put the light on in the hall", "What I tell nobody", "You are here again"


def types(phone: Phone, name: str) -> None:
    phone.write("Your passphrase, once more", PASSPHRASE)
    phone.tap(name)


def three_days(two: Two) -> None:
    two.house.clock.forward(days=3)
    for phone in (two.one, two.other):
        assert phone.client is not None
        phone.sign_in_as(comes_by(phone.client))


def test_trust_S18_let_back_in_by_the_partner(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    assert ana.client is not None and ben.client is not None
    old = ben.client
    ana.client.post("/thanks", {"did": OURS})
    old.post("/private", {"words": HIS})
    with_neither_passphrase_nor_code(ben)
    ben.sign_in_as(two.house.person("Ben again"))

    ana.go("/security")
    ana.tap("Let Ben back in If they have neither passphrase nor code any more")
    ana.look("let-back-in")
    types(ana, "Make the link")
    ana.look("the-link")
    ben.go(re.findall(r"/returns/[\w-]{22}", ana.page.locator("#link").input_value())[0])
    ben.look("back-in-as")
    ben.tap("Read the code together")
    code = re.findall(r"\d{3}\s\d{3}", ben.page.inner_text("main"))[0]
    ben.look("the-code")
    ana.go("/returns")
    ana.write("The six digits you hear", code)
    ana.page.get_by_label("And what we had opened to each other").check()
    ana.look("is-it-them")
    ana.tap("That is what I heard")
    assert ana.sees("Three days of quiet")
    ana.look("three-days")
    ben.go("/")  # the page was closed meanwhile, and Today leads back to it
    ben.tap("Where that stands")
    assert ben.sees("knows that it is you")

    if script:
        the_old_account(two, old.cookie)
    three_days(two)
    ben.go("/")
    ben.tap("Where that stands")
    ben.look("step-inside")
    types(ben, "Step inside")
    assert ben.sees("Your recovery code")
    ben.go("/timeline")
    assert ben.sees(OURS) and ben.lacks(HIS)
    ana.client.post("/thanks", {"did": NOW})
    ben.go("/timeline")
    assert ben.sees(NOW)
    assert "sign-in" in str(old.get("/you").url)


def with_neither_passphrase_nor_code(phone: Phone) -> None:
    """From the front page to a place of one's own, with nothing to sign in with."""
    phone.context.clear_cookies()
    phone.go("/")
    for name in ("Sign in", "I do not know my passphrase any more", "How that goes"):
        phone.tap(name)
    assert phone.sees("They can let you back in")
    phone.look("how-to-come-back-in")
    phone.tap("Make a new place")
    assert phone.sees("What shall gemel call you?")


def the_old_account(two: Two, cookie: str) -> None:
    """Whoever is signed in to it is told, and nobody else."""
    ben, now = two.other, two.other.context.cookies()
    ben.context.add_cookies([{"name": "gemel", "value": cookie, "url": ben.address}])
    ben.go("/")
    assert ben.sees("Somebody asked to be let back in as you")
    ben.look("somebody-asked")
    ben.go("/returns")
    ben.look("was-it-you")
    ben.context.clear_cookies()
    ben.context.add_cookies(now)  # type: ignore[arg-type]
