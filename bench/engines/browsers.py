"""Starting Firefox and WebKit, each with a profile in a folder that can be searched afterwards."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.engines.phone import Phone
from bench.engines.serving import Place

PHONE, DESK = (390, 844), (1280, 900)
TALLEST = 4000
WINDOW = Path(__file__).with_name("window.py")
NO_MANIFESTS = "directive 'manifest-src'"
"""What WebKitGTK remarks on every policy that names manifests: it is built without them. Safari is not."""
DRIVER = "GECKODRIVER"
PREFS = {
    "browser.formfill.enable": True, "browser.cache.disk.enable": True, "browser.sessionstore.interval": 1000,
    "browser.sessionstore.interval.idle": 1000, "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.disabledForTesting": True, "extensions.getAddons.cache.enabled": False, "network.captive-portal-service.enabled": False,
    "ui.useOverlayScrollbars": 1,
}  # fmt: skip
"""A profile as a person has it, that keeps what it keeps soon; and nothing that asks the internet."""


@dataclass(frozen=True)
class Asked:
    """How a browser is wanted: by candle, with scripts that run."""

    dark: bool = False
    script: bool = True


def missing(engine: str) -> str:
    """What is not there, in one line; empty where all is."""
    if find_spec("selenium") is None:
        return "selenium is not there: pip install --target FOLDER selenium, and PYTHONPATH=FOLDER"
    if engine == "firefox":
        lacks = [] if geckodriver() else [f"geckodriver (or {DRIVER}=/where/it/is)"]
        lacks += [] if firefox() else ["firefox (apt-get install firefox-esr)"]
    else:
        programs = {"WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
        lacks = [f"{one} (apt-get install {package})" for one, package in programs.items() if not shutil.which(one)]
    return f"not there: {', '.join(lacks)}" if lacks else ""


def geckodriver() -> str | None:
    return os.environ.get(DRIVER) or shutil.which("geckodriver")


def firefox() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


def phone(engine: str, place: Place, folder: Path, asked: Asked | None = None) -> Any:
    """A browser as a context; it ends with it, or earlier by `quit`."""
    folder.mkdir(parents=True, exist_ok=True)
    return {"firefox": _firefox, "webkit": _webkit}[engine](place, folder, asked or Asked())


@contextmanager
def _firefox(place: Place, folder: Path, asked: Asked) -> Iterator[Phone]:
    from selenium import webdriver
    from selenium.webdriver.firefox.service import Service

    options = webdriver.FirefoxOptions()
    options.binary_location = firefox() or ""
    options.accept_insecure_certs = options.enable_bidi = True
    for word in ("-headless", "-profile", str(folder)):
        options.add_argument(word)
    content = {
        "layout.css.prefers-color-scheme.content-override": 0 if asked.dark else 1,
        "javascript.enabled": asked.script,
    }
    for name, value in (PREFS | content).items():
        options.set_preference(name, value)
    service = Service(geckodriver(), log_output=str(folder.with_suffix(".log")))
    driver = webdriver.Firefox(options=options, service=service)
    heard: list[str] = []
    driver.script.add_javascript_error_handler(lambda one: heard.append(str(one.text)))
    driver.script.add_console_message_handler(lambda one: heard.append(str(one.text)) if one.level == "error" else None)

    def sized(width: int, height: int) -> None:
        driver.browsing_context.set_viewport(driver.current_window_handle, {"width": width, "height": height})

    found = Phone(driver, place, folder, sized, driver.get_full_page_screenshot_as_png, lambda: heard, asked.script)
    yield from _used(found, driver.quit)


@contextmanager
def display() -> Iterator[str]:
    """A screen that nobody sees, large enough for a long page."""
    reads, writes = os.pipe()
    command = ["Xvfb", "-displayfd", str(writes), "-screen", "0", f"1300x{TALLEST}x24", "-nolisten", "tcp"]
    running = subprocess.Popen(command, pass_fds=[writes], stderr=subprocess.DEVNULL)
    try:
        yield ":" + os.read(reads, 20).decode().strip()
    finally:
        running.terminate()
        running.wait()
        os.close(reads)
        os.close(writes)


@contextmanager
def _webkit(place: Place, folder: Path, asked: Asked) -> Iterator[Phone]:
    from selenium import webdriver
    from selenium.webdriver.webkitgtk.service import Service

    options, log = webdriver.WebKitGTKOptions(), folder.with_suffix(".log")
    options.binary_location, options.page_load_strategy = str(WINDOW), "none"  # waiting, it loses its way going back
    words = ["--automation", str(folder), *(["dark"] if asked.dark else []), *([] if asked.script else ["plain"])]
    for word in words:
        options.add_argument(word)
    with display() as shown:
        env = os.environ | {"DISPLAY": shown, "GTK_A11Y": "none", "NO_AT_BRIDGE": "1"}
        env.pop("PYTHONPATH", None)  # the window is run by another Python
        service = Service("/usr/bin/WebKitWebDriver", log_output=str(log), env=env)
        driver = webdriver.WebKitGTK(options=options, service=service)
        found = Phone(
            driver,
            place,
            folder,
            lambda *size: _resized(driver, size),
            lambda: _whole(driver),
            lambda: _said(log),
            asked.script,
        )
        yield from _used(found, driver.quit)


def _resized(driver: Any, size: tuple[int, ...]) -> None:
    driver.set_window_size(*size)
    for _try in range(100):
        if driver.execute_script("return innerWidth") == size[0]:
            return
        time.sleep(0.02)


def _whole(driver: Any) -> bytes:
    """The page from top to bottom: the window grows as long as it is, for the moment of the picture."""
    width, height, long = driver.execute_script(
        "return [innerWidth, innerHeight, document.documentElement.scrollHeight]"
    )
    _resized(driver, (width, min(max(height, long), TALLEST)))
    time.sleep(0.4)
    picture = driver.get_screenshot_as_png()
    _resized(driver, (width, height))
    return picture


def _said(log: Path) -> list[str]:
    """Errors that pages said on their console, which the window wrote among its output."""
    found = re.findall(r"CONSOLE (?:JS |SECURITY |NETWORK )?ERROR .*", log.read_text("utf-8", "replace"))
    return [one for one in found if NO_MANIFESTS not in one]


def _used(found: Phone, end: Callable[[], None]) -> Iterator[Phone]:
    ended: list[bool] = []

    def quit_once() -> None:
        if not ended:
            ended.append(True)
            with contextlib.suppress(Exception):
                end()

    found.quit = quit_once
    found.driver.set_page_load_timeout(40)
    found.driver.set_script_timeout(40)
    found.sized(*PHONE)
    try:
        yield found
    finally:
        quit_once()


def version(engine: str) -> str:
    """As the program itself says it."""
    program = firefox() if engine == "firefox" else str(WINDOW)
    return subprocess.run([program or "", "--version"], capture_output=True, text=True, check=True).stdout.strip()
