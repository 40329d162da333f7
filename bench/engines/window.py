#!/usr/bin/python3
"""A window of WebKitGTK for WebKitWebDriver, run by the system's Python, which has the bindings.

The driver's own window keeps everything in memory; this one keeps a profile on the disk, as Safari does, so that the disk
can be searched. It says on its output what a page says on its console.

    window.py --automation FOLDER [dark] [plain]     dark: by candle; plain: scripts of pages do not run
"""

import sys
from pathlib import Path
from typing import Any

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

START = (390, 844)
VERSION = (WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())


def context_in(folder: Path) -> Any:
    data, cache = folder / "data", folder / "cache"
    kept = WebKit2.WebsiteDataManager(base_data_directory=str(data), base_cache_directory=str(cache))
    kept.get_cookie_manager().set_persistent_storage(
        str(folder / "cookies.sqlite"), WebKit2.CookiePersistentStorage.SQLITE
    )
    found = WebKit2.WebContext(website_data_manager=kept)
    found.set_cache_model(WebKit2.CacheModel.WEB_BROWSER)
    kept.set_tls_errors_policy(WebKit2.TLSErrorsPolicy.IGNORE)
    found.set_automation_allowed(True)
    return found


def settings_for(words: list[str]) -> Any:
    found = WebKit2.Settings()
    found.set_enable_write_console_messages_to_stdout(True)
    found.set_enable_page_cache(True)
    found.set_enable_javascript_markup("plain" not in words)
    return found


def named() -> Any:
    """The name that the driver is asked for, with the engine's version."""
    found = WebKit2.ApplicationInfo()
    found.set_name("MiniBrowser")
    found.set_version(*VERSION)
    return found


def window(context: Any, settings: Any) -> Any:
    view = WebKit2.WebView(web_context=context, settings=settings, is_controlled_by_automation=True)
    shown = Gtk.Window()
    shown.set_default_size(*START)
    shown.add(view)
    shown.show_all()
    view.connect("close", lambda _view: shown.destroy())
    return view


def main() -> None:
    words = sys.argv[1:]
    if words == ["--version"]:
        print("WebKitGTK", ".".join(map(str, VERSION)))
        return
    folder = Path(next(word for word in words if "/" in word))
    Gtk.Settings.get_default().set_property("gtk-application-prefer-dark-theme", "dark" in words)
    context, settings = context_in(folder), settings_for(words)

    def begun(_context: Any, session: Any) -> None:
        session.set_application_info(named())
        session.connect("create-web-view", lambda _session: window(context, settings))

    context.connect("automation-started", begun)
    Gtk.main()


if __name__ == "__main__":
    main()
