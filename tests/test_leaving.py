"""Leaving with what one wrote, as two people do it: a file to keep, three taps, and a beginning somewhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pyzipper

from gemel.moments import share
from gemel.moments.tests.saying import do
from gemel.rooms.thanks.kinds import Thanks
from gemel.store import new_id
from gemel.testing import PASSPHRASE
from gemel.testing_browser import Phone, Two

HERS, HIS, DEEP = "You left the light on for me", "You sang in the car", "What I tell nobody"
YEAR = 365 * 86_400


def wrote(two: Two) -> None:
    """A few things over three years, some of each, and a private page."""
    ana, ben = two.one.client, two.other.client
    assert ana is not None and ben is not None
    begin = two.house.clock.now
    for ago, words in ((2, "You carried all the boxes up"), (1, "You came along to the doctor"), (0, HERS)):
        body = Thanks(did=words, showed="That you notice." if ago else "", changed="")
        do(ana, share, body, begin - ago * YEAR, id=new_id())
    ben.post("/thanks", {"did": HIS})
    ana.post("/private", {"words": DEEP})


def opens_private_pages(phone: Phone) -> None:
    phone.go("/private")
    phone.write("Your passphrase, to read them", PASSPHRASE)
    phone.tap("Open for ten minutes")
    phone.waits_for(DEEP)


def makes_a_file(phone: Phone, folder: Path) -> tuple[Path, str]:
    phone.go("/you")
    phone.tap("Your archive Everything you wrote, in a sealed file to keep")
    phone.waits_for("Five words, drawn just now")
    phone.page.get_by_label("What Ben opened to you").check()
    phone.page.get_by_label("Your private pages").check()
    phone.look("archive")
    phone.write("Your own passphrase", "not the right one, not at all")
    phone.tap("Make the file")
    assert phone.sees("does not fit")
    phone.look("archive-wrong")
    words = phone.page.get_by_label("A passphrase for the file").input_value()
    assert len(words.split(" ")) == 5 and phone.page.get_by_label("Your private pages").is_checked()
    phone.write("Your own passphrase", PASSPHRASE)
    with phone.page.expect_download() as waited:
        phone.page.get_by_role("button", name="Make the file").click()
    waited.value.save_as(folder / "archive.zip")
    if phone.scripted:  # the page stays where it is, and keeps no passphrase for whoever holds the phone next
        phone.page.wait_for_function("() => !document.querySelector('[type=password]').value")
    assert waited.value.suggested_filename == "archive.zip"
    return folder / "archive.zip", words


def reads_it_without_gemel(phone: Phone, file: Path, words: str) -> None:
    """Unpacked somewhere, opened from the file system, with nothing of gemel near."""
    with pyzipper.AESZipFile(file) as archive:
        archive.setpassword(words.encode())
        archive.extractall(file.parent / "archive")
    phone.go((file.parent / "archive" / "index.html").as_uri())
    for text in (HERS, HIS, DEEP, "2024", "2025", "2026", "a private page", "Ben"):
        assert phone.sees(text), text
    phone.look("archive-opened")
    phone.page.get_by_role("link", name=re.compile("2024")).click()
    assert phone.page.url.endswith("#y2024")


def leaves_in_three_taps(phone: Phone) -> None:
    phone.go("/")
    phone.tap("You")
    phone.look("you")
    phone.tap("Leave")
    phone.waits_for("At once, alone")
    phone.look("leaving")
    phone.tap("Leave now")
    phone.waits_for("What you wrote came with you")
    phone.look("left")


def brings_it_back(phone: Phone, file: Path, words: str) -> None:
    phone.go("/archive")
    phone.tap("Bring an archive back")
    phone.page.get_by_label("The file").set_input_files(file)
    phone.write("Its passphrase", "some other words entirely here")
    phone.look("bring-back")
    phone.tap("Bring it back")
    phone.waits_for("does not open with that passphrase")
    phone.look("bring-back-wrong")
    phone.page.get_by_label("The file").set_input_files(file)
    phone.write("Its passphrase", words)
    phone.tap("Bring it back")
    phone.waits_for("4 things came back")
    phone.look("brought-back")
    phone.tap("See them")
    phone.waits_for(HERS)
    assert phone.lacks(HIS) and phone.lacks(DEEP)


def deletes_the_account(phone: Phone) -> None:
    phone.go("/you")
    phone.tap("Delete your account")
    phone.waits_for("35 days")
    phone.look("deletion")
    phone.write("Your passphrase", "not the right one, not at all")
    phone.tap("Delete it all")
    phone.waits_for("Nothing has changed")
    phone.look("deletion-wrong")
    phone.write("Your passphrase", PASSPHRASE)
    phone.tap("Delete it all")
    phone.waits_for("Your account is deleted")
    phone.look("deleted")


def test_leaving_with_a_file_and_beginning_again(two: Two, script: bool, tmp_path: Path) -> None:
    two.couple()
    ana, ben = two.one, two.other
    wrote(two)
    opens_private_pages(ana)
    file, words = makes_a_file(ana, tmp_path)
    reads_it_without_gemel(ana, file, words)
    leaves_in_three_taps(ana)
    ben.go("/")
    assert ben.sees("You are on your own here now") and ben.lacks("Ana")
    ben.look("the-other-at-the-next-visit")
    deletes_the_account(ana)
    anew = two.house.person("Ana")
    ana.sign_in_as(anew)
    brings_it_back(ana, file, words)
    ben.go("/timeline")
    assert ben.sees(HIS) and ben.lacks(HERS)
