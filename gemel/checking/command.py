"""`gemel check`: what was found, on a terminal or as JSON."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping

import msgspec

from gemel.checking.finding import Finding, Here
from gemel.checking.order import findings
from gemel.settings import BadSetting, Settings, data_folder, load, pepper_path


def run(as_json: bool, env: Mapping[str, str] = os.environ) -> int:
    found = findings(here(env))
    print(msgspec.json.encode(found).decode() if as_json else told(found))
    return 1 if any(one.state == "mend" for one in found) else 0


def here(env: Mapping[str, str]) -> Here:
    data = data_folder(env)
    settings: Settings | None = None
    refused = ""
    try:
        settings = load(env)
    except BadSetting as wrong:
        refused = str(wrong)
    return Here(data, pepper_path(data, env), settings, int(time.time()), refused)


def told(found: list[Finding]) -> str:
    wrong = [one for one in found if one.state == "mend"]
    known = [one for one in found if one.state == "know"]
    lines = ["To mend, the most dangerous first:"] if wrong else ["There is nothing to mend."]
    for number, one in enumerate(wrong, 1):
        lines += [f"{number:3}. {one.line}", f"     {one.how}"]
    lines += ["", "To know:", *(f"   - {one.line}" for one in known)] if known else []
    return "\n".join([*lines, "", f"{len(found) - len(wrong) - len(known)} of {len(found)} are fine."])
