"""Photos as two people put them in and look at them, on two phones, with script and without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageFilter

from gemel import testing, testing_browser
from gemel.media.tests.drawing import saved
from gemel.testing import TestHouse
from gemel.testing_browser import Phone, Two


def landscape(width: int, height: int, sun: tuple[int, int]) -> Image.Image:
    """A hill and a sun: something to look at."""
    sky = Image.linear_gradient("L").resize((width, height)).point(lambda value: 140 + value // 3)
    image = Image.merge(
        "RGB", (sky.point(lambda value: min(255, value + 30)), sky, sky.point(lambda value: 330 - value))
    )
    image.paste((250, 225, 160), (*sun, sun[0] + width // 8, sun[1] + width // 8))
    hill = Image.radial_gradient("L").resize((width * 2, height)).crop((width // 2, 0, width * 3 // 2, height))
    image.paste(
        (74, 96, 70),
        (0, height // 2),
        hill.point(lambda value: 255 if value < 150 else 0).crop((0, 0, width, height // 2)),
    )
    return image.filter(ImageFilter.GaussianBlur(width // 200))


@pytest.fixture
def pictures(tmp_path: Path) -> list[str]:
    sizes = [(1600, 1200), (1200, 1600), (1500, 500)]
    files = [tmp_path / f"{number}.jpg" for number in range(3)]
    for file, (width, height) in zip(files, sizes, strict=True):
        file.write_bytes(saved(landscape(width, height, (width // 2, height // 6)), quality=90))
    return [str(file) for file in files]


@pytest.fixture
def two_with_album(album: TestHouse, browser: object, script: bool, request: pytest.FixtureRequest) -> Iterator[Two]:
    with (
        testing.served(album.app) as address,
        testing_browser.phones(browser, album, address, script, request.node.name) as pair,
    ):
        yield pair


def puts_in(phone: Phone, words: str, files: Any) -> None:
    phone.go("/album")
    phone.write("What it was", words)
    phone.page.get_by_label("Photos").set_input_files(files)


def shown(phone: Phone, place: str) -> bool:
    """Whether that picture is on the page, decoded and in sight."""
    image = phone.page.locator(f"{place} img")
    image.wait_for(state="visible", timeout=10_000)
    image.scroll_into_view_if_needed()
    return bool(image.evaluate("image => image.decode().then(() => image.naturalWidth > 0)"))


def test_photos_from_one_phone_to_the_other(two_with_album: Two, pictures: list[str], tmp_path: Path) -> None:
    two = two_with_album
    two.couple()
    ana, ben = two.one, two.other
    puts_in(ana, "Up on the hill before it rained", pictures)
    ana.look("photo-field")
    ana.tap("Keep it")
    assert ana.sees("Up on the hill before it rained")
    ben.go("/timeline")
    assert ben.sees("Up on the hill")
    ben.look("photos")
    ben.page.locator(".photos a").nth(1).click()
    assert shown(ben, ".photo-large:target")
    ben.look("photo-large")
    ben.page.locator(".photo-large:target").get_by_text("Next").click()
    assert shown(ben, ".photo-large:target") and ben.page.url.endswith("-3")
    ben.page.locator(".photo-large:target").get_by_text("Close").click()
    ben.page.locator(".photo-large:target").wait_for(state="detached")
    one_picture(ben, pictures[0])
    what_is_none_costs_no_words(ana, tmp_path)


def one_picture(phone: Phone, picture: str) -> None:
    puts_in(phone, "Only one", picture)
    phone.tap("Keep it")
    assert phone.sees("Only one") and shown(phone, ".photos--one li")
    assert phone.page.get_by_label("Photos").input_value() == ""  # they are kept now, and not chosen any more
    phone.page.evaluate("() => scrollTo(0, 0)")
    phone.look("one-photo")


def what_is_none_costs_no_words(phone: Phone, folder: Path) -> None:
    none = folder / "none.jpg"
    none.write_bytes(b"not a picture")
    puts_in(phone, "Words that stay", str(none))
    phone.tap("Keep it")
    assert phone.sees("One of these is not a photo we can open")
    assert phone.page.get_by_label("What it was").input_value() == "Words that stay"
    chosen = phone.page.get_by_label("Photos").evaluate("field => [...field.files].map(file => file.name)")
    assert chosen == (["none.jpg"] if phone.scripted else [])  # still in the field, where a script can hold it
    phone.look("not-a-photo")
    if phone.scripted:
        too_many(phone, none)


def too_many(phone: Phone, picture: Path) -> None:
    """Told before anything is sent."""
    phone.page.get_by_label("Photos").set_input_files([str(picture)] * 11)
    valid = phone.page.get_by_label("Photos").evaluate("field => field.validationMessage")
    assert valid == "That is more than fits at once."
    phone.page.get_by_label("Photos").set_input_files(str(picture))
    assert phone.page.get_by_label("Photos").evaluate("field => field.checkValidity()")
