"""A second step at sign-in, as somebody sets it up, uses it and gets rid of it again."""

from __future__ import annotations

import re

from pyotp import TOTP

from gemel.testing import PASSPHRASE
from gemel.testing_browser import Phone, Two


def signs_in(phone: Phone) -> None:
    phone.go("/sign-in")
    phone.write("Your name here", "Ana")
    phone.write("Your passphrase", PASSPHRASE)
    phone.tap("Sign in")


def code(phone: Phone, letters: str) -> str:
    return TOTP(letters).generate_otp(phone.house.clock.now // 30)


def sets_up_codes(phone: Phone) -> str:
    """Gives the letters that were shown for typing in by hand."""
    phone.go("/security")
    phone.look("security")
    phone.tap("A second step at sign-in Not asked for. One-time codes or a passkey, if you like")
    phone.look("second-steps-none")
    phone.tap("One-time codes Six digits from an app on your phone")
    phone.page.get_by_text("Type it in by hand").click()
    letters = re.sub(r"\s", "", phone.page.locator(".letters").inner_text())
    phone.write("What the app shows", "000 000")
    phone.write("Your passphrase", PASSPHRASE)
    phone.tap("Ask for codes from now on")
    assert phone.sees("That is not what the app shows at this minute")
    phone.look("codes-not-yet")
    phone.write("What the app shows", code(phone, letters))
    phone.write("Your passphrase", PASSPHRASE)
    phone.tap("Ask for codes from now on")
    assert phone.sees("Ten spare codes")
    phone.look("spare-codes")
    return letters


def with_a_passkey_in_it(phone: Phone) -> None:
    """What a phone has inside: a place for passkeys, and an owner who nods."""
    line = phone.context.new_cdp_session(phone.page)
    line.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    line.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"automaticPresenceSimulation": True}})


def makes_a_passkey(phone: Phone) -> None:
    phone.go("/factors/passkeys/new")
    phone.write("A name that you will know it by", "the phone with the scratch")
    phone.look("a-passkey")
    phone.write("Your passphrase", PASSPHRASE)
    phone.page.get_by_role("button", name="Make a passkey").click()
    assert phone.sees("A second step is asked for from now on")
    assert phone.sees("the phone with the scratch")
    phone.look("second-steps")


def test_S15_a_second_step_set_up_used_and_removed(two: Two, script: bool) -> None:
    two.couple()
    ana, other = two.one, two.other
    letters = sets_up_codes(ana)
    two.house.clock.forward(minutes=1)

    other.context.clear_cookies()
    signs_in(other)
    assert other.sees("One more step")
    other.look("one-more-step")
    assert other.page.get_by_role("button", name="Make a passkey").count() == 0
    other.write("The code in your app", "111 111")
    other.tap("Go on")
    assert other.sees("That does not fit, or it was used already")
    other.look("one-more-step-not-yet")
    other.write("The code in your app", code(other, letters))
    other.tap("Go on")
    other.go("/you")
    assert other.sees("Keys and phones")

    if script:
        with_a_passkey_in_it(ana)
        makes_a_passkey(ana)
        ana.context.clear_cookies()
        signs_in(ana)
        assert ana.sees("Use your passkey")
        ana.look("one-more-step-with-a-passkey")
        ana.page.get_by_role("button", name="Use your passkey").click()
        ana.page.wait_for_url(re.compile(r"/(\?.*)?$"))
    else:
        ana.go("/factors/passkeys/new")
        assert ana.sees("makes no passkeys without script") and not ana.page.get_by_text("Make a passkey").is_visible()

    ana.go("/factors")
    ana.tap("Remove the codes")
    ana.look("removal")
    ana.write("Your passphrase", PASSPHRASE)
    ana.tap("Remove it")
    assert ana.sees("It is gone") and ana.lacks("Remove the codes")
    ana.look("second-step-gone")
