"""Keys for life, as a couple has them: somebody may know the passphrase, a phone is lent out, a page is left quickly."""

from __future__ import annotations

from gemel.testing import PASSPHRASE
from gemel.testing_browser import Phone, Two

NEW = "kettle orbit velvet thunder parsley"
OURS, HERS = "You put the light on in the hall", "What I tell nobody"


def signs_in(phone: Phone, passphrase: str, shared: bool = False) -> None:
    phone.go("/sign-in")
    phone.write("Your name here", "Ana")
    phone.write("Your passphrase", passphrase)
    if shared:
        phone.page.get_by_label("Others use this device too").check()
        phone.look("sign-in-on-a-shared-device")
    phone.tap("Sign in")


def asks_for_new_keys(phone: Phone, typed: str, fresh: str) -> None:
    phone.write("Your passphrase as it is now", typed)
    phone.write("The new one", fresh)
    phone.tap("Change every key")


def opens_private_pages(phone: Phone, passphrase: str) -> None:
    phone.go("/private")
    phone.write("Your passphrase, to read them", passphrase)
    phone.tap("Open for ten minutes")


def test_S15_somebody_may_know_my_passphrase(two: Two, script: bool) -> None:
    two.couple()
    ana, ben = two.one, two.other
    assert ana.client is not None
    ana.client.post("/thanks", {"did": OURS})
    ana.client.post("/private", {"words": HERS})
    lost = two.house.client()
    lost.post("/sessions", {"name": "Ana", "passphrase": PASSPHRASE})

    ana.go("/you")
    assert ana.sees("did not know signed in")
    ana.look("you-with-news")
    ana.tap("change every key")
    asks_for_new_keys(ana, "a wrong passphrase", NEW)
    assert ana.sees("That is not your passphrase as it is now")
    ana.look("rotation-not-yet")
    asks_for_new_keys(ana, PASSPHRASE, NEW)
    assert ana.sees("Your recovery code")
    ana.look("new-recovery-code")

    assert lost.get("/timeline").url.path == "/sign-in"
    ben.go("/timeline")
    assert ben.sees(OURS)
    ana.go("/timeline")
    assert ana.sees(OURS)
    opens_private_pages(ana, NEW)
    assert ana.sees(HERS)
    ana.go("/security")
    assert ana.sees("All of your keys were changed") and ana.sees("With your passphrase, on any phone")
    ana.look("keys-and-phones")
    ben.go("/security")
    assert ben.lacks("were changed") and ben.lacks("If that was not you")


def test_S25_a_device_that_others_use_too(two: Two, script: bool) -> None:
    two.couple()
    ana, lent = two.one, two.other
    lent.context.clear_cookies()
    signs_in(lent, PASSPHRASE, shared=True)
    ana.go("/you")
    for path in ("/security", "/sessions"):
        ana.page.locator(f'a[href="{path}"]').click()
        ana.settle()
    assert ana.sees("shared with others")
    card = ana.page.locator(".session").nth(1)
    card.locator("summary").click()
    card.get_by_label("A name that you will know it by").fill("Library, second floor")
    card.get_by_role("button", name="Keep the name").click()
    ana.settle()
    assert ana.sees("Library, second floor")
    ana.look("where-you-are-signed-in")
    ana.page.locator(".session").nth(1).get_by_role("button", name="Sign it out").click()
    ana.settle()
    lent.go("/timeline")
    assert lent.sees("Good to see you")


def locked(phone: Phone) -> bool:
    phone.go("/private")
    return phone.lacks(HERS)


def test_S7_leaving_quickly_locks_private_pages(two: Two) -> None:
    two.couple()
    ana = two.one
    assert ana.client is not None
    ana.client.post("/private", {"words": HERS})
    opens_private_pages(ana, PASSPHRASE)
    assert ana.sees(HERS) and ana.sees("are open for ten minutes") and "told" not in ana.page.url
    ana.page.reload()  # what was told once is not told again: by now they may be locked
    assert ana.sees(HERS) and ana.lacks("are open for ten minutes")
    ana.page.route(lambda url: not url.startswith(ana.address), lambda route: route.fulfill(body="elsewhere"))
    ana.page.locator("gm-exit a").first.click()
    assert ana.sees("elsewhere")
    # What locks them travels beside the way out, which waits for nothing: on a busy machine it may be the later one.
    assert any(locked(ana) for _look in range(5)) and ana.sees("Your passphrase, to read them")
